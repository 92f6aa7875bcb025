from pathlib import Path
from typing import Any

import pytest

from tests.tui.dialogs.tool import HOSTILE, form_of, got, in_loop, kept, lookup, shown
from tests.tui.tool import press, text, typed
from tests.tui.widgets.test_deal_card import STYLE
from tinycrm.domain.money import Money
from tinycrm.errors import InvalidError
from tinycrm.tui.dialogs.deal import NOTHING, Asked, DealSheet, Lost, LostSheet, WonSheet, percent
from tinycrm.tui.widgets.choice import Option
from tinycrm.tui.widgets.pick import Match

STAGES = [Option(1, "Enquiry", "slight"), Option(3, HOSTILE, "even")]
NANA: dict[str, Any] = {
    "title": "Nana", "who": [Match(1, "Ada Lovelace")], "value": "£180", "stage_id": 3, "probability": "60",
    "close": "Fri 20 Nov 2026", "next": "quote", "next_on": "Wed 25 Nov 2026", "source": "fair", "notes": "foxed",
}  # fmt: skip


def changing(values: dict[str, Any] = NANA, **options: Any) -> DealSheet:
    return DealSheet(lookup(), STYLE, STAGES, values, heading="Deal d1", **options)


@in_loop
async def test_a_title_is_enough() -> None:
    async with shown(DealSheet(lookup(), STYLE, STAGES, {"stage_id": 3})) as pilot:
        await typed(pilot, "Nana")
        await press(pilot, "ctrl+s")
        asked = got(pilot)
        assert (asked.facts["title"], asked.who, asked.stage_id) == ("Nana", (), 3)
        assert {value for name, value in asked.facts.items() if name != "title"} == {None}


@in_loop
async def test_without_a_title_it_is_not_handed_back() -> None:
    async with shown(DealSheet(lookup(), STYLE, STAGES, {})) as pilot:
        await press(pilot, "ctrl+s")
        assert got(pilot) == "nothing yet"
        assert "Say what it is about." in text(pilot.app)


@in_loop
async def test_everything_can_be_said() -> None:
    async with shown(DealSheet(lookup(), STYLE, STAGES, {})) as pilot:
        await press(pilot, "ctrl+o")
        form_of(pilot.app).fill({**NANA, "who": [[1, "Ada Lovelace"]], "value": "1,250.50", "next_on": "fri"})
        await press(pilot, "ctrl+s")
        facts = got(pilot).facts
        assert (facts["value"], facts["currency"], facts["probability"]) == (125050, "GBP", 60)
        assert (facts["next"], facts["next_on"], facts["close"]) == ("quote", "2026-11-27", "2026-11-20")
        assert (facts["source"], facts["notes"]) == ("fair", "foxed")
        assert got(pilot).who == (1,)


@in_loop
async def test_of_a_change_only_what_is_other_is_handed_back() -> None:
    async with shown(changing()) as pilot:
        form_of(pilot.app).fill({"value": "", "next_on": "fri"})
        await press(pilot, "ctrl+s")
        assert got(pilot) == Asked({"value": None, "next_on": "2026-11-27"}, (1,), 3)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"value": "much"}, "no amount"),
        ({"probability": "101"}, "0 to 100 per cent"),
        ({"next_on": "31 feb"}, "day"),
        ({"next": "", "next_on": "fri"}, "Say also what the next step is."),
    ],
)
def test_what_makes_no_sense_is_refused(values: dict[str, str], sentence: str) -> None:
    @in_loop
    async def flow() -> None:
        async with shown(changing()) as pilot:
            form_of(pilot.app).fill(values)
            await press(pilot, "ctrl+s")
            assert got(pilot) == "nothing yet"
            assert sentence in " ".join(text(pilot.app).split())

    flow()


@in_loop
async def test_a_closed_one_has_no_stage_to_choose() -> None:
    async with shown(DealSheet(lookup(), STYLE, (), {**NANA, "title": HOSTILE}, heading=HOSTILE)) as pilot:
        assert "Enquiry" not in text(pilot.app)
        await press(pilot, "ctrl+s")
        assert got(pilot) == Asked({}, (1,), None)


@in_loop
async def test_what_is_half_typed_is_kept(tmp_path: Path) -> None:
    drafts = kept(tmp_path, "deal")
    async with shown(DealSheet(lookup(), STYLE, STAGES, {}, drafts)) as pilot:
        await typed(pilot, "Nana")
        form_of(pilot.app).fill({"source": "fair"})
        await press(pilot, "escape", "enter")
    async with shown(DealSheet(lookup(), STYLE, STAGES, {}, drafts)) as pilot:
        assert "Nana" in text(pilot.app)
        assert "fair" in text(pilot.app)


@in_loop
async def test_a_win_takes_the_value_it_has_or_another_or_none() -> None:
    for back, wanted in ((0, Money(18000, "GBP")), (2, Money(100, "GBP")), (4, NOTHING)):
        async with shown(WonSheet(HOSTILE, Money(18000, "GBP"), STYLE)) as pilot:
            await press(pilot, *["backspace"] * back, "ctrl+s")
            assert got(pilot) == wanted
    async with shown(WonSheet("Nana", None, STYLE)) as pilot:
        await press(pilot, "escape")
        assert got(pilot) is None


@in_loop
async def test_a_loss_takes_a_reason_that_is_offered() -> None:
    async with shown(LostSheet(HOSTILE, ["too dear", "found one"])) as pilot:
        assert "another reason" in text(pilot.app)
        await press(pilot, "right", "ctrl+s")
        assert got(pilot) == Lost("found one", None, False)


@in_loop
async def test_a_loss_takes_a_reason_of_ones_own() -> None:
    async with shown(LostSheet("Nana", ["too dear"])) as pilot:
        assert "which" not in text(pilot.app)
        await press(pilot, "right", "ctrl+s")
        assert "Say why it was lost." in text(pilot.app)
        await press(pilot, "enter")
        await typed(pilot, "moved away")
        form_of(pilot.app).fill({"offer": True, "words": "to Leeds"})
        await press(pilot, "ctrl+s")
        assert got(pilot) == Lost("moved away", "to Leeds", True)


@pytest.mark.parametrize(("typed_", "wanted"), [("60", 60), (" 60 % ", 60), ("0", 0), ("100", 100)])
def test_probabilities_are_read(typed_: str, wanted: int) -> None:
    assert percent(typed_) == wanted


@pytest.mark.parametrize("wrong", ["", "101", "-1", "half", "6.5", "٦", "9" * 50])
def test_what_is_no_probability_is_refused(wrong: str) -> None:
    with pytest.raises(InvalidError):
        percent(wrong)
