"""A person in the making, while the properties of a card are read one after another."""

import re

from tinycrm.formats.person import AFTER, BEFORE, KEPT_LIMIT, Labelled, Person, Postal
from tinycrm.formats.vcard import content, day, label
from tinycrm.formats.vcard.card import BINARY_KEPT, Line
from tinycrm.formats.vcard.content import Content

_LIST_COMMA = re.compile(rb"(?<!\\),(?=\S)")
_PHONETIC_ORDER = ("X-PHONETIC-FIRST-NAME", "X-PHONETIC-MIDDLE-NAME", "X-PHONETIC-LAST-NAME")
_CHOSEN = frozenset("ADR EMAIL FN N NICKNAME ORG ROLE TEL TITLE URL".split())  # the preferred one comes first
_BESIDE = ("X-ABLABEL", "X-ABADR")  # they say something of the property in their group
_SURELY_WHOLE = BINARY_KEPT // 2
_TOO_MANY = f"Of properties that are not understood {KEPT_LIMIT} were kept, the rest was left out."
_NO_SENSE = "A line that is no property was left out."


class Draft:
    """What is known of a person so far, and the means to read what a property says."""

    def __init__(self, number: int, lines: list[Line], encoding: str = "") -> None:
        self.person = Person(number)
        self.guesses = content.Guesses(encoding)
        self.kind = ""
        self.names: list[str] = []
        self.phonetic: list[tuple[str, str]] = []
        self.notes: list[str] = []
        self.letters: list[Postal] = []
        self.contents = self._parsed(lines)
        self._groups = self._grouped()
        self._alternatives: set[tuple[str, str]] = set()

    def _parsed(self, lines: list[Line]) -> list[Content]:
        contents = []
        ranked = False
        for line in lines:
            parsed = content.parse(line)
            if parsed is None:
                self.guess(_NO_SENSE, line.number)
            else:
                contents.append(parsed)
                ranked = ranked or parsed.head.rank <= content.LEAST_PREFERRED
        return sorted(contents, key=_rank) if ranked else contents

    def _grouped(self) -> dict[tuple[str, str], Content]:
        return {(each.head.group.lower(), each.head.name): each for each in self.contents if each.head.group}

    def guess(self, sentence: str, number: int) -> None:
        """Remembers what was not sure; the same sentence is said once, of its first line."""
        self.guesses.add(sentence, number)

    def text(self, of: Content) -> str:
        """A property's value as one text."""
        return content.text(of, self.guesses)

    def line(self, of: Content) -> str:
        """A property's value without the blanks around it."""
        return content.text(of, self.guesses).strip()

    def parts(self, of: Content) -> list[str]:
        """A property's components."""
        return content.parts(of, self.guesses)

    def values(self, of: Content) -> list[str]:
        """A property's list."""
        return content.values(of, self.guesses)

    def day(self, of: Content) -> str:
        """A property's value as a day."""
        return day.read(self.text(of), of.param("X-APPLE-OMIT-YEAR"))

    def name_parts(self, of: Content) -> list[str]:
        """Family, given, additional, prefix, suffix; of several names in one, which bare commas part, one text."""
        if b"," in of.raw:
            of = of._replace(raw=_LIST_COMMA.sub(b" ", of.raw))
        return [*self.parts(of), "", "", "", "", ""][:5]

    def beside(self, of: Content, name: str) -> str:
        """What another property in the same group says."""
        other = self._groups.get((of.head.group.lower(), name)) if of.head.group else None
        return "" if other is None else self.line(other)

    def label(self, of: Content) -> str | None:
        """The word that says which phone, address or day this is."""
        return label.read_own(self.beside(of, "X-ABLABEL")) or label.read(of.head.types)

    def fill(self, field: str, value: str, of: Content) -> None:
        """Sets a field that is still empty; a second, other value is kept as a property."""
        known = getattr(self.person, field)
        if value and not known:
            setattr(self.person, field, value)
        elif value and value != known:
            self.keep(of)

    def reach(self, ways: list[Labelled], value: str, of: Content) -> None:
        """Adds an email, phone or link, when there is one."""
        if value:
            ways.append(Labelled(self.label(of), value))

    def is_repeated(self, of: Content) -> bool:
        """Whether this says in another language (ALTID, RFC 6350 §5.4) what was said already."""
        if "ALTID" not in of.head.params:
            return False
        alternative = of.param("ALTID")
        seen = (of.head.name, alternative) in self._alternatives
        self._alternatives.add((of.head.name, alternative))
        return seen

    def is_address(self, of: Content) -> bool:
        """Whether a photo is only the web address of one."""
        return of.raw[:8].lower().startswith((b"http://", b"https:/", b"http\\:/")) and len(of.raw) < _SURELY_WHOLE

    def leave(self, what: str, of: Content) -> None:
        """Leaves a file in a property out, and says so; text and an address of one are kept."""
        if of.head.binary or of.raw[:5].lower() == b"data:" or len(of.raw) >= _SURELY_WHOLE:
            self.guess(f"A {what} in this card was left out.", of.line)
        else:
            self.keep(of)

    def keep(self, of: Content) -> None:
        """Keeps a property as it is, with the label that belongs to it, to be exported again."""
        if not of.raw.strip():
            return
        kept = self.person.kept
        if len(kept) >= KEPT_LIMIT:
            self.guess(_TOO_MANY, of.line)
            return
        kept.append(content.unfolded(of, self.guesses, ranked=of.head.name not in _CHOSEN))
        if of.head.group:
            kept.extend(
                content.unfolded(other, self.guesses)
                for name in _BESIDE
                if (other := self._groups.get((of.head.group.lower(), name)))
            )

    def finish(self) -> Person:
        """The person, with what follows from several properties together."""
        person = self.person
        self._name()
        order = {name: at for at, name in enumerate(_PHONETIC_ORDER)}
        said = [word for _, word in sorted(self.phonetic, key=lambda each: order.get(each[0], 0)) if word]
        person.pronunciation = " ".join(said) or None
        person.notes = "\n\n".join(self.notes) or None
        person.tags = list(dict.fromkeys(person.tags))
        del person.kept[KEPT_LIMIT:]
        if not person.addresses:
            person.addresses = self.letters
        if person.kind == "organisation" and person.company == person.name:
            person.company = None
        person.guesses = [f"Line {number}: {sentence}" for sentence, number in self.guesses.items()]
        return person

    def _name(self) -> None:
        """The name, its parts and the kind: who has a given or family name is a person, a company alone is none."""
        person = self.person
        family, given, more, before, after = self.names or [""] * 5
        person.given = " ".join(filter(None, (given, more))) or None
        person.family = family or None
        whole = " ".join(filter(None, (before, given, more, family, after)))
        ways = {way.value for way in (*person.emails, *person.phones)}
        shown = "" if person.name in ways else person.name  # many programs write FN so, for it may not be empty
        person.name = shown or whole or person.nickname or person.company or ""
        for other, title in ((BEFORE, before), (AFTER, after)):
            if title and title not in person.name:
                person.others.setdefault(other, title)
        if person.kind is None and (person.given or person.family):
            person.kind = "person"
        elif person.kind is None and person.company and person.name == person.company:
            person.kind = "organisation"


def _rank(of: Content) -> int:
    return of.head.rank if of.head.name in _CHOSEN else content.LEAST_PREFERRED + 1
