import pytest

from tests.cli.tool import Crm


@pytest.fixture
def shelves(crm: Crm) -> None:
    crm("add", "Jane Smith", "--phone", "020 555-1234", "--likes", "author:Zola")
    crm("add", "O'Brien, Flann", "--notes", "keeps bees, has an ox")
    crm("add", "Zoë Brontë")
    crm("add", "李小明")
    crm("log", "call", "jane", "asked for a first edition of Nana, by eb")


@pytest.mark.parametrize(
    ("words", "refs"),
    [
        (["jane", "smith"], "c1"), (["obrien"], "c2"), (["zoe"], "c3"), (["小明"], "c4"), (["555-12"], "c1"),
        (["eb"], "i1"), (["ox"], "c2"), (["smtih"], "c1"), (["zola"], "c1"), (["first edition"], "i1"),
        (["nana", "edition"], "i1"), (["bees"], "c2"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("shelves")
def test_everything_is_found(crm: Crm, words: list[str], refs: str) -> None:
    answer = crm("find", *words, "--format", "ids")
    assert (answer.code, answer.out.split()) == (0, [refs])


@pytest.mark.usefixtures("shelves")
def test_a_field_of_the_shops_own_is_a_filter(crm: Crm) -> None:
    crm("config", "field", "add", "membership")
    crm("contact", "edit", "jane", "--set", "membership=123")
    assert crm("find", "membership:123", "--format", "ids").out == "c1\n"
    near = crm("find", "membershp:123")
    assert (near.code, "did you mean membership:?" in near.err) == (6, True)
    assert crm("find", "https://membership.example").code == 0


def test_a_number_of_the_shops_own_finds_its_owner(crm: Crm) -> None:
    crm("config", "field", "add", "membership")
    crm("config", "field", "add", "points", "--kind", "number")
    crm("config", "field", "add", "level", "--kind", "choice", "--choice", "gold")
    crm("add", "Ada", "--set", "membership=00123", "--set", "level=gold")
    crm("add", "Bob", "--set", "points=0.5", "--set", "membership=00123-B_%")
    assert crm("find", "00123").out.split("\n")[0] == "IN FIELDS OF YOUR OWN"
    assert [each["name"] for each in crm("find", "00123", "--json").json] == ["Ada", "Bob"]
    assert [each["found"] for each in crm("find", "00123-b_", "--json").json] == [["fields"]]
    assert [each["name"] for each in crm("find", "0.5", "--json").json] == ["Bob"]
    for other in ("gold", "00", "0%123", "123"):
        assert crm("find", other, "--json").json == []


@pytest.mark.usefixtures("shelves")
def test_people_and_words_stand_apart(crm: Crm) -> None:
    out = crm("find", "jane").out
    assert out.splitlines()[0] == "PEOPLE"
    assert "Jane Smith" in out
    assert crm("find", "zola").out.startswith("LIKING IT\n")
    assert crm("find", "bees").out.startswith("IN THEIR NOTES\n")
    assert crm("find", "edition").out.startswith("SAID\n")


@pytest.mark.usefixtures("shelves")
def test_a_correction_is_told(crm: Crm) -> None:
    assert crm("find", "smtih").err == "Nothing with “smtih”; this is for “smith”.\n"
    assert crm("find", "smith").err == ""


@pytest.mark.usefixtures("shelves")
def test_scripts_are_told_where_it_was_found(crm: Crm) -> None:
    (found,) = crm("find", "zola", "--json").json
    assert (found["ref"], found["found"], found["likes"]) == ("c1", ["likes"], ["author:Zola"])
    (found,) = crm("find", "edition", "--json").json
    assert (found["ref"], found["found"], found["who"]) == ("i1", ["said"], [{"ref": "c1", "name": "Jane Smith"}])


@pytest.mark.usefixtures("shelves")
def test_nothing_found_is_no_mistake(crm: Crm) -> None:
    answer = crm("find", "xyzzyx")
    assert (answer.code, answer.out, answer.err) == (0, "", "Nothing found for “xyzzyx”.\n")
    assert crm("find", "xyzzyx", "--json").json == []


@pytest.mark.parametrize(
    "words", ['"', "*", "a OR b", "NEAR(", "col:x", "%", "_", "'; --", "-x", "^x", "(", "\x1b[31m"]
)
@pytest.mark.usefixtures("shelves")
def test_no_sign_is_a_trap(crm: Crm, words: str) -> None:
    answer = crm("find", "--", words)
    assert answer.code == 0
    assert "\x1b" not in answer.out + answer.err


@pytest.mark.parametrize(("words", "code"), [("tga:x", 6), ("https://x.org", 0), ("at 10:30", 0), ("col:x", 0)])
def test_a_colon_makes_a_filter_only_of_what_is_nearly_one(crm: Crm, words: str, code: int) -> None:
    assert crm("find", "--", words).code == code


def test_something_to_look_for_is_wanted(crm: Crm) -> None:
    assert crm("find").code == 2
    assert crm("find", "  ").err == "Say what to look for, as in `tinycrm find zola`.\n"


def test_a_cut_is_told(crm: Crm) -> None:
    for number in range(3):
        crm("add", f"Jane {number}")
    answer = crm("find", "jane", "--limit", "2", "--format", "ids")
    assert answer.out == "c1\nc2\n"
    assert answer.err == "At most 2 of a kind are shown; --limit 20 shows more.\n"
