"""The arithmetic of deals: how likely, how long, how much, on whole numbers alone."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

KINDS = ("open", "won", "lost")
COLOURS = ("blue", "green", "moss", "ochre", "plum", "red")
STAGE_NAME_LIMIT = 40
CERTAIN = {"won": 100, "lost": 0}

# between the places of two neighbouring cards, so that one that is put between them moves alone
GAP = 2**20


class Share(NamedTuple):
    """A part of a whole: how many of how many."""

    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        """The part in hundredths of the whole, halves rounded up; None of nothing."""
        return None if self.whole == 0 else (200 * self.part + self.whole) // (2 * self.whole)


def weighted(values: Iterable[tuple[int, int]]) -> int:
    """What pairs of an amount (minor units) and a probability (percent) come to, rounded once, halves up."""
    return (sum(minor * percent for minor, percent in values) + 50) // 100


def mean(values: Sequence[int]) -> int | None:
    """The average, halves rounded up; None of nothing."""
    return None if not values else (2 * sum(values) + len(values)) // (2 * len(values))


def median(values: Sequence[int]) -> int | None:
    """The middle one; between two in the middle the mean, halves rounded up. None of nothing."""
    if not values:
        return None
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] if len(values) % 2 else mean(ordered[half - 1 : half + 1])


def is_rotting(age_days: int, rot_days: int | None) -> bool:
    """Whether a deal has stood in its stage for longer than it should."""
    return rot_days is not None and age_days > rot_days


def age(since: str, today: date) -> int:
    """Days from a local day (ISO) to today, never below nought."""
    return max(0, (today - date.fromisoformat(since)).days)


def between(before: int | None, after: int | None) -> int | None:
    """A place between two cards (None: there is no card on that side); None when there is no room between them."""
    if before is None or after is None:
        return GAP if before is None and after is None else (before or 0) + GAP if after is None else (after or 0) - GAP
    return (before + after) // 2 if after - before > 1 else None
