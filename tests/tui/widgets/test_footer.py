import pytest

from tests.tui.dialogs.tool import in_loop
from tests.tui.tool import lines, opened, settled, text
from tinycrm.tui.app import TinyCrm
from tinycrm.tui.widgets.footer import Footer, shown


@pytest.mark.parametrize(
    ("width", "row"),
    [
        (140, "d done   s snooze   l log   enter open   y copy phone|/ find   u undo   ^p all commands   ? help"),
        (100, "d done   s snooze   l log   enter open   y copy phone|/ find   u undo   ? help"),
        (80, "d done  s snooze  l log  enter open  y copy phone  / find|? help"),
        (40, "d done  s snooze  l log|? help"),
    ],
)
@in_loop
async def test_keys_of_what_is_in_hand_and_of_everywhere(crm: TinyCrm, width: int, row: str) -> None:
    async with opened(crm, (width, 24)):
        left, right = row.split("|")
        assert lines(crm)[-1].startswith(f"  {left}")
        assert lines(crm)[-1].endswith(right)
        assert len(lines(crm)[-1]) == width - 2


@in_loop
async def test_a_click_presses_it(crm: TinyCrm) -> None:
    async with opened(crm) as pilot:
        await pilot.click(Footer, offset=(lines(crm)[-1].index("done"), 0))
        await settled(pilot)
        assert "Done: quote her" in text(crm)


@in_loop
async def test_words_before_the_keys(crm: TinyCrm) -> None:
    async with opened(crm) as pilot:
        crm.screen.query_one(Footer).lead("3 marked:")
        await settled(pilot)
        assert lines(crm)[-1].startswith("  3 marked:   d done")


def test_how_keys_are_written() -> None:
    assert [shown(key) for key in ("ctrl+p", "slash", "escape", "d")] == ["^p", "/", "esc", "d"]
