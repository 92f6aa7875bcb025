import pytest

from tests.tui.conftest import HOSTILE, Rows
from tests.tui.dialogs.tool import in_loop
from tests.tui.tool import lines, made, opened, press, settled, text
from tinycrm.store import Store
from tinycrm.tui.app import TinyCrm
from tinycrm.tui.places import PLACES


@in_loop
async def test_every_place_by_its_key(crm: TinyCrm) -> None:
    async with opened(crm) as pilot:
        for entry in reversed(PLACES.values()):
            await press(pilot, entry.key)
            assert crm.current_mode == entry.id
            assert type(crm.screen).__name__ == entry.screen.partition(":")[2]


@in_loop
async def test_every_place_by_the_mouse(crm: TinyCrm) -> None:
    async with opened(crm) as pilot:
        for name in ("Contacts", "Calendar", "Today"):
            await pilot.click("Header", offset=(lines(crm)[1].index(name), 1))
            await settled(pilot)
            assert crm.current_mode == name.lower()


@in_loop
async def test_the_same_key_again_goes_back_to_the_place(crm: TinyCrm) -> None:
    async with opened(crm) as pilot:
        await press(pilot, "enter")
        assert len(crm.screen_stack) == 2
        await press(pilot, "1")
        assert len(crm.screen_stack) == 1


@in_loop
async def test_escape_goes_back(crm: TinyCrm) -> None:
    async with opened(crm) as pilot:
        await press(pilot, "question_mark", "escape", "escape")
        assert len(crm.screen_stack) == 1


@in_loop
async def test_a_name_in_every_place_does_nothing(crm: TinyCrm) -> None:
    async with opened(crm, (140, 40)) as pilot:
        for key in ("1", "2", "4", "h"):
            await press(pilot, key)
            assert crm.is_running
        assert HOSTILE not in text(crm)


@in_loop
async def test_what_was_written_elsewhere_shows_when_a_place_comes_back(crm: TinyCrm, rows: Rows) -> None:
    async with opened(crm) as pilot:
        await press(pilot, "2", "1", "d", "2")
        assert rows("SELECT count(*) FROM reminder WHERE done_at IS NOT NULL") == [(1,)]
        assert "1 overdue" in lines(crm)[0]


@in_loop
async def test_the_owner_s_own_key(busy: Store, rows: Rows) -> None:
    busy.path.with_suffix(".toml").write_text('[keys]\n"done" = "x"\n', encoding="utf-8")
    app = made(busy.path)
    async with opened(app) as pilot:
        await press(pilot, "d")
        assert rows("SELECT count(*) FROM reminder WHERE done_at IS NOT NULL") == [(0,)]
        await press(pilot, "x")
        assert rows("SELECT count(*) FROM reminder WHERE done_at IS NOT NULL") == [(1,)]


@in_loop
async def test_copying_tells_what(crm: TinyCrm) -> None:
    async with opened(crm) as pilot:
        crm.action_copy("020 7946 0018")
        await settled(pilot)
        assert crm.clipboard == "020 7946 0018"
        assert "Copied 020 7946 0018" in text(crm)


@pytest.mark.parametrize("key", ["a", "l", "r", "slash", "ctrl+p"])
@in_loop
async def test_a_sheet_opens_from_everywhere_and_is_left(crm: TinyCrm, key: str) -> None:
    async with opened(crm, (80, 24)) as pilot:
        await press(pilot, "2", key)
        assert len(crm.screen_stack) == 2
        await press(pilot, "escape")
        assert len(crm.screen_stack) == 1


@in_loop
async def test_half_typed_words_are_offered_at_the_next_start(crm: TinyCrm, busy: Store) -> None:
    async with opened(crm) as pilot:
        await press(pilot, "r", *"fri")
        crm.end(129)
    app = made(busy.path)
    async with opened(app) as pilot:
        await settled(pilot)
        assert "A draft is kept" in text(app)
