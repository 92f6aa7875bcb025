"""Values that no field of a contact has: into the fields of the shop's own, into new ones, or left out."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Protocol, TypeVar

from tinycrm.domain import clean
from tinycrm.domain import field as rules
from tinycrm.domain.contact import Reading
from tinycrm.domain.field import Field
from tinycrm.errors import InvalidError
from tinycrm.services.field import available
from tinycrm.services.load.report import Notes

NEW_FIELDS = 100
GUESSED = ("yes-no", "number", "date")

T = TypeVar("T")
V = TypeVar("V")


class Take(Protocol):
    """Reads a value; None when it makes no sense and was put aside."""

    def __call__(self, what: str, read: Callable[[V], T], value: V, /) -> T | None:
        """As `Reader` does."""


class Customs:
    """Which header goes to which field, and what kinds the new ones may be of, as far as the file was read."""

    def __init__(self, fields: Sequence[Field], reading: Reading, *, keep: bool) -> None:
        self._reading = reading
        self._keep = keep
        self._declared = {field.name: field for field in fields}
        self._names: dict[str, str | None] = {}
        self._kinds: dict[str, list[str]] = {}

    def read(self, others: Mapping[str, str], take: Take, notes: Notes) -> dict[str, str]:
        """The values that go to fields, by the fields' names; the others are counted as left out."""
        found: dict[str, str] = {}
        for header, text in others.items():
            if not text.strip():
                continue
            name = self._name(header)
            if name is None or name in found:
                notes.leave(header)
                continue
            value = take(header, partial(self._read, name), text)
            if value is not None:
                found[name] = value
        return found

    def new(self) -> list[Field]:
        """The fields that are not declared yet, each of the narrowest kind that takes all its values as they stand."""
        return [Field(0, name, [*kinds, "text"][0]) for name, kinds in self._kinds.items()]

    def _name(self, header: str) -> str | None:
        if header not in self._names:
            self._names[header] = self._found(header)
        return self._names[header]

    def _found(self, header: str) -> str | None:
        taken = {name for name in self._names.values() if name is not None}
        try:
            same = rules.slug(header)
        except InvalidError:
            same = ""
        # what is called as something of tinycrm's, or too long, went to a field of another name the first time too
        for name in (same, available(header, taken)):
            if name in self._declared and name not in taken:
                return name
        if not self._keep or len(self._kinds) >= NEW_FIELDS:
            return None
        name = available(header, taken)
        self._kinds[name] = list(GUESSED)
        return name

    def _read(self, name: str, text: str) -> str:
        field = self._declared.get(name)
        if field is not None:
            return rules.read(field, text, self._reading)
        value = clean.text(text.strip(), name)
        self._kinds[name] = [kind for kind in self._kinds[name] if self._fits(kind, value)]
        return value

    def _fits(self, kind: str, value: str) -> bool:
        try:
            return rules.read(Field(0, "x", kind), value, self._reading) == value
        except InvalidError:
            return False
