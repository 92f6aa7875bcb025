"""Titles and authors as keys, so that a book is known again however it is written.

"Nana" and "NANA: a novel" are one title, "Émile Zola" and "Zola, E." one author.
"""

import re

from tinycrm.domain.clean import fold

_ARTICLES = frozenset(
    "the a an le la les un une des der die das ein eine el los las lo il gli o os as um uma het een den det".split()
)
_ELIDED = r"^(?:l|d|un|dell|all)['’](?=\w)"
_LEADING = r"^(\S+)\s+(?=\S)"
_TRAILING = r",\s+(\S+)$"
_SUBTITLE = r"\s*(?::|;|\s[-–—/]\s|\(|\[|—).*$"
_SEVERAL = r"\s*(?:;|&|/|\s(?:and|und|et|with)\s)\s*"
_ROLES = r"(?i)\s*\((?:ed|eds|editor|trans|transl|translator|ill|illustrator)\.?\)|^(?:ed\. by|edited by|by)\s+"
_PARTICLES = frozenset("de del della der den di du da das dos la le les van von zu zur ter te af av al el".split())
_SUFFIXES = frozenset("jr sr ii iii iv junior senior phd md obe cbe".split())
_INITIALS = r"\b[A-Z]{2,3}\b"


def title_key(title: str) -> str:
    """What a title is compared by: folded, without its leading article and its subtitle."""
    whole = title.replace("&", " and ").strip()
    short = re.sub(_SUBTITLE, "", whole) or whole
    found = re.search(_TRAILING, short)
    if found and found[1].lower() in _ARTICLES:
        short = short[: found.start()]
    short = re.sub(_ELIDED, "", short, flags=re.IGNORECASE) or short
    first = re.match(_LEADING, short)
    if first and fold(first[1]) in _ARTICLES:
        short = short[first.end() :]
    return fold(short.replace("-", " ")) or fold(whole) or whole.casefold()


def author_key(author: str) -> str:
    """What an author is compared by: the family name, then the given ones; of several authors the first.

    Particles and suffixes are left out, initials stand apart: "J.R.R. Tolkien" is "tolkien j r r".
    """
    first = re.split(_SEVERAL, re.sub(_ROLES, "", author).strip(), maxsplit=1)[0]
    family, comma, given = first.partition(",")
    if comma and fold(given) in _SUFFIXES:
        family, given, comma = first.replace(",", " "), "", ""
    words = [*_words(given), *_words(family)]
    plain = [word for word in words if word not in _PARTICLES and word not in _SUFFIXES] or words
    return " ".join([*plain[-1:], *plain[:-1]])


def same_author(one: str, other: str) -> bool:
    """Whether two author keys may be one person's: the same family name, and given names that do not disagree.

    Initials stand for the names they begin; what one key leaves out the other may have.
    """
    if not one or not other:
        return False
    (family, *given), (other_family, *other_given) = one.split(), other.split()
    if family != other_family:
        return False
    few, many = sorted((given, other_given), key=len)
    rest = iter(many)
    return all(any(_agree(word, each) for each in rest) for word in few)


def same_book(title: str, author: str | None, other_title: str, other_author: str | None) -> bool:
    """Whether two books, by their keys, may be the same; where one has no author its title alone says."""
    if title != other_title:
        return False
    return not author or not other_author or same_author(author, other_author)


def _words(name: str) -> list[str]:
    # JRR is three names only where not everything is in capitals
    if not name.isupper():
        name = re.sub(_INITIALS, lambda found: " ".join(found[0]), name)
    return fold(name.replace("-", " ")).split()


def _agree(one: str, other: str) -> bool:
    return one == other or (1 in (len(one), len(other)) and one[0] == other[0])
