from pathlib import Path

import pytest

from tests.cli.deals import fill
from tests.cli.tool import Crm, Terminal


@pytest.fixture
def shop(crm: Crm) -> Crm:
    fill(crm)
    return crm


STACKED = """\
Enquiry  10 %  1 · £320  ≈ £32
  d2    Set texts  Orchard School                                         £320
        no next step · 0 d

Sourcing  25 %  0 · £0

Quoted  50 %  1 · £180  ≈ £90
  d1    Nana, first edition  Ada Lovelace                                 £180
        quote her 2026-11-20 · 0 d

Reserved  85 %  0 · £0

Won  this month  1 · £420
  d3    The Waves  Ada Lovelace                                           £420
        2026-11-24

Lost  this month  0 · £0
"""


def test_piped_the_stages_stand_one_below_the_other(shop: Crm) -> None:
    answer = shop("deal", "board")
    assert (answer.code, answer.out, answer.err) == (0, STACKED, "")


def test_on_a_wide_terminal_they_stand_side_by_side(shop: Crm, own: Path) -> None:
    assert shop("deal", "list").code == 0
    screen = Terminal("deal", "board", env={"TINYCRM_DB": str(own)}, columns=130).end().out.splitlines()
    assert screen[0].split() == [
        "Enquiry", "10", "%", "Sourcing", "25", "%", "Quoted", "50", "%", "Reserved", "85", "%", "Won", "this",
        "month", "Lost", "this", "month",
    ]  # fmt: skip
    assert "d2 Set texts" in screen[3]
    assert "d1 Nana, first" in screen[3]
    assert screen[3].index("d1") == screen[0].index("Quoted") == screen[4].index("Ada")
    assert max(map(len, screen)) <= 130


def test_on_a_narrow_one_they_are_stacked(shop: Crm, own: Path) -> None:
    assert shop("deal", "list").code == 0
    screen = Terminal("deal", "board", env={"TINYCRM_DB": str(own)}, columns=60).end().out.splitlines()
    assert screen[0] == "Enquiry  10 %  1 · £320  ≈ £32"
    assert max(map(len, screen)) <= 60


def test_a_query_leaves_the_rest_out(shop: Crm) -> None:
    told = {column["name"]: column for column in shop("deal", "board", "nana", "--json").json}
    assert {name: column["count"] for name, column in told.items()} == {
        "Enquiry": 0, "Sourcing": 0, "Quoted": 1, "Reserved": 0, "Won": 0, "Lost": 0,
    }  # fmt: skip
    assert told["Quoted"]["weighted"] == {"amount": "90.00", "currency": "GBP"}
    assert told["Quoted"]["deals"][0] == shop("deal", "list", "nana", "--json").json[0]
    assert shop("deal", "board", "stage:shut").code == 6


def test_other_forms_list_the_deals(shop: Crm) -> None:
    assert shop("deal", "board", "--format", "ids").out.split() == ["d2", "d1", "d3"]
    assert shop("deal", "board", "--format", "csv").out.splitlines()[0].startswith("Ref,Title,Who,Stage,Value")


def test_an_empty_board_says_how_to_start(crm: Crm) -> None:
    answer = crm("deal", "board")
    assert answer.out.startswith("Enquiry  10 %  0 · £0\n")
    assert answer.err == 'No deals yet. A rare book, a collection, a quote: `tinycrm deal add "…"` starts one.\n'


def test_hostile_titles_stay_on_their_line(crm: Crm) -> None:
    assert crm("deal", "add", "[/]\x1b[31mred\x1b[0m\n\u202eevil" + "x" * 150).code == 0
    assert crm("deal", "add", "李小明的书" * 30).code == 0
    for command in (["deal", "board"], ["deal", "list"], ["deal", "show", "d1"], ["report", "pipeline"], ["history"]):
        answer = crm(*command)
        assert answer.code == 0
        assert not {"\x1b", "\u202e"} & set(answer.out)
    lines = crm("deal", "board").out.splitlines()
    assert next(line for line in lines if line.startswith("  d")).startswith("  d1    [/]red evil")
