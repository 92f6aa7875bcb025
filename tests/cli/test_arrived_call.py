import pytest

from tests.cli.tool import Crm, Rows


@pytest.fixture
def waiting(crm: Crm, ada: str) -> None:
    """Ada and Bea want Nana, and Bea anything by Sand."""
    for words in (
        ("add", "Bea Booth", "--email", "bea@x.org", "--channel", "email"),
        ("want", "add", ada, "Nana"),
        ("want", "add", "bea", "Nana"),
        ("want", "add", "bea", "--author", "George Sand"),
    ):
        assert crm(*words).code == 0


@pytest.mark.usefixtures("waiting")
def test_a_call_is_logged_and_the_want_told_in_one(crm: Crm, rows: Rows) -> None:
    answer = crm("arrived", "Nana", "--called", "ada")
    assert answer.err.startswith("Logged a call with Ada Lovelace. `tinycrm undo` takes it back.")
    assert rows("SELECT kind, direction, text, day FROM interaction") == [
        ("call", "out", "Came in: Nana", "2026-11-24")
    ]
    assert rows("SELECT told_on FROM want ORDER BY id") == [("2026-11-24",), (None,), (None,)]
    assert "Told of what came in: Ada Lovelace" in crm("history").out
    assert crm("undo").code == 0
    assert rows("SELECT count(*), count(told_on) FROM want, (SELECT count(*) FROM interaction)") == [(3, 0)]


@pytest.mark.usefixtures("waiting")
def test_what_is_found_is_told_in_the_morning(crm: Crm, rows: Rows) -> None:
    assert "1 want found." in crm("arrived", "Nana", "--called", "ada", "--found").err
    (group,) = crm("today", "--json").json["groups"]
    assert (group["key"], [item["who"] for item in group["items"]]) == ("found", ["Bea Booth"])
    # anything by an author stays wanted, however much of it comes
    assert "No want was met; nothing was changed." in crm("arrived", "Indiana", "--author", "Sand", "--found").err
    assert rows("SELECT found_at FROM want WHERE title IS NULL") == [(None,)]


@pytest.mark.usefixtures("waiting")
def test_words_to_send_are_ready(crm: Crm) -> None:
    assert crm("arrived", "Nana", "--author", "Émile Zola", "--message").out.splitlines()[3:5] == [
        "To Bea Booth (c2, bea@x.org)",
        "Nana by Émile Zola has just come in, and we thought of you. Shall we put it aside? My shop",
    ]
