"""Words to full-text expressions, and words that nobody has to words that somebody has."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tinycrm.domain.clean import fold
from tinycrm.errors import InvalidError
from tinycrm.store.reader import Reader

NAMES = "{names squeezed}"
PEOPLE = "{names squeezed company}"
# more than anyone types, and less than makes SQLite give up
WORD_LIMIT = 50
LENGTH_LIMIT = 1000

# scripts whose words the tokenizer does not part: Han, kana, Hangul, Thai
# (a regular expression of them would take 2 ms to compile, in every command)
_UNPARTED = (
    *(("\u0e00", "\u0e7f"), ("\u1100", "\u11ff"), ("\u2e80", "\u9fff")),
    *(("\uac00", "\ud7af"), ("\uf900", "\ufaff"), ("\U00020000", "\U0003ffff")),
)


def checked(words: Sequence[str]) -> list[str]:
    """The words without what no text in the file can hold: NUL, and halves of characters.

    Raises InvalidError when they are more than 50 words or 1,000 characters.
    """
    length = sum(map(len, words))
    if len(words) > WORD_LIMIT or length > LENGTH_LIMIT:
        raise InvalidError(
            f"That is too much to look for: {len(words):,} words, {length:,} characters;"
            f" at most {WORD_LIMIT} words, {LENGTH_LIMIT:,} characters."
        )
    return [word.replace("\0", "").encode("utf-8", "ignore").decode() for word in words]


class Correction(NamedTuple):
    """Words that somebody has, in the place of those that were typed, and how far they are from them."""

    words: list[str]
    distance: int


def unparted(word: str) -> bool:
    """Whether a word is in a script that is searched letter by letter."""
    return not word.isascii() and any(first <= letter <= last for letter in word for first, last in _UNPARTED)


def expression(words: Iterable[str], columns: str = "", *, beginnings: bool) -> str:
    """An FTS5 query that wants every word, whole or by its beginning, in any of `columns`."""
    return " AND ".join(_word(word, columns, "*" if beginnings else "") for word in words)


def like(word: str) -> str:
    """A LIKE pattern (escape character `\\`) for text that holds `word` anywhere."""
    return "%" + re.sub(r"([%_\\])", r"\\\1", checked([word])[0]) + "%"


def searchable(words: Sequence[str]) -> list[str]:
    """The words that hold something a full-text index knows."""
    return [word for word in checked(words) if fold(word)]


def corrected(reader: Reader, words: Sequence[str], vocabulary: str) -> Correction | None:
    """`words`, each one that `vocabulary` lacks replaced by the closest that it has; None when one has no neighbour.

    The distance counts insertions, deletions, substitutions and swaps of neighbours (optimal string alignment).
    """
    better: list[str] = []
    terms: list[str] | None = None
    distance = 0
    for word in words:
        key = fold(word).replace(" ", "")
        if reader.value(f"SELECT 1 FROM {vocabulary} WHERE term >= ? AND term < ? LIMIT 1", (key, key + "\U0010ffff")):
            better.append(word)
            continue
        if terms is None:
            terms = reader.values(f"SELECT term FROM {vocabulary}")
        nearest = _nearest(key, terms)
        if nearest is None:
            return None
        better.append(nearest[0])
        distance += nearest[1]
    return Correction(better, distance) if better != list(words) else None


def _nearest(word: str, terms: Sequence[str]) -> tuple[str, int] | None:
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    allowed = 1 if len(word) < 6 else 2
    found = extract(word, terms, scorer=OSA.distance, score_cutoff=allowed, limit=20) if len(word) > 2 else []
    same_start = sorted(found, key=lambda hit: (hit[1], hit[0][0] != word[0], hit[0]))
    return (str(same_start[0][0]), int(same_start[0][1])) if same_start else None


def _word(word: str, columns: str, star: str) -> str:
    forms = dict.fromkeys((word, fold(word)))
    either = " OR ".join('"' + form.replace('"', '""') + '"' + star for form in forms)
    return f"{columns} : ({either})" if columns else f"({either})"
