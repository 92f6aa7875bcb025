"""From a person as a file tells of them to what the shop can keep: every value read by the rules of the shop."""

import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeVar

from tinycrm.domain import clean, name, occasion, preference, reach
from tinycrm.domain.contact import FACTS, Reading, Row
from tinycrm.errors import InvalidError
from tinycrm.formats.person import Labelled, Occasion, Person, Postal, Refused, Relative
from tinycrm.services.load import cell
from tinycrm.services.load.custom import Customs
from tinycrm.services.load.report import Choices, Notes
from tinycrm.services.load.said import Part, Parts, Said, distinct

T = TypeVar("T")
V = TypeVar("V")

PROPERTY_LIMIT = 10_000
PROPERTIES = 100


def _line(what: str) -> Callable[[str], str | None]:
    return lambda value: clean.line(value, what) if value.strip() else None


def _prose(what: str) -> Callable[[str], str | None]:
    return lambda value: clean.text(value, what) if value.strip() else None


_FACTS = {
    "given": _line("a given name"),
    "family": _line("a family name"),
    "nickname": _line("a nickname"),
    "pronunciation": _line("how to say a name"),
    "company": _line("a company"),
    "role": _line("a role"),
    "source": _line("a source"),
    "pinned": _prose("a pinned note"),
    "notes": _prose("notes"),
}
_WORDS = ("kind", "stage", "channel", "cadence")
_NUMBERED = re.compile(r"Line (\d+): (.*)", re.DOTALL)


class Naming(NamedTuple):
    """The name (None when there is none), what to call them then, the kind, and the parts that follow from the name."""

    name: str | None
    called: str
    kind: str
    given: str | None
    family: str | None


class Reader:
    """Reads person after person by the same choices; what is to be told goes into `notes`."""

    def __init__(self, reading: Reading, choices: Choices, customs: Customs, notes: Notes) -> None:
        self._reading = reading
        self._choices = choices
        self._customs = customs
        self._notes = notes
        self._today = reading.today.isoformat()
        self._line = 0
        self._aside: list[str] = []
        self._warnings: list[str] = []

    def said(self, person: Person) -> Said | Refused:
        """What a person's record says; Refused when the choices are strict and a value makes no sense."""
        self._line, self._aside, self._warnings = person.line, [], []
        try:
            found = self._said(person)
        except InvalidError as error:
            return Refused(person.line, str(error))
        self._tell(person)
        return found

    def _said(self, person: Person) -> Said:
        facts: dict[str, Any] = {}
        self._facts(person, facts)
        parts = self._parts(person)
        custom = self._customs.read(person.others, self._take, self._notes)
        referrer = self._line_of(person.referred_by, "who sent them")
        self._consent(person, parts)
        if person.do_not_contact:
            facts["do_not_contact"] = 1
        naming = self._name(person, facts, parts)
        if naming.kind == "organisation" and naming.name and facts.get("company") == naming.name:
            del facts["company"]
        if self._aside:
            # what came back from a shop that had put it aside before is there already
            lines = (facts.get("notes") or "").splitlines()
            lines += [line for line in dict.fromkeys(self._aside) if line not in lines]
            facts["notes"] = "\n".join(lines)[: clean.TEXT_LIMIT]
        return Said(person.line, *naming, facts, parts, custom, referrer)

    def _take(self, what: str, read: Callable[[V], T], value: V) -> T | None:
        """What a value is read as, or None where it makes no sense and goes into the notes instead.

        Raises InvalidError when the choices are strict.
        """
        try:
            return read(value)
        except InvalidError as error:
            if self._choices.strict:
                raise
            self._aside.append(f"{cell.safe(what)}: {cell.safe(cell.text(value))}")
            self._warnings.append(f"{error} It is in the notes.")
            return None

    def _tell(self, person: Person) -> None:
        for guess in person.guesses:
            match = _NUMBERED.fullmatch(guess)
            self._notes.warn(*((int(match[1]), match[2]) if match else (person.line, guess)))
        for sentence in self._warnings:
            self._notes.warn(person.line, sentence)
        self._notes.photos += person.photos
        self._notes.consents += bool(person.mailings and not self._choices.consent)

    def _facts(self, person: Person, facts: dict[str, Any]) -> None:
        for field, read in _FACTS.items():
            if value := getattr(person, field):
                facts[field] = self._take(field, read, value)
        for field in _WORDS:
            if value := getattr(person, field):
                facts[field] = self._take(field, self._word(field), value)
        if person.birthday:
            facts["birthday"] = self._day("birthday", person.birthday)
        if person.deceased_on:
            facts["deceased_on"] = self._day("deceased", person.deceased_on)
        for column in [column for column, value in facts.items() if value is None]:
            del facts[column]

    def _word(self, field: str) -> Callable[[str], Any]:
        def read(text: str) -> Any:
            try:
                return FACTS[field](text, self._reading)
            except InvalidError as error:
                raise InvalidError(f"{field.capitalize()}: {error}") from None

        return read

    def _line_of(self, text: str | None, what: str) -> str | None:
        return self._take(what, lambda value: clean.line(value, what), text) if text and text.strip() else None

    def _name(self, person: Person, facts: dict[str, Any], parts: Parts) -> Naming:
        """What they are called, and what follows from that."""
        ways = {way.value for way in (*person.emails, *person.phones)}
        written = "" if person.name in ways else person.name.strip()
        written = written or " ".join(filter(None, (facts.get("given"), facts.get("family"))))
        kind = facts.get("kind") or "person"
        if not written and person.company:
            written, kind = person.company, facts.get("kind") or "organisation"
        if not written:
            return Naming(None, _called(facts, parts), kind, None, None)
        shown = self._take("name", lambda value: name.split(value, kind), written)
        if shown is None or "given" in facts or "family" in facts:
            cut = clean.line(written, "a name", clean.TEXT_LIMIT)[: clean.LINE_LIMIT].rstrip()
            return Naming(cut, "", kind, None, None)
        return Naming(shown.display, "", kind, shown.given, shown.family)

    def _day(self, what: str, text: str, *, future: bool = False) -> str | None:
        if cell.is_day(text, self._today):
            return text
        if cell.is_empty(text) or cell.is_zero(text):
            return None
        return self._take(what, lambda value: self._read_day(what, value, future=future), text)

    def _read_day(self, what: str, text: str, *, future: bool) -> str:
        try:
            if what == "deceased":
                return str(FACTS[what](text, self._reading))
            read = occasion.partial(text, today=self._reading.today, day_first=self._reading.day_first, future=future)
        except InvalidError as error:
            raise InvalidError(f"{what.capitalize()}: {error}") from None
        if cell.is_open(text):
            self._warnings.append(f"{cell.safe(text)} was read as {cell.shown_day(read)}, as this shop writes days.")
        return read

    def _parts(self, person: Person) -> Parts:
        found: Parts = {}
        for table, values, read in (
            ("email", person.emails, self._email),
            ("phone", person.phones, self._phone),
            ("address", person.addresses, self._address),
            ("link", person.links, self._link),
            ("relative", person.relatives, self._relative),
            ("tag", person.tags, self._tag),
            ("uid", [person.uid] if person.uid else (), cell.uid),
        ):
            if values and (rows := self._each(values, table, read)):
                found[table] = distinct(table, rows)
        for table, rows in (
            ("occasion", self._occasions(person.occasions)),
            ("preference", self._preferences(person)),
            ("property", self._properties(person.kept)),
        ):
            if rows:
                found[table] = distinct(table, rows)
        return found

    def _each(self, values: Sequence[Any], what: str, read: Callable[[Any], Part | None]) -> list[Part]:
        rows = (self._take(what, read, value) for value in values)
        return [row for row in rows if row is not None]

    def _email(self, way: Labelled) -> Part | None:
        if cell.is_empty(way.value):
            return None
        email = reach.email(way.value)
        return [cell.label(way.label), email.address, email.key]

    def _phone(self, way: Labelled) -> Part | None:
        if cell.is_empty(way.value) or cell.is_zero(way.value):
            return None
        phone = reach.phone(way.value, self._reading.country)
        return [cell.label(way.label), phone.number, phone.e164, phone.digits]

    def _address(self, postal: Postal) -> Part | None:
        label, *said = postal
        parts = [cell.address_line(part) if part else None for part in said]
        return [cell.label(label), *parts] if any(parts) else None

    def _link(self, way: Labelled) -> Part:
        return [cell.label(way.label), reach.link(way.value)]

    def _relative(self, relative: Relative) -> Part:
        birthday = self._day("birthday", relative.birthday) if relative.birthday else None
        relation = clean.line(relative.relation, "a relation") if relative.relation else None
        return [clean.line(relative.name, "a relative's name"), relation, birthday]

    def _occasions(self, occasions: Sequence[Occasion]) -> list[Part]:
        rows: list[Part] = []
        for each in occasions:
            called = self._line_of(each.name, "an occasion") or "occasion"
            day = self._day(called, each.day, future=True)
            others = [row for row in rows if row[0].partition(" (")[0] == called]
            if day and all(row[1] != day for row in others):
                rows.append([f"{called} ({len(others) + 1})" if others else called, day])
        return rows

    def _tag(self, text: str) -> Part:
        said, sentence = cell.tag(text)
        if sentence:
            self._warnings.append(sentence)
        return [said]

    def _preferences(self, person: Person) -> list[Part]:
        rows = []
        for attitude, values in (("like", person.likes), ("dislike", person.dislikes)):
            for value in values:
                read = self._take(f"{attitude}s", preference.preference, value)
                if read is not None:
                    rows.append([attitude, *read])
        return rows

    def _properties(self, kept: Sequence[str]) -> list[Part]:
        rows: list[Part] = []
        for line in kept:
            if len(rows) == PROPERTIES:
                self._warnings.append(f"Of the lines that nobody understands only {PROPERTIES} are kept.")
                break
            try:
                rows.append([clean.line(line, "a line of a card", PROPERTY_LIMIT)])
            except InvalidError as error:
                self._warnings.append(f"{error} It was left out.")
        return rows

    def _consent(self, person: Person, parts: Parts) -> None:
        """A no is always taken, a yes only when it is known how they gave it."""
        if person.mailings is None or (person.mailings and not self._choices.consent):
            return
        on = self._day("deceased", person.mailings_on) if person.mailings_on else None
        said = self._choices.consent if person.mailings else self._line_of(person.mailings_source, "how they said so")
        parts["consent"] = [["mailings", int(person.mailings), on or self._today, said]]


def _called(facts: Row, parts: Parts) -> str:
    """What to call someone without a name.

    Raises InvalidError when nothing is known to call them by.
    """
    emails, phones = parts.get("email"), parts.get("phone")
    ways = (facts.get("nickname"), emails and emails[0][1][: clean.LINE_LIMIT], phones and phones[0][1])
    for way in filter(None, ways):
        return str(way)
    raise InvalidError("This record has no name, company, email or phone.")
