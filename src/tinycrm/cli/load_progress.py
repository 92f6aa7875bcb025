"""How far an import has come, on a terminal: what is being done, how many, how fast, how long still."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID

    from tinycrm.services.load import Progress

Share = Callable[[], float | None]

PATIENCE = 0.5  # seconds: what is done sooner shows nothing
REFRESHED = 0.1  # seconds
PHASES = {"reading": "Reading", "comparing": "Comparing", "writing": "Writing"}


@contextmanager
def progress(share: Share) -> Iterator["Progress"]:
    """What tells how far it is: shown on stderr where that is a terminal, and gone at the end.

    `share` says how much of the file was read so far, from 0 to 1.
    """
    if not sys.stderr.isatty():
        yield _silent
        return
    bar = Bar(share)
    try:
        yield bar.tell
    finally:
        bar.stop()


class Bar:
    """A line on a terminal that is drawn anew while it goes on."""

    def __init__(self, share: Share, patience: float = PATIENCE) -> None:
        self._share = share
        self._begin = self._phase_began = self._last = monotonic()
        self._patience = patience
        self._bars: Bars | None = None
        self._phase = ""
        self._task: TaskID | None = None

    def tell(self, phase: str, done: int, total: int | None) -> None:
        """Show that `done` of `total` (None: not known) are through a phase."""
        now = monotonic()
        if phase != self._phase:
            self._turn_to(phase, now)
        elif now - self._last < REFRESHED:
            return
        if now - self._begin < self._patience:
            return
        self._last = now
        if self._bars is None:
            self._bars = _bars()
            self._bars.start()
        if self._task is None:
            self._task = self._bars.add_task(PHASES.get(phase, phase), total=None, count="")
        part = done / total if total else self._share() if phase == "reading" else None
        elapsed = max(now - self._phase_began, REFRESHED)
        count = f"{done:,}, {done / elapsed:,.0f} a second" if done else ""
        whole = None if part is None else 1.0
        self._bars.update(self._task, completed=part or 0, total=whole, count=count, refresh=True)

    def stop(self) -> None:
        """Take the line away."""
        if self._bars is not None:
            self._bars.stop()

    def _turn_to(self, phase: str, now: float) -> None:
        if self._bars is not None and self._task is not None:
            self._bars.remove_task(self._task)
        self._phase, self._phase_began, self._task = phase, now, None


def _bars() -> "Bars":
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=20),
        TextColumn("{task.fields[count]}", markup=False),
        TimeRemainingColumn(compact=True),
        console=Console(stderr=True, highlight=False),
        transient=True,
        auto_refresh=False,
    )


def _silent(_phase: str, _done: int, _total: int | None) -> None:
    """Nobody looks."""
