import json
from pathlib import Path

import pytest

from tests.cli.tool import Crm, Rows, Terminal

ZOLA = ("Nana", "--author", "Émile Zola", "--genre", "Novel", "--price", "12.50")


@pytest.fixture
def nana(crm: Crm, ada: str) -> str:
    """What Ada bought: Nana, p1."""
    answer = crm("purchase", "add", ada, *ZOLA)
    assert answer.code == 0, answer.err
    return "p1"


def test_a_sale_is_noted_and_told(crm: Crm, ada: str, rows: Rows) -> None:
    answer = crm("purchase", "add", ada, *ZOLA, "--qty", "2", "--channel", "fair", "--date", "yesterday")
    assert answer.out.startswith("Noted: Ada Lovelace bought 2 × Nana by Émile Zola, £25.00 (p1) on Mon 23 Nov 2026.")
    assert rows("SELECT contact_id, day, at, channel FROM purchase") == [(1, "2026-11-23", None, "fair")]
    assert rows("SELECT title, author, genre, quantity, price FROM line") == [("Nana", "Émile Zola", "novel", 2, 1250)]


def test_a_sale_of_today_has_its_hour(crm: Crm, nana: str) -> None:
    assert crm("purchase", "show", nana, "--json").json["at"] == "2026-11-24T10:30:00Z"


def test_nobody_may_be_known(crm: Crm, rows: Rows) -> None:
    answer = crm("purchase", "add", "-", "Nana", "--price", "4")
    assert answer.out.startswith("Noted: Nobody known bought Nana, £4.00 (p1).")
    assert rows("SELECT contact_id FROM purchase") == [(None,)]
    assert "Noted p1, bought by nobody known" in crm("history").out


def test_several_books_share_a_discount(crm: Crm, ada: str) -> None:
    lines = ("--line", "Germinal | Émile Zola | 8", "--line", "Emma | Jane Austen | 6 | x2 | -10%")
    found = crm("purchase", "add", ada, *lines, "--discount", "1", "--json").json
    assert [(each["title"], each["quantity"], each["total"]["amount"]) for each in found["lines"]] == [
        ("Germinal", 1, "7.58"),
        ("Emma", 2, "10.22"),
    ]
    assert (found["books"], found["total"]["amount"], found["who_ref"]) == (3, "17.80", ada)


def test_an_isbn_stands_for_a_title_that_was_sold_before(crm: Crm, ada: str) -> None:
    number = "0-306-40615-2"
    unknown = crm("purchase", "add", "-", number, "--price", "3")
    assert unknown.code == 3
    assert "No book with the ISBN 9780306406157 was sold before; say its title, and --isbn 978" in unknown.err
    assert crm("purchase", "add", "-", *ZOLA, "--isbn", number).code == 0
    line = crm("purchase", "add", ada, "9780306406157", "--price", "3", "--json").json["lines"][0]
    assert (line["title"], line["author"], line["genre"], line["isbn"]) == (
        "Nana", "Émile Zola", "novel", "9780306406157",
    )  # fmt: skip


def test_a_title_brings_its_author_unless_two_wrote_it(crm: Crm) -> None:
    assert crm("purchase", "add", "-", *ZOLA).code == 0
    assert crm("purchase", "add", "-", "nana", "--price", "3", "--json").json["lines"][0]["author"] == "Émile Zola"
    other = crm("purchase", "add", "-", "Nana", "--author", "Jane Doe", "--price", "3", "--json").json["lines"][0]
    assert (other["author"], other["genre"]) == ("Jane Doe", None)
    assert crm("purchase", "add", "-", "Nana", "--price", "3", "--json").json["lines"][0]["author"] is None


def test_who_has_it_already_is_told_before_it_is_noted(crm: Crm, nana: str) -> None:
    again = crm("purchase", "add", "ada", "NANA: a novel", "--author", "Zola, E.", "--price", "3")
    assert (again.code, again.err) == (0, "Ada Lovelace already bought Nana on Tue 24 Nov 2026 (p1).\n")
    assert crm("purchase", "add", "ada", "Nana", "--author", "Someone Else", "--price", "3").err == ""
    for ref in (nana, "p2"):
        assert crm("purchase", "return", ref).code == 0
    assert crm("purchase", "add", "ada", "Nana", "--author", "Zola", "--price", "3").err == ""


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("ada", "Nana"), 2, "Say what Nana cost: --price 12.50"),
        (("ada",), 2, 'Say what was bought: a TITLE, or --line "Nana'),
        (("ada", "--price", "3"), 2, "say more of a TITLE"),
        (("ada", "Nana", "--price", "x"), 2, "is no amount"),
        (("ada", "Nana", "--price", "3", "--qty", "0"), 2, "no number of copies"),
        (("ada", "Nana", "--price", "3", "--isbn", "9780306406158"), 2, "last digit"),
        (("ada", "Nana", "--price", "3", "--date", "2027-01-01"), 2, "Fri 1 Jan 2027 lies in the future"),
        (("ada", "Nana", "--price", "3", "--channel", "moon"), 2, "no channel; they are shop, phone, web, fair"),
        (("ada", "Nana", "--price", "3", "--discount", "4"), 2, "more than the price"),
        (("ada", "--line", "Nana | 3", "--line", "Emma | 3 EUR"), 2, "these are EUR and GBP"),
        (("bob", "Nana", "--price", "3"), 3, "bob"),
    ],
)
def test_what_makes_no_sense_is_refused(
    crm: Crm, ada: str, rows: Rows, words: tuple[str, ...], code: int, says: str
) -> None:
    answer = crm("purchase", "add", *words)
    assert (answer.code, answer.out) == (code, "")
    assert says in answer.err
    assert rows("SELECT count(*) FROM purchase") == [(0,)]
    assert ada == "c1"


def test_the_list_is_of_whom_and_when(crm: Crm, nana: str) -> None:
    assert crm("purchase", "add", "-", "Emma", "--price", "6", "--date", "2026-10-01", "--channel", "web").code == 0
    assert crm("purchase", "list", "--format", "ids").out == "p1\np2\n"
    for words in (("ada",), ("--when", "today"), ("--channel", "shop"), ("--limit", "1")):
        assert crm("purchase", "list", *words, "--format", "ids").out == f"{nana}\n"
    assert crm("purchase", "list", "--when", "2026-10", "--format", "ids").out == "p2\n"
    shown = crm("purchase", "list").out.splitlines()
    assert shown[1].split() == ["p1", "2026-11-24", "Ada", "Lovelace", "Nana", "by", "Émile", "Zola", "shop", "£12.50"]
    assert "No purchases" in crm("purchase", "list", "--when", "2020").err


def test_a_purchase_is_shown_book_by_book(crm: Crm, nana: str) -> None:
    assert crm("purchase", "show", nana).out.splitlines() == [
        "Ada Lovelace (c1)  p1",
        "Tue 24 Nov 2026, shop",
        "",
        "  p1.1    Nana by Émile Zola  £12.50  novel",
    ]
    for ref, says in (("p9", "p9"), ("c1", "is a contact"), ("p1.2", "There is no p1.2; p1 has 1 book")):
        assert says in crm("purchase", "show", ref).err


def test_the_card_the_timeline_and_find_know_of_it(crm: Crm, nana: str) -> None:
    assert "bought     1 book · £12.50; last today" in crm("show", "ada").out
    found = crm("show", "ada", "--json").json
    assert (found["purchases"], found["books"], found["last_purchase"]) == (1, 1, "2026-11-24")
    assert found["spent"] == [{"amount": "12.50", "currency": "GBP"}]
    assert [(each["ref"], each["kind"], each["text"]) for each in crm("timeline", "ada", "--json").json] == [
        (nana, "purchase", "Nana by Émile Zola")
    ]
    assert nana in crm("timeline").out
    for words in ("nana", "zola", "ÉMILE ZOLA"):
        assert [(each["ref"], each["found"]) for each in crm("find", words, "--json").json] == [(nana, ["title"])]
    assert "BOUGHT" in crm("find", "nana").out
    assert nana in crm("history", "ada").out


def test_deleting_a_person_says_what_becomes_of_their_purchases(crm: Crm, nana: str) -> None:
    refused = crm("contact", "delete", "ada")
    assert (refused.code, "1 purchase that nobody is known for then" in refused.err) == (5, True)
    assert crm("contact", "delete", "ada", "--yes").code == 0
    assert crm("purchase", "show", nana, "--json").json["who"] is None
    assert crm("undo").code == 0
    assert crm("purchase", "show", nana, "--json").json["who"] == "Ada Lovelace"


def test_a_hostile_title_does_nothing(crm: Crm, ada: str) -> None:
    bad = "[@click=app.quit]x[/] \x1b[31mred\x1b[0m \u202etfel <b>"
    assert crm("purchase", "add", ada, bad, "--author", bad, "--genre", bad, "--price", "1", "--notes", bad).code == 0
    for words in (("show", "p1"), ("list",), ("list", "--json")):
        out = crm("purchase", *words).out
        assert "[@click=app.quit]x[/]" in out
        assert not {"\x1b", "\u202e"} & set(out)
    for words in (("show", "ada"), ("timeline",), ("sales",), ("find", "click"), ("history",)):
        assert not {"\x1b", "\u202e"} & set(crm(*words).out)


def test_a_terminal_is_asked_for_the_price_and_whether_twice_is_meant(own: Path, ada: str) -> None:
    screen = Terminal("--db", own, "purchase", "add", ada, "Nana")
    screen.until("Price of Nana")
    screen.type("much")
    screen.until("is no amount")
    screen.type("12.50")
    assert screen.end().code == 0
    twice = Terminal("--db", own, "purchase", "add", ada, "Nana", "--price", "3")
    assert "already bought Nana on Tue 24 Nov 2026 (p1)." in twice.until("Note it all the same?")
    twice.type("n")
    answer = twice.end()
    assert (answer.code, "Nothing was changed." in answer.out) == (130, True)


def test_books_may_be_typed_in_the_editor(own: Path, ada: str, tmp_path: Path, rows: Rows) -> None:
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\nprintf 'Nana | Zola | 5\\n# no\\n\\nEmma | 6 | x2\\n' > \"$1\"\n")
    editor.chmod(0o700)
    answer = Terminal("--db", own, "purchase", "add", ada, env={"EDITOR": str(editor)}).end()
    assert answer.code == 0, answer.out
    assert rows("SELECT title, author, quantity FROM line ORDER BY id") == [("Nana", "Zola", 1), ("Emma", None, 2)]


def test_json_lists_whole_purchases(crm: Crm, nana: str) -> None:
    listed = json.loads(crm("purchase", "list", "--json").out)
    assert listed == [crm("purchase", "show", nana, "--json").json]


def test_a_deal_that_is_won_offers_its_purchase(crm: Crm, ada: str, rows: Rows) -> None:
    assert crm("deal", "add", "Nana, first edition", "--contact", ada, "--value", "180").code == 0
    won = crm("deal", "won", "d1", "--value", "175")
    line = "tinycrm purchase add c1 'Nana, first edition' --price '175.00 GBP' --deal d1"
    assert (won.code, won.err) == (0, f"To note the sale: `{line}`\n")
    words = ("purchase", "add", "c1", "Nana, first edition", "--price", "175.00 GBP", "--deal", "d1")
    found = crm(*words, "--json").json
    assert (found["deal_ref"], found["total"]["amount"]) == ("d1", "175.00")
    assert "d1 ended in p1 already." in crm(*words).err
    assert crm("deal", "delete", "d1", "--yes").code == 0
    assert rows("SELECT deal_id FROM purchase") == [(None,), (None,)]
    assert crm("deal", "won", "d1").code == 3
