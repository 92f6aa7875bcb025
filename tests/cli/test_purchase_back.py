import pytest

from tests.cli.tool import Crm, Rows


@pytest.fixture
def sold(crm: Crm, ada: str) -> str:
    """Three copies that Ada bought for 10.00 in all, p1."""
    answer = crm("purchase", "add", ada, "Emma", "--price", "4", "--qty", "3", "--discount", "2")
    assert answer.code == 0, answer.err
    return "p1"


def test_all_copies_come_back_for_what_was_paid(crm: Crm, sold: str, rows: Rows) -> None:
    answer = crm("purchase", "return", sold, "--notes", "a page is missing")
    assert answer.out.startswith("Taken back: Ada Lovelace: 3 × Emma came back, -£10.00 (p2).")
    assert rows("SELECT sum(quantity * price - discount) FROM line") == [(0,)]
    assert rows("SELECT notes FROM purchase WHERE id = 2") == [("a page is missing",)]
    again = crm("purchase", "return", sold)
    assert (again.code, again.err) == (5, "Emma (p1.1) came back already; nothing was changed.\n")
    assert "3 came back, £10.00 given back" in crm("purchase", "show", sold).out
    assert "of p1.1" in crm("purchase", "show", "p2").out


def test_one_copy_comes_back_for_less(crm: Crm, sold: str) -> None:
    found = crm("purchase", "return", sold, "--qty", "1", "--amount", "2", "--json").json
    assert (found["total"]["amount"], found["books"], found["lines"][0]["returns"]) == ("-2.00", -1, "p1.1")


def test_money_is_given_back_for_a_book_that_is_kept(crm: Crm, sold: str) -> None:
    assert crm("purchase", "refund", sold, "2.50").out.startswith(
        "Given back: Ada Lovelace: money back for Emma, -£2.50 (p2)."
    )
    assert "bought     3 books · £7.50" in crm("show", "ada").out
    assert "Gave money back for p1 to Ada Lovelace" in crm("history").out


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("return", "p1", "--qty", "4"), 5, "3 copies can come back; 0 of 3 did already"),
        (("return", "p1", "--amount", "11"), 5, "more than is left"),
        (("refund", "p1", "10.01"), 5, "more than is left"),
        (("refund", "p1", "0"), 2, "Nothing would be given back"),
        (("refund", "p1", "1 EUR"), 2, "was paid in GBP"),
        (("return", "p9"), 3, "p9"),
    ],
)
def test_no_more_comes_back_than_was_sold(
    crm: Crm, sold: str, rows: Rows, words: tuple[str, ...], code: int, says: str
) -> None:
    answer = crm("purchase", *words)
    assert (answer.code, says in answer.err) == (code, True), answer.err
    assert rows("SELECT count(*) FROM purchase") == [(int(sold[1:]),)]


def test_of_several_books_one_is_named(crm: Crm, ada: str) -> None:
    assert crm("purchase", "add", ada, "--line", "Nana | 5", "--line", "Emma | 6").code == 0
    answer = crm("purchase", "return", "p1")
    assert answer.code == 4
    assert "tinycrm purchase return p1.1" in answer.err
    assert crm("purchase", "return", "p1.2").out.startswith("Taken back: Ada Lovelace: Emma came back, -£6.00")
