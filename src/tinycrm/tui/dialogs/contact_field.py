"""The fields of a contact on a form, in their order, with what reads each of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from textual.widget import Widget

from tinycrm.domain import cadence, day, occasion
from tinycrm.domain import field as own_field
from tinycrm.domain import tag as tags
from tinycrm.domain.contact import CHANNELS, KINDS, STAGES, Reading, edit
from tinycrm.domain.field import Field as OwnField
from tinycrm.tui.dialogs.lookup import Lookup
from tinycrm.tui.widgets.choice import ChoiceField, Option
from tinycrm.tui.widgets.field import Check, Echo, Field, Heading, LineField, LongField, checked
from tinycrm.tui.widgets.many import ManyField
from tinycrm.tui.widgets.pick import Match, PickField
from tinycrm.tui.widgets.several import SeveralField

OWN = "own-"  # before the number of a field of the shop's own
IN_A_ROW = 6  # so many words of a choice at most stand in a row
NOT_SAID = Option(None, "not said")
NOTHING: tuple[Any, ...] = (None, "", [])
PLAIN = {"kind": "person", "do_not_contact": False}  # what goes without saying

# option -> its label and what stands in it while it is empty
LINES = {
    "given": ("given name", "where it is not the first word"),
    "family": ("family", "the family's name"),
    "nickname": ("nickname", "what they like to be called"),
    "pronunciation": ("say it", "how to say the name"),
    "company": ("company", "where they work"),
    "role": ("role", "what they do there"),
    "birthday": ("birthday", "10 dec, or 10 dec 1985"),
    "source": ("came from", "the fair, a friend, the window"),
    "cadence": ("keep touch", "6w, 3m, monthly"),
    "deceased": ("died on", "the day"),
}
LISTS = {
    "phone": ("phone", "mobile: 07700 900123"),
    "email": ("email", "ada@example.org"),
    "address": ("address", "street, city, postcode, country"),
    "link": ("link", "example.org/ada"),
    "occasion": ("occasion", "wedding: 3 may 1999"),
    "relative": ("relative", "Tom, son, 3 may 2015"),
    "likes": ("likes", "author: Zola, genre: crime"),
    "dislikes": ("dislikes", "format: abridged"),
}
MOVING = ("phone", "email", "address", "link")


def fields_of(lookup: Lookup, values: Mapping[str, Any], own: Sequence[OwnField]) -> Iterator[Widget]:
    """Every field of a contact, under headings; `values` is what stands in them."""
    yield from few_of(lookup, values)
    yield from rest_of(lookup, values, own)


def few_of(lookup: Lookup, values: Mapping[str, Any]) -> Iterator[Widget]:
    """The fields that are needed most, the name first."""
    make = _Maker(lookup, values)
    yield LineField(
        "name", "name", values.get("name") or "", check=make.fact("name"), hint="as it is spoken",
        needed="A name is enough, but it takes one.",
    )  # fmt: skip
    yield from make.lists("phone", "email")
    yield make.line("birthday")
    yield make.tags()
    yield LongField(
        "notes", "notes", values.get("notes") or "", hint="all that is worth keeping", check=make.fact("notes")
    )


def rest_of(lookup: Lookup, values: Mapping[str, Any], own: Sequence[OwnField]) -> Iterator[Widget]:
    """All other fields."""
    make = _Maker(lookup, values)
    yield Heading("name")
    yield ChoiceField("kind", "kind", [Option(kind, kind) for kind in KINDS], values.get("kind"))
    yield from make.lines("nickname", "pronunciation", "given", "family", "company", "role")
    yield Heading("reach")
    yield from make.lists("address", "link")
    yield make.choice("channel", "likes best", CHANNELS)
    yield ChoiceField(
        "do_not_contact", "contact", [Option(False, "may be contacted"), Option(True, "leave in peace", "quiet")],
        values.get("do_not_contact") or False,
    )  # fmt: skip
    yield from make.mailings()
    yield Heading("taste")
    yield from make.lists("likes", "dislikes")
    yield Heading("days and people")
    yield from make.lists("occasion", "relative")
    yield make.line("deceased")
    yield Heading("the shop")
    yield make.choice("stage", "stage", STAGES, marked=True)
    yield from make.lines("cadence", "source")
    yield PickField("referred_by", "sent by", lookup.people, _match(values.get("referred_by")), hint="who sent them")
    yield LineField(
        "pinned", "pinned", values.get("pinned") or "", check=make.fact("pinned"), hint="to be seen first", wide=True
    )  # one call in one line
    if own:
        yield Heading("your own fields")
        yield from map(make.own, own)


def filled(parts: Iterable[Widget], also: str = "") -> Iterator[Widget]:
    """Those fields in which something is said, and the one called `also`, under their headings."""
    heading: Widget | None = None
    for part in parts:
        if not isinstance(part, Field):
            heading = part
        elif part.name == also or (part.value not in NOTHING and part.value != PLAIN.get(str(part.name))):
            if heading is not None:
                yield heading
                heading = None
            yield part


class _Maker:
    """Makes fields out of what stands in them."""

    def __init__(self, lookup: Lookup, values: Mapping[str, Any]) -> None:
        self._lookup, self._values = lookup, values

    def fact(self, option: str) -> Check:
        return checked(lambda text: _fact(option, text, self._lookup.reading))

    def line(self, option: str) -> Field:
        label, hint = LINES[option]
        return LineField(option, label, self._values.get(option) or "", check=self.fact(option), hint=hint)

    def lines(self, *options: str) -> Iterator[Field]:
        return map(self.line, options)

    def lists(self, *options: str) -> Iterator[Field]:
        for option in options:
            label, hint = LISTS[option]
            there = [(key, text) for key, text in self._values.get(option) or ()]
            check = checked(_part(option, self._lookup.reading))
            yield SeveralField(option, label, there, moves=option in MOVING, check=check, hint=hint)

    def choice(self, option: str, label: str, choices: Sequence[str], *, marked: bool = False) -> Field:
        options = [NOT_SAID, *(Option(word, word, word if marked else "") for word in choices)]
        return ChoiceField(option, label, options, self._values.get(option))

    def tags(self) -> Field:
        there = [Match(*each) for each in self._values.get("tag") or ()]
        return ManyField("tag", "tags", self._lookup.tags, there, new=new_tag, hint="regular, fair-2026")

    def mailings(self) -> Iterator[Field]:
        values = self._values
        answers = [Option(None, "not asked"), Option(True, "yes"), Option(False, "no")]
        yield ChoiceField("mailings", "mailings", answers, values.get("mailings"))
        consent = checked(lambda text: _consent(text, self._lookup.reading))
        yield LineField("mailings_on", "said so on", values.get("mailings_on") or "", check=consent, hint="today")
        yield LineField("mailings_source", "said how", values.get("mailings_source") or "", hint="form at the till")

    def own(self, field: OwnField) -> Field:
        name, value = f"{OWN}{field.id}", self._values.get(f"{OWN}{field.id}")
        if field.kind == "yes-no":
            return ChoiceField(name, field.name, [NOT_SAID, Option(True, "yes"), Option(False, "no")], value)
        if field.kind == "choice" and len(field.choices) <= IN_A_ROW:
            words = [Option("", "not said"), *(Option(word, word) for word in field.choices)]
            return ChoiceField(name, field.name, words, value or "")
        check = checked(lambda text: _own(field, text, self._lookup.reading))
        hint = ", ".join(field.choices) if field.kind == "choice" else ""
        return LineField(name, field.name, value or "", check=check, hint=hint, wide=field.kind == "text")


def new_tag(text: str) -> Match:
    """A tag that nobody has yet; raises InvalidError for what is none."""
    name = tags.tag(text)
    return Match(name, name)


def _match(value: Any) -> Match | None:
    return Match(*value) if isinstance(value, list | tuple) else None


def _fact(option: str, text: str, reading: Reading) -> Echo | None:
    facts = edit({option: text}, reading).facts
    match option:
        case "birthday":
            return Echo(_with_age(facts["birthday"], reading), "birthday")
        case "deceased":
            return Echo(occasion.show(facts["deceased_on"]), "died")
        case "cadence":
            return Echo(cadence.in_words(facts["cadence"]))
    return None


def _with_age(birthday: str, reading: Reading) -> str:
    age = occasion.age_on(birthday, reading.today)
    return occasion.show(birthday) if age is None else f"{occasion.show(birthday)}, {age} years"


def _consent(text: str, reading: Reading) -> Echo:
    row = edit({"mailings": True, "mailings_on": text}, reading).added["consent"][0]
    return Echo(day.show_day(reading.today.fromisoformat(row["day"])))


def _part(option: str, reading: Reading) -> Callable[[str], None]:
    def read(text: str) -> None:
        edit({option: [text]}, reading)

    return read


def _own(field: OwnField, text: str, reading: Reading) -> Echo | None:
    kept = own_field.read(field, text, reading)
    return Echo(own_field.shown(field.kind, kept)) if field.kind in ("date", "number", "choice") else None
