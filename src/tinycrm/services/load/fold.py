"""Records of one file that are about the same person, found while the file is read."""

from array import array
from collections.abc import Callable, Iterator
from typing import NamedTuple

from tinycrm.services.load.alike import may_be_one, words
from tinycrm.services.load.said import PARTS, Said, same

CANDIDATES = 50  # so many people are looked at who share an email or a name

Look = Callable[[int], Said]


class Naming(NamedTuple):
    """What a record is told by from others with the same email."""

    name: str | None
    told_by: str | None


class Fold:
    """Knows the people of the file so far by the number of the record that spoke of them first.

    Keys are kept by their hashes of 64 bits, so that a large file takes little memory.
    """

    def __init__(self, look: Look) -> None:
        self._look = look
        self._places: dict[int, int | list[int]] = {}
        self._named: dict[int, Naming] = {}
        self._sketches = array("Q")  # by number
        self.rivals: dict[int, str] = {}

    def leader(self, said: Said, number: int) -> int:
        """The number of the first record about the same person: `number` itself when there is none yet.

        Wants every record of the file in its order, the first one with the number 0.
        """
        self._sketches.append(_sketch(said))
        name, codes = hash(("name", said.known_as)), _codes(said)
        # nearly all are new, and have nothing in common with anybody but their name
        is_known = any(code in self._places for code in codes) if codes else name in self._places
        found = next(self._candidates(said, number), number) if is_known else number
        if found != number and said.name and self._naming(found).name is None:
            self._named[found] = Naming(said.name, said.told_by)
        for code in (name, *codes):
            self._note(code, found)
        return found

    def _candidates(self, said: Said, number: int) -> Iterator[int]:
        for value in _values(said, "uid"):
            yield from self._having("uid", value)
        yield from self._by_email(said, number)
        name = words(said.known_as)
        for value in _values(said, "phone"):
            yield from self._having("phone", value, name)
        if not has_keys(said):
            yield from (place for place in self._having("name", said.known_as) if self._says_all(place, said, number))

    def _says_all(self, place: int, later: Said, number: int) -> bool:
        # most namesakes live elsewhere, and need not be fetched from the disk to see that
        has_bits = not self._sketches[number] & ~self._sketches[place]
        return has_bits and _says_all(self._look(place), later)

    def _by_email(self, said: Said, number: int) -> Iterator[int]:
        emails = _values(said, "email")
        if said.name:
            for email in emails:
                for place in self._having("email", email, said.name):
                    if self._naming(place).name == said.name:
                        yield place
        for email in emails:
            for place in self._having("email", email):
                naming = self._naming(place)
                if may_be_one(said.told_by, naming.told_by):
                    yield place
                else:
                    self.rivals.setdefault(number, naming.name or "")

    def _naming(self, place: int) -> Naming:
        if place in self._named:
            return self._named[place]
        said = self._look(place)
        return Naming(said.name, said.told_by)

    def _having(self, *key: str) -> list[int]:
        found = self._places.get(hash(key))
        return [] if found is None else [found] if isinstance(found, int) else found

    def _note(self, code: int, place: int) -> None:
        known = self._places.setdefault(code, place)
        if isinstance(known, list):
            if place not in known and len(known) < CANDIDATES:
                known.append(place)
        elif known != place:
            self._places[code] = [known, place]


def has_keys(said: Said) -> bool:
    """Whether a record has more than a name to be found by."""
    return not said.parts.keys().isdisjoint(("uid", "email", "phone"))


def _values(said: Said, table: str) -> list[str]:
    return [same(table, row) for row in said.parts.get(table, ())]


def _codes(said: Said) -> list[int]:
    """The keys that a record is found by besides its name, as hashes."""
    codes = [hash(("uid", value)) for value in _values(said, "uid")]
    for value in _values(said, "email"):
        codes.append(hash(("email", value)))
        if said.name:
            codes.append(hash(("email", value, said.name)))
    if "phone" in said.parts:
        name = words(said.known_as)
        codes += [hash(("phone", value, name)) for value in _values(said, "phone")]
    return codes


def _sketch(said: Said) -> int:
    """A few bits for what a record says: whoever lacks one of them does not say all that it says."""
    bits = 0
    for fact in said.facts.items():
        bits |= 1 << (hash(fact) & 63)
    for row in said.parts.get("address", ()):
        bits |= 1 << (hash(tuple(row)) & 63)
    return bits


def _says_all(first: Said, later: Said) -> bool:
    """Whether a record says everything that another one says, which has nothing else to be found by."""
    return (
        first.name == later.name
        and all(first.facts.get(column) == value for column, value in later.facts.items())
        and all(first.custom.get(name) == value for name, value in later.custom.items())
        and (later.referrer is None or first.referrer == later.referrer)
        and all(row in first.parts.get(table, ()) for table in PARTS for row in later.parts.get(table, ()))
    )
