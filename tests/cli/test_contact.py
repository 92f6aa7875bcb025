import csv
import io
from typing import Any

import pytest

from tests.cli.tool import Crm, Rows

EVERYTHING = {
    "given": ["--given", "Augusta"],
    "family": ["--family", "Byron"],
    "nickname": ["--nickname", "Countess"],
    "pronunciation": ["--pronunciation", "LUV-lace"],
    "company": ["--company", "Analytical Engines"],
    "role": ["--role", "Programmer"],
    "birthday": ["--birthday", "10 dec 1985"],
    "channel": ["--channel", "letter"],
    "source": ["--source", "book fair"],
    "stage": ["--stage", "regular"],
    "pinned": ["--pinned", "Ring after five"],
    "notes": ["--notes", "First line\nsecond line"],
    "deceased": ["--deceased", "1 nov 2026"],
}
SAID = {
    "given": "Augusta",
    "family": "Byron",
    "nickname": "Countess",
    "pronunciation": "LUV-lace",
    "company": "Analytical Engines",
    "role": "Programmer",
    "birthday": "1985-12-10",
    "channel": "letter",
    "source": "book fair",
    "stage": "regular",
    "pinned": "Ring after five",
    "notes": "First line\nsecond line",
    "deceased": "2026-11-01",
}
MANY = [
    "--email", "ada@x.org", "--email", "work:office@x.org",
    "--phone", "mobile:020 7946 0018", "--phone", "020 7946 0019",
    "--address", "home: 12 St James's Square, London, SW1Y 4JH, United Kingdom",
    "--link", "blog:example.org/ada",
    "--occasion", "wedding: 8 jul 1999",
    "--relative", "Tom, son, 3 may 2015", "--relative", "Byron",
    "--tag", "Regular", "--tag", "first editions",
    "--likes", "author:Zola", "--likes", "gardens", "--dislikes", "genre:crime",
]  # fmt: skip


def card(crm: Crm, who: str = "c1") -> dict[str, Any]:
    found: dict[str, Any] = crm("show", who, "--json").json
    return found


def everything() -> list[str]:
    return [word for words in EVERYTHING.values() for word in words]


def test_add_answers_in_one_line(crm: Crm, rows: Rows) -> None:
    answer = crm("add", "Ada Lovelace", "--phone", "mobile:020 7946 0018", "--birthday", "10 dec", "--tag", "regular")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == (
        "Added Ada Lovelace (c1) · mobile 020 7946 0018 · birthday 10 Dec · regular. `tinycrm undo` takes it back.\n"
    )
    assert rows("SELECT name, given, family, birthday FROM contact") == [("Ada Lovelace", "Ada", "Lovelace", "--12-10")]


def test_every_option_of_add_is_kept(crm: Crm) -> None:
    crm("add", "Charles Babbage")
    answer = crm("add", "Ada Lovelace", *everything(), *MANY, "--referred-by", "babbage", "--do-not-contact",
                 "--mailings", "--mailings-on", "3 nov 2026", "--mailings-source", "form at the till",
                 "--json")  # fmt: skip
    assert answer.code == 0, answer.err
    found = answer.json
    assert {name: found[name] for name in SAID} == SAID
    assert found["emails"] == [
        {"label": None, "value": "ada@x.org", "primary": True},
        {"label": "work", "value": "office@x.org", "primary": False},
    ]
    assert [(each["label"], each["value"]) for each in found["phones"]] == [
        ("mobile", "020 7946 0018"),
        (None, "020 7946 0019"),
    ]
    assert found["addresses"] == [
        {"label": "home", "street": "12 St James's Square", "city": "London", "region": None,
         "postcode": "SW1Y 4JH", "country": "United Kingdom", "primary": True}
    ]  # fmt: skip
    assert found["links"] == [{"label": "blog", "value": "https://example.org/ada", "primary": True}]
    assert found["occasions"] == [{"name": "wedding", "day": "1999-07-08"}]
    assert found["relatives"] == [
        {"name": "Tom", "relation": "son", "birthday": "2015-05-03"},
        {"name": "Byron", "relation": None, "birthday": None},
    ]
    assert found["tags"] == ["first-editions", "regular"]
    assert (found["likes"], found["dislikes"]) == (["author:Zola", "gardens"], ["genre:crime"])
    assert (found["referred_by"], found["referred_by_ref"]) == ("Charles Babbage", "c1")
    assert (found["mailings"], found["mailings_on"]) == (True, "2026-11-03")
    assert found["mailings_source"] == "form at the till"
    assert found["do_not_contact"] is True
    assert found == card(crm, "c2")


def test_an_organisation(crm: Crm) -> None:
    found = crm("add", "Harlow Library", "--organisation", "--json").json
    assert (found["kind"], found["name"], found["given"], found["family"]) == (
        "organisation", "Harlow Library", None, None,
    )  # fmt: skip


def test_consent_without_a_day_is_of_today(crm: Crm) -> None:
    found = crm("add", "Ada Lovelace", "--no-mailings", "--json").json
    assert (found["mailings"], found["mailings_on"]) == (False, "2026-11-24")


@pytest.mark.parametrize("alike", [["--phone", "+44 20 7946 0018"], ["--email", "ADA@x.org"], []])
@pytest.mark.usefixtures("ada")
def test_someone_alike_is_told_of_and_not_forbidden(crm: Crm, alike: list[str]) -> None:
    name = "Countess Byron" if alike else "Lovelace, Ada"
    answer = crm("add", name, *alike)
    what = alike[0].removeprefix("--") if alike else "name"
    assert answer.code == 0
    assert answer.err == f"Ada Lovelace (c1) is here already, with the same {what}.\n"
    assert "(c2)" in answer.out


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["add", "  "], 2),
        (["add", "Ada", "--birthday", "31 feb"], 2),
        (["add", "Ada", "--email", "ada.example.org"], 2),
        (["add", "Ada", "--phone", "none"], 2),
        (["add", "Ada", "--stage", "friend"], 2),
        (["add", "Ada", "--channel", "pigeon"], 2),
        (["add", "Ada", "--occasion", "wedding"], 2),
        (["add", "Ada", "--deceased", "1 nov"], 2),
        (["add", "Ada", "--link", "javascript:alert(1)"], 2),
        (["add", "Ada", "--tag", "a,b"], 2),
        (["add", "Ada", "--relative", "Tom, son, 3 may 2015, more"], 2),
        (["add", "Ada", "--mailings-on", "today"], 2),
        (["add", "Ada", "--referred-by", "nobody"], 3),
        (["add"], 2),
    ],
)
def test_a_bad_value_gets_one_sentence_and_changes_nothing(crm: Crm, rows: Rows, args: list[str], code: int) -> None:
    answer = crm(*args)
    assert (answer.code, answer.out) == (code, "")
    assert answer.err.count("\n") == 1
    assert answer.err.endswith((".\n", "adds them.\n"))
    assert rows("SELECT count(*) FROM contact") == [(0,)] == rows("SELECT count(*) FROM operation")


@pytest.mark.usefixtures("ada")
def test_edit_with_every_option(crm: Crm) -> None:
    crm("add", "Charles Babbage")
    answer = crm("contact", "edit", "ada", "--name", "Ada King", *everything(), *MANY, "--referred-by", "c2",
                 "--do-not-contact", "--no-mailings", "--mailings-source", "by letter")  # fmt: skip
    assert answer.code == 0, answer.err
    assert answer.out.startswith("Changed Ada King (c1)")
    found = card(crm)
    assert {name: found[name] for name in SAID} == SAID
    assert [each["value"] for each in found["emails"]] == ["ada@x.org", "office@x.org"]
    assert [each["value"] for each in found["phones"]] == ["020 7946 0018", "020 7946 0019"]
    assert found["referred_by_ref"] == "c2"
    assert (found["do_not_contact"], found["mailings"], found["mailings_source"]) == (True, False, "by letter")


@pytest.mark.usefixtures("ada")
def test_a_new_name_is_parted_anew(crm: Crm) -> None:
    crm("contact", "edit", "ada", "--name", "King, Ada")
    assert [card(crm)[name] for name in ("name", "given", "family")] == ["Ada King", "Ada", "King"]


def test_an_empty_value_empties_a_fact(crm: Crm) -> None:
    crm("add", "Charles Babbage")
    crm("add", "Ada Lovelace", *everything(), "--referred-by", "c1")
    empty = [word for name in EVERYTHING for word in (f"--{name}", "")]
    assert crm("contact", "edit", "ada", *empty, "--referred-by", "").code == 0
    found = card(crm, "c2")
    assert [name for name in (*SAID, "referred_by") if found[name] is not None] == []
    assert crm("contact", "edit", "c2", "--name", "").code == 2


def test_what_was_added_can_be_removed(crm: Crm) -> None:
    crm("add", "Ada Lovelace", *MANY)
    answer = crm("contact", "edit", "ada", "--remove-email", "ADA@x.org", "--remove-phone", "+44 20 7946 0018",
                 "--remove-address", "home", "--remove-link", "example.org/ada", "--remove-occasion", "wedding",
                 "--remove-relative", "Tom", "--remove-tag", "regular", "--remove-likes", "author:Zola",
                 "--remove-dislikes", "genre:crime")  # fmt: skip
    assert answer.code == 0, answer.err
    found = card(crm)
    assert [each["value"] for each in found["emails"]] == ["office@x.org"]
    assert [each["value"] for each in found["phones"]] == ["020 7946 0019"]
    assert (found["addresses"], found["links"], found["occasions"]) == ([], [], [])
    assert [each["name"] for each in found["relatives"]] == ["Byron"]
    assert (found["tags"], found["likes"], found["dislikes"]) == (["first-editions"], ["gardens"], [])


def test_another_one_becomes_the_primary(crm: Crm) -> None:
    crm("add", "Ada Lovelace", *MANY)
    answer = crm("contact", "edit", "ada", "--primary-email", "office@x.org", "--primary-phone", "020 7946 0019")
    assert answer.code == 0, answer.err
    found = card(crm)
    assert [(each["value"], each["primary"]) for each in found["emails"]] == [
        ("office@x.org", True),
        ("ada@x.org", False),
    ]
    assert found["phones"][0]["value"] == "020 7946 0019"


def test_another_address_and_another_link_become_the_primary(crm: Crm) -> None:
    crm("add", "Ada Lovelace", "--address", "home: 1 Mill Lane, Leeds", "--address", "2 High St, York",
        "--link", "example.org/ada", "--link", "blog:example.org/blog")  # fmt: skip
    answer = crm("contact", "edit", "ada", "--primary-address", "2 High St, York", "--primary-link", "example.org/blog")
    assert answer.code == 0, answer.err
    found = card(crm)
    assert [(each["city"], each["primary"]) for each in found["addresses"]] == [("York", True), ("Leeds", False)]
    assert [each["label"] for each in found["links"]] == ["blog", None]
    assert crm("contact", "edit", "ada", "--primary-address", "Home").code == 0
    assert card(crm)["addresses"][0]["city"] == "Leeds"
    assert crm("contact", "edit", "ada", "--primary-address", "office").code == 3


@pytest.mark.usefixtures("ada")
def test_nobody_is_referred_by_themselves(crm: Crm, rows: Rows) -> None:
    crm("add", "Charles Babbage")
    for args in (["ada"], ["ada", "--dry-run"], ["--where", "name:ada", "--yes"], ["--where", "archived:any", "--yes"]):
        answer = crm("contact", "edit", *args, "--referred-by", "lovelace")
        assert (answer.code, answer.out) == (2, ""), args
        assert answer.err == "Ada Lovelace cannot be referred by themselves; name somebody else.\n"
    assert rows("SELECT referred_by_id FROM contact") == [(None,), (None,)]
    assert crm("contact", "edit", "babbage", "--referred-by", "ada").code == 0


@pytest.mark.parametrize(
    ("args", "code"),
    [(["--cadence", "zzz"], 2), (["--name", " "], 2), (["--remove-phone", "x"], 2), (["--referred-by", "nobody"], 3)],
)
@pytest.mark.usefixtures("ada")
def test_a_dry_run_looks_at_the_values_first(crm: Crm, args: list[str], code: int) -> None:
    answer = crm("contact", "edit", "ada", "--dry-run", *args)
    assert (answer.code, answer.out) == (code, "")
    assert "Would" not in answer.err
    assert answer.err == crm("contact", "edit", "ada", *args).err


@pytest.mark.usefixtures("ada")
def test_what_is_not_there_cannot_be_removed(crm: Crm, rows: Rows) -> None:
    answer = crm("contact", "edit", "ada", "--nickname", "Countess", "--remove-phone", "020 7946 9999")
    assert answer.code == 3
    assert rows("SELECT nickname FROM contact") == [(None,)]


@pytest.mark.usefixtures("ada")
def test_an_edit_that_changes_nothing_leaves_no_trace(crm: Crm, rows: Rows) -> None:
    answer = crm("contact", "edit", "ada", "--name", "Ada Lovelace")
    assert (answer.code, answer.out) == (0, "")
    assert answer.err == "It is like that already; nothing was changed.\n"
    assert rows("SELECT count(*) FROM operation") == [(1,)]
    assert crm("contact", "edit", "ada", "--name", "Ada Lovelace", "--json").json["ref"] == "c1"


@pytest.mark.usefixtures("ada")
def test_delete_of_someone_with_nothing_needs_no_yes(crm: Crm, rows: Rows) -> None:
    answer = crm("contact", "delete", "ada")
    assert (answer.code, answer.out) == (0, "Deleted Ada Lovelace (c1). `tinycrm undo` takes it back.\n")
    assert rows("SELECT * FROM contact") == []


@pytest.mark.usefixtures("ada")
def test_delete_says_what_hangs_on_it(crm: Crm, rows: Rows) -> None:
    crm("add", "Charles Babbage", "--referred-by", "ada")
    crm("log", "call", "ada", "asked about Nana", "--follow-up", "fri")
    crm("log", "meeting", "ada", "the engine", "--with", "babbage")
    hanging = "1 interaction, 1 interaction shared with others, 1 follow-up, referred 1 contact"
    answer = crm("contact", "delete", "ada")
    assert (answer.code, answer.out) == (5, "")
    assert f"Ada Lovelace with {hanging};" in answer.err
    assert "--yes" in answer.err
    assert rows("SELECT count(*) FROM contact") == [(2,)]
    answer = crm("contact", "delete", "ada", "--yes", "--json")
    assert answer.json == {"ref": "c1", "deleted": True}
    assert rows("SELECT name, referred_by_id FROM contact") == [("Charles Babbage", None)]
    assert rows("SELECT text FROM interaction") == [("the engine",)]
    assert rows("SELECT * FROM reminder") == []
    crm("undo")
    assert rows("SELECT name, referred_by_id FROM contact ORDER BY id") == [
        ("Ada Lovelace", None),
        ("Charles Babbage", 1),
    ]
    assert rows("SELECT count(*) FROM participant") == [(3,)]


@pytest.mark.usefixtures("ada")
def test_one_is_tagged_and_untagged(crm: Crm, rows: Rows) -> None:
    answer = crm("contact", "tag", "ada", "Regular", "french")
    assert answer.out == "Tagged Ada Lovelace: regular, french. `tinycrm undo` takes it back.\n"
    assert rows("SELECT name FROM tag ORDER BY name") == [("french",), ("regular",)]
    assert crm("contact", "tag", "ada", "french").err == "It is like that already; nothing was changed.\n"
    assert crm("contact", "untag", "ada", "regular").out.startswith("Untagged Ada Lovelace: regular.")
    assert rows("SELECT name FROM tag") == [("french",)]
    assert crm("contact", "untag", "ada", "regular").code == 0


@pytest.mark.usefixtures("janes")
def test_several_are_tagged_as_one_operation(crm: Crm, rows: Rows) -> None:
    crm("add", "Ada Lovelace")
    answer = crm("contact", "tag", "c1", "c2", "fair", "--with", "ada", "--yes", "--json")
    assert {each["ref"]: each["tags"] for each in answer.json} == {"c1": ["fair"], "c2": ["fair"], "c3": ["fair"]}
    assert crm("undo").code == 0
    assert rows("SELECT * FROM tag") == []


@pytest.mark.usefixtures("janes")
def test_a_bulk_verb_needs_its_yes(crm: Crm, rows: Rows) -> None:
    for args in (["tag", "c1", "c2", "fair"], ["archive", "c1", "c2"]):
        answer = crm("contact", *args)
        assert (answer.code, answer.out) == (5, "")
        assert "--yes" in answer.err
    assert rows("SELECT count(*) FROM operation") == [(2,)]


@pytest.mark.parametrize("args", [["tag", "c1", "c2", "fair"], ["untag", "c1", "old"], ["archive", "c1", "c2"]])
@pytest.mark.usefixtures("janes")
def test_a_dry_run_changes_nothing(crm: Crm, rows: Rows, args: list[str]) -> None:
    crm("contact", "tag", "c1", "old")
    before = rows("SELECT * FROM change"), rows("SELECT * FROM operation")
    answer = crm("contact", *args, "--dry-run")
    assert answer.code == 0
    assert answer.err.startswith("Would ")
    assert answer.err.endswith("Nothing was changed.\n")
    assert (rows("SELECT * FROM change"), rows("SELECT * FROM operation")) == before


@pytest.mark.usefixtures("janes")
def test_a_tag_is_wanted(crm: Crm) -> None:
    answer = crm("contact", "tag", "c1", "c2")
    assert (answer.code, answer.err) == (2, "Say which tag, as in `tinycrm contact tag ada regular`.\n")


@pytest.mark.usefixtures("janes")
def test_who_is_put_away_leaves_the_lists_and_comes_back(crm: Crm) -> None:
    assert crm("contact", "archive", "c1").out == "Put away Jane Smith. `tinycrm undo` takes it back.\n"
    assert crm("contact", "list", "--format", "ids").out == "c2\n"
    assert crm("contact", "list", "--archived", "--format", "ids").out == "c1\n"
    assert "put away" in crm("show", "c1").out
    assert crm("show", "jane", "--format", "ids").out == "c2\n"
    assert crm("contact", "archive", "c1").err == "It is like that already; nothing was changed.\n"
    assert crm("contact", "unarchive", "c1").out.startswith("Brought back Jane Smith.")
    assert crm("contact", "list", "--format", "ids").out == "c2\nc1\n"


@pytest.mark.usefixtures("janes")
def test_the_list_is_sorted_and_limited(crm: Crm) -> None:
    crm("add", "Ada Lovelace", env={"TINYCRM_NOW": "2026-11-25T10:00"})
    crm("log", "visit", "c1")
    ids = ("--format", "ids")
    assert crm("contact", "list", *ids).out == "c3\nc2\nc1\n"
    assert crm("contact", "list", "--sort", "seen", *ids).out == "c1\nc3\nc2\n"
    assert crm("contact", "list", "--sort", "created", *ids).out.startswith("c3\n")
    assert crm("contact", "list", "--limit", "1", *ids).out == "c3\n"
    assert crm("contact", "list", "jane", *ids).out == "c2\nc1\n"
    assert crm("contact", "list", "--sort", "age").code == 2


def test_an_empty_list_says_so_on_stderr(crm: Crm) -> None:
    answer = crm("contact", "list")
    assert (answer.code, answer.out) == (0, "")
    assert answer.err.startswith("Nobody here yet;")
    assert crm("contact", "list", "--json").json == []


def test_a_list_carries_what_scripts_are_promised(crm: Crm) -> None:
    crm("add", "Ada Lovelace", *MANY, "--birthday", "10 dec")
    crm("log", "visit", "ada")
    (found,) = crm("contact", "list", "--json").json
    assert {name: found[name] for name in ("ref", "name", "kind", "tags", "likes", "birthday", "last_interaction")} == {
        "ref": "c1", "name": "Ada Lovelace", "kind": "person", "tags": ["first-editions", "regular"],
        "likes": ["author:Zola", "gardens"], "birthday": "--12-10", "last_interaction": "2026-11-24",
    }  # fmt: skip
    assert found["phones"][0] == {"label": "mobile", "value": "020 7946 0018", "primary": True}


def test_a_write_answers_in_every_format(crm: Crm) -> None:
    assert crm("add", "Ada One", "--format", "ids").out == "c1\n"
    assert crm("add", "Ada Two", "--format", "plain").out.startswith("Added Ada Two (c2).")
    assert crm("add", "Ada Three", "--json").json["ref"] == "c3"
    for number, (form, delimiter) in enumerate((("csv", ","), ("tsv", "\t")), 4):
        heading, values = csv.reader(
            io.StringIO(crm("add", f"Ada {number}", "--format", form).out), delimiter=delimiter
        )
        assert dict(zip(heading, values, strict=True))["name"] == f"Ada {number}"
    assert crm("add", "Ada Six", "--format", "md").out.startswith("| ref | name |")
