from tests.tui.dialogs.tool import HOSTILE, FieldSheet, in_loop, shown
from tinycrm.tui.widgets.field import LineField
from tinycrm.tui.widgets.words import ground, mark, sign, style, words


def test_words_are_literal_and_harmless() -> None:
    assert words(f"{HOSTILE} \x1b[2J").plain == f"{HOSTILE} \ufffd[2J"
    assert words(None).plain == ""


def test_an_ink_is_a_variable_of_the_theme() -> None:
    assert style("green bold") == "$primary bold"
    assert style("faint") == "$text-disabled"


@in_loop
async def test_marks_and_grounds_follow_the_terminal() -> None:
    field = LineField("one", "one")
    async with shown(FieldSheet.of(field)):
        assert (sign(field, "call"), mark(field, "late").plain) == ("✆", "▲")
        assert ground(field, "band") == "on $block-cursor-background"
    async with shown(FieldSheet.of(again := LineField("one", "one")), theme="plain"):
        assert (ground(again, "band"), ground(again, "panel")) == ("reverse", "")
