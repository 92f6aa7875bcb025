"""Whether two records may be about the same person, by their names."""

from functools import lru_cache

from tinycrm.domain import clean


@lru_cache(maxsize=1000)
def words(name: str) -> str:
    """A name by which two are the same in any order of their words, whatever the case and the accents."""
    return " ".join(sorted(clean.fold(name).split())) or name.casefold()


def teller(kind: str, name: str | None, given: str | None) -> str | None:
    """What tells someone from others who share an email: a person's given name, an organisation's whole name."""
    return name if kind == "organisation" else given


@lru_cache(maxsize=1000)
def may_be_one(given: str | None, other: str | None) -> bool:
    """Whether two names may be one person's: a word in common, or one that begins another; an unknown one may."""
    if not given or not other:
        return True
    ours, theirs = clean.fold(given).split(), clean.fold(other).split()
    return not (ours and theirs) or any(a.startswith(b) or b.startswith(a) for a in ours for b in theirs)
