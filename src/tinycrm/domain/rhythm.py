"""How often somebody buys: the usual time between the days on which they did, and whether that is broken."""

LEAST = 5  # days of buying, before there is anything usual
LONGEST = 92  # days apart; what is rarer is no rhythm
BROKEN = 2  # so many times the usual is too long
TOLD = 14  # days for which the morning list tells of it

_WEEK, _MONTH = 7, 30.4


def rhythm(days: int, span: int) -> int | None:
    """The usual number of days between purchases, from how many days they bought on and how far the first and the
    last lie apart; None where nothing is usual.
    """
    if days < LEAST:
        return None
    apart = max(round(span / (days - 1)), 1)
    return apart if apart <= LONGEST else None


def in_words(days: int) -> str:
    """A number of days as a person says it: "5 weeks"."""
    if days < 2 * _WEEK:
        return f"{days} days" if days > 1 else "day"
    if days < 9 * _WEEK:
        return f"{round(days / _WEEK)} weeks"
    return f"{round(days / _MONTH)} months"
