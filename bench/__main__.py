"""`python -m bench`: measure, print the table, and write it into docs/performance.md when asked."""

import argparse
import tempfile
from datetime import date
from pathlib import Path

from bench import load, page, tui
from bench.command import COMMANDS
from bench.measure import measure
from bench.process import FailedError
from bench.shop import FOLDER, copy, shop

SMALL = 1_000
SIZES = {"small": 10_000, "big": 100_000}


def main() -> None:
    asked = _asked()
    commands = [each for each in COMMANDS if each.line.startswith(asked.only)]
    if asked.only == load.WORD:
        _imports(asked)
        return
    if asked.only == tui.WORD:
        _screen(asked)
        return
    if not commands:
        raise SystemExit(f"No command that is measured begins with {asked.only!r}.")
    made = [shop(people) for people in (SMALL, SIZES[asked.size])]
    with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
        small, large = (copy(each, Path(folder)) for each in made)
        try:
            runs = measure(commands, small, large, Path(folder), asked.rounds)
            screen = [] if asked.only else tui.measure(large, Path(folder))
        except FailedError as error:
            raise SystemExit(f"\n{error}") from None
    shown = [page.table(runs, *made), *([tui.table(screen)] if screen else [])]
    text = "\n\n".join(shown) + "\n\n" + page.facts(runs, made[1], asked.rounds, date.today())  # noqa: DTZ011 - the page's date is local
    print(text)
    late = [each.command.name for each in runs if page.missed(each, SIZES[asked.size])]
    late += [line.what for line in screen if line.budget.endswith("missed")]
    print(f"\nOver budget: {', '.join(late)}." if late else "\nAll within budget.")
    if asked.write:
        page.write(asked.size, text)
    if asked.check and any(page.missed(each, SIZES[asked.size], page.SLACK) for each in runs):
        raise SystemExit(1)


def _screen(asked: argparse.Namespace) -> None:
    made = shop(SIZES[asked.size])
    with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
        print(tui.table(tui.measure(copy(made, Path(folder)), Path(folder))))


def _imports(asked: argparse.Namespace) -> None:
    made = shop(SIZES["small"])
    with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
        lines = load.measure(made, Path(folder))
    text = load.table(lines, made.people)
    print(text)
    if asked.write:
        page.write(load.WORD, text)
    if asked.check and any(line.missed for line in lines):
        raise SystemExit(1)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--size", choices=SIZES, default="small", help="10,000 people, or 100,000")
    parser.add_argument("--rounds", type=int, default=15, metavar="N", help="how often each command runs")
    parser.add_argument("--only", default="", metavar="LINE", help="commands that begin like this, or import")
    parser.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    parser.add_argument("--check", action="store_true", help="end with 1 when a budget is clearly missed")
    asked = parser.parse_args()
    if asked.write and asked.only not in ("", load.WORD):
        parser.error("--write takes the whole table, so not with --only")
    return asked


if __name__ == "__main__":
    main()
