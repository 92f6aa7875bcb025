"""The words that say which phone, email or address it is: parameters of a vCard to the words of a shop, and back."""

import re
from functools import lru_cache

_NOISE = frozenset("pref voice internet msg x400 dom intl postal parcel video text x-internet individual".split())
_CACHED_LENGTH = 100
_PLACES = ("home", "work")
_WORDS = {"cell": "mobile", "textphone": "text phone", "homepage": "home page", "main-number": "main"}
_APPLE = re.compile(r"_\$!<(.*)>!\$_", re.DOTALL)
_APPLE_WORDS = {"iphone": "iphone", "homefax": "home fax", "workfax": "work fax", "homepage": "home page"}
_APPLE_RELATIONS = frozenset(
    "assistant brother child daughter father friend manager mother parent partner sister son spouse".split()
)
_TYPES = {
    "home": ("HOME",),
    "work": ("WORK",),
}
_PHONE_TYPES = {
    **_TYPES,
    "mobile": ("CELL",),
    "home mobile": ("HOME", "CELL"),
    "work mobile": ("WORK", "CELL"),
    "fax": ("FAX",),
    "home fax": ("HOME", "FAX"),
    "work fax": ("WORK", "FAX"),
    "pager": ("PAGER",),
}


def read(types: tuple[str, ...]) -> str | None:
    """The label that TYPE parameters, in small letters, stand for: ("work", "cell") is "work mobile"."""
    return (_read if sum(map(len, types)) <= _CACHED_LENGTH else _read.__wrapped__)(types)


@lru_cache(maxsize=500)
def _read(types: tuple[str, ...]) -> str | None:
    words = list(dict.fromkeys(_WORDS.get(word, word.removeprefix("x-")) for word in types if word not in _NOISE))
    words.sort(key=lambda word: word not in _PLACES)
    if "iphone" in words:
        words = [word for word in words if word != "mobile"]
    return " ".join(filter(None, words)) or None


def read_own(text: str) -> str | None:
    """The label in an X-ABLabel: one's own words, or a built-in one of Apple's, `_$!<HomeFAX>!$_` for "home fax"."""
    match = _APPLE.fullmatch(text.strip())
    if match is None:
        return text.strip() or None
    word = match[1].strip()
    return _APPLE_WORDS.get(word.lower()) or re.sub(r"(?<=[a-z])(?=[A-Z])", " ", word).lower() or None


def types(label: str | None, *, phone: bool) -> tuple[str, ...] | None:
    """The TYPE values that stand for a label; None when no standard ones do, and it needs an X-ABLabel."""
    return () if label is None else (_PHONE_TYPES if phone else _TYPES).get(label)


def own(label: str) -> str:
    """A relation or an occasion as the text of an X-ABLabel."""
    return f"_$!<{label.capitalize()}>!$_" if label in _APPLE_RELATIONS | {"anniversary"} else label
