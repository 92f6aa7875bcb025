import shlex

import pytest

from tests.cli.tool import Crm, Rows


@pytest.fixture
def everybody(crm: Crm) -> None:
    for words in (
        ["Jane Smith", "--phone", "020 7946 0018", "--email", "jane@x.org", "--address", "1 High St, Leeds"],
        ["Jane Eyre", "--company", "Thornfield"],
        ["O'Brien, Flann"], ["Zoë Brontë"], ["Łukasz Żal"], ["李小明"], ["Slavoj Žižek", "--phone", "01632 555 12"],
    ):  # fmt: skip
        assert crm("add", *words).code == 0


@pytest.mark.parametrize(
    ("typed", "ref"),
    [
        ("c1", "c1"), ("C1", "c1"), ("jane smith", "c1"), ("SMITH", "c1"), ("smith jane", "c1"),
        ("jane-smith", "c1"), ("jane@x.org", "c1"), ("JANE@X.ORG", "c1"), ("02079460018", "c1"),
        ("+44 20 7946 0018", "c1"), ("obrien", "c3"), ("o'brien", "c3"), ("zoe", "c4"), ("bronte", "c4"),
        ("lukasz", "c5"), ("小明", "c6"), ("李小明", "c6"), ("zizek", "c7"), ("slav", "c7"), ("0163255512", "c7"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("everybody")
def test_someone_is_meant_in_many_ways(crm: Crm, typed: str, ref: str) -> None:
    assert crm("show", typed, "--format", "ids").out == f"{ref}\n"


@pytest.mark.parametrize(
    ("typed", "code"),
    [("jnae smiht", 3), ("nobody", 3), ("c99", 3), ("1", 2), ("", 3), ("%", 3), ('"', 3),
     ("*", 3), ("OR", 3), ("a@b", 3), ("999 999 999", 3), ("c99999999999999999999", 3)],
)  # fmt: skip
@pytest.mark.usefixtures("everybody")
def test_no_one_is_meant(crm: Crm, rows: Rows, typed: str, code: int) -> None:
    before = rows("SELECT count(*) FROM operation")
    for args in (["show", typed], ["log", "visit", typed], ["contact", "delete", typed]):
        answer = crm(*args)
        assert (answer.code, answer.out) == (code, ""), args
        assert answer.err.count("\n") == 1
    assert rows("SELECT count(*) FROM operation") == before


@pytest.mark.usefixtures("everybody")
def test_whoever_was_meant_is_suggested(crm: Crm) -> None:
    assert "Did you mean Jane Smith (c1)" in crm("show", "jane smtih").err
    assert "did you mean c12?" in crm("show", "12").err
    assert "`tinycrm add" not in crm("show", "c99").err
    assert "`tinycrm add 'Someone New'` adds them." in crm("show", "Someone New").err


@pytest.mark.usefixtures("everybody")
def test_two_janes_are_listed_with_the_command_to_repeat(crm: Crm, rows: Rows) -> None:
    answer = crm("log", "call", "jane", "it's about Nana", "--follow-up", "fri")
    assert (answer.code, answer.out) == (4, "")
    first, *candidates, last = answer.err.splitlines()
    assert first == "“jane” could be 2 people; nothing was changed:"
    assert candidates == ["  c1  Jane Smith  Leeds  020 7946 0018", "  c2  Jane Eyre  Thornfield"]
    again = shlex.split(last.removeprefix("Say which: "))
    assert again == ["tinycrm", "log", "call", "c1", "it's about Nana", "--follow-up", "fri"]
    assert rows("SELECT * FROM interaction") == []
    assert crm(*again[1:]).code == 0
    assert rows("SELECT contact_id FROM participant") == [(1,)]


@pytest.mark.usefixtures("everybody")
def test_the_command_to_repeat_names_the_right_word(crm: Crm) -> None:
    crm("add", "Call Centre")
    crm("add", "Call Girls")
    assert crm("log", "call", "call", "x").err.endswith(" log call c8 x\n")
    assert crm("log", "visit", "obrien", "--with=jane").err.endswith(" log visit obrien --with=c1\n")
    long = "word " * 300
    assert long.strip() in crm("log", "call", "jane", long).err


@pytest.mark.parametrize("command", [["log", "call"], ["remind"], ["contact", "archive"]])
@pytest.mark.parametrize("other", ["i1", "o1", "f1"])
@pytest.mark.usefixtures("everybody")
def test_a_reference_to_something_else_is_nobody(crm: Crm, rows: Rows, command: list[str], other: str) -> None:
    before = rows("SELECT count(*) FROM operation")
    answer = crm(*command, other, *(["fri"] if command == ["remind"] else []))
    assert (answer.code, answer.out) == (2, "")
    assert "what is wanted here is a contact, like c12.\n" in answer.err
    assert rows("SELECT count(*) FROM operation") == before


@pytest.mark.parametrize("typed", ["e", "E", "é", "ł", "l.", "'o"])
@pytest.mark.usefixtures("everybody")
def test_one_letter_writes_nothing_about_anyone(crm: Crm, rows: Rows, typed: str) -> None:
    crm("add", "Maria Ferreira e Albuquerque")
    before = rows("SELECT count(*) FROM operation")
    answer = crm("log", "visit", typed)
    assert (answer.code, answer.out) == (3, "")
    assert "Nobody here is called" in answer.err
    assert rows("SELECT count(*) FROM operation") == before


def test_many_of_a_name_are_not_all_listed(crm: Crm) -> None:
    for number in range(25):
        crm("add", f"Jane {number}")
    answer = crm("show", "jane")
    assert answer.code == 4
    assert len(answer.err.splitlines()) == 10
    assert "20 people or more" in answer.err


@pytest.mark.usefixtures("everybody")
def test_who_is_put_away_is_meant_only_when_nobody_else_is(crm: Crm) -> None:
    crm("contact", "archive", "c1")
    assert crm("show", "jane", "--format", "ids").out == "c2\n"
    assert crm("show", "smith", "--format", "ids").out == "c1\n"
