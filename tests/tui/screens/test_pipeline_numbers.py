from tests.conftest import NOW
from tests.queries import people
from tests.queries.pipeline import ENQUIRY, QUOTED, day, lose, move, start, win
from tests.tui.widgets.test_deal_card import STYLE
from tinycrm.queries import report
from tinycrm.store import Store
from tinycrm.tui.dialogs.pipeline import month_name
from tinycrm.tui.screens.pipeline_numbers import numbers

TODAY = NOW.date()


def test_the_report_is_told_in_words(shop: Store) -> None:
    ada = people.add(shop, "Ada")
    start(shop, "One", ada, value=100000, stage=ENQUIRY, since=30, close=day(3))
    start(shop, "Two", ada, value=200000, stage=QUOTED, next="ring", close=day(30))
    start(shop, "Three", ada, value=1000, since=9)
    move(shop, 3, QUOTED, since=2)
    win(shop, 3)
    start(shop, "Four", ada, value=1000)
    lose(shop, 4)
    told = numbers(report.pipeline(shop.reader, TODAY, "GBP"), STYLE, TODAY, "Enquiry")
    assert (told.likely, told.asked, told.open) == ("£1,100", "£3,000", 2)
    assert [tuple(month) for month in told.months] == [("Nov", "£100", 10), ("Dec", "£1,000", 100)]
    assert (told.still, told.stepless, told.won) == (1, 1, 50)
    assert told.stay.endswith("in Enquiry, as a rule")
    assert numbers(report.pipeline(shop.reader, TODAY, "GBP"), STYLE, TODAY, "nowhere").stay == ""


def test_an_empty_pipeline_has_no_months(shop: Store) -> None:
    told = numbers(report.pipeline(shop.reader, TODAY, "GBP"), STYLE, TODAY, "Enquiry")
    assert (told.likely, list(told.months), told.won) == ("£0", [], None)


def test_months_are_called_by_their_names() -> None:
    assert [month_name(each, TODAY) for each in ("2026-11", "2027-10", "2027-11", "2026-08", None)] == [
        "Nov", "Oct", "Nov 2027", "Aug 2026", "no day",
    ]  # fmt: skip
