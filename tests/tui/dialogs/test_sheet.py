from pathlib import Path
from typing import Any

from tests.tui.dialogs.tool import FieldSheet, form_of, got, in_loop, kept, shown
from tests.tui.tool import lines, press, settled, text, typed
from tinycrm.tui.dialogs.sheet import Sheet
from tinycrm.tui.widgets.field import LineField, LongField


def two(keeping: Any = None) -> Any:
    sheet = FieldSheet.of(LineField("one", "one"), LineField("two", "two", "there"))
    sheet.kept = keeping
    return sheet


@in_loop
async def test_enter_moves_on_and_saves_in_the_last_field() -> None:
    async with shown(two()) as pilot:
        await typed(pilot, "first")
        await press(pilot, "enter")
        assert got(pilot) == "nothing yet"
        await press(pilot, "enter")
        assert got(pilot) == {"one": "first", "two": "there"}


@in_loop
async def test_escape_closes_at_once_while_nothing_is_typed() -> None:
    async with shown(two()) as pilot:
        assert "esc close" in text(pilot.app)
        await press(pilot, "escape")
        assert got(pilot) is None


@in_loop
async def test_escape_asks_once_something_is_typed() -> None:
    async with shown(two()) as pilot:
        await typed(pilot, "x")
        await press(pilot, "escape")
        assert "Leave what you typed?" in text(pilot.app)
        await press(pilot, "y", "escape")
        assert "Leave" not in text(pilot.app)
        await typed(pilot, "y")
        assert form_of(pilot.app).field("one").value == "xy"
        await press(pilot, "escape", "D")
        assert got(pilot) is None


@in_loop
async def test_ctrl_c_asks_too_and_copies_what_is_selected() -> None:
    async with shown(two()) as pilot:
        await typed(pilot, "xyz")
        await press(pilot, "shift+home", "ctrl+c")
        assert pilot.app.clipboard == "xyz"
        assert "Leave" not in text(pilot.app)
        await press(pilot, "end", "ctrl+c")
        assert "Leave what you typed?" in text(pilot.app)


@in_loop
async def test_a_draft_is_kept_thrown_away_and_taken_up(tmp_path: Path) -> None:
    keeping = kept(tmp_path, "fields")
    async with shown(two(keeping)) as pilot:
        await typed(pilot, "half")
        assert "esc keeps a draft" in text(pilot.app)
        await press(pilot, "escape", "enter")
        assert got(pilot) is None
    assert keeping.drafts.all()[0].values == {"one": "half"}
    async with shown(two(kept(tmp_path, "fields"))) as pilot:
        assert form_of(pilot.app).values == {"one": "half", "two": "there"}
        assert "a draft of 10:30   ^x starts afresh" in text(pilot.app)
        await press(pilot, "escape", "D")
    assert kept(tmp_path).drafts.all() == []


@in_loop
async def test_what_is_typed_outlives_the_terminal(tmp_path: Path) -> None:
    async with shown(two(kept(tmp_path, "fields"))) as pilot:
        await typed(pilot, "half")
    assert kept(tmp_path).drafts.all()[0].values == {"one": "half"}


@in_loop
async def test_a_draft_stays_until_it_is_written(tmp_path: Path) -> None:
    keeping = kept(tmp_path, "fields")
    sheet = two(keeping)
    async with shown(sheet) as pilot:
        await typed(pilot, "whole")
        await press(pilot, "ctrl+s")
        assert got(pilot)["one"] == "whole"
        assert keeping.drafts.of("fields")
        sheet.saved()
        await settled(pilot)
    assert kept(tmp_path).drafts.all() == []


@in_loop
async def test_keys_can_be_clicked() -> None:
    async with shown(two()) as pilot:
        row, line = next((y, line) for y, line in enumerate(lines(pilot.app)) if "^s save" in line)
        await pilot.click(offset=(line.index("save"), row))
        await settled(pilot)
        assert got(pilot) == {"one": "", "two": "there"}


@in_loop
async def test_a_low_screen_scrolls_and_keeps_its_keys() -> None:
    fields = [LineField(f"line_{number}", f"line {number}") for number in range(30)]
    async with shown(FieldSheet.of(*fields), (80, 24)) as pilot:
        assert "^s save" in text(pilot.app)
        assert "line 29" not in text(pilot.app)
        await press(pilot, *["tab"] * 29)
        assert "line 29" in text(pilot.app)
        assert "^s save" in text(pilot.app)


@in_loop
async def test_a_narrow_screen_puts_the_echo_underneath() -> None:
    async with shown(FieldSheet.of(LineField("one", "one", needed="Say one.")), (50, 16)) as pilot:
        await press(pilot, "ctrl+s")
        assert any(line.strip() == "✗ Say one." for line in lines(pilot.app))


@in_loop
async def test_long_words_go_to_the_editor_and_its_trouble_is_told() -> None:
    async with shown(FieldSheet.of(LongField("text", "what", "words"))) as pilot:
        await press(pilot, "ctrl+e")
        assert "✗" in text(pilot.app)
        assert form_of(pilot.app).values == {"text": "words"}


@in_loop
async def test_an_empty_sheet_is_left() -> None:
    async with shown(Sheet()) as pilot:
        await press(pilot, "escape")
        assert got(pilot) is None
