"""Marks and inks: the one table of glyphs, and the pen that draws words in the colours of a theme."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.style import Style
from rich.text import Text
from textual.color import Color

from tinycrm.domain.clean import show_line

LINE_LIMIT = 400


class Mark(NamedTuple):
    """A sign of one cell, what stands for it where only ASCII can be shown, its ink and its word."""

    sign: str
    ascii: str
    ink: str
    word: str


# ink -> the variable of the theme
INKS = {
    "paper": "background",
    "sheet": "surface",
    "panel": "panel",
    "band": "block-cursor-background",
    "rule": "rule",
    "ink": "foreground",
    "soft": "text-muted",
    "faint": "text-disabled",
    "green": "primary",
    "rubric": "error",
    "ochre": "warning",
    "plum": "accent",
    "blue": "secondary",
    "moss": "success",
}

FAMILIES: dict[str, dict[str, Mark]] = {
    "follow-ups": {
        "late": Mark("▲", "!", "rubric", "late"),
        "due": Mark("□", "o", "ink", "due"),
        "later": Mark("▫", ".", "soft", "later"),
        "done": Mark("✓", "x", "moss", "done"),
        "unset": Mark("▵", "^", "ochre", "none set"),
    },
    "people": {
        "lead": Mark("○", "L", "ink", "lead"),
        "prospect": Mark("◔", "P", "ink", "prospect"),
        "customer": Mark("◑", "C", "ink", "customer"),
        "regular": Mark("●", "R", "moss", "regular"),
        "lapsed": Mark("◌", "~", "ochre", "lapsed"),
        "slipping": Mark("◌", "~", "ochre", "slipping away"),
        "organisation": Mark("▦", "#", "blue", "organisation"),
        "died": Mark("†", "+", "soft", "died"),
        "quiet": Mark("⊘", "/", "rubric", "do not contact"),
    },
    "deals": {
        "slight": Mark("○", "1", "soft", "to 15 % likely"),
        "some": Mark("◔", "2", "soft", "to 40 %"),
        "even": Mark("◑", "3", "soft", "to 70 %"),
        "likely": Mark("◕", "4", "soft", "nearly there"),
        "won": Mark("●", "W", "moss", "won"),
        "lost": Mark("✗", "X", "soft", "lost"),
        "deal": Mark("◆", "$", "green", "a deal among other things"),
        "still": Mark("◌", "~", "ochre", "standing still"),
    },
    "books": {
        "wanted": Mark("▯", "w", "blue", "wanted"),
    },
    "talks": {
        "call": Mark("✆", "c", "blue", "call"),
        "visit": Mark("⌂", "v", "green", "came in"),
        "email": Mark("@", "@", "ochre", "email"),
        "message": Mark("“", "m", "plum", "message"),
        "letter": Mark("✎", "l", "ochre", "letter"),
        "meeting": Mark("◎", "g", "green", "meeting"),
        "event": Mark("✦", "e", "plum", "event"),
        "note": Mark("¶", "n", "soft", "note"),
    },
    "the rest": {
        "birthday": Mark("✿", "*", "plum", "birthday or occasion"),
        "pinned": Mark("★", "+", "ochre", "pinned"),
        "repeats": Mark("↻", "r", "soft", "repeats"),
        "led to": Mark("↳", "->", "soft", "led to"),
        "all done": Mark("❦", "~", "rubric", "all done"),
        "right": Mark("✓", "+", "moss", "understood; yes"),
        "wrong": Mark("✗", "X", "rubric", "not understood; no"),
        "remove": Mark("×", "x", "faint", "take away"),
        "action": Mark("▸", ">", "green", "something to do"),
        "previous": Mark("‹", "<", "green", "previous"),
        "next": Mark("›", ">", "green", "next"),
        "up": Mark("▴", "^", "green", "sorted up"),
        "down": Mark("▾", "v", "green", "sorted down, more"),
    },
    "lines": {
        "rule": Mark("─", "-", "rule", "hairline"),
        "here": Mark("━", "=", "green", "you are here"),
        "pane": Mark("│", "|", "rule", "between panes"),
        "bar": Mark("▌", ">", "green", "in hand"),
        "on": Mark("│", "|", "rule", "goes on"),
        "more": Mark("┊", ":", "rule", "older ones"),
        "dot": Mark("·", ".", "soft", "and"),
        "cut": Mark("…", "..", "soft", "cut short"),
        "about": Mark("≈", "~", "faint", "weighed by how likely it is"),
        "share": Mark("█", "#", "green", "how much"),
        "slot": Mark("╌", "-", "green", "goes here"),
    },
}
MARKS: dict[str, Mark] = {name: mark for family in FAMILIES.values() for name, mark in family.items()}


def plain(text: str | None, limit: int = LINE_LIMIT) -> str:
    """A text of the shop on its way to one line of the screen: nothing in it can steer a terminal."""
    return show_line(text, limit) if text else ""


def cut(text: str, cells: int, end: str = "…") -> str:
    """The text in at most that many cells; what is cut ends with `end`."""
    if cells <= 0:
        return ""
    if cell_len(text) <= cells:
        return text
    room = cells - len(end)
    return set_cell_size(text, room).rstrip() + end if room > 0 else set_cell_size(text, cells)


def filled(text: str, cells: int, end: str = "…") -> str:
    """The text in exactly that many cells: cut, or with blanks behind it."""
    shown = cut(text, cells, end)
    return shown + " " * (cells - cell_len(shown))


class Pen:
    """Draws in the inks of one theme; `ascii` for terminals that have no other signs.

    Where colours are few a band is shown by `reverse`. Nothing that it is given is read as markup, and everything from
    the shop goes through `plain`.
    """

    def __init__(self, variables: Mapping[str, str], *, ascii: bool = False, reverse: bool = False) -> None:  # noqa: A002  # its one name
        self._variables = variables
        self.ascii = ascii
        self.reverse = reverse
        self.style = cache(self._style)

    def _style(self, ink: str = "ink", ground: str | None = None, *, marks: str = "") -> Style:
        """The style of an ink on a ground; `marks` are words of bold, italic, underline."""
        wanted = marks.split()
        band = ground == "band" and self.reverse
        below = self.color(ground) if ground else None
        return Style(
            color=self.color(ink, below).rich_color,
            bgcolor=below.rich_color if below and not band else None,
            reverse=band or None,
            bold="bold" in wanted or None,
            italic="italic" in wanted or None,
            underline="underline" in wanted or None,
        )

    def color(self, ink: str, below: Color | None = None) -> Color:
        """The theme's colour of an ink, as it is seen on a ground."""
        said = self._variables[INKS[ink]]
        first, _, share = said.partition(" ")
        if first.startswith("ansi_"):
            return Color.parse(first)
        ground = below or Color.parse(self._variables["background"])
        alpha = float(share.rstrip("%")) / 100 if share else 1.0
        # foreign themes say "auto 60%": whatever can be read on the ground
        color = ground.get_contrast_text(alpha) if first == "auto" else Color.parse(first).multiply_alpha(alpha)
        return ground + color if color.a < 1 else color

    def sign(self, name: str) -> str:
        """A mark as this terminal shows it."""
        mark = MARKS[name]
        return mark.ascii if self.ascii else mark.sign

    @property
    def end(self) -> str:
        """What a cut text ends with."""
        return self.sign("cut")

    def mark(self, name: str, ground: str | None = None, ink: str | None = None) -> Text:
        """A mark in its ink."""
        return Text().append(self.sign(name), self.style(ink or MARKS[name].ink, ground))

    def text(self, text: str | None, ink: str = "ink", marks: str = "", ground: str | None = None) -> Text:
        """Words of the shop in an ink; `marks` are words of bold, italic, underline."""
        return Text().append(plain(text), self.style(ink, ground, marks=marks))

    def dots(self, parts: Iterable[str], ink: str = "ink") -> Text:
        """Different things of one kind in a line, with a dot between each two."""
        dot = f" {self.sign('dot')} "
        return Text(dot.join(map(plain, parts)), self.style(ink))

    def rule(self, cells: int) -> Text:
        """A hairline."""
        return Text(self.sign("rule") * max(cells, 0), self.style("rule"))

    def title(self, words: str, cells: int, count: str = "", *, late: bool = False, ground: str | None = None) -> Text:
        """A section's title with its hairline and, at the end, its count."""
        ink = "rubric" if late else "soft"
        line = Text().append(f"{plain(words).upper()} ", self.style(ink, ground, marks="bold"))
        end = f" {count}" if count else ""
        line.append(self.sign("rule") * max(cells - line.cell_len - cell_len(end), 0), self.style("rule", ground))
        return line.append(end, self.style("faint", ground))

    def keys(self, pairs: Iterable[tuple[str, str]], gap: int = 2) -> Text:
        """Keys and what they do, in one line."""
        line = Text()
        for key, word in pairs:
            line.append(" " * gap if line else "").append(key, self.style("green", marks="bold"))
            line.append(f" {plain(word)}", self.style("soft"))
        return line

    def spread(self, left: Text, right: Text, cells: int) -> Text:
        """A line with something at its left and something at its right; the left one is cut when both do not fit."""
        room = max(cells - right.cell_len - 2, 0) if right else cells
        if left.cell_len > room:
            left = left.copy()
            left.truncate(max(room - len(self.end), 0))
            left.rstrip()
            left.append(self.end, self.style("soft"))
        return Text.assemble(left, " " * max(cells - left.cell_len - right.cell_len, 0), right)
