import pytest

from tests.cli.deals import fill
from tests.cli.tool import Crm


@pytest.fixture
def shop(crm: Crm) -> Crm:
    fill(crm)
    assert crm("deal", "lost", "d2", "--reason", "too dear").code == 0
    return crm


def test_a_person_reads_it(shop: Crm) -> None:
    assert (
        shop("report", "pipeline").out
        == """\
The pipeline, Tue 24 Nov 2026

Likely to come in: £90 of £180 asked, 1 deal open
Won: 1 deal, £420, £420 each on average
Lost: 1 deal, £320; 50 % of those decided were won

BY MONTH
Month     Deals  Value  Likely
Nov 2026      1   £180     £90

BY STAGE
Stage     Deals  Value  Likely  Came in  Went on  Stayed
Enquiry       0     £0      £0        2     50 %     0 d
Sourcing      0     £0      £0        0
Quoted        1   £180     £90        1
Reserved      0     £0      £0        0

WHY DEALS WERE LOST
Reason    Deals  Value
too dear      1   £320
"""
    )


def test_a_program_gets_all_of_it(shop: Crm) -> None:
    told = shop("report", "pipeline", "--json").json
    assert told["open"] == {
        "count": 1, "value": {"amount": "180.00", "currency": "GBP"},
        "weighted": {"amount": "90.00", "currency": "GBP"},
    }  # fmt: skip
    assert told["months"] == [{"month": "2026-11", **told["open"]}]
    assert [each["name"] for each in told["stages"]] == ["Enquiry", "Sourcing", "Quoted", "Reserved"]
    assert (told["won"]["count"], told["won"]["rate"], told["lost"]["count"]) == (1, 50, 1)
    assert told["reasons"] == [{"reason": "too dear", "count": 1, "value": {"amount": "320.00", "currency": "GBP"}}]
    assert (told["rotting"], told["without_next"], told["others"]) == ([], 0, 0)


def test_what_stands_still_and_what_lacks_a_step_is_told(shop: Crm) -> None:
    shop("deal", "add", "Maps", "--value", "€90")
    late = {"TINYCRM_NOW": "2026-12-24T10:00"}
    out = shop("report", "pipeline", env=late).out
    assert "Without a next step: 1 deal; `tinycrm deal list next:none` lists them" in out
    assert "In another currency, and in no sum here: 1 deal" in out
    assert "STANDING STILL" in out
    assert "! 30 d" in out
    assert [each["title"] for each in shop("report", "pipeline", "--json", env=late).json["rotting"]] == [
        "Nana, first edition", "Maps",
    ]  # fmt: skip


def test_since_a_day_leaves_out_what_was_over_before(shop: Crm) -> None:
    later = {"TINYCRM_NOW": "2026-12-24T10:00"}
    out = shop("report", "pipeline", "--since", "1 dec", env=later).out
    assert "Won since Tue 1 Dec 2026: 0 deals, £0" in out
    assert shop("report", "pipeline", "--since", "whenever").code == 2


def test_a_sheet_gets_the_stages(shop: Crm) -> None:
    assert shop("report", "pipeline", "--format", "csv").out.splitlines()[:2] == [
        "Stage,Deals,Value,Likely,Came in,Went on,Stayed", "Enquiry,0,£0,£0,2,50 %,0 d",
    ]  # fmt: skip
