"""Lines that are folded where the terminal ends."""

import re

from tinycrm.cli.out import Out
from tinycrm.cli.table import width

NARROWEST = 4


def wrapped(text: str, cells: int, margin: int = 0) -> list[str]:
    """`text` in lines of at most `cells` cells, parted at blanks, or inside a word that is longer than a line.

    Lines after the first begin with `margin` blanks, where that leaves room for words; "" is one empty line.
    """
    cells = max(cells, NARROWEST)
    margin = margin if cells >= margin + 2 * NARROWEST else 0
    lines, line, room = [], "", cells
    for word in re.findall(r"\s*\S+", text):
        next_line = line and width(word) > room
        for letter in word.lstrip() if next_line else word:
            if next_line or (line and width(letter) > room):
                lines.append(line)
                next_line, line, room = "", "", cells - margin
            line += letter
            room -= width(letter)
    first, *rest = [*lines, line]
    return [first, *(" " * margin + each for each in rest)]


def folded(out: Out, text: str, margin: int = 0) -> list[str]:
    """`text` as `wrapped` does it for a terminal; a pipe gets it whole."""
    return wrapped(text, out.width, margin) if out.terminal and out.format != "plain" else [text]
