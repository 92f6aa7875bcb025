from pathlib import Path

import pytest

from tests.cli.tool import Crm, Rows, Terminal

LISTED = {"ref": "shelf", "name": "shelf", "kind": "number", "choices": [], "contacts": 0}


@pytest.fixture
def shelf(crm: Crm) -> str:
    """A field, and Ada with something in it."""
    assert crm("config", "field", "add", "shelf", "--kind", "number").code == 0
    assert crm("add", "Ada Lovelace", "--set", "shelf=3").code == 0
    return "shelf"


def test_the_group_alone_shows_its_help(crm: Crm) -> None:
    answer = crm("config", "field")
    assert answer.code == 0
    assert [word for word in ("add", "list", "rename", "edit", "remove") if f"\n  {word} " not in answer.out] == []


def test_a_field_is_declared(crm: Crm) -> None:
    answer = crm("config", "field", "add", "Membership No.")
    use = "`tinycrm contact edit WHO --set membership-no=TEXT` fills it."
    assert answer.out == f"Declared membership-no, a text. {use} `tinycrm undo` takes it back.\n"
    assert crm("config", "field", "add", "shelf", "--kind", "number", "--json").json == LISTED
    assert crm("config", "field", "add", "vip", "--kind", "Yes/No").code == 0
    chosen = ["--kind", "choice", "--choice", "bronze", "--choice", "gold"]
    assert crm("config", "field", "add", "level", *chosen, "--json").json["choices"] == ["bronze", "gold"]
    assert [each["ref"] for each in crm("config", "field", "list", "--json").json] == [
        "membership-no", "shelf", "vip", "level",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["shelf", "--kind", "colour"], 2, "'colour' is no kind of field; the kinds are"),
        (["shelf", "--kind", "choice"], 2, "A choice needs its words"),
        (["shelf", "--choice", "a"], 2, "Only a field of the kind choice has choices"),
        (["???"], 2, '"???" is no name for a field'),
        (["x" * 41], 2, "at most 40 characters"),
        (["tag"], 5, "tag means something else already"),
        (["\x1b[2J"], 2, "cannot be blank"),
    ],
)
def test_what_makes_no_field_is_told(crm: Crm, rows: Rows, args: list[str], code: int, said: str) -> None:
    answer = crm("config", "field", "add", *args)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err
    assert rows("SELECT 1 FROM field") == rows("SELECT 1 FROM operation") == []


def test_fields_are_listed_with_how_many_have_them(crm: Crm, shelf: str) -> None:
    assert crm("config", "field", "list").out == "Field  Kind    People\nshelf  number       1\n"
    assert crm("config", "field", "list", "--format", "ids").out == f"{shelf}\n"


def test_a_list_of_nothing_says_how_to_begin(crm: Crm) -> None:
    answer = crm("config", "field", "list")
    assert (answer.code, answer.out) == (0, "")
    assert "`tinycrm config field add NAME` declares one" in answer.err


def test_a_field_is_called_something_else(crm: Crm, shelf: str) -> None:
    assert crm("config", "field", "rename", shelf, "Row").out.startswith("Renamed shelf to row.")
    assert crm("show", "ada", "--json").json["fields"] == {"row": 3}
    again = crm("config", "field", "rename", "row", "Row", "--json")
    assert (again.json["ref"], "like that already" in again.err) == ("row", True)
    assert crm("undo").code == 0
    assert crm("show", "ada", "--json").json["fields"] == {"shelf": 3}


@pytest.mark.usefixtures("shelf")
def test_a_name_that_is_taken_is_refused(crm: Crm) -> None:
    crm("config", "field", "add", "row")
    assert crm("config", "field", "rename", "row", "shelf").code == 5
    assert crm("config", "field", "add", "Shelf").code == 5
    assert "nothing" not in crm("config", "field", "list").err


def test_choices_and_the_place_are_changed(crm: Crm, shelf: str) -> None:
    crm("config", "field", "add", "level", "--kind", "choice", "--choice", "bronze", "--choice", "gold")
    crm("contact", "edit", "ada", "--set", "level=gold")
    assert crm("config", "field", "edit", "level", "--choice", "silver").code == 5
    answer = crm("config", "field", "edit", "level", "--choice", "silver", "--choice", "gold", "--place", "1")
    assert answer.out.startswith("Changed level, a choice of silver, gold.")
    assert [each["name"] for each in crm("config", "field", "list", "--json").json] == ["level", shelf]
    assert crm("config", "field", "edit", "level").code == 2
    assert crm("config", "field", "edit", "level", "--place", "0").code == 2


def test_a_field_with_values_goes_only_when_told(crm: Crm, shelf: str, rows: Rows) -> None:
    refused = crm("config", "field", "remove", shelf)
    sentence = "This would remove shelf and its 1 value; --yes does it, --dry-run only says it.\n"
    assert (refused.code, refused.err) == (5, sentence)
    dry = crm("config", "field", "remove", shelf, "--dry-run")
    assert (dry.code, "Would remove shelf and its 1 value" in dry.err) == (0, True)
    assert rows("SELECT value FROM field_value") == [("3",)]
    done = crm("config", "field", "remove", shelf, "--yes", "--json")
    assert done.json == {"ref": "shelf", "deleted": True, "contacts": 1}
    assert crm("show", "ada", "--json").json["fields"] == {}
    assert crm("undo").code == 0
    assert crm("show", "ada", "--json").json["fields"] == {"shelf": 3}


def test_a_field_without_values_goes_at_once(crm: Crm) -> None:
    crm("config", "field", "add", "row")
    assert crm("config", "field", "remove", "row").out == "Removed row. `tinycrm undo` takes it back.\n"


def test_a_terminal_is_asked(own: Path, crm: Crm, shelf: str) -> None:
    terminal = Terminal("--db", own, "config", "field", "remove", shelf)
    terminal.until("Remove shelf and its 1 value?")
    terminal.type("n")
    assert terminal.end().code == 130
    assert crm("config", "field", "list", "--json").json[0]["contacts"] == 1


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("shelv", 3, "There is no field shelv; did you mean shelf? Else `tinycrm config field add shelv` declares it."),
        ("zzz", 3, "There is no field zzz. `tinycrm config field add zzz` declares it."),
        ("nickname", 3, "nickname is no field of your own; it has its own place, as `tinycrm add --help` shows."),
        ("", 2, "A field's name cannot be blank."),
    ],
)
@pytest.mark.usefixtures("shelf")
def test_a_field_that_is_not_there_is_told_everywhere(crm: Crm, name: str, code: int, said: str) -> None:
    for args in (
        ["config", "field", "remove", name],
        ["config", "field", "rename", name, "x"],
        ["config", "field", "edit", name, "--place", "1"],
        ["contact", "edit", "ada", "--set", f"{name}=1"],
        ["add", "Bea", "--set", f"{name}=1"],
    ):
        answer = crm(*args)
        assert (answer.code, answer.err) == (code, f"{said}\n"), args


def test_history_tells_of_fields_by_their_names(crm: Crm, shelf: str) -> None:
    crm("contact", "edit", "ada", "--set", "shelf=4")
    crm("config", "field", "remove", shelf, "--yes")
    told = crm("history").out
    for line in (
        "Removed the field shelf and its values",
        "- Ada Lovelace shelf  value: 4",
        "Ada Lovelace shelf  value: 3 → 4",
        "+ Ada Lovelace shelf  value: 3",
        "Declared the field shelf",
    ):
        assert line in told
