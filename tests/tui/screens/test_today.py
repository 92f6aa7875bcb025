from tests.queries import people
from tests.tui.conftest import Rows
from tests.tui.dialogs.tool import in_loop
from tests.tui.tool import lines, made, opened, press, same_as_golden, settled, text
from tinycrm.store import Store
from tinycrm.tui.app import TinyCrm
from tinycrm.tui.dialogs.contact import AddSheet
from tinycrm.tui.dialogs.find import FindSheet
from tinycrm.tui.dialogs.menu import SnoozeSheet
from tinycrm.tui.screens.today import Today

OPEN = "SELECT id FROM reminder WHERE done_at IS NULL ORDER BY id"


def place(app: TinyCrm) -> Today:
    found = app.visible_place
    assert isinstance(found, Today)
    return found


def in_hand(app: TinyCrm) -> str:
    row = place(app).list.row
    return row.who if row else ""


@in_loop
async def test_small(crm: TinyCrm) -> None:
    async with opened(crm, (80, 24)):
        same_as_golden(crm, "today-80x24")


@in_loop
async def test_large(crm: TinyCrm) -> None:
    async with opened(crm, (140, 40)):
        same_as_golden(crm, "today-140x40")


@in_loop
async def test_in_ascii(busy: Store) -> None:
    app = made(busy.path, "plain", ascii=True)
    async with opened(app, (80, 24)):
        shown = [line for line in lines(app) if "Bash" not in line and "Zed" not in line]
        assert all(line.isascii() for line in shown)
        assert any(line.startswith("> !  Ada Lovelace") for line in shown)


@in_loop
async def test_done_leaves_at_once_and_the_cursor_stays(crm: TinyCrm, rows: Rows) -> None:
    async with opened(crm) as pilot:
        assert in_hand(crm) == "Ada Lovelace"
        await press(pilot, "d")
        assert (in_hand(crm), rows(OPEN)) == ("Harlow Library", [(2,), (3,), (4,), (5,), (6,)])
        assert "Done: quote her the Nana first edition · u undoes" in text(crm)
        assert "1 overdue" in lines(crm)[0]
        await press(pilot, "u")
        assert (in_hand(crm), len(rows(OPEN))) == ("Harlow Library", 6)
        assert rows("SELECT source, what FROM operation ORDER BY id DESC LIMIT 2") == [("tui", "undo"), ("tui", "done")]


@in_loop
async def test_what_repeats_says_when_it_comes_back(shop: Store) -> None:
    people.remind(shop, people.add(shop, "Ada"), text="ring", every="1w")
    app = made(shop.path)
    async with opened(app) as pilot:
        await press(pilot, "d")
        assert "Done: ring; it comes back on Tue 1 Dec 2026" in text(app)


@in_loop
async def test_what_was_moved_meanwhile_is_refused(crm: TinyCrm, busy: Store, rows: Rows) -> None:
    async with opened(crm) as pilot:
        with busy.begin("snooze") as tx:
            tx.update("reminder", 1, due="2026-11-25")
        await pilot.press("d")
        await settled(pilot)
        assert "f1 was moved to 2026-11-25 in another window just now" in text(crm)
        assert rows("SELECT done_at FROM reminder WHERE id = 1") == [(None,)]


@in_loop
async def test_snooze_asks_until_when(crm: TinyCrm, rows: Rows) -> None:
    async with opened(crm) as pilot:
        await press(pilot, "s")
        assert isinstance(crm.screen, SnoozeSheet)
        await press(pilot, "w")
        assert rows("SELECT due FROM reminder WHERE id = 1") == [("2026-12-01",)]
        assert "put off to" in text(crm)


@in_loop
async def test_snooze_can_be_left(crm: TinyCrm, rows: Rows) -> None:
    async with opened(crm) as pilot:
        await press(pilot, "s", "escape")
        assert rows("SELECT due FROM reminder WHERE id = 1") == [("2026-11-20",)]


@in_loop
async def test_who_has_no_follow_up_is_logged_instead(crm: TinyCrm, rows: Rows) -> None:
    async with opened(crm) as pilot:
        place(crm).list.go_to("birthdays")
        await press(pilot, "d")
        assert "Margaret Osei leaves the list once wished well" in text(crm)
        place(crm).list.go_to("slipping")
        await press(pilot, "s")
        assert "Clara Nwosu leaves the list once heard from" in text(crm)
        assert len(rows(OPEN)) == 6


@in_loop
async def test_the_phone_is_copied(crm: TinyCrm) -> None:
    async with opened(crm) as pilot:
        await press(pilot, "y")
        assert crm.clipboard == "020 7946 0018"
        await press(pilot, "down", "y")
        assert "No phone number or email of Harlow Library" in text(crm)


@in_loop
async def test_all_done_says_what_is_next(shop: Store) -> None:
    ada = people.add(shop, "Ada Lovelace")
    people.remind(shop, ada, text="ring")
    people.remind(shop, ada, "2026-11-27", "send the Sand list")
    app = made(shop.path)
    async with opened(app) as pilot:
        await press(pilot, "d")
        assert "That is everything for today." in text(app)
        assert "✓ nothing due" in lines(app)[0]
        same_as_golden(app, "today-empty-100x30")


@in_loop
async def test_nothing_came(shop: Store) -> None:
    people.add(shop, "Ada Lovelace")
    app = made(shop.path)
    async with opened(app):
        assert "Nothing due today." in text(app)


@in_loop
async def test_a_new_shop_begins_with_its_first_person(shop: Store) -> None:
    app = made(shop.path)
    async with opened(app) as pilot:
        assert "Nobody here yet." in text(app)
        row = next(number for number, line in enumerate(lines(app)) if "a add someone" in line)
        await pilot.click(offset=(lines(app)[row].index("a add someone") + 2, row))
        await settled(pilot)
        assert isinstance(app.screen, AddSheet)


@in_loop
async def test_what_is_put_off_does_not_take_the_cursor_along(crm: TinyCrm) -> None:
    async with opened(crm, (100, 40)) as pilot:
        await press(pilot, "s", "t")
        assert "LATER THIS WEEK" in text(crm)
        assert in_hand(crm) == "Harlow Library"


@in_loop
async def test_a_right_click_anywhere_shows_what_can_be_done_once(crm: TinyCrm) -> None:
    async with opened(crm) as pilot:
        for spot in ((20, 5), (20, 27)):  # a line of the list, and the peek
            await pilot.click(offset=spot, button=3)
            await settled(pilot)
            assert isinstance(crm.screen, FindSheet)
            await press(pilot, "escape")
            assert isinstance(crm.screen, Today)


@in_loop
async def test_another_window_is_seen_and_the_cursor_stays(crm: TinyCrm, busy: Store) -> None:
    async with opened(crm) as pilot:
        await press(pilot, "down")
        crm.poll()
        await settled(pilot)
        people.finish(busy, 1)
        crm.poll()
        await settled(pilot)
        assert in_hand(crm) == "Harlow Library"
        assert "quote her the Nana" not in text(crm)


@in_loop
async def test_a_count_leads_to_its_part(crm: TinyCrm) -> None:
    async with opened(crm) as pilot:
        await press(pilot, "2")
        at = lines(crm)[0].index("✿")
        await pilot.click("Header", offset=(at, 0))
        await settled(pilot)
        assert in_hand(crm) == "Margaret Osei"


@in_loop
async def test_a_second_click_opens(crm: TinyCrm) -> None:
    async with opened(crm) as pilot:
        row = next(number for number, line in enumerate(lines(crm)) if "Jun Watanabe" in line)
        await pilot.click(offset=(10, row))
        await settled(pilot)
        assert in_hand(crm) == "Jun Watanabe"
        await pilot.click(offset=(10, row))
        await settled(pilot)
        assert type(crm.screen).__name__ == "ContactPage"


@in_loop
async def test_too_small_stays_alive(crm: TinyCrm) -> None:
    async with opened(crm, (30, 8)) as pilot:
        assert "Ada" in text(crm)
        await press(pilot, "down", "d", "u")


@in_loop
async def test_growing_shows_the_card(crm: TinyCrm) -> None:
    async with opened(crm, (80, 24)) as pilot:
        assert "NEXT" not in text(crm)
        await pilot.resize_terminal(140, 40)
        await settled(pilot)
        assert "NEXT" in text(crm)
        assert "Good morning. Two people are waiting to hear from you." in text(crm)
