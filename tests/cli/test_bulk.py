import pytest

from tests.cli.tool import Crm, Rows

TAGS = "SELECT contact_id, name FROM tag ORDER BY contact_id, name"


@pytest.fixture
def three(crm: Crm) -> Crm:
    """Ada of Leeds, Byron of Leeds and Clara of York."""
    for name, city in (("Ada Lovelace", "Leeds"), ("Lord Byron", "Leeds"), ("Clara Nwosu", "York")):
        assert crm("add", name, "--address", f"1 High Street, {city}").code == 0
    return crm


def test_a_query_tags_all_whom_it_means(three: Crm, rows: Rows) -> None:
    answer = three("contact", "tag", "--where", "city:leeds", "fair-2026", "--yes")
    assert (answer.code, answer.out) == (0, "Tagged 2 people: fair-2026. `tinycrm undo` takes it back.\n")
    assert rows(TAGS) == [(1, "fair-2026"), (2, "fair-2026")]


def test_a_bulk_tag_is_one_operation(three: Crm, rows: Rows) -> None:
    three("contact", "tag", "c1", "vip")
    three("contact", "tag", "--where", "city:leeds", "vip", "fair", "--yes")
    assert three("undo").code == 0
    assert rows(TAGS) == [(1, "vip")]
    assert three("redo").code == 0
    assert len(rows(TAGS)) == 4


def test_a_dry_run_says_it_and_does_nothing(three: Crm, rows: Rows) -> None:
    answer = three("contact", "tag", "--where", "city:leeds", "fair-2026", "--dry-run")
    assert (answer.code, answer.err) == (0, "Would tag 2 people: fair-2026. Nothing was changed.\n")
    named = three("contact", "archive", "--where", "city:leeds", "--dry-run", "--json").json
    assert [each["name"] for each in named] == ["Ada Lovelace", "Lord Byron"]
    assert rows(TAGS) == []
    assert rows("SELECT count(*) FROM contact WHERE archived") == [(0,)]


@pytest.mark.parametrize(
    "words",
    [
        ("tag", "--where", "city:leeds", "fair"),
        ("untag", "--where", "city:leeds", "fair"),
        ("archive", "--where", "city:leeds"),
        ("delete", "--where", "city:leeds"),
        ("edit", "--where", "city:leeds", "--cadence", "6w"),
        ("tag", "c1", "c2", "fair"),
    ],
)
def test_several_at_once_want_a_yes(three: Crm, rows: Rows, words: tuple[str, ...]) -> None:
    answer = three("contact", *words)
    assert answer.code == 5
    assert answer.err.endswith("; --yes does it, --dry-run only says it.\n")
    assert rows("SELECT count(*) FROM operation") == [(3,)]


def test_archive_and_unarchive_by_query(three: Crm, rows: Rows) -> None:
    assert three("contact", "archive", "--where", "city:leeds", "--yes").code == 0
    assert rows("SELECT id FROM contact WHERE archived ORDER BY id") == [(1,), (2,)]
    assert three("contact", "unarchive", "--where", "archived:yes city:leeds", "--yes").code == 0
    assert rows("SELECT id FROM contact WHERE archived") == []


def test_delete_by_query_is_undone_whole(three: Crm, rows: Rows) -> None:
    three("log", "call", "c1", "about Nana", "--with", "c2")
    answer = three("contact", "delete", "--where", "city:leeds", "--yes")
    assert answer.out == "Deleted 2 people with 1 interaction. `tinycrm undo` takes it back.\n"
    assert rows("SELECT id FROM contact") == [(3,)]
    assert rows("SELECT count(*) FROM interaction") == [(0,)]
    assert three("undo").code == 0
    assert rows("SELECT count(*) FROM contact") == [(3,)]
    assert rows("SELECT contact_id FROM participant ORDER BY contact_id") == [(1,), (2,)]


def test_a_fact_is_changed_in_all(three: Crm, rows: Rows) -> None:
    assert three("contact", "edit", "--where", "city:leeds", "--cadence", "6w", "--yes").code == 0
    assert rows("SELECT cadence FROM contact ORDER BY id") == [("6w",), ("6w",), (None,)]


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("tag", "--where", "city:paris", "x"), 3, "The query finds nobody; nothing was changed."),
        (("tag", "--where", "city:leeds"), 2, ""),
        (("tag", "c1"), 2, "Say which tag, as in `tinycrm contact tag ada regular`."),
        (("delete", "--where", ""), 2, "The query says nothing, and that would be everyone; archived:any says so."),
        (("archive", "--where", "❤"), 2, "“❤” says nothing, and that would be everyone"),
        (("archive", "--where", "tag:x or: -!!"), 2, "“!!” says nothing"),
        (("archive",), 2, "Say who is meant: names or references, or --where with a query."),
        (("edit", "--where", "city:leeds"), 2, "Say what to change in all of them"),
        (("edit", "--where", "city:leeds", "--name", "X"), 2, "Say what to change in all of them"),
        (("tag", "--where", "cty:leeds", "x"), 6, "There is no filter word «cty:»; did you mean city:?"),
    ],
)
def test_mistakes_get_a_sentence(three: Crm, rows: Rows, words: tuple[str, ...], code: int, sentence: str) -> None:
    answer = three("contact", *words, "--yes")
    assert answer.code == code
    assert answer.err.startswith(sentence)
    assert rows("SELECT count(*) FROM operation") == [(3,)]


def test_a_filter_error_points_at_the_character(three: Crm) -> None:
    answer = three("contact", "list", "city:leeds", "tga:x")
    assert answer.err.split("\n")[1:3] == ["city:leeds tga:x", "           ^"]
