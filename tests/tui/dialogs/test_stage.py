from typing import Any

import pytest

from tests.tui.dialogs.tool import HOSTILE, form_of, got, in_loop, shown
from tests.tui.tool import press, text, typed
from tinycrm.tui.dialogs.stage import Shown, StageSheet, StagesSheet, Wanted

STAGES = [Shown(1, "Enquiry", "slight", "soft", "10 %"), Shown(2, HOSTILE, "won", "moss")]
REASONS = [Shown("too dear", "too dear"), Shown(HOSTILE, HOSTILE, end="2 deals")]
QUOTED: dict[str, Any] = {"name": "Quoted", "kind": "open", "probability": 50, "rot_days": 21, "colour": None}


@pytest.mark.parametrize(
    ("keys", "wanted"),
    [
        (["e"], Wanted("edit", 1)), (["down", "enter"], Wanted("edit", 2)), (["n"], Wanted("add", 1)),
        (["J"], Wanted("down", 1)), (["down", "shift+up"], Wanted("up", 2)), (["D"], Wanted("remove", 1)),
        (["r"], Wanted("reason", 1)), (["down", "down", "D"], Wanted("remove", "too dear")),
        (["down", "down", "down", "e"], Wanted("edit", HOSTILE)), (["escape"], None),
        (["down", "down", "J"], "nothing yet"),
    ],
)  # fmt: skip
def test_keys_say_what_is_to_be_done(keys: list[str], wanted: Any) -> None:
    @in_loop
    async def flow() -> None:
        async with shown(StagesSheet(STAGES, REASONS)) as pilot:
            await press(pilot, *keys)
            assert got(pilot) == wanted

    flow()


@in_loop
async def test_what_was_in_hand_is_in_hand_again() -> None:
    async with shown(StagesSheet(STAGES, REASONS, "too dear")) as pilot:
        assert "WHY DEALS ARE LOST" in text(pilot.app)
        await press(pilot, "e")
        assert got(pilot) == Wanted("edit", "too dear")
    async with shown(StagesSheet(STAGES, [], 77)) as pilot:
        await press(pilot, "n")
        assert got(pilot).what == "add"


@in_loop
async def test_a_stage_is_made_of_its_name_alone() -> None:
    async with shown(StageSheet({})) as pilot:
        await press(pilot, "ctrl+s")
        assert "Give it a name." in text(pilot.app)
        await typed(pilot, "On approval")
        await press(pilot, "ctrl+s")
        assert got(pilot) == {
            "name": "On approval",
            "kind": "open",
            "probability": 50,
            "rot_days": None,
            "colour": None,
        }


@in_loop
async def test_a_stage_of_won_ones_is_certain() -> None:
    async with shown(StageSheet({})) as pilot:
        await typed(pilot, "Sold")
        form_of(pilot.app).fill({"kind": "won"})
        await press(pilot, "tab")
        assert "still after" not in text(pilot.app)
        await press(pilot, "ctrl+s")
        assert got(pilot) == {"name": "Sold", "kind": "won", "probability": 100, "rot_days": None, "colour": None}


@in_loop
async def test_of_a_change_only_what_is_other_is_handed_back() -> None:
    async with shown(StageSheet(QUOTED, "Stage Quoted")) as pilot:
        form_of(pilot.app).fill({"probability": "60 %", "rot_days": "", "colour": "plum"})
        await press(pilot, "ctrl+s")
        assert got(pilot) == {"probability": 60, "rot_days": None, "colour": "plum"}


@pytest.mark.parametrize(
    "values",
    [{"probability": "101"}, {"rot_days": "0"}, {"rot_days": "soon"}, {"rot_days": "99999"}, {"name": "x" * 41}],
)
def test_what_makes_no_sense_is_refused(values: dict[str, str]) -> None:
    @in_loop
    async def flow() -> None:
        async with shown(StageSheet(QUOTED, HOSTILE)) as pilot:
            form_of(pilot.app).fill(values)
            await press(pilot, "ctrl+s")
            assert got(pilot) == "nothing yet"

    flow()
