"""The measuring: every run of a command stands next to one of an empty command, and the two are compared."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from bench.command import FIRST, Command
from bench.process import empty, piped, terminal, tinycrm
from bench.shop import Shop


class Timing(NamedTuple):
    """Medians of a command's runs: its milliseconds, and how many times its empty neighbours took."""

    milliseconds: float
    ratio: float


class Measured(NamedTuple):
    """A command piped and on a terminal, and how much longer it takes (piped) than on the small shop."""

    command: Command
    piped: Timing
    terminal: Timing
    growth: float


class Round(NamedTuple):
    """The seconds of one command in one round."""

    empty: float
    small: float
    large: float
    empty_terminal: float
    terminal: float


def measure(commands: Sequence[Command], small: Shop, large: Shop, folder: Path, rounds: int) -> list[Measured]:
    """Run every command `rounds` times, all of them in turn, after one round that does not count."""
    nothing = empty(folder)
    runs: dict[Command, list[Round]] = {command: [] for command in commands}
    for number in range(rounds + 1):
        print(f"\rRound {number} of {rounds} …", end="", flush=True)
        for command in commands:
            one = _round(command, nothing, small, large, FIRST + 2 * number)
            if number:
                runs[command].append(one)
    print("\r", end="")
    return [_measured(command, rounds) for command, rounds in runs.items()]


def empties(runs: Sequence[Measured]) -> tuple[float, float]:
    """What the empty command took, in milliseconds: piped and on a terminal."""
    piped_ms = median(each.piped.milliseconds / each.piped.ratio for each in runs)
    return piped_ms, median(each.terminal.milliseconds / each.terminal.ratio for each in runs)


def _round(command: Command, nothing: list[str], small: Shop, large: Shop, n: int) -> Round:
    one, other = ([*tinycrm(), *command.words(number)] for number in (n, n + 1))
    return Round(
        piped(nothing, large.variables).seconds,
        piped(one, small.variables).seconds,
        piped(one, large.variables).seconds,
        terminal(nothing, large.variables).seconds,
        terminal(other, large.variables).seconds,
    )


def _measured(command: Command, rounds: Sequence[Round]) -> Measured:
    on_pipe = _timing((each.large, each.empty) for each in rounds)
    on_terminal = _timing((each.terminal, each.empty_terminal) for each in rounds)
    return Measured(command, on_pipe, on_terminal, median(each.large / each.small for each in rounds))


def _timing(pairs: Iterator[tuple[float, float]]) -> Timing:
    taken = list(pairs)
    return Timing(median(own for own, _ in taken) * 1000, median(own / nothing for own, nothing in taken))
