"""Days as a calendar, by themselves: what is drawn, where a click falls, what is carried."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import pytest
from textual.app import App, ComposeResult
from textual.message import Message

from tests.conftest import NOW
from tests.tui.dialogs.tool import in_loop
from tests.tui.tool import lines
from tinycrm.tui.text import Pen
from tinycrm.tui.theme import themes
from tinycrm.tui.widgets.month import FIRST, LAST, Line, Month, Span, month_of, week_of

TODAY = NOW.date()  # a Tuesday, the 24th
HOSTILE = "[@click=app.quit]x[/]"


class Wall(App[None]):
    """A calendar on the wall; what it tells stands in `told`."""

    def __init__(
        self, shown: Mapping[date, Sequence[Line]], span: Span | None = None, *, target: date | None = None
    ) -> None:
        super().__init__()
        self.shown, self.span, self.target = shown, span or month_of(TODAY, 0), target
        self.told: list[Message] = []

    def compose(self) -> ComposeResult:
        yield Month(lambda: Pen(self.theme_variables), TODAY, TODAY, self.span)

    def on_mount(self) -> None:
        for theme in themes():
            self.register_theme(theme)
        self.theme = "paper"
        self.month.show(TODAY, TODAY, self.span, self.shown, self.target)
        self.month.focus()

    @property
    def month(self) -> Month:
        return self.query_one(Month)

    def on_month_day_changed(self, event: Month.DayChanged) -> None:
        self.told.append(event)

    def on_month_day_chosen(self, event: Month.DayChosen) -> None:
        self.told.append(event)

    def on_month_turned(self, event: Month.Turned) -> None:
        self.told.append(event)

    def on_month_dragged(self, event: Month.Dragged) -> None:
        self.told.append(event)
        self.month.show(TODAY, TODAY, self.span, self.shown, None if event.dropped else event.day)


def some(*names: str, key: str | None = None) -> list[Line]:
    return [Line("due", (name,), key=key) for name in names]


@pytest.mark.parametrize(
    ("day", "first_weekday", "first", "weeks"),
    [
        (date(2026, 11, 24), 0, date(2026, 10, 26), 6),
        (date(2026, 11, 24), 6, date(2026, 11, 1), 5),
        (date(2026, 11, 24), 5, date(2026, 10, 31), 5),
        (date(2027, 2, 28), 0, date(2027, 2, 1), 4),
        (date(2026, 12, 31), 0, date(2026, 11, 30), 5),
    ],
)
def test_a_month_is_whole_weeks(day: date, first_weekday: int, first: date, weeks: int) -> None:
    span = month_of(day, first_weekday)
    assert (span.first, span.weeks, span.month) == (first, weeks, (day.year, day.month))
    assert span.first <= day <= span.last
    assert week_of(day, first_weekday).first.weekday() == first_weekday


@in_loop
async def test_each_day_hangs_from_its_rule() -> None:
    app = Wall({TODAY: some("Ada", "Bo", "Cy", "Di", "Ed"), date(2026, 11, 2): some("Zoë")})
    async with app.run_test(size=(97, 31)):
        shown = lines(app)
    assert shown[0].split() == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert shown[1].startswith("26 ─")
    assert shown[1].endswith(" 1 Nov ───────")
    assert shown[6].startswith("2 ───")
    assert shown[7].startswith("□ Zoë")
    assert [shown[row][14:].strip() for row in (22, 23, 24, 25)] == ["□ Ada", "□ Bo", "□ Cy", "2 more"]
    assert shown[21][13:28] == "  24 ───────── "


@in_loop
async def test_a_low_calendar_tells_the_first_and_how_many_more() -> None:
    app = Wall({TODAY: some("Winifred Ashe", "Bo")})
    async with app.run_test(size=(97, 13)):
        shown = lines(app)
    assert shown[10].strip() == "□ Winifre… +1"


@in_loop
async def test_a_flat_calendar_has_numbers_and_marks() -> None:
    app = Wall({TODAY: some(*"abcdefgh"), date(2026, 11, 2): [Line("late", ("Zoë",)), Line("birthday", ("Bo",))]})
    async with app.run_test(size=(76, 7)):
        shown = lines(app)
    assert shown[2].startswith(" 2 ▲✿")
    assert "24  □□□□+4 25" in shown[5]


@pytest.mark.parametrize(
    ("line", "cells", "words"),
    [
        (Line("due", ("14:30 Winifred Ashe", "14:30 Ashe"), "the library"), 11, "14:30 Ashe"),
        (Line("due", ("14:30 Winifred Ashe", "14:30 Ashe"), "the library"), 40, "14:30 Winifred Ashe, the library"),
        (Line("due", ("Ada", "Ada"), "quote the Nana"), 10, "Ada, quot…"),
        (Line("due", ("Adelheid",), "quote"), 10, "Adelheid"),
        (Line("due", ("Adelheid von Humboldt",)), 10, "Adelheid…"),
        (Line("due", ("李小明",)), 5, "李小…"),
        (Line("due", (HOSTILE,)), 40, HOSTILE),
    ],
)
def test_words_that_fit(line: Line, cells: int, words: str) -> None:
    assert line.fitting(cells, "…") == words


@in_loop
async def test_keys_tell_which_day_is_wanted() -> None:
    app = Wall({})
    async with app.run_test(size=(97, 31)) as pilot:
        await pilot.press("left", "right", "up", "down", "enter")
        await pilot.pause()
    days = [event.day - TODAY for event in app.told if isinstance(event, Month.DayChanged)]
    assert days == [timedelta(number) for number in (-1, 1, -7, 7, 0)]
    assert isinstance(app.told[-1], Month.DayChosen)


@in_loop
async def test_a_click_takes_a_day_and_another_opens_it() -> None:
    app = Wall({date(2026, 11, 2): some("Zoë", key="f1")})
    async with app.run_test(size=(97, 31)) as pilot:
        await pilot.click(Month, offset=(3, 7))
        await pilot.click(Month, offset=(15, 23))
        await pilot.click(Month, offset=(15, 0))
    first, second = (event for event in app.told if isinstance(event, Month.DayChanged))
    assert (first.day, first.key, type(first)) == (date(2026, 11, 2), "f1", Month.DayChanged)
    assert (second.day, second.key, type(second)) == (TODAY, None, Month.DayChosen)


@in_loop
async def test_what_may_be_moved_is_carried_by_the_mouse() -> None:
    app = Wall({TODAY: some("Ada", key="f1")})
    async with app.run_test(size=(97, 31)) as pilot:
        await pilot.mouse_down(Month, offset=(15, 22))
        await pilot.hover(Month, offset=(30, 22))
        await pilot.pause()
        assert "╌╌╌╌" in lines(app)[22][28:42]
        await pilot.mouse_up(Month, offset=(30, 22))
        await pilot.pause()
    dragged = [event for event in app.told if isinstance(event, Month.Dragged)]
    assert [(event.key, event.day, event.dropped) for event in dragged] == [
        ("f1", date(2026, 11, 25), False),
        ("f1", date(2026, 11, 25), True),
    ]


@in_loop
async def test_what_may_not_be_moved_stays() -> None:
    app = Wall({TODAY: some("Ada")})
    async with app.run_test(size=(97, 31)) as pilot:
        await pilot.mouse_down(Month, offset=(15, 22))
        await pilot.hover(Month, offset=(30, 22))
        await pilot.mouse_up(Month, offset=(30, 22))
        await pilot.pause()
    assert not any(isinstance(event, Month.Dragged) for event in app.told)


@in_loop
async def test_the_wheel_turns() -> None:
    app = Wall({})
    async with app.run_test(size=(97, 31)) as pilot:
        app.month.post_message(_wheel(app.month, down=True))
        app.month.post_message(_wheel(app.month, down=False))
        await pilot.pause()
    assert [event.pages for event in app.told if isinstance(event, Month.Turned)] == [1, -1]


def _wheel(widget: Month, *, down: bool) -> Message:
    from textual import events

    kind = events.MouseScrollDown if down else events.MouseScrollUp
    return kind(widget, 1, 1, 0, 0, 0, False, False, False)


@in_loop
async def test_an_hostile_name_is_words() -> None:
    app = Wall({TODAY: some(HOSTILE, "a\x1b[2Jb")}, week_of(TODAY, 0))
    async with app.run_test(size=(200, 12)):
        shown = lines(app)
    assert HOSTILE in shown[2]
    assert "\x1b" not in "".join(shown)


@pytest.mark.parametrize(("day", "by"), [(LAST, 1), (LAST, 7), (FIRST, -1), (FIRST, -7)])
def test_the_end_of_time_is_no_way_out(day: date, by: int) -> None:
    month = Month(lambda: Pen({}), day, TODAY, week_of(TODAY, 0))
    told: list[Message] = []
    month.post_message = told.append  # type: ignore[assignment, method-assign]
    month.action_day(by)
    assert isinstance(told[0], Month.DayChanged)
    assert told[0].day == day


@pytest.mark.parametrize("day", [date.min, date.max])
@pytest.mark.parametrize("first_weekday", [0, 5, 6])
def test_every_month_and_week_has_its_days(day: date, first_weekday: int) -> None:
    assert month_of(day, first_weekday).last > week_of(day, first_weekday).first
