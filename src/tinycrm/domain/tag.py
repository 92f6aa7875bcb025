"""Tags: one short word, the same for everyone who types it."""

import re

from tinycrm.domain import clean
from tinycrm.errors import InvalidError

LIMIT = 40

_REFERENCE = r"[a-z]\d+"
_KEPT_OUT = ',:"'


def tag(text: str) -> str:
    """A tag as it is stored: lower case, blanks as hyphens, no hyphen or "#" at its start.

    Raises InvalidError when blank, over 40 characters, with a comma, a colon or a quote in it, or of the
    form of a reference ("c12").
    """
    value = clean.line(text, "a tag", clean.TEXT_LIMIT).lower().lstrip("#")
    value = clean.line(re.sub(r"[ -]+", "-", value).strip("-"), "a tag", LIMIT)
    if any(char in value for char in _KEPT_OUT):
        raise InvalidError(f'"{value}" is not a tag: a tag holds no comma, colon or quote.')
    if re.fullmatch(_REFERENCE, value):
        raise InvalidError(f'"{value}" is not a tag: it reads like a reference. Try no-{value}.')
    return value
