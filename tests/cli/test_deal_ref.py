from pathlib import Path

import pytest

from tests.cli.deals import fill
from tests.cli.tool import Crm, Terminal


@pytest.fixture
def shop(crm: Crm) -> Crm:
    fill(crm)
    return crm


@pytest.mark.parametrize("typed", ["d1", "D1", "nana", "NANA edition", "nana-first", "nana ada", "lovelace first"])
def test_a_deal_is_meant_by_its_number_title_or_person(shop: Crm, typed: str) -> None:
    assert shop("deal", "show", typed, "--json").json["ref"] == "d1"


def test_open_deals_are_meant_before_those_that_are_over(shop: Crm) -> None:
    assert shop("deal", "show", "the", "--json").json["ref"] == "d3"
    shop("deal", "add", "The Lighthouse", "--contact", "ada")
    assert shop("deal", "show", "the", "--json").json["ref"] == "d4"


def test_several_are_listed_with_the_command_to_repeat(shop: Crm) -> None:
    answer = shop("deal", "move", "ada", "reserved")
    assert (answer.code, answer.out) == (4, "")
    assert answer.err.splitlines() == [
        "“ada” could be 2 deals; nothing was changed:",
        "  d1  Nana, first edition  Ada Lovelace  Quoted",
        "  d2  Set texts  Orchard School, Ada Lovelace  Enquiry",
        "Say which: tinycrm deal move d1 reserved",
    ]


@pytest.mark.parametrize(
    ("typed", "code", "sentence"),
    [
        ("d99", 3, "There is no d99"),
        ("zebra", 3, "No deal has “zebra” in its title or its people; `tinycrm deal list` lists them."),
        ("7", 2, "did you mean d7?"),
        ("c1", 2, "c1 is a contact; what is wanted here is a deal, like d12."),
    ],
)
def test_what_means_no_deal_is_told(shop: Crm, typed: str, code: int, sentence: str) -> None:
    answer = shop("deal", "show", typed)
    assert (answer.code, answer.out) == (code, "")
    assert sentence in answer.err


@pytest.mark.parametrize("typed", ["s4", "reserved", "RES", "r"])
def test_a_stage_is_meant_by_its_number_or_the_beginning_of_its_name(shop: Crm, typed: str) -> None:
    assert shop("deal", "move", "d1", typed, "--json").json["stage"] == "Reserved"


def test_a_stage_that_is_not_clear_is_asked_for(shop: Crm) -> None:
    shop("deal", "stages", "add", "Second look")
    answer = shop("deal", "move", "d1", "s")
    assert answer.code == 4
    assert "“s” could be 2 stages" in answer.err
    assert shop("deal", "move", "d1", "s99").code == 3


def test_a_terminal_chooses(shop: Crm, own: Path) -> None:
    assert shop("deal", "list").code == 0
    screen = Terminal("deal", "move", "ada", "reserved", env={"TINYCRM_DB": str(own)})
    assert "2  d2  Set texts" in screen.until("Number")
    screen.type("7")
    screen.until("type a number from 1 to 2")
    screen.type("2")
    assert screen.end().code == 0
    assert shop("deal", "show", "d2", "--json").json["stage"] == "Reserved"
