"""For terminals that show ASCII only: every other letter becomes one that it shows, of the same width."""

import unicodedata
from functools import lru_cache

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_OURS = str.maketrans(
    {
        "…": ".", "·": ".", "’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "─": "-", "━": "=", "│": "|",
        "┃": "|", "▌": "|", "▎": "|", "▊": "|", "⏎": "/", "→": ">", "×": "x", "£": "L", "€": "E", "ß": "s", "ø": "o",
        "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "æ": "a", "Æ": "A", "œ": "o", "Œ": "O", "ı": "i",
    }
)  # fmt: skip


class OnlyAscii(LineFilter):
    """Draws with ASCII alone."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments, their letters replaced."""
        return [Segment(ascii_of(text), style, control) for text, style, control in segments]


def ascii_of(text: str) -> str:
    """A text in ASCII that takes as many cells: accents go, and what has no likeness becomes "?"."""
    return text if text.isascii() else "".join(map(_ascii, text.translate(_OURS)))


@lru_cache(4096)
def _ascii(char: str) -> str:
    if char.isascii():
        return char
    plain = unicodedata.normalize("NFKD", char).encode("ascii", "ignore").decode()
    cells = cell_len(char)
    return plain if len(plain) == cells and plain.isprintable() else "?" * cells
