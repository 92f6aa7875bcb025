import pytest

from tinycrm.domain.rhythm import in_words, rhythm


@pytest.mark.parametrize(
    ("days", "span", "usual"),
    [(5, 140, 35), (4, 140, None), (5, 4, 1), (5, 0, 1), (5, 368, 92), (5, 372, None), (0, 0, None)],
)
def test_something_is_usual_after_five_days_not_too_far_apart(days: int, span: int, usual: int | None) -> None:
    assert rhythm(days, span) == usual


@pytest.mark.parametrize(
    ("days", "words"),
    [(1, "day"), (9, "9 days"), (14, "2 weeks"), (35, "5 weeks"), (62, "9 weeks"), (92, "3 months")],
)
def test_days_are_said_as_people_do(days: int, words: str) -> None:
    assert in_words(days) == words
