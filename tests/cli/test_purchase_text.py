from tests.cli.tool import Crm


def test_many_books_are_counted_and_few_named(crm: Crm, ada: str) -> None:
    few = crm("purchase", "add", ada, "--line", "Nana | 5", "--line", "Emma | 6")
    many = crm("purchase", "add", ada, *(word for each in "ABC" for word in ("--line", f"{each} | 1")))
    assert few.out.startswith("Noted: Ada Lovelace bought Nana, Emma, £11.00 (p1).")
    assert many.out.startswith("Noted: Ada Lovelace bought 3 books, £3.00 (p2).")


def test_a_price_is_said_where_it_is_not_the_sum(crm: Crm, ada: str) -> None:
    lines = ("--line", "Nana | 5 | x2", "--line", "Emma | 6 | -1", "--line", "Indiana | 4")
    assert crm("purchase", "add", ada, *lines, "--notes", "for\nher sister").code == 0
    assert crm("purchase", "show", "p1").out.splitlines()[3:] == [
        "  p1.1    2 × Nana  £10.00 (£5.00 each)",
        "  p1.2    Emma  £5.00 (£1.00 off)",
        "  p1.3    Indiana  £4.00",
        "  total   £19.00",
        "",
        "  for",
        "  her sister",
    ]
