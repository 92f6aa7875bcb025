import pytest
from textual.color import Color
from textual.theme import Theme

from tests.tui.dialogs.tool import in_loop
from tests.tui.tool import made, opened, press, text
from tinycrm.store import Store
from tinycrm.tui import theme as themes
from tinycrm.tui.palette import theme_names

GROUNDS = ("background", "surface", "panel", "block-cursor-background")
INKS = (
    "text",
    "text-muted",
    "text-disabled",
    *(f"text-{n}" for n in "primary error warning accent secondary success".split()),
)
COLOURED = [each for each in themes.themes() if each.name != themes.PLAIN]


@pytest.mark.parametrize("theme", COLOURED, ids=lambda theme: theme.name)
def test_every_ink_can_be_read_on_every_ground(theme: Theme) -> None:
    values = {"background": theme.background, "surface": theme.surface, "panel": theme.panel, **theme.variables}
    for ground in GROUNDS:
        for ink in INKS:
            assert _contrast(str(values[ink]), str(values[ground])) >= 4.5, (ink, ground)


def _contrast(one: str, other: str) -> float:
    """WCAG 2.1, relative luminance."""
    light, dark = sorted((_luminance(Color.parse(each)) for each in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: Color) -> float:
    parts = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in color.normalized]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize(
    ("wanted", "colours", "colourless", "shown"),
    [
        ("paper", "truecolor", False, "paper"),
        ("lamplight", "256", False, "lamplight-256"),
        ("nord", "256", False, "nord"),
        ("paper", "standard", False, "plain"),
        ("paper", None, False, "plain"),
        ("paper", "truecolor", True, "plain"),
    ],
)
def test_a_terminal_gets_what_it_can_show(wanted: str, colours: str | None, colourless: bool, shown: str) -> None:
    assert themes.fitting(wanted, colours, colourless=colourless) == shown


@in_loop
async def test_every_theme_can_be_chosen_and_is_remembered(busy: Store) -> None:
    app = made(busy.path)
    async with opened(app) as pilot:
        for name in theme_names(app):
            app.action_theme(name)
            await press(pilot, "down", "up")
            assert app.theme == name
            assert "Ada Lovelace" in text(app)
        app.action_theme("lamplight")
        await press(pilot, "down")
    assert made(busy.path, app.shop.config.theme).theme == "lamplight"


@in_loop
async def test_a_theme_that_is_none_is_paper(busy: Store) -> None:
    app = made(busy.path, "no-such-theme")
    async with opened(app):
        assert app.theme == "paper"
