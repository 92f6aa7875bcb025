from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.tool import Crm, Rows, Terminal
from tinycrm.cli.table import width

NAMES = "SELECT name FROM contact ORDER BY id"


@pytest.mark.usefixtures("ada")
def test_undo_and_redo_walk_back_and_forth(crm: Crm, rows: Rows) -> None:
    crm("add", "Jane Smith")
    answer = crm("undo")
    assert answer.out == "Undone: Added Jane Smith (o2). `tinycrm redo` brings it back.\n"
    assert rows(NAMES) == [("Ada Lovelace",)]
    assert crm("undo").out.startswith("Undone: Added Ada Lovelace (o1).")
    assert rows(NAMES) == []
    answer = crm("redo")
    assert answer.out == "Redone: Added Ada Lovelace (o1). `tinycrm undo` takes it away again.\n"
    crm("redo")
    assert rows(NAMES) == [("Ada Lovelace",), ("Jane Smith",)]


def test_nothing_to_undo_or_redo(crm: Crm) -> None:
    for args, sentence in ((["undo"], "There is nothing to undo.\n"), (["redo"], "There is nothing to redo.\n")):
        answer = crm(*args)
        assert (answer.code, answer.out, answer.err) == (3, "", sentence)


@pytest.mark.usefixtures("ada")
def test_one_is_undone_out_of_the_middle(crm: Crm, rows: Rows) -> None:
    crm("contact", "edit", "ada", "--nickname", "Countess", "--role", "Programmer")
    crm("contact", "edit", "ada", "--company", "Engines")
    answer = crm("undo", "o2", "--json")
    assert answer.json == {"ref": "o4", "undo": "o2", "words": "Changed Ada Lovelace"}
    assert rows("SELECT nickname, role, company FROM contact") == [(None, None, "Engines")]
    assert crm("redo", "--json").json == {"ref": "o5", "redo": "o2", "words": "Changed Ada Lovelace"}
    assert rows("SELECT nickname, role, company FROM contact") == [("Countess", "Programmer", "Engines")]


@pytest.mark.usefixtures("ada")
def test_what_stands_in_the_way_is_named(crm: Crm, rows: Rows) -> None:
    crm("contact", "edit", "ada", "--nickname", "Countess")
    crm("contact", "edit", "ada", "--nickname", "Lady")
    answer = crm("undo", "o2")
    assert (answer.code, answer.out) == (5, "")
    assert answer.err == "o2 cannot be undone: o3 has changed the same since; `tinycrm undo o3` comes first.\n"
    assert rows("SELECT nickname FROM contact") == [("Lady",)]
    assert crm("undo").code == crm("undo", "o2").code == 0
    answer = crm("undo", "o2")
    assert (answer.code, answer.err.startswith("o2 is undone already;")) == (5, True)


@pytest.mark.parametrize(("ref", "code"), [("o9", 3), ("c1", 2), ("1", 2), ("ada", 2), ("o99999999999999999999", 2)])
@pytest.mark.usefixtures("ada")
def test_a_wrong_reference_undoes_nothing(crm: Crm, rows: Rows, ref: str, code: int) -> None:
    answer = crm("undo", ref)
    assert (answer.code, answer.out, answer.err.count("\n")) == (code, "", 1)
    assert rows(NAMES) == [("Ada Lovelace",)]


@pytest.mark.usefixtures("janes")
def test_a_bulk_tag_and_a_delete_with_all_that_hung_on_it_come_back(crm: Crm, rows: Rows) -> None:
    crm("log", "call", "c1", "asked about Nana", "--follow-up", "fri")
    crm("contact", "tag", "c1", "c2", "fair", "--yes")
    crm("contact", "delete", "c1", "--yes")
    assert crm("undo", "o4").code == 5
    crm("undo")
    assert rows("SELECT contact_id, name FROM tag") == [(1, "fair"), (2, "fair")]
    assert rows("SELECT text, due FROM reminder") == [("asked about Nana", "2026-11-27")]
    crm("undo", "o4")
    assert rows("SELECT * FROM tag") == []
    crm("redo")
    assert rows("SELECT contact_id FROM tag") == [(1,), (2,)]


@pytest.mark.usefixtures("ada")
def test_history_tells_who_what_and_from_what_to_what(crm: Crm) -> None:
    crm("contact", "edit", "ada", "--nickname", "Countess", env={"TINYCRM_USER": "helen"})
    crm("contact", "edit", "ada", "--nickname", "Lady")
    crm("undo")
    out = crm("history").out
    assert (
        "o2    2026-11-24 10:30  helen  Changed Ada Lovelace\n        Ada Lovelace  nickname: nothing → Countess\n"
        in out
    )
    assert "Changed Ada Lovelace  (undone)\n        Ada Lovelace  nickname: Countess → Lady\n" in out
    assert out.startswith("o4    2026-11-24 10:30  tester  Undid ")
    assert "name: Ada Lovelace" in out.partition("o1 ")[2]


@pytest.mark.usefixtures("ada")
def test_history_in_json(crm: Crm) -> None:
    crm("contact", "edit", "ada", "--nickname", "Countess")
    found = crm("history", "--json").json
    assert [each["ref"] for each in found] == ["o2", "o1"]
    assert found[0] | {"changes": None} == {
        "ref": "o2", "at": "2026-11-24T10:30:00Z", "by": "tester", "source": "cli", "what": "contact.edit",
        "words": "Changed Ada Lovelace", "undoes": None, "undone": False, "records": 1, "changes": None,
    }  # fmt: skip
    assert found[0]["changes"] == [
        {"table": "contact", "id": 1, "action": "update", "before": {"nickname": None},
         "after": {"nickname": "Countess"}}
    ]  # fmt: skip
    assert found[1]["changes"][0]["after"]["name"] == "Ada Lovelace"


@pytest.mark.usefixtures("janes")
def test_history_of_one_person_and_of_one_operation(crm: Crm) -> None:
    crm("log", "meeting", "c1", "x", "--with", "c2")
    crm("contact", "delete", "c2", "--yes")
    ids = ("--format", "ids")
    assert crm("history", "smith", *ids).out.split() == ["o3", "o1"]
    assert crm("history", "c2", *ids).out.split() == ["o4", "o3", "o2"]
    assert crm("history", "o2", *ids).out == "o2\n"
    assert crm("history", "--limit", "2", *ids).out.split() == ["o4", "o3"]
    assert "Deleted Jane Eyre" in crm("history", "c2").out
    assert crm("history", "o99").code == crm("history", "nobody").code == crm("history", "c99").code == 3


def test_a_question_is_folded_where_the_terminal_ends(crm: Crm, own: Path, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("name\n" + "".join(f"P{number}\n" for number in range(40)))
    crm("import", "run", str(path))
    screen = Terminal("--db", own, "undo", columns=40)
    asked = screen.until("[y/N]:")
    assert max(map(len, asked.splitlines())) < 40
    screen.type("y")
    assert screen.end().code == 0


def test_of_something_large_the_beginning_is_told(crm: Crm, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("name\n" + "".join(f"P{number}\n" for number in range(600)))
    crm("import", "run", str(path))
    lines = crm("history").out.splitlines()
    assert (len(lines), lines[-1].strip()) == (6, "… 600 records: tinycrm history o1")
    alone = crm("history", "O1").out.splitlines()
    assert (len(alone), alone[-1].strip()) == (202, "… 600 records: tinycrm history o1 --json")
    assert len(crm("history", "--json").json[0]["changes"]) == 600


def test_all_of_history_goes_into_a_pipe(crm: Crm) -> None:
    for number in range(60):
        crm("add", f"P{number}")
    assert crm("history").out.count("Added ") == 60


def test_an_empty_history(crm: Crm) -> None:
    answer = crm("history")
    assert (answer.code, answer.out, answer.err) == (0, "", "Nothing was done yet.\n")
    assert crm("history", "--json").json == []


@pytest.mark.usefixtures("ada")
def test_times_are_those_of_their_own_day(crm: Crm, in_zone: Callable[[str], None]) -> None:
    in_zone("Europe/London")
    crm("contact", "edit", "ada", "--role", "x", env={"TINYCRM_NOW": "2026-07-01T10:00:00+00:00"})
    assert "o2    2026-07-01 11:00  tester" in crm("history").out


@pytest.mark.usefixtures("ada")
def test_undoing_and_redoing_are_told_in_words(crm: Crm) -> None:
    for command in ("undo", "redo", "undo"):
        assert crm(command).code == 0
    words = [each["words"] for each in crm("history", "--json").json]
    assert words == ["Undid o1: Added Ada Lovelace", "Redid o1: Added Ada Lovelace", "Undid o1: Added Ada Lovelace",
                     "Added Ada Lovelace"]  # fmt: skip
    assert "Undid o1: Added Ada Lovelace" in crm("history").out


@pytest.mark.parametrize("columns", [20, 40, 80])
def test_on_a_terminal_every_line_of_history_fits(crm: Crm, own: Path, columns: int) -> None:
    crm("add", "李小明 Augusta Ada King, Countess of Lovelace", "--notes", "wants the Nana first edition " * 9)
    crm("contact", "edit", "c1", "--notes", "李小明" * 60, env={"TINYCRM_USER": "the helper of the shop"})
    crm("contact", "tag", "c1", *(f"tag-{number}" for number in range(20)))
    whole = crm("history").out
    shown = Terminal("--db", own, "history", "--limit", "20", columns=columns).end().out
    assert max(map(width, shown.splitlines())) <= columns
    assert len("".join(shown.split())) >= len("".join(whole.split()))
    assert max(map(width, whole.splitlines())) > 160


def test_a_no_is_told_and_what_is_usual_is_not(crm: Crm) -> None:
    crm("add", "Ada Lovelace", "--no-mailings")
    crm("contact", "edit", "ada", "--mailings", "--do-not-contact")
    crm("contact", "delete", "ada", "--yes")
    deleted, edited, added = crm("history").out.split("\no")
    assert "purpose: mailings, given: no, day: 2026-11-24" in added
    assert "given: Ada" in added
    assert "do_not_contact" not in added
    assert "given: no → yes" in edited
    assert "do_not_contact: no → yes" in edited
    assert "do_not_contact: yes" in deleted
    assert "given: yes" in deleted
    assert "archived" not in deleted
