"""The screen's lines of the table: the first picture, keys in the filter, sheets that open."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

from bench import keys
from bench.process import piped, tinycrm
from bench.screen import EMPTY_NAME, Screen, empty, painted
from bench.shop import Shop

WORD = "screen"  # for `--only`
PICTURE = 1.5  # times what an empty Textual app takes
KEY_MS = 50.0  # p95
SHEET_MS = 150.0
ROUNDS = 9


class Line(NamedTuple):
    """What was measured, how long it took, and its budget; "" for none."""

    what: str
    taken: str
    budget: str


def measure(made: Shop, folder: Path) -> list[Line]:
    """Measure all of it on one shop."""
    headless = keys.measure(made)
    return [
        _pictures(made, folder),
        _keys("key in the filter until the list is painted", [taken for taken, _, _ in headless.filter]),
        _keys("the same on a terminal", _typed_on_terminal(made, headless)),
        *(_sheet(name, times) for name, times in headless.sheets.items()),
    ]


def table(lines: Sequence[Line]) -> str:
    """One line a thing, in Markdown."""
    rows = [("the screen", "taken", "budget"), *lines]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    shown = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    return "\n".join([shown[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *shown[1:]])


def verdict(taken: float, budget: float) -> str:
    """The budget, and whether it is kept."""
    return f"{budget:g}: {'met' if taken <= budget else 'missed'}"


def _pictures(made: Shop, folder: Path) -> Line:
    script, names = empty(folder), _due(made)
    taken = []
    for _ in range(ROUNDS + 1):
        nothing = painted(lambda: Screen([sys.executable, str(script)], made.variables), EMPTY_NAME)
        taken.append((painted(lambda: Screen(tinycrm(), made.variables), *names), nothing))
    own, ratio = median(own for own, _ in taken[1:]), median(own / nothing for own, nothing in taken[1:])
    return Line("first picture with names in it", f"{own * 1000:.0f} ms, {ratio:.2f} × empty", verdict(ratio, PICTURE))


def _due(made: Shop) -> list[str]:
    """The names that stand first in today's list."""
    groups = json.loads(piped([*tinycrm(), "today", "--json"], made.variables).text)["groups"]
    return [each["who"] for group in groups for each in group["items"]][:5]


def _typed_on_terminal(made: Shop, headless: keys.Keys) -> list[float]:
    taken = []
    with Screen(tinycrm(), made.variables) as screen:
        screen.until(*_due(made))
        screen.drained()
        screen.press("2")
        screen.drained()
        screen.press("f")
        screen.drained()
        before = ""
        for _, text, name in headless.filter:
            if len(text) == 1:
                screen.press("\x15")  # ctrl+u takes every letter away
                screen.drained()
                before = ""
            screen.press(text[-1])
            if name and name != before:  # whoever comes first as before is not painted again
                taken.append(screen.until(name))
            screen.drained(0.15)
            before = name
    return taken


def _keys(what: str, times: Sequence[float]) -> Line:
    p95 = quantiles(times, n=20)[-1] * 1000
    return Line(what, f"{median(times) * 1000:.0f} ms, p95 {p95:.0f} ms", verdict(p95, KEY_MS))


def _sheet(name: str, times: Sequence[float]) -> Line:
    taken = median(times) * 1000
    return Line(name, f"{taken:.0f} ms", verdict(taken, SHEET_MS))
