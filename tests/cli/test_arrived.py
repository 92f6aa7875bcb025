import json
from pathlib import Path

import pytest

from tests.cli.tool import Crm, Rows, Terminal


@pytest.fixture
def waiting(crm: Crm, ada: str) -> str:
    """Ada wants Nana (w1), Bea likes Zola, Cy has Nana already."""
    for words in (
        ("want", "add", ada, "Nana", "--author", "Zola, E.", "--max-price", "80", "--edition", "first"),
        ("add", "Bea Booth", "--email", "bea@x.org", "--channel", "email", "--likes", "author:Zola"),
        ("add", "Cy Cole"),
        ("purchase", "add", "cy", "Nana", "--author", "Émile Zola", "--price", "5", "--date", "2026-05-03"),
    ):
        assert crm(*words).code == 0
    return "w1"


def test_who_should_hear_of_it_is_told_in_order(crm: Crm, waiting: str) -> None:
    answer = crm("arrived", "NANA: a novel", "--author", "Émile Zola", "--price", "60", "--condition", "good")
    assert answer.out.splitlines() == [
        "NANA: a novel by Émile Zola, £60, good",
        "  1  Ada Lovelace (c1)  020 7946 0018",
        f"     wants exactly this, first; up to £80 ({waiting})",
        "  2  Bea Booth (c2)  bea@x.org (prefers email)",
        "     likes Zola",
        "",
        "Have it already: Cy Cole (c3, Sun 3 May 2026).",
    ]


def test_a_program_gets_matches_and_owners(crm: Crm, waiting: str) -> None:
    found = crm("arrived", "Nana", "--author", "Zola", "--json").json
    assert found["title"] == "Nana"
    first = found["matches"][0]
    assert {key: first[key] for key in ("who", "who_ref", "why", "phone", "channel", "want", "max_price")} == {
        "who": "Ada Lovelace", "who_ref": "c1", "why": "wants exactly this, first", "phone": "020 7946 0018",
        "channel": None, "want": waiting, "max_price": {"amount": "80.00", "currency": "GBP"},
    }  # fmt: skip
    assert found["owners"] == [{"who": "Cy Cole", "who_ref": "c3", "date": "2026-05-03", "want": None}]
    assert crm("arrived", "Nana", "--format", "ids").out == "c1\nc2\n"


def test_nothing_is_written_unasked(crm: Crm, waiting: str) -> None:
    before = crm("history", "--format", "ids").out
    assert crm("arrived", "Nana").code == 0
    assert crm("history", "--format", "ids").out == before
    assert crm("want", "show", waiting, "--json").json["status"] == "open"


def test_an_isbn_that_was_sold_before_says_what_came(crm: Crm, waiting: str) -> None:
    assert (
        crm("purchase", "add", "-", "Nana", "--author", "Émile Zola", "--isbn", "0306406152", "--price", "3").code == 0
    )
    assert crm("arrived", "0-306-40615-2", "--json").json["matches"][0]["want"] == waiting
    unknown = crm("arrived", "080442957X")
    assert (unknown.code, "No book with the ISBN 9780804429573 was sold before" in unknown.err) == (3, True)


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        ((), 2, "Say what came in"),
        (("Nana", "--condition", "mint"), 2, "no condition"),
        (("Nana", "--price", "x"), 2, "is no amount"),
        (("Nana", "--from", "x.csv"), 2, "not both"),
        (("--from", "nowhere.csv"), 6, "nowhere.csv"),
        (("Nana", "--called", "cy"), 2, "cy is not among those"),
    ],
)
def test_what_makes_no_sense_is_refused(
    crm: Crm,
    waiting: str,
    words: tuple[str, ...],
    code: int,
    says: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = crm("arrived", *words)
    assert (answer.code, answer.out, says in answer.err) == (code, "", True), (waiting, answer)


def test_nobody_is_told_of(crm: Crm, ada: str) -> None:
    answer = crm("arrived", "Nana")
    assert (answer.code, answer.out, answer.err) == (0, "Nana\n", "Nobody is known to look for that.\n"), ada


def test_a_hostile_title_does_nothing(crm: Crm, ada: str) -> None:
    bad = "[@click=app.quit]x[/] \x1b[31mred\x1b[0m \u202etfel"
    assert crm("want", "add", ada, bad, "--author", bad).code == 0
    for words in ((), ("--json",), ("--message",), ("--called", ada)):
        out = crm("arrived", bad, "--author", bad, *words).out
        assert "[@click=app.quit]x[/]" in out
        assert not {"\x1b", "\u202e"} & set(out)


def test_a_terminal_is_asked_whom_you_rang(own: Path, crm: Crm, waiting: str, rows: Rows) -> None:
    assert crm("want", "add", "bea", "Nana").code == 0
    screen = Terminal("--db", own, "arrived", "Nana", "--author", "Zola")
    screen.until("Whom did you ring?")
    screen.type("9")
    screen.until("Type numbers from 1 to 2")
    screen.type("1")
    screen.until("1 more wants it; tell of it in `today` until they know?")
    screen.type("y")
    answer = screen.end()
    assert (answer.code, "Logged a call with Ada Lovelace. 1 want found." in answer.out) == (0, True), answer.out
    assert rows("SELECT found_at IS NOT NULL, told_on IS NOT NULL FROM want ORDER BY id") == [(1, 1), (1, 0)]
    assert json.loads(crm("want", "show", waiting, "--json").out)["status"] == "told"
