from tests.tui.dialogs.tool import FieldSheet, form_of, in_loop, shown
from tests.tui.tool import press, settled, typed
from tinycrm.tui.widgets.choice import ChoiceField, yes_no
from tinycrm.tui.widgets.field import LineField


def three() -> list[LineField | ChoiceField]:
    return [
        LineField("one", "one", needed="Say one."),
        ChoiceField("two", "two", yes_no()),
        LineField("three", "three"),
    ]


@in_loop
async def test_what_was_typed_is_told_from_what_was_there() -> None:
    async with shown(FieldSheet.of(*three())) as pilot:
        form = form_of(pilot.app)
        assert form.typed == {}
        await typed(pilot, "x")
        assert form.typed == {"one": "x"}
        assert form.values == {"one": "x", "two": False, "three": ""}
        form.begin_field(form.field("one"))
        assert form.typed == {}


@in_loop
async def test_a_form_is_filled_and_emptied_again() -> None:
    async with shown(FieldSheet.of(*three())) as pilot:
        form = form_of(pilot.app)
        form.fill({"one": "a", "two": True, "gone": "no such field"})
        await settled(pilot)
        assert form.typed == {"one": "a", "two": True}
        form.start_again()
        await settled(pilot)
        assert form.typed == {}


@in_loop
async def test_fields_that_are_not_shown_are_passed_over() -> None:
    async with shown(FieldSheet.of(*three())) as pilot:
        form = form_of(pilot.app)
        form.field("two").display = False
        await typed(pilot, "x")
        await press(pilot, "enter", "y")
        assert form.typed == {"one": "x", "three": "y"}


@in_loop
async def test_the_first_wrong_field_is_gone_to() -> None:
    async with shown(FieldSheet.of(*three())) as pilot:
        form = form_of(pilot.app)
        form.field("three").line.focus()
        await settled(pilot)
        assert not await form.judge()
        await settled(pilot)
        assert form.field("one").line.has_focus
