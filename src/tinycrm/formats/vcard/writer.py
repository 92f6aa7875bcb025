"""People to vCards, 3.0 (RFC 2426) or 4.0 (RFC 6350): escaped, folded, and read alike by phones and by ourselves."""

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from tinycrm.formats.person import AFTER, BEFORE, DEPARTMENT, Labelled, Occasion, Person, Postal, Relative
from tinycrm.formats.vcard import day, label, own
from tinycrm.formats.vcard.content import clean, escape, param

Version = Literal["3.0", "4.0"]

_FOLD = 75  # octets of a line, without its end (RFC 6350 §3.2)
_VALUE = r'(?:"[^"\n]*"|[^";:,\n]*)'
_PROPERTY = re.compile(
    rf"(?:([A-Za-z0-9_-]+)\.)?([A-Za-z][A-Za-z0-9_-]*)(?:;[A-Za-z0-9-]+(?:={_VALUE}(?:,{_VALUE})*)?)*+:", re.ASCII
)
_NEVER_KEPT = frozenset("BEGIN END VERSION".split())
_ITEM = re.compile("item([0-9]{1,6})", re.IGNORECASE)
_UUID = re.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_URI = re.compile("[a-z][a-z0-9+.-]*:", re.IGNORECASE)
# RFC 6350 §6.6.6
_RELATIONS = frozenset(
    "contact acquaintance friend met co-worker colleague co-resident neighbor child parent sibling spouse kin muse "
    "crush date sweetheart me agent emergency".split()
)


def write(people: Iterable[Person], version: Version) -> Iterator[bytes]:
    """A vCard for each of them, as UTF-8 with CRLF.

    What stands in a value cannot end its line; controls are left out.
    """
    for person in people:
        yield b"".join(map(_folded, _Writer(version).card(person)))


def _folded(line: str) -> bytes:
    raw = line.encode("utf-8", "replace")
    if len(raw) <= _FOLD:
        return raw + b"\r\n"
    rows, start, room = [], 0, _FOLD
    while len(raw) - start > room:
        end = start + room
        while raw[end] & 0xC0 == 0x80:  # within a character
            end -= 1
        rows.append(raw[start:end])
        start, room = end, _FOLD - 1
    return b"\r\n ".join([*rows, raw[start:]]) + b"\r\n"


class _Writer:
    """Writes one card, and counts the groups that tie a label to its property."""

    def __init__(self, version: Version) -> None:
        self.version = version
        self.item = 0

    def card(self, person: Person) -> list[str]:
        """The lines of a card, not folded."""
        kept = list(_kept(person.kept))
        numbers = [int(match[1]) for line in kept if (match := _ITEM.match(line))]
        self.item = max(numbers, default=0)
        return [
            "BEGIN:VCARD",
            f"VERSION:{self.version}",
            *self._names(person),
            *self._ways("EMAIL", person.emails, "INTERNET" if self.version == "3.0" else ""),
            *self._ways("TEL", person.phones, ""),
            *self._addresses(person.addresses),
            *self._ways("URL", person.links, ""),
            *self._days(person),
            *(line for relative in person.relatives for line in self._relative(relative)),
            *([f"CATEGORIES:{','.join(map(escape, person.tags))}"] if person.tags else []),
            *_text("NOTE", person.notes),
            *(_own(each) for each in own.write(person)),
            *kept,
            "END:VCARD",
        ]

    def _names(self, person: Person) -> Iterator[str]:
        yield from self._identity(person)
        yield f"FN:{escape(person.called())}"
        parts = (person.family, person.given, "", person.others.get(BEFORE), person.others.get(AFTER))
        if self.version == "3.0" or any(parts):
            yield f"N:{';'.join(escape(part or '') for part in parts)}"
        yield from _text("NICKNAME", person.nickname)
        yield from _text("X-PHONETIC-FIRST-NAME", person.pronunciation)
        is_organisation = person.kind == "organisation"
        company = person.company or (person.called() if is_organisation else "")
        department = person.others.get(DEPARTMENT)
        if company or department:
            yield "ORG:" + ";".join(map(escape, [company, department] if department else [company]))
        yield from _text("TITLE", person.role)
        if is_organisation:
            yield "X-ABShowAs:COMPANY"

    def _identity(self, person: Person) -> Iterator[str]:
        if person.uid:
            yield self._uid(person.uid)
        if person.revised:
            yield f"REV:{escape(day.write_moment(person.revised, self.version))}"
        if self.version == "4.0" and person.kind:
            yield "KIND:org" if person.kind == "organisation" else "KIND:individual"
        elif person.kind == "person" and not (person.given or person.family):
            yield "X-KIND:individual"

    def _uid(self, uid: str) -> str:
        if self.version == "3.0":
            return f"UID:{escape(uid)}"
        if _UUID.fullmatch(uid):
            return f"UID:urn:uuid:{uid}"
        return f"UID{'' if _URI.match(uid) else ';VALUE=text'}:{escape(uid)}"

    def _ways(self, name: str, ways: list[Labelled], fixed: str) -> Iterator[str]:
        for at, way in enumerate(ways):
            preferred = at == 0 and len(ways) > 1
            yield from self._labelled(name, way.label, escape(way.value), fixed, preferred)

    def _addresses(self, addresses: list[Postal]) -> Iterator[str]:
        for at, (word, *known) in enumerate(addresses):
            value = ";".join(["", "", *(escape(part or "") for part in known)])
            yield from self._labelled("ADR", word, value, "", at == 0 and len(addresses) > 1)

    def _labelled(self, name: str, word: str | None, value: str, fixed: str, preferred: bool) -> Iterator[str]:
        types = label.types(word, phone=name == "TEL")
        shown = [*filter(None, [fixed]), *(types or ())]
        if preferred and self.version == "3.0":
            shown.append("PREF")
        params = "".join(f";TYPE={kind}" for kind in shown)
        if preferred and self.version == "4.0":
            params += ";PREF=1"
        yield from self._grouped(f"{name}{params}:{value}", word if types is None else None)

    def _grouped(self, line: str, word: str | None) -> Iterator[str]:
        """A property with the label that stands beside it in its group (Apple, Google)."""
        if not word:
            yield line
            return
        self.item += 1
        yield f"item{self.item}.{line}"
        yield f"item{self.item}.X-ABLabel:{escape(word)}"

    def _days(self, person: Person) -> Iterator[str]:
        if person.birthday:
            yield self._day("BDAY", person.birthday)
        if person.deceased_on:
            yield self._day("DEATHDATE" if self.version == "4.0" else "X-DEATHDATE", person.deceased_on)
        for at, occasion in enumerate(person.occasions):
            yield from self._occasion(occasion, is_first=occasion.name not in {n for n, _ in person.occasions[:at]})

    def _occasion(self, occasion: Occasion, is_first: bool) -> Iterator[str]:
        if self.version == "4.0" and occasion.name == "anniversary" and is_first:
            yield self._day("ANNIVERSARY", occasion.day)
        else:
            yield from self._grouped(self._day("X-ABDATE", occasion.day), label.own(occasion.name))

    def _day(self, name: str, value: str) -> str:
        params, shown = day.write(value, self.version)
        return f"{name}{params}:{escape(shown)}"

    def _relative(self, relative: Relative) -> Iterator[str]:
        birthday = param(own.BIRTHDAY, (relative.birthday,)) if relative.birthday else ""
        if self.version == "4.0" and relative.relation in _RELATIONS:
            yield f"RELATED;TYPE={relative.relation};VALUE=text{birthday}:{escape(relative.name)}"
        else:
            line = f"X-ABRELATEDNAMES{birthday}:{escape(relative.name)}"
            yield from self._grouped(line, relative.relation and label.own(relative.relation))


def _text(name: str, value: str | None) -> Iterator[str]:
    if value:
        yield f"{name}:{escape(value)}"


def _own(each: own.Own) -> str:
    name = param(own.NAME, (each.other,)) if each.other else ""
    return f"{own.PREFIX}{each.name}{name}:{escape(each.value)}"


def _kept(lines: list[str]) -> Iterator[str]:
    """Properties as they were read, if they still are some; a line break in one cannot begin another."""
    for line in lines:
        match = _PROPERTY.match(line)
        if match and match[2].upper() not in _NEVER_KEPT:
            yield clean(line).replace("\n", r"\n")
