import pytest

from tests.cli.deals import fill
from tests.cli.tool import Crm


@pytest.fixture
def shop(crm: Crm) -> Crm:
    fill(crm)
    return crm


def test_the_way_is_told_with_what_it_was_worth_and_why(shop: Crm) -> None:
    shop("deal", "lost", "d2", "--reason", "too dear", "--words", "they asked for thirty")
    shop("deal", "reopen", "d2")
    shop("deal", "move", "d2", "sourcing")
    shop("deal", "won", "d2")
    lines = shop("deal", "show", "d2").out.splitlines()
    assert [line.split("2026  ")[1] for line in lines if line.startswith("  ")] == [
        "Started in Enquiry, £320",
        "Lost, £320: too dear",
        "Reopened from Lost to Enquiry, £320",
        "Moved from Enquiry to Sourcing, £320",
        "Won, £320",
    ]
    assert "closed     Tue 24 Nov 2026, today" in lines


def test_a_lost_deal_says_why_in_the_list_and_whole(shop: Crm) -> None:
    shop("deal", "lost", "d2", "--reason", "too dear", "--words", "they asked for thirty")
    assert "too dear" in shop("deal", "list", "deal:lost").out
    assert "reason     too dear: they asked for thirty" in shop("deal", "show", "d2").out


def test_notes_and_a_probability_of_its_own_are_told(shop: Crm) -> None:
    shop("deal", "edit", "d1", "--notes", "one\ntwo", "--probability", "70", "--source", "the fair")
    out = shop("deal", "show", "d1").out
    assert "stage      Quoted, 70 %, its own, 0 days" in out
    assert "source     the fair\n  one\n  two\n" in out
    assert "1 day\n" in shop("deal", "show", "d1", env={"TINYCRM_NOW": "2026-11-25"}).out


def test_every_column_of_a_sheet_has_a_name_of_its_own(shop: Crm) -> None:
    heads = shop("deal", "list", "--format", "csv").out.splitlines()[0].split(",")
    assert len(heads) == len(set(heads))
    assert heads[0] == "Ref"
