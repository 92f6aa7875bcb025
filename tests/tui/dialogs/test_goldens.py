"""Every sheet as text, at two sizes: what a change of its look changes is read in the difference."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.tui.dialogs.test_contact import ADA as FACTS
from tests.tui.dialogs.test_contact import OWN
from tests.tui.dialogs.test_find import finder
from tests.tui.dialogs.test_interaction import TALK
from tests.tui.dialogs.tool import ADA, BAD, in_loop, lookup, shown, tags
from tests.tui.tool import same_as_golden, settled, typed
from tinycrm.tui.dialogs.contact import AddSheet, ContactSheet
from tinycrm.tui.dialogs.contact_field import new_tag
from tinycrm.tui.dialogs.find import FindSheet
from tinycrm.tui.dialogs.interaction import InteractionSheet
from tinycrm.tui.dialogs.log import LogSheet
from tinycrm.tui.dialogs.menu import ConfirmSheet, DaySheet, SnoozeSheet, TagSheet
from tinycrm.tui.dialogs.remind import RemindSheet

SIZES = ((80, 24), (100, 30))
# sheet -> how it is made, and what is typed into it
SHEETS: dict[str, tuple[Callable[[], Any], str]] = {
    "log": (lambda: LogSheet(lookup(), ADA), ""),
    "log-who": (lambda: LogSheet(lookup()), "a"),
    "remind": (lambda: RemindSheet(lookup(), BAD), "31 feb"),
    "add": (lambda: AddSheet(lookup()), "ada lovelace"),
    "contact": (lambda: ContactSheet(lookup(), FACTS, OWN), ""),
    "interaction": (lambda: InteractionSheet(lookup(), TALK, [ADA, BAD], ref="i12"), ""),
    "find": (lambda: FindSheet(finder), "zol"),
    "snooze": (lambda: SnoozeSheet(lookup(), "quote her the Nana first edition"), ""),
    "day": (lambda: DaySheet(lookup(), "Put off until"), "fri"),
    "tag": (lambda: TagSheet("Tag 12 people", tags, new_tag), "old maps,fr"),
    "delete": (lambda: ConfirmSheet("Delete 12 people?", ["One undo brings them back."], key="D", word="delete"), ""),
}


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_looks_as_it_did(name: str, size: tuple[int, int]) -> None:
    make, words = SHEETS[name]

    @in_loop
    async def flow() -> None:
        async with shown(make(), size) as pilot:
            await typed(pilot, words)
            await settled(pilot)
            same_as_golden(pilot.app, f"sheet-{name}-{size[0]}x{size[1]}")

    flow()
