from datetime import timedelta
from pathlib import Path

import pytest

from tests.conftest import NOW
from tests.tui.dialogs.tool import ADA, BAD, HERE, HOSTILE, form_of, got, in_loop, kept, lookup, shown
from tests.tui.tool import press, settled, text, typed
from tinycrm.domain.when import When
from tinycrm.tui.dialogs.log import LogSheet, Said

TODAY = NOW.date()


@in_loop
async def test_a_call_is_logged_with_its_follow_up() -> None:
    async with shown(LogSheet(lookup(), ADA)) as pilot:
        await press(pilot, "enter", "enter")
        await typed(pilot, "Wants the Nana")
        await press(pilot, "tab", "tab")
        await typed(pilot, "fri")
        assert "✓ Fri 27 Nov, in 3 days" in text(pilot.app)
        await press(pilot, "enter")
        await typed(pilot, "ring her")
        await press(pilot, "enter")
        friday = When(TODAY + timedelta(3), None)
        now = When(TODAY, "10:30")
        assert got(pilot) == Said((1,), "call", now, "Wants the Nana", None, None, friday, "ring her", None, False)


@in_loop
async def test_somebody_is_picked_while_their_name_is_typed() -> None:
    async with shown(LogSheet(lookup())) as pilot:
        await typed(pilot, "a")
        assert "Ana Zoltán   fair-2026" in text(pilot.app)
        await press(pilot, "down", "enter")
        assert "○ fair-2026" in text(pilot.app)
        await press(pilot, "ctrl+s")
        assert got(pilot).who == (2,)


@in_loop
async def test_nobody_is_meant_by_a_typo() -> None:
    async with shown(LogSheet(lookup())) as pilot:
        await typed(pilot, "adda")
        await press(pilot, "ctrl+s")
        assert "✗ Nobody here is called" in text(pilot.app)
        assert got(pilot) == "nothing yet"


@in_loop
async def test_a_talk_takes_somebody() -> None:
    async with shown(LogSheet(lookup())) as pilot:
        await press(pilot, "ctrl+s")
        assert "✗ Say who it was." in text(pilot.app)


@in_loop
async def test_a_letter_chooses_a_kind() -> None:
    async with shown(LogSheet(lookup(), ADA)) as pilot:
        await press(pilot, "l", "ctrl+s")
        assert got(pilot).kind == "letter"


@in_loop
async def test_what_is_open_can_be_finished() -> None:
    async with shown(LogSheet(lookup(), ADA)) as pilot:
        assert "quote her the Nana" in text(pilot.app)
        form_of(pilot.app).field("finishes").value = 7
        await press(pilot, "ctrl+s")
        assert got(pilot).finishes == 7


@in_loop
async def test_more_fields_wait() -> None:
    async with shown(LogSheet(lookup(), ADA)) as pilot:
        assert "outcome" not in text(pilot.app)
        await press(pilot, "ctrl+o")
        form = form_of(pilot.app)
        form.field("outcome").value = "she takes it"
        form.field("direction").value = "out"
        form.field("also").value = [list(BAD)]
        await press(pilot, "ctrl+s")
        assert (got(pilot).outcome, got(pilot).direction, got(pilot).who) == ("she takes it", "out", (1, 3))


@in_loop
async def test_another_one_can_follow() -> None:
    async with shown(LogSheet(lookup(), ADA)) as pilot:
        await press(pilot, "ctrl+n")
        assert got(pilot).again


@in_loop
async def test_words_for_later_want_a_day() -> None:
    async with shown(LogSheet(lookup(), ADA)) as pilot:
        form_of(pilot.app).field("next_text").value = "ring her"
        await press(pilot, "ctrl+s")
        assert "Say also by when" in text(pilot.app)
        assert got(pilot) == "nothing yet"
        await press(pilot, "enter")
        await typed(pilot, "fri")
        await press(pilot, "ctrl+s")
        assert got(pilot).follow_up_text == "ring her"


@in_loop
async def test_a_day_to_come_was_no_talk() -> None:
    async with shown(LogSheet(lookup(), ADA)) as pilot:
        form_of(pilot.app).field("when").value = "tomorrow"
        await press(pilot, "ctrl+s")
        assert "✗" in text(pilot.app)
        assert got(pilot) == "nothing yet"


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (60, 16)])
def test_hostile_names_do_nothing(size: tuple[int, int]) -> None:
    @in_loop
    async def flow() -> None:
        async with shown(LogSheet(lookup(), BAD), size) as pilot:
            assert HOSTILE in text(pilot.app)
            assert "\x1b" not in text(pilot.app)
            await press(pilot, "ctrl+s")
            assert got(pilot).who == (3,)

    flow()


@in_loop
async def test_a_draft_is_taken_up_by_the_same_person_only(tmp_path: Path) -> None:
    async with shown(LogSheet(lookup(), ADA, kept=kept(tmp_path))) as pilot:
        await press(pilot, "enter", "enter")
        await typed(pilot, "Half a sent")
        await press(pilot, "escape", "enter")
        assert got(pilot) is None
    async with shown(LogSheet(lookup(), BAD, kept=kept(tmp_path))) as pilot:
        assert "Half a sent" not in text(pilot.app)
    async with shown(LogSheet(lookup(), ADA, kept=kept(tmp_path))) as pilot:
        assert "Half a sent" in text(pilot.app)
        assert "a draft of 10:30" in text(pilot.app)
        await press(pilot, "ctrl+x")
        assert "Half a sent" not in text(pilot.app)


@in_loop
async def test_what_was_typed_yesterday_happened_then(tmp_path: Path) -> None:
    yesterday = HERE - timedelta(1)
    async with shown(LogSheet(lookup(yesterday), ADA, kept=kept(tmp_path, now=yesterday))) as pilot:
        form_of(pilot.app).field("text").value = "rang"
        await settled(pilot)
        await press(pilot, "escape", "enter")
    async with shown(LogSheet(lookup(), ADA, kept=kept(tmp_path))) as pilot:
        await press(pilot, "ctrl+s")
        assert got(pilot).when == When(yesterday.date(), "10:30")
