from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.conftest import NOW
from tests.tui.dialogs.tool import ADA, BAD, HOSTILE, form_of, got, in_loop, kept, lookup, shown
from tests.tui.tool import press, text, typed
from tinycrm.domain.when import When
from tinycrm.tui.dialogs.remind import Asked, RemindSheet

TODAY = NOW.date()
LATE: dict[str, Any] = {
    "when": "Fri 20 Nov 2026",
    "due": TODAY - timedelta(4),
    "due_time": None,
    "text": "quote her",
    "every": "2w",
    "after_done": True,
    "until": "",
}


@in_loop
async def test_a_follow_up_is_asked_for() -> None:
    async with shown(RemindSheet(lookup(), ADA)) as pilot:
        await typed(pilot, "fri 15:30")
        assert "✓ Fri 27 Nov, 15:30" in text(pilot.app)
        await press(pilot, "enter")
        await typed(pilot, "ring her")
        await press(pilot, "enter", "enter")
        friday = When(TODAY + timedelta(3), "15:30")
        assert got(pilot) == Asked(1, friday, "ring her", None, False, None)


@in_loop
async def test_how_it_repeats_is_asked_once_it_does() -> None:
    async with shown(RemindSheet(lookup(), ADA, when="fri")) as pilot:
        assert "counted" not in text(pilot.app)
        form_of(pilot.app).field("every").value = "2 weeks"
        await press(pilot, "tab")
        assert "every 2 weeks" in text(pilot.app)
        assert "counted" in text(pilot.app)
        form_of(pilot.app).field("after_done").value = True
        form_of(pilot.app).field("until").value = "in 6 months"
        await press(pilot, "ctrl+s")
        assert (got(pilot).every, got(pilot).after_done) == ("2w", True)
        assert got(pilot).until.day > TODAY + timedelta(150)


@in_loop
async def test_it_cannot_end_before_it_begins() -> None:
    async with shown(RemindSheet(lookup(), ADA, when="in 3 weeks")) as pilot:
        form_of(pilot.app).field("every").value = "1w"
        form_of(pilot.app).field("until").value = "fri"
        await press(pilot, "ctrl+s")
        assert "before its first day" in text(pilot.app)
        assert got(pilot) == "nothing yet"


@in_loop
async def test_a_day_that_is_none_is_told_beside_its_field() -> None:
    async with shown(RemindSheet(lookup(), ADA)) as pilot:
        await typed(pilot, "31 feb")
        assert "✗" not in text(pilot.app)
        await press(pilot, "ctrl+s")
        assert "✗ 31 Feb is not a day." in text(pilot.app)
        assert got(pilot) == "nothing yet"


@in_loop
async def test_the_day_of_one_that_is_late_may_stay() -> None:
    async with shown(RemindSheet(lookup(), ADA, values=LATE)) as pilot:
        assert "4 days ago" in text(pilot.app)
        form_of(pilot.app).field("text").value = "ring her"
        await press(pilot, "ctrl+s")
        assert got(pilot) == Asked(1, When(LATE["due"], None), "ring her", "2w", True, None)


@in_loop
async def test_the_calendar_picks_a_day() -> None:
    async with shown(RemindSheet(lookup(), BAD)) as pilot:
        await press(pilot, "down")
        assert "Nov 2026" in text(pilot.app)
        await press(pilot, "right", "down", "enter")
        assert "Nov 2026" not in text(pilot.app)
        await press(pilot, "ctrl+s")
        assert got(pilot).when == When(TODAY + timedelta(8), None)


@in_loop
async def test_hostile_names_do_nothing_and_drafts_know_whom_they_are_about(tmp_path: Path) -> None:
    keeping = kept(tmp_path, "remind")
    async with shown(RemindSheet(lookup(), BAD, kept=keeping), (80, 24)) as pilot:
        assert HOSTILE in text(pilot.app)
        await typed(pilot, "fri")
        await press(pilot, "escape", "enter")
    (draft,) = keeping.drafts.all()
    assert (draft.form, draft.values) == ("remind:3", {"when": "fri"})
