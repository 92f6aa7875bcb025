import pytest

from tests.cli.tool import Crm


@pytest.fixture
def sold(crm: Crm, ada: str) -> None:
    """A week at the till: today two purchases and something back, on Monday one, one in October in another money."""
    for words in (
        (ada, "Nana", "--price", "12.50"),
        ("-", "Emma", "--price", "6", "--qty", "2"),
        ("-", "Indiana", "--price", "4", "--date", "yesterday"),
        ("-", "Consuelo", "--price", "9 EUR", "--date", "2026-10-05"),
    ):
        assert crm("purchase", "add", *words).code == 0
    assert crm("purchase", "return", "p2", "--qty", "1").code == 0


@pytest.mark.usefixtures("sold")
def test_today_and_this_week_are_told(crm: Crm) -> None:
    shown = crm("sales").out.splitlines()
    assert [line.split()[0] for line in shown[1:4]] == ["p5", "p2", "p1"]
    assert shown[-2:] == [
        "Today: 2 purchases, 2 books, £18.50, £6.00 given back",
        "This week: 3 purchases, 3 books, £22.50, £6.00 given back",
    ]


@pytest.mark.usefixtures("sold")
def test_days_stand_one_below_the_other(crm: Crm) -> None:
    answer = crm("sales", "2026-10-01..", "--by", "day")
    assert [line.split() for line in answer.out.splitlines()[1:]] == [
        ["2026-11-24", "2", "2", "£18.50", "£6.00"],
        ["2026-11-23", "1", "1", "£4.00"],
        ["2026-10-05", "1", "1", "€9.00"],
    ]
    assert "In all: 4 purchases, 4 books, £22.50 + €9.00" in answer.err
    assert crm("sales", "month", "--by", "day", "--format", "ids").out == "2026-11-24\n2026-11-23\n"


@pytest.mark.usefixtures("sold")
def test_a_program_gets_totals_and_days(crm: Crm) -> None:
    found = crm("sales", "yesterday", "--json").json
    four = [{"amount": "4.00", "currency": "GBP"}]
    day = {"purchases": 1, "books": 1, "totals": four, "returned": []}
    assert found == {"first": "2026-11-23", "last": "2026-11-23", **day, "days": [{"day": "2026-11-23", **day}]}


def test_a_day_without_sales_says_so(crm: Crm, ada: str) -> None:
    answer = crm("sales")
    assert (answer.err, answer.out.strip().splitlines()) == (
        "Nothing was sold then.\n",
        ["Today: 0 purchases, 0 books, £0.00", "This week: 0 purchases, 0 books, £0.00"],
    )
    assert crm("sales", "2020", "--json").json["totals"] == []
    assert ada


@pytest.mark.parametrize(("words", "says"), [(("--by", "moon"), "by day, not by 'moon'"), (("nonsense",), "nonsense")])
def test_what_makes_no_sense_is_refused(crm: Crm, ada: str, words: tuple[str, ...], says: str) -> None:
    answer = crm("sales", *words)
    assert (answer.code, says in answer.err) == (2, True), (ada, answer.err)
