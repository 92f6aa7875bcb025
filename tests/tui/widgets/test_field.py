from typing import Any

from textual.widgets import Input

from tests.tui.dialogs.tool import HOSTILE, FieldSheet, form_of, in_loop, shown
from tests.tui.tool import lines, press, settled, text, typed
from tinycrm.errors import InvalidError
from tinycrm.tui.widgets.field import Echo, Heading, LineField, LongField, Note, checked


def read(value: str) -> Echo | None:
    if value.startswith("no"):
        raise InvalidError(f"{value} is nothing I know.")
    return Echo(f"{value} it is", "birthday") if value != "quiet" else None


def line(**options: Any) -> LineField:
    return LineField("one", "one", check=checked(read), **options)


@in_loop
async def test_what_is_typed_is_read_while_typing_and_judged_when_left() -> None:
    async with shown(FieldSheet.of(line(), LineField("two", "two"))) as pilot:
        await typed(pilot, "yes")
        assert "✿ yes it is" in text(pilot.app)
        await press(pilot, *["backspace"] * 3)
        await typed(pilot, "not")
        assert "not is nothing I know." in text(pilot.app)
        assert "✗" not in text(pilot.app)
        await press(pilot, "tab")
        assert "✗ not is nothing I know." in text(pilot.app)
        assert form_of(pilot.app).field("one").has_class("-wrong")


@in_loop
async def test_an_empty_field_is_only_judged_at_the_end() -> None:
    async with shown(FieldSheet.of(line(needed="Say one."), LineField("two", "two"))) as pilot:
        await press(pilot, "tab")
        assert "Say one." not in text(pilot.app)
        await press(pilot, "ctrl+s")
        assert "✗ Say one." in text(pilot.app)
        assert pilot.app.focused is form_of(pilot.app).field("one").query_one(Input)
        await typed(pilot, "quiet")
        assert "Say one." not in text(pilot.app)


@in_loop
async def test_a_hint_and_an_echo_are_literal() -> None:
    async with shown(
        FieldSheet.of(line(hint=HOSTILE), LineField("two", HOSTILE), Note(HOSTILE), Heading(HOSTILE))
    ) as pilot:
        form_of(pilot.app).field("two").value = HOSTILE
        await settled(pilot)
        found = text(pilot.app)
        assert found.count(HOSTILE) >= 3
        await typed(pilot, "[/]")
        assert "[/] it is" in text(pilot.app)


@in_loop
async def test_a_value_can_be_put_in_before_and_after_it_is_shown() -> None:
    field, area = LineField("one", "one", "first"), LongField("long", "long", "a\nb")
    assert (field.value, area.value) == ("first", "a\nb")
    field.value = "second"
    async with shown(FieldSheet.of(field, area)) as pilot:
        assert form_of(pilot.app).values == {"one": "second", "long": "a\nb"}
        field.value, area.value = "third", "c"
        await settled(pilot)
        assert form_of(pilot.app).values == {"one": "third", "long": "c"}


@in_loop
async def test_tab_leaves_a_long_text_and_enter_stays_in_it() -> None:
    async with shown(FieldSheet.of(LongField("long", "long"), line())) as pilot:
        await typed(pilot, "a")
        await press(pilot, "enter", "b", "tab")
        assert form_of(pilot.app).field("long").value == "a\nb"
        assert isinstance(pilot.app.focused, Input)


@in_loop
async def test_a_heading_reaches_to_the_edge() -> None:
    async with shown(FieldSheet.of(line(), Heading("reach"))) as pilot:
        heading = next(line.strip() for line in lines(pilot.app) if "REACH" in line)
        assert set(heading) == set("REACH ─")
        assert len(heading) > 60
