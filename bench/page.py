"""The table, for the terminal and for docs/performance.md."""

import os
import platform
import re
import sqlite3
from collections.abc import Sequence
from datetime import date

from bench.measure import Measured, Timing, empties
from bench.shop import ROOT, Shop

PAGE = ROOT / "docs" / "performance.md"
BIG = 100_000
SLACK = 1.1  # a busy machine may miss a budget by so much before `--check` says no


def missed(each: Measured, people: int, slack: float = 1.0) -> bool:
    """Whether a command takes longer than its budget, piped or on a terminal."""
    piped, terminal = _budgets(each, people)
    return each.piped.ratio > piped * slack or each.terminal.ratio > terminal * slack


def table(runs: Sequence[Measured], small: Shop, large: Shop) -> str:
    """One line a command, in Markdown that reads well as it stands."""
    rows = [["command", "piped", "× empty", "terminal", "× empty", f"{small.people:,} → {large.people:,} people"]]
    for each in runs:
        piped, terminal = _budgets(each, large.people)
        rows.append(
            [
                f"`{each.command.name}`",
                *_cells(each.piped, piped),
                *_cells(each.terminal, terminal),
                f"× {each.growth:.2f}",
            ]
        )
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([lines[0], rule, *lines[1:]])


def facts(runs: Sequence[Measured], large: Shop, rounds: int, today: date) -> str:
    """On what, when and how it was measured."""
    piped, terminal = empties(runs)
    return (
        f"{large.people:,} people, {large.people * 10:,} interactions, {large.size:,} MB; made by `tinycrm demo` in"
        f" {large.seconds:.0f} s with {large.megabytes:.0f} MB of memory at most.\n"
        f"An empty Typer command took {piped:.0f} ms piped, {terminal:.0f} ms on a terminal.\n"
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()},"
        f" SQLite {sqlite3.sqlite_version}; medians of {rounds} rounds, {today:%d %B %Y}."
    )


def write(size: str, text: str) -> None:
    """Put `text` between the markers of a size in docs/performance.md."""
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8"), size, text), encoding="utf-8")


def filled(page: str, size: str, text: str) -> str:
    """The page with `text` between the markers `<!-- bench:SIZE -->` and `<!-- end -->`."""
    marked = rf"(<!-- bench:{size} -->\n).*?(<!-- end -->)"
    new, count = re.subn(marked, lambda found: f"{found[1]}\n{text}\n\n{found[2]}", page, flags=re.DOTALL)
    if count != 1:
        raise SystemExit(f"{PAGE.name} has {count} places for the size {size}.")
    return new


def _aligned(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    padded = [" | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    rule = "-|-".join("-" * width for width in widths)
    return "\n".join([f"| {padded[0]} |", f"|-{rule}-|", *(f"| {row} |" for row in padded[1:])])


def _budgets(each: Measured, people: int) -> tuple[float, float]:
    budget = each.command.budget
    return (budget.big, budget.big) if people >= BIG else (budget.piped, budget.terminal)


def _cells(timing: Timing, budget: float) -> list[str]:
    verdict = "met" if timing.ratio <= budget else "missed"
    return [f"{timing.milliseconds:.0f} ms", f"{timing.ratio:.2f} of {budget:.1f}: {verdict}"]
