"""Names of people and organisations: which part is given, which is the family's, and the form for a shell."""

import re
import unicodedata
from typing import NamedTuple

from tinycrm.domain import clean

_FAMILY_TITLES = frozenset(
    "mr mrs ms miss mx dr prof professor herr frau monsieur mme madame mlle señor señora sr sra sig signor "
    "signora capt captain col colonel maj major lt sgt rev revd reverend judge".split()
)
_GIVEN_TITLES = frozenset("sir dame lady lord sister brother father fr canon".split())
_TITLES = _FAMILY_TITLES | _GIVEN_TITLES
_SUFFIXES = frozenset("jr jnr junior sr snr senior ii iii iv phd dphil bsc msc mba esq obe mbe cbe qc".split())
_CAPITAL_SUFFIXES = frozenset("MA BA MD KC".split())  # Yo-Yo Ma is no Master of Arts
# These open a family name; the second group only when written small: Al, Ben and El are given names.
_PARTICLES = frozenset(
    "van von vom de der den del della di da do dos das du la le ten ter te zu zum zur af av st 't".split()
)
_SMALL_PARTICLES = frozenset("al el bin ibn ben bint abu".split())
_LINKS = frozenset("y e i".split())
_ANDS = frozenset("and & + und et".split())
_ASIDE = r"\([^()]*\)|\"[^\"]*\"|“[^”]*”"
_EAST_ASIAN = "[\u3005\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]+"


class Name(NamedTuple):
    """A name as it is shown, and the parts of it that are known."""

    display: str
    given: str | None
    family: str | None


def split(text: str, kind: str = "person") -> Name:
    """The parts of a name; "Lovelace, Ada" is shown as "Ada Lovelace", anything but a person has no parts.

    Titles and letters after the name stay in `display` only. Raises InvalidError when blank or too long.
    """
    display = clean.line(text, "a name")
    if kind != "person":
        return Name(display, None, None)
    parts = [part.strip() for part in display.split(",") if part.strip()]
    if len(parts) == 1 and display.endswith(","):
        return Name(parts[0], None, _join(_words(parts[0])))
    if len(parts) > 1 and not all(_is_suffix(word) for part in parts[1:] for word in part.split()):
        family, given, *more = parts
        return Name(", ".join([f"{given} {family}", *more]), _join(_words(given)), _join(_words(family)))
    display = ", ".join(parts) or display
    return Name(display, *_parts(_words(parts[0] if parts else display), _title(display)))


def slug(display: str) -> str:
    """A name as one word for a shell: "ada-lovelace", the words of the search key joined by hyphens.

    A name in another script than Latin keeps its letters, for the search index holds them so. Never empty: a name
    without letters and digits is spelled in code points.
    """
    latin = all("LATIN" in unicodedata.name(char, "") for char in display if char.isalpha())
    key = clean.fold(display).replace(" ", "-") if latin else "-".join(re.findall(r"\w+", display.lower()))
    return key or "-".join(f"u{ord(char):x}" for char in display[:4]) or "unnamed"


def _parts(words: list[str], title: str | None) -> tuple[str | None, str | None]:
    if len(words) == 1:
        if _is_east_asian(words[0]):
            return None, None
        return (None, words[0]) if title in _FAMILY_TITLES else (words[0], None)
    if words and all(map(_is_east_asian, words)):
        return _join(words[1:]), words[0]
    if title in _FAMILY_TITLES and words and _is_particle(words[0]):
        return None, _join(words)
    start = _family_start(words)
    return _join(words[:start]), _join(words[start:])


def _family_start(words: list[str]) -> int:
    for at in range(1, len(words) - 1):
        if _is_particle(words[at]):
            return at
        if at > 1 and words[at] in _LINKS:
            return at - 1
    return len(words) - 1


def _words(text: str) -> list[str]:
    plain = re.sub(_ASIDE, " ", text) if any(char in text for char in '("“') else text
    words = plain.split() or text.split()
    start = next((at for at, word in enumerate(words[:-1]) if not _leads(word)), len(words) - 1)
    words = words[max(start, 0) :]
    while len(words) > 1 and _is_suffix(words[-1]):
        words.pop()
    return words


def _title(text: str) -> str | None:
    first, *more = text.split()
    return _letters(first) if more else None


def _leads(word: str) -> bool:
    return _letters(word) in _TITLES or word.casefold() in _ANDS


def _is_suffix(word: str) -> bool:
    return _letters(word) in _SUFFIXES or word.replace(".", "") in _CAPITAL_SUFFIXES


def _is_particle(word: str) -> bool:
    return word.casefold().rstrip(".") in _PARTICLES or word in _SMALL_PARTICLES


def _is_east_asian(word: str) -> bool:
    return not word.isascii() and re.fullmatch(_EAST_ASIAN, word) is not None


def _letters(word: str) -> str:
    return word.casefold().replace(".", "")


def _join(words: list[str]) -> str | None:
    return " ".join(words) or None
