"""What someone likes or dislikes: a facet such as author, genre or period, and a value."""

import re
from typing import NamedTuple

from tinycrm.domain import clean
from tinycrm.errors import InvalidError

DEFAULT_FACET = "subject"
FACET_LIMIT = 20

_FACET = r"([^\W\d_]+(?:-[^\W\d_]+)*) ?:(?!//) ?(.*)"


class Preference(NamedTuple):
    """A facet, its value as typed, and the key under which two values are the same."""

    facet: str
    value: str
    key: str


def preference(text: str) -> Preference:
    """The preference in "author:Zola"; without a facet it is a subject.

    Raises InvalidError for a blank value.
    """
    typed = clean.line(text, "a preference")
    match = re.fullmatch(_FACET, typed)
    if match is None or len(match[1]) > FACET_LIMIT:
        return Preference(DEFAULT_FACET, typed, _key(typed))
    if not match[2]:
        raise InvalidError(f'"{typed}" has no value. Write it as {match[1].lower()}:Zola.')
    return Preference(match[1].lower(), match[2], _key(match[2]))


def _key(value: str) -> str:
    return clean.fold(value) or value.casefold()
