from typing import Any

from tests.conftest import NOW
from tests.tui.dialogs.tool import ADA, ANA, BAD, HOSTILE, form_of, got, in_loop, lookup, shown
from tests.tui.tool import press, settled, text, typed
from tinycrm.domain.when import When
from tinycrm.tui.dialogs.interaction import InteractionSheet, Mended

TALK: dict[str, Any] = {
    "kind": "call",
    "when": "2026-11-20 10:00",
    "direction": "in",
    "text": "about Nana",
    "outcome": None,
}


@in_loop
async def test_only_what_is_different_is_handed_back() -> None:
    async with shown(InteractionSheet(lookup(), TALK, [ADA], ref="i12")) as pilot:
        assert "Mend i12" in text(pilot.app)
        await typed(pilot, ", again")
        await press(pilot, "ctrl+s")
        assert got(pilot) == Mended({"text": "about Nana, again"}, None, (1,))


@in_loop
async def test_everything_can_be_mended() -> None:
    async with shown(InteractionSheet(lookup(), TALK, [ADA])) as pilot:
        form = form_of(pilot.app)
        form.field("kind").value = "visit"
        form.field("direction").value = "out"
        form.field("when").value = "yesterday"
        form.field("text").value = ""
        form.field("outcome").value = "sold"
        form.field("who").value = [list(ADA), list(ANA)]
        await settled(pilot)
        await press(pilot, "ctrl+s")
        facts = {"kind": "visit", "direction": "out", "text": None, "outcome": "sold"}
        assert got(pilot) == Mended(facts, When(NOW.date().replace(day=23), None), (1, 2))


@in_loop
async def test_somebody_stays_in_it() -> None:
    async with shown(InteractionSheet(lookup(), TALK, [BAD]), (80, 24)) as pilot:
        assert HOSTILE in text(pilot.app)
        form_of(pilot.app).field("who").value = []
        await settled(pilot)
        await press(pilot, "ctrl+s")
        assert "✗ A talk takes somebody." in text(pilot.app)
        assert got(pilot) == "nothing yet"
