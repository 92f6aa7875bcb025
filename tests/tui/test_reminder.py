"""Follow-ups on the screen; finishing, putting off and deleting are held by the tests of the contact page."""

import pytest

from tests.queries import people
from tests.tui.dialogs.tool import in_loop
from tests.tui.tool import made, opened, press, settled, text
from tinycrm.queries import reminder as reminders
from tinycrm.store import Store
from tinycrm.tui import reminder
from tinycrm.tui.screen import Place


@pytest.mark.parametrize(("said", "name"), [("quote her [/]", "quote her [/]"), (None, "get in touch with Ada")])
def test_what_a_follow_up_is_called(shop: Store, said: str | None, name: str) -> None:
    people.remind(shop, people.add(shop, "Ada"), text=said)
    found = reminders.reminder(shop.reader, 1)
    assert found is not None
    assert reminder.called(found) == name


@in_loop
async def test_one_that_repeats_says_when_it_comes_back(shop: Store) -> None:
    people.remind(shop, people.add(shop, "Ada"), "2026-11-20", "ring", every="2w")
    app = made(shop.path)
    async with opened(app) as pilot:
        app.open_contact(1)
        await settled(pilot)
        await press(pilot, "d")
        assert "Done: ring; it comes back on Fri 4 Dec 2026" in " ".join(text(app).split())


@in_loop
async def test_one_that_another_window_finished_is_left_alone(shop: Store) -> None:
    people.remind(shop, people.add(shop, "Ada"), text="ring")
    app = made(shop.path)
    async with opened(app) as pilot:
        found = reminders.reminder(shop.reader, 1)
        assert found is not None
        assert isinstance(app.screen, Place)
        people.finish(shop, 1)
        assert not await reminder.done(app.screen, found)
        await settled(pilot)
        assert "in another window" in " ".join(text(app).split())
