"""History on a shop: what was done, what it changed, and taking it back."""

from pathlib import Path

import pytest

from tests.conftest import NOW, TESTER
from tests.queries import people
from tests.tui.dialogs.tool import in_loop
from tests.tui.tool import lines, made, opened, press, said, same_as_golden, settled, text, typed
from tinycrm.queries import contact as contacts
from tinycrm.store import Store
from tinycrm.tui.app import TinyCrm
from tinycrm.tui.screens.history import History

HOSTILE = "[@click=app.quit]x[/]"


@pytest.fixture
def filled(shop: Store) -> Path:
    """Two people who were added, tagged, changed and rung."""
    with shop.begin("contact.add") as tx:  # o1
        tx.refer(contact=people.add_in(tx, "Ada Lovelace", birthday="1956-11-24"))
    with shop.begin("contact.add") as tx:  # o2
        tx.refer(contact=people.add_in(tx, HOSTILE))
    with shop.begin("contact.tag", contact=[1, 2], tag=["vip"]) as tx:  # o3
        for number in (1, 2):
            tx.insert("tag", contact_id=number, name="vip")
    people.change(shop, 1, nickname="Al")  # o4
    people.remind(shop, 1, "2026-12-01", "ring \x1b[2J")  # o5
    shop.close()
    return shop.path


def store(path: Path) -> Store:
    return Store.open(path, TESTER, lambda: NOW, lambda _: None)


def nickname(path: Path) -> str | None:
    shop = store(path)
    found = shop.reader.value("SELECT nickname FROM contact WHERE id = 1")
    shop.close()
    return None if found is None else str(found)


def place(app: TinyCrm) -> History:
    assert isinstance(app.screen, History)
    return app.screen


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
def test_it_looks_like_that(filled: Path, size: tuple[int, int]) -> None:
    @in_loop
    async def flow() -> None:
        app = made(filled)
        async with opened(app, size) as pilot:
            await press(pilot, "h", "down")
            same_as_golden(app, f"history-{size[0]}x{size[1]}")

    flow()


@in_loop
async def test_the_newest_stands_first_with_who_and_when(filled: Path) -> None:
    app = made(filled)
    async with opened(app) as pilot:
        await press(pilot, "h")
        rows = [line for line in lines(app) if "tester, command" in line]
        assert [row.strip("▌ ").split("  ")[0] for row in rows][:5] == [
            "Set a follow-up for Ada Lovelace", "Changed Ada Lovelace", f"Tagged Ada Lovelace, {HOSTILE}: vip",
            f"Added {HOSTILE}", "Added Ada Lovelace",
        ]  # fmt: skip
        assert all(row.endswith("today 10:30") for row in rows[:5])


@in_loop
async def test_the_one_in_hand_tells_what_it_changed(filled: Path) -> None:
    app = made(filled)
    async with opened(app) as pilot:
        await press(pilot, "h")
        assert "+ Ada Lovelace  follow-up f1" in text(app)
        assert "due            Tue 1 Dec" in text(app)
        assert "\x1b" not in text(app)
        await press(pilot, "down")
        assert "nickname       nothing → Al" in text(app)
        await press(pilot, "down")
        assert f"+ {HOSTILE}  tag" in text(app)


@in_loop
async def test_the_one_in_hand_is_taken_back_and_brought_back(filled: Path) -> None:
    app = made(filled)
    async with opened(app) as pilot:
        await press(pilot, "h", "down", "u")
        assert "Take back" in text(app)  # another program made it
        await press(pilot, "enter")
        await settled(pilot)
        assert nickname(filled) is None
        assert "Undone: Changed Ada Lovelace" in said(app)
        assert "Changed Ada Lovelace  undone" in text(app)
        assert "Undid o4: Changed Ada Lovelace" in text(app)
        assert "It was undone; u brings it back." in text(app)
        await press(pilot, "u", "enter")
        await settled(pilot)
        assert "Redone: Changed Ada Lovelace" in said(app)
    assert nickname(filled) == "Al"


@in_loop
async def test_a_question_may_be_left(filled: Path) -> None:
    app = made(filled)
    async with opened(app) as pilot:
        await press(pilot, "h", "down", "u", "escape")
    assert nickname(filled) == "Al"


@in_loop
async def test_what_stands_in_the_way_is_said(filled: Path) -> None:
    app = made(filled)
    async with opened(app) as pilot:
        await press(pilot, "h", "down", "down", "down", "down", "u", "enter")
        await settled(pilot)
        assert "o1 cannot be undone: o4 has changed the same since" in said(app)
    shop = store(filled)
    assert contacts.name(shop.reader, 1) == "Ada Lovelace"
    shop.close()


@in_loop
async def test_words_find_what_was_done(filled: Path) -> None:
    app = made(filled)
    async with opened(app) as pilot:
        await press(pilot, "h", "f")
        await typed(pilot, "tagged")
        assert [line for line in lines(app) if "Added" in line or "Changed" in line] == []
        await press(pilot, "escape")
        assert "Added Ada Lovelace" in text(app)
        await typed(pilot, "zzz")
        assert "Nothing was done with zzz." in text(app)
        await press(pilot, "escape", "down")
        assert place(app).rows.has_focus


@in_loop
async def test_the_filter_goes_from_the_list_too(filled: Path) -> None:
    app = made(filled)
    async with opened(app) as pilot:
        await press(pilot, "h", "f")
        await typed(pilot, "vip")
        await press(pilot, "enter", "tab", "escape", "escape")
        assert "Added Ada Lovelace" in text(app)


@in_loop
async def test_a_shop_in_which_nothing_was_done(shop_path: Path) -> None:
    app = made(shop_path)
    async with opened(app) as pilot:
        await press(pilot, "h", "u", "tab", "escape")
        assert "Nothing was done yet." in text(app)


@in_loop
async def test_thousands_are_paged(shop: Store) -> None:
    for number in range(230):
        with shop.begin("contact.add") as tx:
            tx.refer(contact=people.add_in(tx, f"Person {number}"))
    shop.close()
    app = made(shop.path)
    async with opened(app) as pilot:
        await press(pilot, "h", "end")
        assert "Added Person 0 " in text(app)
        held = place(app).rows.row
        other = store(shop.path)
        people.add(other, "Zoë")
        other.close()
        app.touched()
        await settled(pilot)
        assert place(app).rows.count == 231
        assert held is not None
        assert "+ Person 0" in text(app)
