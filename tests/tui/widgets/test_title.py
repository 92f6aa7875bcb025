from typing import Any

import pytest
from textual.app import ComposeResult

from tests.conftest import NOW
from tests.queries import people
from tests.tui.dialogs.tool import in_loop
from tests.tui.tool import lines, settled
from tests.tui.widgets.tool import Bare
from tinycrm.queries.card import whole
from tinycrm.store import Store
from tinycrm.tui.widgets.title import Title, Told

HOSTILE = "[@click=app.quit]x[/] \x1b[31mred " * 9


class Page(Bare):
    """A title; where it leads to stands in `steps`."""

    def __init__(self, told: Told, *, wide: bool) -> None:
        super().__init__()
        self.told, self.wide = told, wide
        self.steps: list[int] = []

    def compose(self) -> ComposeResult:
        yield Title()

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one(Title).show(self.told, wide=self.wide)

    def on_title_stepped(self, event: Title.Stepped) -> None:
        self.steps.append(event.by)


def told(shop: Store, contact_id: int, place: int = 2, number: int = 2318) -> Told:
    found = whole(shop.reader, contact_id, 1)
    assert found is not None
    return Told(found.card, found.reminders, place, number, NOW.date())


async def seen(shop: Store, contact_id: int, *, wide: bool, size: tuple[int, int] = (80, 8)) -> list[str]:
    app = Page(told(shop, contact_id), wide=wide)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        return [line for line in lines(app) if line]


@in_loop
async def test_two_rows_where_there_is_room(shop: Store) -> None:
    ada = people.add(shop, "Ada", stage="regular", pronunciation="AY-da", tag=["french", "vip"], pinned="x")
    people.log(shop, None, ada, day="2026-11-23")
    assert await seen(shop, ada, wide=True) == [
        "  Ada   say AY-da                                               ‹ 2 of 2,318 ›",
        "  ● regular since November 2026   french · vip             last seen yesterday",
    ]


@in_loop
async def test_where_it_is_narrow_what_matters_most(shop: Store) -> None:
    ada = people.add(shop, "Ada", stage="regular", phone=["020 7946 0018"], pinned="Never before\nten.")
    for due in ("2026-11-27", "2026-11-20", "2026-12-01"):
        people.remind(shop, ada, due, f"due {due}")
    first, second, third = await seen(shop, ada, wide=False)
    assert first.split("   ")[:3] == ["  Ada", "● regular", "020 7946 0018"]
    assert second == "  ★ Never before ten."
    assert third.split("    ")[0] == "  ▲ due 2026-11-20"
    assert third.endswith("4 days late")
    assert "and 2 more" in third


@pytest.mark.parametrize(
    ("facts", "quiet"), [({"do_not_contact": True}, True), ({"deceased": "2026-01-02"}, True), ({}, False)]
)
def test_those_who_must_not_be_rung_have_no_number_here(shop: Store, facts: dict[str, Any], quiet: bool) -> None:
    @in_loop
    async def look() -> None:
        ada = people.add(shop, "Ada", phone=["020 7946 0018"], **facts)
        shown = "\n".join(await seen(shop, ada, wide=False))
        assert ("020 7946 0018" in shown) is not quiet

    look()


@in_loop
async def test_long_names_leave_room_for_the_steps(shop: Store) -> None:
    zed = people.add(shop, HOSTILE[:190], stage="lead", phone=["020 7946 0018"], pinned=HOSTILE)
    for wide in (True, False):
        shown = await seen(shop, zed, wide=wide, size=(60, 8))
        assert shown[0].endswith("‹ 2 of 2,318 ›")
        assert "\x1b" not in "".join(shown)


@in_loop
async def test_the_steps_can_be_clicked(shop: Store) -> None:
    app = Page(told(shop, people.add(shop, "Ada")), wide=True)
    async with app.run_test(size=(80, 8)) as pilot:
        await settled(pilot)
        for x in (64, 77, 30):
            await pilot.click(Title, offset=(x, 0))
        assert app.steps == [-1, 1]
