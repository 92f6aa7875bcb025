"""What makes hundreds of small apps in one process quick and steady: styles are read once, waiting ends when there is
nothing left to wait for, and only then the screen is painted.
"""

import asyncio
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from weakref import WeakSet

import pytest
from textual.app import App
from textual.css.stylesheet import Stylesheet
from textual.pilot import Pilot
from textual.screen import Screen

SOON = 0.07  # seconds; timers that end within them are waited for, so that what follows the cursor has followed it
PATIENCE = 1.0  # seconds for what runs in a thread
RUBBISH = 50_000
NEVER = 24 * 3600.0

_apps: WeakSet[App[Any]] = WeakSet()
_in_threads: set[asyncio.Future[Any]] = set()


@contextmanager
def quick() -> Iterator[None]:
    """While this lasts, Textual works at the tests' pace."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("textual.app.wait_for_idle", idle)
        patch.setattr("textual.pilot.wait_for_idle", idle)
        patch.setattr("textual.screen.UPDATE_PERIOD", NEVER)  # painted is when all is quiet
        patch.setattr(Pilot, "__init__", _known(Pilot.__init__))
        patch.setattr(Stylesheet, "_parse_rules", _read_once(Stylesheet._parse_rules))  # noqa: SLF001  # its one door
        patch.setattr(asyncio.BaseEventLoop, "run_in_executor", _noted(asyncio.BaseEventLoop.run_in_executor))
        before = gc.get_threshold()
        gc.set_threshold(RUBBISH, 50, 100)  # each app leaves heaps of rings behind, and to look for them often is slow
        yield
        gc.set_threshold(*before)


@contextmanager
def hurried() -> Iterator[None]:
    """While this lasts, threads that themselves wait for the file are not waited for."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(f"{__name__}.PATIENCE", 2 * SOON)
        yield


async def idle(_least: float = 0) -> None:
    """Wait until the loop and its threads have nothing to do; Textual's own waits by the clock, 20 ms or more."""
    loop: Any = asyncio.get_running_loop()
    end = loop.time() + PATIENCE
    while loop.time() < end:
        await asyncio.sleep(0)
        if loop._ready:  # noqa: SLF001  # nothing else tells of it
            continue
        threads = [each for each in _in_threads if each.get_loop() is loop]
        due = [each.when() for each in loop._scheduled if not each.cancelled()]  # noqa: SLF001  # as above
        nearest = min(due, default=end)
        if not threads and nearest > loop.time() + SOON:
            if _painted():
                continue
            return
        rest = max(0.0, min(nearest, end) - loop.time())
        if threads:
            await asyncio.wait(threads, timeout=rest, return_when=asyncio.FIRST_COMPLETED)
        else:
            await asyncio.sleep(rest)


def _painted() -> bool:
    """Paint what is to be painted; whether there was anything."""
    waiting = [each for app in _apps if app.is_running for each in app.screen_stack if _unpainted(app, each)]
    for screen in waiting:
        screen._on_timer_update()  # noqa: SLF001  # as Textual's own pilot does
    return bool(waiting)


def _unpainted(app: App[Any], screen: Screen[Any]) -> bool:
    # the flags that Textual's own timer looks at
    if screen._callbacks:  # noqa: SLF001
        return True
    if screen is not app.screen or app._batch_count:  # noqa: SLF001
        return False
    return bool(
        screen._dirty_widgets  # noqa: SLF001
        or screen._layout_required  # noqa: SLF001
        or screen._scroll_required  # noqa: SLF001
        or screen._repaint_required  # noqa: SLF001
        or screen._recompose_required  # noqa: SLF001
    )


def _known(init: Any) -> Any:
    """Keeps the apps that are shown."""

    def known(pilot: Any, app: App[Any]) -> None:
        _apps.add(app)
        init(pilot, app)

    return known


def _noted(run: Any) -> Any:
    """Keeps what runs in a thread until it is done."""

    def noted(loop: Any, *args: Any) -> Any:
        future = run(loop, *args)
        _in_threads.add(future)
        future.add_done_callback(_in_threads.discard)
        return future

    return noted


def _read_once(read: Any) -> Any:
    """Keeps the rules of a text for all stylesheets in the same colours."""
    kept: dict[Any, Any] = {}

    def rules(sheet: Any, css: str, *args: Any, **options: Any) -> Any:
        key = css, args, tuple(options.items()), tuple(sheet._variables.items())  # noqa: SLF001  # what they depend on
        if key not in kept:
            kept[key] = read(sheet, css, *args, **options)
        return kept[key]

    return rules
