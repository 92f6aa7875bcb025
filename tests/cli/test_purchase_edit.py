import pytest

from tests.cli.tool import Crm, Rows


@pytest.fixture
def sold(crm: Crm, ada: str) -> str:
    """Two books that Ada bought, p1."""
    answer = crm("purchase", "add", ada, "--line", "Nana | Zola | 12.50", "--line", "Emma | Jane Austen | 6 | x2")
    assert answer.code == 0, answer.err
    return "p1"


def test_a_purchase_is_mended(crm: Crm, sold: str, rows: Rows) -> None:
    answer = crm("purchase", "edit", sold, "--who", "-", "--date", "yesterday", "--channel", "web", "--notes", "gift")
    assert answer.out.startswith("Changed: Nobody known bought Nana by Zola, 2 × Emma by Jane Austen, £24.50 (p1).")
    assert rows("SELECT contact_id, day, channel, notes FROM purchase") == [(None, "2026-11-23", "web", "gift")]
    assert rows("SELECT count(*) FROM contact_bought") == [(0,)]


def test_a_book_in_it_is_mended(crm: Crm, sold: str, rows: Rows) -> None:
    facts = ("--price", "8", "--qty", "3", "--discount", "25%", "--genre", "novel", "--isbn", "0306406152")
    assert crm("purchase", "edit", f"{sold}.2", *facts, "--author", "").code == 0
    assert rows("SELECT price, quantity, discount, genre, isbn, author, author_key FROM line WHERE title = 'Emma'") == [
        (800, 3, 600, "novel", "9780306406157", None, None)
    ]


def test_a_book_is_added(crm: Crm, sold: str) -> None:
    assert crm("purchase", "edit", sold, "--line", "Germinal | 8", "--json").json["lines"][2]["ref"] == "p1.3"


def test_a_reference_to_a_book_stays_when_another_goes(crm: Crm, sold: str) -> None:
    assert crm("purchase", "delete", f"{sold}.1").code == 0
    assert [each["ref"] for each in crm("purchase", "show", sold, "--json").json["lines"]] == ["p1.2"]
    assert crm("purchase", "delete", f"{sold}.2").code == 0
    assert crm("purchase", "show", sold).code == 3
    assert crm("undo").code == crm("undo").code == 0
    assert crm("purchase", "show", sold, "--json").json["books"] == 3


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("p1",), 2, "Say what to change"),
        (("p1", "--price", "3"), 4, "p1.2  Emma by Jane Austen"),
        (("p1.1", "--price", "3 EUR"), 2, "p1 is in GBP"),
        (("p1", "--line", "Germinal | 3 EUR"), 2, "p1 is in GBP"),
        (("p1.1", "--title", ""), 2, "blank"),
        (("p1.1", "--discount", "99"), 2, "more than the price"),
        (("p7", "--notes", "x"), 3, "p7"),
    ],
)
def test_what_makes_no_sense_is_refused(crm: Crm, sold: str, words: tuple[str, ...], code: int, says: str) -> None:
    before = crm("purchase", "show", sold, "--json").out
    answer = crm("purchase", "edit", *words)
    assert (answer.code, says in answer.err) == (code, True), answer.err
    assert crm("purchase", "show", sold, "--json").out == before


def test_the_same_again_changes_nothing(crm: Crm, sold: str) -> None:
    answer = crm("purchase", "edit", f"{sold}.1", "--author", "Zola")
    assert (answer.out, answer.err) == ("", "It is like that already; nothing was changed.\n")


def test_a_sale_of_which_something_came_back_is_not_deleted_unasked(crm: Crm, sold: str) -> None:
    assert crm("purchase", "return", f"{sold}.1").code == 0
    refused = crm("purchase", "delete", sold)
    assert (refused.code, "something came back" in refused.err) == (5, True)
    assert crm("purchase", "delete", sold, "--yes", "--json").json == {"ref": sold, "deleted": True}
    assert crm("purchase", "list", "--format", "ids").out == "p2\n"
