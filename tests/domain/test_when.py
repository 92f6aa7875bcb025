from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tinycrm.domain.when import When, show_day, show_when, since, when
from tinycrm.errors import InvalidError

NOW = datetime(2026, 11, 18, 10, 0)  # a Wednesday
MOMENTS = st.datetimes(min_value=datetime(1950, 1, 1), max_value=datetime(2150, 1, 1))


def read(text: str, future: bool, **options: object) -> str:
    return show_when(when(text, now=NOW, future=future, **options))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("today", "Wed 18 Nov 2026"),
        ("Tomorrow", "Thu 19 Nov 2026"),
        ("tonight", "Wed 18 Nov 2026"),
        ("this evening", "Wed 18 Nov 2026"),
        ("eow 17:00", "Sun 22 Nov 2026, 17:00"),
        ("the day after tomorrow", "Fri 20 Nov 2026"),
        ("day after tomorrow", "Fri 20 Nov 2026"),
        ("in 5 minutes", "Wed 18 Nov 2026, 10:05"),
        ("end of next year", "Fri 31 Dec 2027"),
        ("end of next week", "Sun 29 Nov 2026"),
        ("fri", "Fri 20 Nov 2026"),
        ("Friday", "Fri 20 Nov 2026"),
        ("on friday", "Fri 20 Nov 2026"),
        ("wed", "Wed 25 Nov 2026"),
        ("tue", "Tue 24 Nov 2026"),
        ("next fri", "Fri 27 Nov 2026"),
        ("next tue", "Tue 24 Nov 2026"),
        ("this fri", "Fri 20 Nov 2026"),
        ("fri week", "Fri 27 Nov 2026"),
        ("+3d", "Sat 21 Nov 2026"),
        ("3d", "Sat 21 Nov 2026"),
        ("2w", "Wed 2 Dec 2026"),
        ("2wks", "Wed 2 Dec 2026"),
        ("1m", "Fri 18 Dec 2026"),
        ("1y", "Thu 18 Nov 2027"),
        ("in 2 weeks", "Wed 2 Dec 2026"),
        ("two weeks from now", "Wed 2 Dec 2026"),
        ("in a week", "Wed 25 Nov 2026"),
        ("in a month", "Fri 18 Dec 2026"),
        ("in a fortnight", "Wed 2 Dec 2026"),
        ("next week", "Mon 23 Nov 2026"),
        ("next month", "Tue 1 Dec 2026"),
        ("next year", "Fri 1 Jan 2027"),
        ("eom", "Mon 30 Nov 2026"),
        ("end of month", "Mon 30 Nov 2026"),
        ("end of next month", "Thu 31 Dec 2026"),
        ("the end of february", "Sun 28 Feb 2027"),
        ("eow", "Sun 22 Nov 2026"),
        ("eoy", "Thu 31 Dec 2026"),
        ("3 dec", "Thu 3 Dec 2026"),
        ("dec 3", "Thu 3 Dec 2026"),
        ("3 nov", "Wed 3 Nov 2027"),
        ("18 nov", "Wed 18 Nov 2026"),
        ("29 feb", "Tue 29 Feb 2028"),
        ("3 december 2027", "Fri 3 Dec 2027"),
        ("Fri 3 Dec 2027", "Fri 3 Dec 2027"),
        ("Friday, Dec 3, 2027", "Fri 3 Dec 2027"),
        ("fri the 20th", "Fri 20 Nov 2026"),
        ("3/12", "Thu 3 Dec 2026"),
        ("3/12/2027", "Fri 3 Dec 2027"),
        ("3/12/27", "Fri 3 Dec 2027"),
        ("15th", "Tue 15 Dec 2026"),
        ("18th", "Wed 18 Nov 2026"),
        ("the 31st", "Thu 31 Dec 2026"),
        ("2026-12-03", "Thu 3 Dec 2026"),
        ("2026-12-03 15:30", "Thu 3 Dec 2026, 15:30"),
        ("2026-12-03T15:30:20", "Thu 3 Dec 2026, 15:30"),
        ("15:30", "Wed 18 Nov 2026, 15:30"),
        ("3pm", "Wed 18 Nov 2026, 15:00"),
        ("3.30 p.m.", "Wed 18 Nov 2026, 15:30"),
        ("noon", "Wed 18 Nov 2026, 12:00"),
        ("fri 15:30", "Fri 20 Nov 2026, 15:30"),
        ("fri at 3pm", "Fri 20 Nov 2026, 15:00"),
        ("15:30 fri", "Fri 20 Nov 2026, 15:30"),
        ("tomorrow 9am", "Thu 19 Nov 2026, 09:00"),
        ("tomorrow 12am", "Thu 19 Nov 2026, 00:00"),
        ("friday morning", "Fri 20 Nov 2026"),
        ("in 3 hours", "Wed 18 Nov 2026, 13:00"),
    ],
)
def test_what_lies_ahead(text: str, meant: str) -> None:
    assert read(text, True) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("today", "Wed 18 Nov 2026"),
        ("now", "Wed 18 Nov 2026"),
        ("yesterday", "Tue 17 Nov 2026"),
        ("last night", "Tue 17 Nov 2026"),
        ("the day before yesterday", "Mon 16 Nov 2026"),
        ("day before yesterday", "Mon 16 Nov 2026"),
        ("this morning", "Wed 18 Nov 2026"),
        ("fri", "Fri 13 Nov 2026"),
        ("wed", "Wed 11 Nov 2026"),
        ("tue", "Tue 17 Nov 2026"),
        ("last fri", "Fri 13 Nov 2026"),
        ("this tue", "Tue 17 Nov 2026"),
        ("-2w", "Wed 4 Nov 2026"),
        ("2w", "Wed 4 Nov 2026"),
        ("2 weeks ago", "Wed 4 Nov 2026"),
        ("a month ago", "Sun 18 Oct 2026"),
        ("last week", "Mon 9 Nov 2026"),
        ("last month", "Thu 1 Oct 2026"),
        ("end of last month", "Sat 31 Oct 2026"),
        ("3 dec", "Wed 3 Dec 2025"),
        ("18 nov", "Wed 18 Nov 2026"),
        ("19 nov", "Wed 19 Nov 2025"),
        ("29 feb", "Thu 29 Feb 2024"),
        ("31st", "Sat 31 Oct 2026"),
        ("18th", "Wed 18 Nov 2026"),
        ("yesterday 15:30", "Tue 17 Nov 2026, 15:30"),
        ("9am", "Wed 18 Nov 2026, 09:00"),
        ("10:00", "Wed 18 Nov 2026, 10:00"),
        ("an hour ago", "Wed 18 Nov 2026, 09:00"),
        ("2026-11-17", "Tue 17 Nov 2026"),
    ],
)
def test_what_lies_behind(text: str, meant: str) -> None:
    assert read(text, False) == meant


@pytest.mark.parametrize(
    ("text", "future", "sentence"),
    [
        ("smarch", True, '"smarch" is not a day I know. Try mon, 29 nov or 2026-11-29.'),
        ("smarch", False, '"smarch" is not a day I know. Try fri, 7 nov or 2026-11-07.'),
        ("31 feb", True, "31 Feb is not a day. February 2027 ends on Sun 28."),
        ("2026-02-30", True, "30 Feb 2026 is not a day. February 2026 ends on Sat 28."),
        ("yesterday", True, "Tue 17 Nov 2026 lies in the past. Try mon, 29 nov or 2026-11-29."),
        ("last fri", True, "Fri 13 Nov 2026 lies in the past. Try mon, 29 nov or 2026-11-29."),
        ("tomorrow", False, "Thu 19 Nov 2026 lies in the future. Try fri, 7 nov or 2026-11-07."),
        ("next fri", False, "Fri 27 Nov 2026 lies in the future. Try fri, 7 nov or 2026-11-07."),
        ("9am", True, "Wed 18 Nov 2026, 09:00 lies in the past. Try tomorrow 09:00."),
        ("10:01", False, "Wed 18 Nov 2026, 10:01 lies in the future. Try yesterday 10:01."),
        ("25:00", True, '"25:00" holds no time of day. Try 15:30 or 3pm.'),
        ("13pm", True, '"13pm" holds no time of day. Try 15:30 or 3pm.'),
        ("2026-12-03 25:00", True, '"2026-12-03 25:00" is not a day and time. Write it as 2026-11-18 10:00.'),
        ("mon 3 dec", True, '"mon 3 dec" is no day: Thu 3 Dec 2026 is another weekday.'),
        ("9999y", True, '"9999y" is too far away.'),
        ("", True, "A day cannot be blank."),
    ],
)
def test_a_day_that_is_none(text: str, future: bool, sentence: str) -> None:
    with pytest.raises(InvalidError) as caught:
        read(text, future)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    "text",
    [
        "next friday at 10", "monday 9", "fri 3 smarch", "december", "dec 2027", "15", "a", "ten", "2 of 3",
        "3 books",
        "ada", "soon", "send the catalogue", "1st edition", "@", "[/]", "week", "tomorrow or so",
    ],
)  # fmt: skip
def test_what_is_half_understood_is_not_guessed(text: str) -> None:
    with pytest.raises(InvalidError, match="is not a day I know"):
        read(text, True)


@pytest.mark.parametrize(
    ("text", "languages", "future", "meant"),
    [
        ("demain", ["fr"], True, "Thu 19 Nov 2026"),
        ("hier", ["fr"], False, "Tue 17 Nov 2026"),
        ("vendredi", ["fr", "en"], True, "Fri 20 Nov 2026"),
        ("vendredi", ["fr", "en"], False, "Fri 13 Nov 2026"),
        ("le 3 décembre", ["fr"], True, "Thu 3 Dec 2026"),
        ("3 décembre 2027 à 15h30", ["fr"], True, "Fri 3 Dec 2027, 15:30"),
        ("in zwei Wochen", ["de"], True, "Wed 2 Dec 2026"),
        ("übermorgen", ["de"], True, "Fri 20 Nov 2026"),
    ],
)
def test_other_languages_of_the_shop(text: str, languages: list[str], future: bool, meant: str) -> None:
    assert read(text, future, languages=languages) == meant


def test_other_languages_are_not_guessed() -> None:
    with pytest.raises(InvalidError, match="is not a day I know"):
        read("demain", True, languages=["de"])
    with pytest.raises(InvalidError, match="is not a day I know"):
        read("décembre", True, languages=["fr"])
    with pytest.raises(InvalidError, match=r"^The shop's languages: .*'xx'"):
        read("hier", False, languages=["xx"])


def test_the_order_of_day_and_month() -> None:
    assert read("3/12", True, day_first=False) == "Fri 12 Mar 2027"


@pytest.mark.parametrize(
    ("text", "week_start", "meant"),
    [
        ("next sun", 0, "Sun 29 Nov 2026"),
        ("next sun", 6, "Sun 22 Nov 2026"),
        ("next week", 6, "Sun 22 Nov 2026"),
        ("eow", 6, "Sat 21 Nov 2026"),
    ],
)
def test_the_first_day_of_the_week(text: str, week_start: int, meant: str) -> None:
    assert read(text, True, week_start=week_start) == meant


def test_a_moment_elsewhere_is_told_in_the_shops_time() -> None:
    here = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
    found = when("2026-12-03T23:30:00-05:00", now=here, future=True)
    assert found == When(date(2026, 12, 4), "04:30")


@given(MOMENTS, st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 1, 1)))
def test_an_iso_day_is_that_day(now: datetime, day: date) -> None:
    assert when(day.isoformat(), now=now, future=day >= now.date()) == When(day, None)


@given(MOMENTS, st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 1, 1)))
def test_an_iso_day_on_the_wrong_side_is_refused(now: datetime, day: date) -> None:
    assume(day != now.date())
    with pytest.raises(InvalidError, match=show_day(day)):
        when(day.isoformat(), now=now, future=day < now.date())


@given(MOMENTS, st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 1, 1)), st.none() | st.just("23:59"))
def test_what_is_shown_reads_as_itself(now: datetime, day: date, time: str | None) -> None:
    assume(day != now.date())
    meant = When(day, time)
    assert when(show_when(meant), now=now, future=day > now.date()) == meant


@given(MOMENTS, st.sampled_from(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]), st.integers(0, 6))
def test_a_weekday_is_one_to_seven_days_away(now: datetime, word: str, week_start: int) -> None:
    ahead = when(word, now=now, future=True, week_start=week_start).day
    behind = when(word, now=now, future=False, week_start=week_start).day
    following = when(f"next {word}", now=now, future=True, week_start=week_start).day
    assert 1 <= (ahead - now.date()).days <= 7
    assert 1 <= (now.date() - behind).days <= 7
    assert show_day(ahead)[:3].lower() == show_day(behind)[:3].lower() == word
    assert following - ahead in (timedelta(0), timedelta(7))


@given(MOMENTS, st.integers(1, 12), st.integers(1, 28))
def test_a_day_without_year_is_the_nearest_one(now: datetime, month: int, day: int) -> None:
    ahead = when(f"{day}/{month}", now=now, future=True).day
    behind = when(f"{day}/{month}", now=now, future=False).day
    assert (ahead.month, ahead.day) == (behind.month, behind.day) == (month, day)
    assert 0 <= (ahead - now.date()).days <= 366
    assert 0 <= (now.date() - behind).days <= 366


@given(MOMENTS, st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2200, 1, 1)))
def test_a_stamp_is_that_minute(now: datetime, moment: datetime) -> None:
    moment = moment.replace(second=0, microsecond=0)
    assume(f"{moment:%F %H:%M}" != f"{now:%F %H:%M}")
    found = when(f"{moment:%Y-%m-%d %H:%M}", now=now, future=moment > now)
    assert found == When(moment.date(), f"{moment:%H:%M}")


@given(MOMENTS, st.integers(1, 12), st.integers(0, 59), st.sampled_from(["am", "pm"]))
def test_both_clocks_agree(now: datetime, hour: int, minute: int, half: str) -> None:
    found = when(f"tomorrow {hour}:{minute:02}{half}", now=now, future=True)
    clock = f"{hour % 12 + 12 * (half == 'pm'):02}:{minute:02}"
    assert found == when(f"tomorrow {clock}", now=now, future=True)
    assert found.time == clock


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 18), "today"),
        (date(2026, 11, 17), "yesterday"),
        (date(2026, 11, 13), "5 days ago"),
        (date(2026, 11, 5), "13 days ago"),
        (date(2026, 11, 4), "2 weeks ago"),
        (date(2026, 10, 28), "3 weeks ago"),
        (date(2026, 8, 19), "13 weeks ago"),
        (date(2026, 8, 18), "3 months ago"),
        (date(2025, 7, 18), "16 months ago"),
        (date(2024, 11, 19), "23 months ago"),
        (date(2024, 11, 18), "2 years ago"),
        (date(2026, 11, 19), "tomorrow"),
        (date(2026, 11, 23), "in 5 days"),
        (date(2027, 3, 18), "in 4 months"),
    ],
)
def test_since(day: date, words: str) -> None:
    assert since(day, NOW.date()) == words


def test_show() -> None:
    assert show_day(date(2026, 11, 27)) == "Fri 27 Nov 2026"
    assert show_when(When(date(2026, 11, 27), None)) == "Fri 27 Nov 2026"
    assert show_when(When(date(2026, 11, 27), "15:30")) == "Fri 27 Nov 2026, 15:30"
