"""Other programs write, lock or spoil the file while the shop is open on the screen."""

import asyncio
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.queries import people
from tests.tui.dialogs.tool import form_of, in_loop
from tests.tui.pace import hurried
from tests.tui.tool import opened, press, settled, text, typed
from tinycrm.store import Store
from tinycrm.store.connection import connect
from tinycrm.tui.app import TinyCrm
from tinycrm.tui.dialogs.log import LogSheet
from tinycrm.tui.frame import POLL_SECONDS
from tinycrm.tui.screens.contacts import Contacts

NEW = "Aaron Newly-Come"
FROZEN = 1.0  # seconds; a screen that waited for the file would stand still for five


@pytest.mark.parametrize("place", ["1", "2", "4", "h"])
@in_loop
async def test_what_another_program_writes_appears(crm: TinyCrm, busy: Store, place: str) -> None:
    assert POLL_SECONDS <= 1
    async with opened(crm, (140, 40)) as pilot:
        await press(pilot, place)
        made = people.add(busy, NEW)
        people.remind(busy, made, "2026-11-24", "welcome them")
        crm.poll()
        await settled(pilot)
        await settled(pilot)
        assert NEW in text(crm)


@in_loop
async def test_whoever_is_in_hand_stays_so_on_the_same_line(crm: TinyCrm, busy: Store) -> None:
    async with opened(crm) as pilot:
        await press(pilot, "2", "down", "down")
        place = crm.screen
        assert isinstance(place, Contacts)
        before = place.contact_id, place.rows.line
        people.add(busy, NEW)
        crm.poll()
        await settled(pilot)
        await settled(pilot)
        assert (place.contact_id, place.rows.count) == (before[0], 8)


@in_loop
async def test_what_is_half_typed_stays(crm: TinyCrm, busy: Store) -> None:
    async with opened(crm) as pilot:
        await press(pilot, "2", "l")
        await press(pilot, "tab", "tab")
        await typed(pilot, "half a sentence")
        people.add(busy, NEW)
        crm.poll()
        await settled(pilot)
        assert isinstance(crm.screen, LogSheet)
        assert form_of(crm).field("text").value == "half a sentence"
        await press(pilot, "escape", "D")
        assert NEW in text(crm)


@in_loop
async def test_painting_goes_on_while_another_program_holds_the_file(crm: TinyCrm, busy: Store) -> None:
    gaps, holding = [], asyncio.Event()

    async def beat() -> None:
        last = time.perf_counter()
        while not holding.is_set():
            await asyncio.sleep(0.005)
            gaps.append(time.perf_counter() - last)
            last = time.perf_counter()

    async with opened(crm) as pilot:
        with closing(connect(busy.path, write=True)) as other:
            other.execute("BEGIN EXCLUSIVE")
            heart = asyncio.ensure_future(beat())
            with hurried():
                for key in ("2", "down", "1", "d"):
                    await pilot.press(key)
            await asyncio.to_thread(time.sleep, 0.3)
            holding.set()
            await heart
            other.execute("ROLLBACK")
        await settled(pilot)
    assert max(gaps) < FROZEN


@pytest.mark.parametrize("harm", ["gone", "spoilt", "read-only"])
@in_loop
async def test_a_form_is_kept_when_the_file_cannot_be_written(crm: TinyCrm, busy: Store, harm: str) -> None:
    path = Path(busy.path)
    async with opened(crm) as pilot:
        await press(pilot, "2", "l")
        await press(pilot, "tab", "tab")
        await typed(pilot, "not to be lost")
        if harm == "gone":
            path.unlink()
        elif harm == "spoilt":
            path.write_bytes(b"no shop at all" * 1000)
        else:
            path.with_name(f"{path.name}.lock").unlink(missing_ok=True)
            path.with_name(f"{path.name}.lock").mkdir()
        await press(pilot, "ctrl+s")
        await settled(pilot)
        assert crm.return_code is None
        assert crm._exception is None  # noqa: SLF001  # it is kept nowhere else
        assert any(each.severity == "error" for each in crm._notifications)  # noqa: SLF001  # as above
        kept = [draft.values.get("text") for draft in crm.drafts.all()]
        assert kept == ["not to be lost"]
