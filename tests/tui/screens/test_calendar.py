"""The calendar on a shop: going about, finishing, putting off, carrying, by keys and by mouse."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.conftest import NOW
from tests.queries import people
from tests.tui.dialogs.tool import in_loop
from tests.tui.tool import TESTER, lines, made, opened, press, said, same_as_golden, settled, text, typed
from tinycrm import config
from tinycrm.queries import operation, reminder
from tinycrm.store import Store
from tinycrm.tui.app import TinyCrm
from tinycrm.tui.screens.calendar import Calendar
from tinycrm.tui.widgets.agenda import Agenda
from tinycrm.tui.widgets.month import LAST, Month

TODAY = NOW.date()  # a Tuesday, the 24th
HOSTILE = "[@click=app.quit]x[/]"


def day(ahead: int) -> str:
    return (TODAY + timedelta(ahead)).isoformat()


@pytest.fixture
def filled(shop: Store) -> Path:
    """Ada with a late follow-up and one that repeats, Bo with one today, Cy with a birthday, a hostile name."""
    ada = people.add(shop, "Ada Lovelace", phone=["020 7946 0018"])
    people.remind(shop, ada, day(-4), "quote the Nana")  # f1
    people.remind(shop, ada, day(3), "send the list", every="2w")  # f2
    people.remind(shop, people.add(shop, "Bo Yard"), day(0), "ring", due_time="14:30")  # f3
    people.add(shop, "Cy Twin", birthday="1956-11-24")
    people.remind(shop, people.add(shop, HOSTILE), day(3), "[/] \N{RIGHT-TO-LEFT MARK}[b]")  # f4
    people.remind(shop, ada, day(-20), "thank her")  # f5
    people.finish(shop, 5)
    shop.close()
    return shop.path


def store(path: Path) -> Store:
    return Store.open(path, TESTER, lambda: NOW, lambda _: None)


def due(path: Path, number: int) -> str:
    shop = store(path)
    found = reminder.reminder(shop.reader, number)
    shop.close()
    assert found is not None
    return "done" if found.done else found.due


def written(path: Path) -> list[str]:
    """What was done on the screen, newest first."""
    shop = store(path)
    found = [each.what for each in operation.newest(shop.reader) if each.source == "tui"]
    shop.close()
    return found


def place(app: TinyCrm) -> Calendar:
    assert isinstance(app.screen, Calendar)
    return app.screen


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (140, 40)])
def test_it_looks_like_that(filled: Path, size: tuple[int, int]) -> None:
    @in_loop
    async def flow() -> None:
        app = made(filled)
        async with opened(app, size) as pilot:
            await press(pilot, "4")
            same_as_golden(app, f"calendar-{size[0]}x{size[1]}")
            await press(pilot, "v", "right", "right", "right")
            same_as_golden(app, f"calendar-week-{size[0]}x{size[1]}")

    flow()


@in_loop
async def test_arrows_go_by_days_and_weeks_and_page_keys_by_months(filled: Path) -> None:
    app = made(filled)
    async with opened(app) as pilot:
        await press(pilot, "4")
        for key, wanted in (
            ("right", date(2026, 11, 25)), ("down", date(2026, 12, 2)), ("left", date(2026, 12, 1)),
            ("up", date(2026, 11, 24)), ("pagedown", date(2026, 12, 24)), ("pageup", date(2026, 11, 24)),
            ("pageup", date(2026, 10, 24)), ("home", TODAY), ("v", TODAY), ("pagedown", date(2026, 12, 1)),
        ):  # fmt: skip
            await press(pilot, key)
            assert place(app).day == wanted
        assert "December 2026" in text(app)
        assert "TUESDAY 1 DECEMBER" in text(app)


@in_loop
async def test_a_month_ends_where_it_ends(filled: Path) -> None:
    app = made(filled)
    async with opened(app) as pilot:
        await press(pilot, "4")
        place(app).go_to(date(2027, 1, 31))
        await settled(pilot)
        await press(pilot, "pagedown")
        assert place(app).day == date(2027, 2, 28)
        place(app).go_to(date.max)
        await settled(pilot)
        await press(pilot, "right", "pagedown")
        assert place(app).day == LAST


@in_loop
async def test_weeks_start_where_the_settings_say(filled: Path) -> None:
    config.write(filled.with_suffix(".toml"), {"week_start": "sunday"})
    app = made(filled)
    async with opened(app) as pilot:
        await press(pilot, "4")
        assert next(line for line in lines(app) if "Mon" in line).split()[0] == "Sun"


@in_loop
async def test_a_follow_up_is_finished(filled: Path) -> None:
    app = made(filled)
    async with opened(app) as pilot:
        await press(pilot, "4", "d")
        assert due(filled, 3) == "done"
        assert "Done: ring" in said(app)
        assert [row.key.kind for row in app.screen.query_one(Agenda).rows[:1]] == ["birthday"]
        await press(pilot, "d")
    assert written(filled) == ["done"]


@in_loop
async def test_one_that_repeats_says_when_it_comes_back(filled: Path) -> None:
    app = made(filled)
    async with opened(app) as pilot:
        await press(pilot, "4", "right", "right", "right")
        app.screen.query_one(Agenda).hold(next(e for e in place(app).entries[TODAY + timedelta(3)] if e.ref == "f2"))
        await press(pilot, "d")
        assert "it comes back on Fri 11 Dec 2026" in said(app)
    assert due(filled, 2) == day(17)


@in_loop
async def test_a_follow_up_is_put_off(filled: Path) -> None:
    app = made(filled)
    async with opened(app) as pilot:
        await press(pilot, "4", "s")
        assert "Put off" in text(app)
        await press(pilot, "w")
        assert "ring: put off to Tue 1 Dec" in said(app)
    assert due(filled, 3) == day(7)


@in_loop
async def test_a_follow_up_is_carried_by_keys_as_one_operation(filled: Path) -> None:
    app = made(filled)
    async with opened(app) as pilot:
        await press(pilot, "4", "shift+right", "shift+right", "shift+down", "shift+left")
        assert "Wed 2 Dec  ring" in text(app)
        assert "╌╌╌╌" in text(app)
        assert due(filled, 3) == day(0)
        await press(pilot, "enter")
        assert "Moved Bo Yard to Wed 2 Dec · u undoes" in said(app)
        assert place(app).day == TODAY + timedelta(8)
        assert due(filled, 3) == day(8)
        await press(pilot, "u")
    assert due(filled, 3) == day(0)
    assert written(filled) == ["undo", "snooze"]


@in_loop
async def test_what_is_carried_goes_back_with_esc(filled: Path) -> None:
    app = made(filled)
    async with opened(app) as pilot:
        await press(pilot, "4", "shift+down", "escape")
        assert "╌" not in text(app)
        assert "November 2026" in text(app)
        assert place(app).entry is not None
        await press(pilot, "enter")
    assert due(filled, 3) == day(0)
    assert written(filled) == []


@in_loop
async def test_a_late_one_goes_to_today_at_the_earliest(filled: Path) -> None:
    app = made(filled)
    async with opened(app) as pilot:
        await press(pilot, "4", "left", "left", "left", "left", "shift+left", "enter")
        assert "Moved Ada Lovelace to today" in said(app)
    assert due(filled, 1) == day(0)


@in_loop
async def test_one_that_repeats_keeps_counting_from_where_it_did(filled: Path) -> None:
    app = made(filled)
    async with opened(app) as pilot:
        await press(pilot, "4")
        app.screen.query_one(Month).post_message(Month.Dragged("f2", TODAY + timedelta(5), dropped=True))
        await settled(pilot)
    shop = store(filled)
    found = reminder.reminder(shop.reader, 2)
    shop.close()
    assert found is not None
    assert (found.due, found.anchor, found.every) == (day(5), day(3), "2w")


@in_loop
async def test_the_mouse_carries_too_but_not_into_the_past(filled: Path) -> None:
    app = made(filled)
    async with opened(app, (140, 40)) as pilot:
        await press(pilot, "4")
        month = app.screen.query_one(Month)
        places = [(x, y) for y in range(month.size.height) for x in range(month.size.width)]
        at = {found: place for place in reversed(places) if (found := month.hit(*place))}
        held = (at[TODAY][0] + 3, at[TODAY][1] + 1)
        for to, becomes in ((TODAY - timedelta(1), 0), (TODAY + timedelta(3), 3)):
            await pilot.mouse_down(Month, offset=held)
            await pilot.hover(Month, offset=at[to])
            await settled(pilot)
            await pilot.mouse_up(Month, offset=at[to])
            await settled(pilot)
            assert due(filled, 3) == day(becomes)
    assert written(filled) == ["snooze"]


@in_loop
async def test_a_past_day_is_refused(filled: Path) -> None:
    app = made(filled)
    async with opened(app) as pilot:
        await press(pilot, "4")
        app.screen.query_one(Month).post_message(Month.Dragged("f3", TODAY - timedelta(1), dropped=True))
        await settled(pilot)
        assert "Mon 23 Nov is past; a follow-up is for today or later." in said(app)
    assert due(filled, 3) == day(0)


@in_loop
async def test_one_that_was_moved_meanwhile_is_left_alone(filled: Path) -> None:
    app = made(filled)
    async with opened(app) as pilot:
        await press(pilot, "4", "shift+right")
        shop = store(filled)
        with shop.begin("reminder.edit") as tx:
            tx.update("reminder", 3, due=day(9))
        shop.close()
        await press(pilot, "enter")
        assert "f3 was moved to" in said(app)
    assert due(filled, 3) == day(9)


@in_loop
async def test_a_follow_up_is_set_on_the_day_in_hand(filled: Path) -> None:
    app = made(filled)
    async with opened(app) as pilot:
        await press(pilot, "4", "right", "n")
        assert "25 Nov 2026" in text(app)
        await typed(pilot, "cy")
        await press(pilot, "enter", "ctrl+s")
        assert "Follow-up for Cy Twin on Wed 25 Nov 2026" in said(app)
        assert "▫  Cy Twin" in text(app)


@in_loop
async def test_enter_goes_to_the_agenda_and_esc_back(filled: Path) -> None:
    app = made(filled)
    async with opened(app) as pilot:
        await press(pilot, "4", "enter")
        assert app.screen.query_one(Agenda).has_focus
        await press(pilot, "down", "escape")
        assert app.screen.query_one(Month).has_focus
        await press(pilot, "tab", "shift+tab")
        assert app.screen.query_one(Month).has_focus


@in_loop
async def test_a_click_on_an_entry_takes_it_in_hand(filled: Path) -> None:
    app = made(filled)
    async with opened(app, (140, 40)) as pilot:
        await press(pilot, "4")
        row, column = next((y, line.index("▲ Lov")) for y, line in enumerate(lines(app)) if "▲ Lov" in line)
        await pilot.click(offset=(column + 2, row))
        await settled(pilot)
        assert place(app).day == TODAY - timedelta(4)
        assert place(app).contact_id == 1


@in_loop
async def test_what_others_write_appears_and_the_day_in_hand_stays(filled: Path) -> None:
    app = made(filled)
    async with opened(app) as pilot:
        await press(pilot, "4", "right")
        app.poll()
        await settled(pilot)
        shop = store(filled)
        people.remind(shop, 3, day(1), "new")
        shop.close()
        app.poll()
        await settled(pilot)
        assert "▫  Cy Twin" in text(app)
        assert place(app).day == TODAY + timedelta(1)


@in_loop
async def test_signs_of_ascii_alone(filled: Path) -> None:
    app = made(filled, ascii=True)
    async with opened(app, (80, 24)) as pilot:
        await press(pilot, "4")
        shown = [line for line in lines(app) if not line.startswith("─")]
        assert any("! " in line for line in shown)
        assert not set("".join(shown)) & set("▲□▫✓✿─▌›‹…")


@in_loop
async def test_an_empty_day_says_what_to_press(shop_path: Path) -> None:
    app = made(shop_path)
    async with opened(app) as pilot:
        await press(pilot, "4", "d", "s", "shift+right")
        assert "Nothing on this day. n sets a follow-up." in text(app)
    assert written(shop_path) == []


def offered(app: TinyCrm) -> set[str | None]:
    return {each.binding.id for each in app.screen.active_bindings.values() if each.enabled}


@in_loop
async def test_keys_that_can_do_nothing_are_not_offered(filled: Path) -> None:
    app = made(filled)
    async with opened(app) as pilot:
        await press(pilot, "4")
        assert {"done", "snooze", "new", "view"} <= offered(app)
        await press(pilot, "down", "down")
        app.screen.query_one(Agenda).show([])
        await settled(pilot)
        assert not {"done", "snooze"} & offered(app)


@in_loop
async def test_the_phone_number_of_the_one_in_hand_is_copied(filled: Path) -> None:
    app = made(filled)
    async with opened(app) as pilot:
        await press(pilot, "4", "y")
        assert "No phone number or email of Bo Yard is known." in said(app)
        await press(pilot, "right", "right", "right", "y")
        assert app.clipboard == "020 7946 0018"


@in_loop
async def test_the_follow_up_in_hand_is_changed(filled: Path) -> None:
    app = made(filled)
    async with opened(app) as pilot:
        await press(pilot, "4", "e", "tab", "ctrl+u")
        await typed(pilot, "ring twice")
        await press(pilot, "ctrl+s")
        await settled(pilot)
        assert app.screen.query_one(Agenda).rows[0].what == "ring twice"
    assert written(filled) == ["reminder.edit"]
