"""The place of contacts: what the list says, filtering, sorting, marking, what is done to many, staying put."""

from pathlib import Path

import pytest

from tests.queries import people
from tests.tui.dialogs.tool import in_loop
from tests.tui.tool import lines, made, opened, press, same_as_golden, settled, text, typed
from tinycrm.store import Store
from tinycrm.tui.app import TinyCrm
from tinycrm.tui.screens.contact import ContactPage
from tinycrm.tui.screens.contacts import Contacts
from tinycrm.tui.widgets.heads import Heads

HOSTILE = "Zed [@click=app.quit]x[/] \x1b[31mred"
WIDE, USUAL, SMALL = (140, 40), (100, 30), (80, 24)


@pytest.fixture
def shop(shop: Store) -> Store:
    """Ada is late, Byron has a birthday, Clara is slipping away, Dov has died; the last one means harm."""
    people.add(shop, "Ada Lovelace", stage="regular", tag=["french", "vip"], address=["12 St James’s Square, London"])
    people.add(shop, "Byron King", stage="lead", birthday="27 nov", phone=["07700 900123"])
    people.add(shop, "Clara Nwosu", cadence="2w", tag=["woolf"])
    people.add(shop, "Dov Abelman", deceased="2026-01-02")
    people.add(shop, "Harlow Library", kind="organisation")
    people.add(shop, HOSTILE, tag=["x"], company=HOSTILE)
    people.log(shop, "about Nana", 1, day="2026-11-17")
    people.log(shop, None, 3, day="2026-09-01")
    people.remind(shop, 1, due="2026-11-20", text="quote her the Nana")
    people.remind(shop, 5, due="2026-11-24")
    return shop


@pytest.fixture
def app(shop: Store) -> TinyCrm:
    return made(shop.path)


def place(app: TinyCrm) -> Contacts:
    found = app.screen_stack[0]
    assert isinstance(found, Contacts)
    return found


def names(app: TinyCrm) -> list[str]:
    rows = place(app).rows
    return [row.contact.name.split()[0] for row in map(rows.at, range(rows.count)) if row]


def tagged(shop: Store) -> list[tuple[int, str]]:
    return shop.reader.all(lambda *row: row, "SELECT contact_id, name FROM tag ORDER BY contact_id, name")


@in_loop
async def test_a_line_says_who_where_what_when_and_what_presses(app: TinyCrm) -> None:
    async with opened(app, USUAL) as pilot:
        await press(pilot, "2")
        shown = lines(app)
        head = next(line for line in shown if "Last seen" in line)
        ada = next(line for line in shown if "Ada Lovelace" in line)
        assert head.split() == ["Name", "▴", "Lives", "Tags", "Last", "seen"]
        assert ada.split() == ["▌", "●", "Ada", "Lovelace", "London", "french,", "vip", "7", "days", "▲"]
        assert [ada.index(word) for word in ("Ada", "London", "french")] == [
            head.index(word) for word in ("Name", "Lives", "Tags")
        ]
        assert ada.index("7 days") + 6 == head.index("Last seen") + 9
        marks = {line.split()[1]: line.split()[0] for line in shown if line[:2] == "  " and line[4:5] == " "}
        assert {name: marks.get(name) for name in ("Byron", "Clara", "Dov", "Harlow")} == {
            "Byron": "○", "Clara": "◌", "Dov": "†", "Harlow": "▦",
        }  # fmt: skip
        ends = {line.split()[1]: line.split()[-1] for line in shown if len(line.split()) > 2}
        assert (ends["Byron"], ends["Harlow"], ends["Clara"]) == ("✿", "□", "weeks")


@pytest.mark.parametrize("size", [WIDE, SMALL])
@in_loop
async def test_the_whole_place(app: TinyCrm, size: tuple[int, int]) -> None:
    async with opened(app, size) as pilot:
        await press(pilot, "2", "down", "space")
        same_as_golden(app, f"contacts-{size[0]}x{size[1]}")


@in_loop
async def test_where_people_live_hides_first(app: TinyCrm) -> None:
    async with opened(app, SMALL) as pilot:
        await press(pilot, "2")
        assert "Lives" not in text(app)
        assert "french, vip" in text(app)


@in_loop
async def test_every_letter_narrows_the_list(app: TinyCrm) -> None:
    async with opened(app) as pilot:
        await press(pilot, "2", "f")
        await typed(pilot, "a")
        assert names(app) == ["Ada", "Dov", "Zed"]
        await typed(pilot, "d")
        assert names(app) == ["Ada"]
        assert next(line for line in lines(app) if line.startswith("  f ")).endswith(" 1")
        await press(pilot, "escape")
        assert len(names(app)) == 6
        await typed(pilot, "tag:woolf")
        assert names(app) == ["Clara"]
        await press(pilot, "enter")
        assert isinstance(app.screen, ContactPage)
        assert app.screen.contact_id == 3


@in_loop
async def test_a_filter_that_makes_no_sense_is_told_under_its_letter(app: TinyCrm) -> None:
    async with opened(app) as pilot:
        await press(pilot, "2", "f")
        await typed(pilot, "ada tga:x")
        assert "There is no filter word" not in text(app)
        await press(pilot, "enter")
        shown = lines(app)
        at = next(number for number, line in enumerate(shown) if "ada tga:x" in line)
        assert shown[at + 1].index("^") == shown[at].index("tga:x")
        assert "There is no filter word" in shown[at + 2]
        await press(pilot, "f", "home", *["delete"] * 10)
        assert len(names(app)) == 6
        assert "There is no filter word" not in text(app)


@in_loop
async def test_who_is_not_there_is_told_and_someone_near_named(app: TinyCrm) -> None:
    async with opened(app) as pilot:
        await press(pilot, "2", "f")
        await typed(pilot, "lovelice")
        assert "No one matches lovelice." in text(app)
        assert "Did you mean Ada Lovelace?" in text(app)
        await press(pilot, "escape", "escape")
        assert len(names(app)) == 6


@in_loop
async def test_sorted_by_key_and_by_the_heads_with_the_same_person_in_hand(app: TinyCrm) -> None:
    async with opened(app) as pilot:
        await press(pilot, "2", "down", "down")
        assert place(app).contact_id == 3
        for expected in (["Ada", "Clara"], ["Ada", "Harlow"], ["Zed", "Harlow"]):
            await press(pilot, "S")
            assert (names(app)[:2], place(app).contact_id) == (expected, 3)
        head = next(line for line in lines(app) if "Last seen" in line)
        await pilot.click(Heads, offset=(head.index("Last"), 0))
        await settled(pilot)
        assert names(app)[:2] == ["Ada", "Clara"]
        assert "Last seen ▴" in text(app)


@in_loop
async def test_many_are_tagged_as_one_operation(app: TinyCrm, shop: Store) -> None:
    async with opened(app) as pilot:
        await press(pilot, "2", "space", "space")
        assert lines(app)[-1].startswith("  2 marked:   t tag")
        await press(pilot, "t")
        assert "Tag 2 people" in text(app)
        await typed(pilot, "fair-2026")
        await press(pilot, "enter", "ctrl+s")
        assert [row for row in tagged(shop) if row[1] == "fair-2026"] == [(1, "fair-2026"), (2, "fair-2026")]
        assert "2 people tagged fair-2026" in text(app)
        assert shop.reader.value("SELECT count(*) FROM operation WHERE what = 'contact.tag'") == 1
        await press(pilot, "u")
        assert [row for row in tagged(shop) if row[1] == "fair-2026"] == []


@in_loop
async def test_everyone_in_the_list_is_marked_and_the_marks_go_with_the_filter(app: TinyCrm) -> None:
    async with opened(app) as pilot:
        await press(pilot, "2", "f")
        await typed(pilot, "tag:french or:tag:woolf")
        await press(pilot, "down", "ctrl+a")
        assert place(app).people() == [1, 3]
        await press(pilot, "escape")
        assert place(app).rows.marked == set()
        await press(pilot, "ctrl+a", "escape")
        assert (place(app).rows.marked, len(names(app))) == (set(), 2)
        await press(pilot, "escape")
        assert len(names(app)) == 6


@in_loop
async def test_many_are_deleted_only_by_a_capital_d(app: TinyCrm, shop: Store) -> None:
    async with opened(app) as pilot:
        await press(pilot, "2", "space", "space", "D")
        assert "Delete 2 people and all that hangs on them?" in text(app)
        await press(pilot, "enter", "escape")
        assert len(names(app)) == 6
        await press(pilot, "D", "D")
        assert (len(names(app)), place(app).rows.marked) == (4, set())
        assert shop.reader.value("SELECT count(*) FROM contact") == 4
        await press(pilot, "u")
        assert len(names(app)) == 6


@in_loop
async def test_put_away_and_brought_back(app: TinyCrm, shop: Store) -> None:
    away = "SELECT id FROM contact WHERE archived ORDER BY id"
    async with opened(app) as pilot:
        await press(pilot, "2", "space", "space", "A", "enter")
        assert (shop.reader.values(away), names(app)[0]) == ([1, 2], "Clara")
        await press(pilot, "v")
        assert names(app) == ["Ada", "Byron"]
        await press(pilot, "A")
        assert (shop.reader.values(away), names(app)) == ([2], ["Byron"])
        await press(pilot, "escape")
        assert names(app)[:2] == ["Ada", "Clara"]


@in_loop
async def test_how_often_to_keep_in_touch_is_set_for_many(app: TinyCrm, shop: Store) -> None:
    async with opened(app) as pilot:
        await press(pilot, "2", "space", "space", "K")
        await typed(pilot, "6 weeks")
        await press(pilot, "ctrl+s")
        assert shop.reader.values("SELECT cadence FROM contact ORDER BY id")[:3] == ["6w", "6w", "2w"]


@in_loop
async def test_those_marked_are_written_to_a_sheet(app: TinyCrm, tmp_path: Path) -> None:
    target = tmp_path / "people.csv"
    async with opened(app) as pilot:
        await press(pilot, "2", "space", "X", "ctrl+u")
        await typed(pilot, str(target))
        await press(pilot, "ctrl+s")
        assert "Ada Lovelace" in target.read_text("utf-8")
        assert "Byron" not in target.read_text("utf-8")
        await press(pilot, "X", "ctrl+u")
        await typed(pilot, str(target))
        await press(pilot, "ctrl+s")
        assert "people.csv is there already. Write over it?" in text(app)


@in_loop
async def test_what_another_program_writes_appears_and_the_cursor_stays(app: TinyCrm, shop: Store) -> None:
    async with opened(app) as pilot:
        await press(pilot, "2", "down", "down")
        await app.poll().wait()
        people.add(shop, "Aaron First")
        await app.poll().wait()
        await settled(pilot)
        assert (names(app)[0], place(app).contact_id, place(app).rows.cursor) == ("Aaron", 3, 3)
        people.delete(shop, 3)
        await app.poll().wait()
        await settled(pilot)
        assert (place(app).contact_id, place(app).rows.cursor) == (4, 3)


@in_loop
async def test_the_person_looked_at_last_is_in_hand_again(app: TinyCrm) -> None:
    async with opened(app) as pilot:
        await press(pilot, "2", "enter", "right_square_bracket", "right_square_bracket")
        assert isinstance(app.screen, ContactPage)
        assert app.screen.contact_id == 3
        await press(pilot, "escape")
        assert (place(app).contact_id, place(app).rows.cursor) == (3, 2)


@pytest.mark.parametrize("size", [WIDE, USUAL, SMALL, (40, 10)])
@in_loop
async def test_hostile_names_do_nothing(app: TinyCrm, size: tuple[int, int]) -> None:
    async with opened(app, size) as pilot:
        await press(pilot, "2", "end")
        assert place(app).contact_id == 6
        assert "[@click=app.q" in text(app)
        assert "\x1b" not in text(app)
        await press(pilot, "f")
        await typed(pilot, "[/] [@click=app.quit]x")
        await press(pilot, "escape", "escape", "T", "escape", "D", "escape", "K", "escape")
        assert len(names(app)) == 6


@in_loop
async def test_an_empty_shop_says_how_to_begin(shop_path: Path, template: Path) -> None:
    shop_path.write_bytes(template.read_bytes())
    app = made(shop_path)
    async with opened(app) as pilot:
        await press(pilot, "2")
        shown = text(app)
        assert "Nobody here yet." in shown
        assert "a  add someone" in shown
        assert "Last seen" not in shown
