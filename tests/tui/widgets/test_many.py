from typing import Any

from tests.tui.dialogs.tool import ADA, HOSTILE, FieldSheet, form_of, got, in_loop, people, shown, tags
from tests.tui.tool import lines, press, settled, text, typed
from tinycrm.tui.dialogs.contact_field import new_tag
from tinycrm.tui.widgets.field import LineField
from tinycrm.tui.widgets.many import ManyField
from tinycrm.tui.widgets.pick import Match


def wanted(*there: str, new: bool = True) -> ManyField:
    return ManyField("tags", "tags", tags, [Match(each, each) for each in there], new=new_tag if new else None)


def names(value: list[list[Any]]) -> list[Any]:
    return [each[0] for each in value]


@in_loop
async def test_chips_come_by_enter_comma_and_saving() -> None:
    async with shown(FieldSheet.of(wanted(), LineField("two", "two"))) as pilot:
        await typed(pilot, "fre")
        await press(pilot, "enter")
        await typed(pilot, "New One,vip")
        assert "french ×" in text(pilot.app)
        assert "new-one ×" in text(pilot.app)
        await press(pilot, "ctrl+s")
        assert names(got(pilot)["tags"]) == ["french", "new-one", "vip"]


@in_loop
async def test_backspace_and_clicks_take_chips_away() -> None:
    async with shown(FieldSheet.of(wanted("a1b", HOSTILE, "third"))) as pilot:
        assert HOSTILE in text(pilot.app)
        form_of(pilot.app).field("tags").line.focus()
        await press(pilot, "backspace")
        assert names(form_of(pilot.app).values["tags"]) == ["a1b", HOSTILE]
        row, line = next((y, line) for y, line in enumerate(lines(pilot.app)) if "a1b" in line)
        await pilot.click(offset=(line.index("a1b"), row))
        await settled(pilot)
        assert names(form_of(pilot.app).values["tags"]) == [HOSTILE]


@in_loop
async def test_the_same_one_comes_once() -> None:
    async with shown(FieldSheet.of(wanted("french"))) as pilot:
        form_of(pilot.app).field("tags").line.focus()
        await typed(pilot, "french,")
        assert names(form_of(pilot.app).values["tags"]) == ["french"]


@in_loop
async def test_what_is_no_tag_is_told() -> None:
    async with shown(FieldSheet.of(wanted())) as pilot:
        await typed(pilot, "a:b")
        await press(pilot, "ctrl+s")
        assert "✗" in text(pilot.app)
        assert got(pilot) == "nothing yet"


@in_loop
async def test_only_people_who_are_there() -> None:
    async with shown(FieldSheet.of(ManyField("who", "with", people, [ADA]))) as pilot:
        form_of(pilot.app).field("who").line.focus()
        await typed(pilot, "nobody")
        await press(pilot, "ctrl+s")
        assert "✗ Nobody here is called that." in text(pilot.app)
        form_of(pilot.app).field("who").line.value = "zol"
        await settled(pilot)
        await press(pilot, "escape", "ctrl+s")
        assert names(got(pilot)["who"]) == [1, 2]
