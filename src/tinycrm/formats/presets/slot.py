"""Where a column of a sheet goes: a slot in the record of a person."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from tinycrm.errors import InvalidError
from tinycrm.formats.presets.value import listed

SKIP = "skip"


class Slot(NamedTuple):
    """A field, and where there may be several of it: which one (`group`), which part of it, and its label.

    `part` is `label` for the column that says which phone it is; of an address it is the street, the city and so on.
    """

    field: str
    part: str = ""
    group: str = ""
    label: str = ""

    def __str__(self) -> str:
        """As `--map` would have it, or close to it."""
        shown = f"{self.field} {self.part}" if self.part and self.field not in ("address",) else self.field
        if self.field == "address" and self.part != "whole":
            shown = self.part
        return f"{shown}:{self.label}" if self.label else shown


class Field(NamedTuple):
    """A field that a column can be mapped to, and what it is."""

    name: str
    help: str


Slots = list[Slot | None]


class Preset(NamedTuple):
    """How one program writes people: which columns are what.

    `multiple` stands between several values in one cell; groups named in `first` come before others. What is our
    `own` is taken exactly as it is written; where people `typed` the cells, n/a in one is nothing.
    """

    name: str
    title: str
    fits: Callable[[frozenset[str]], bool]  # whether these are its headers, as `header.plain` gives them
    slots: Callable[[Sequence[str]], Slots]
    listed: Callable[[str], list[str]] = listed
    multiple: str = ""
    own: bool = False
    first: tuple[str, ...] = ()
    typed: bool = False


# Single values of a record, under their own names
TEXTS = frozenset(
    "uid revised name kind given family nickname pronunciation company role notes pinned channel stage source"
    " referred_by birthday deceased middle prefix suffix department file_as phonetic_given phonetic_middle"
    " phonetic_family birth_year birth_month birth_day cadence mailings_on mailings_source".split()
)
WAYS = {"email": "emails", "phone": "phones", "link": "links"}
ADDRESS_PARTS = ("street", "city", "region", "postcode", "country")
FLAGS = ("mailings", "no_mailings", "do_not_contact")
LISTS = {"tag": "tags", "likes": "likes", "dislikes": "dislikes"}

_FIELDS = (
    Field("name", "the name as it is spoken"),
    Field("given", "the given name"),
    Field("middle", "further given names"),
    Field("family", "the family name"),
    Field("prefix", "Dr, Prof and the like"),
    Field("suffix", "Jr, PhD and the like"),
    Field("nickname", "what they like to be called"),
    Field("pronunciation", "how to say the name"),
    Field("kind", "person or organisation"),
    Field("company", "where they work"),
    Field("role", "what they do there"),
    Field("department", "where in the company"),
    Field("email", "an email; email:work for its label"),
    Field("phone", "a phone; phone:mobile for its label"),
    Field("link", "a web address"),
    Field("address", "a whole address in one cell"),
    Field("street", "the street of an address; street:home for its label, as below"),
    Field("city", "its town"),
    Field("region", "its county or state"),
    Field("postcode", "its postcode"),
    Field("country", "its country"),
    Field("birthday", "the birthday"),
    Field("occasion", "another day of theirs; occasion:wedding for its name"),
    Field("deceased", "the day they died"),
    Field("relative", "someone of theirs; relative:child for the relation"),
    Field("tag", "tags, parted by commas or semicolons"),
    Field("likes", "what they like; likes:author for the facet"),
    Field("dislikes", "what they do not like"),
    Field("notes", "all that is worth keeping"),
    Field("pinned", "what is to be seen first"),
    Field("channel", "how they like to be reached"),
    Field("stage", "how close they are to the shop"),
    Field("source", "where they came from"),
    Field("referred_by", "who sent them"),
    Field("cadence", "how often to keep in touch, such as 6w"),
    Field("mailings", "whether they want mailings: yes or no"),
    Field("mailings_on", "the day on which they said so"),
    Field("mailings_source", "how they said so"),
    Field("no_mailings", "whether they do not want mailings: yes or no"),
    Field("do_not_contact", "whether to leave them in peace: yes or no"),
    Field("uid", "what other programs know them by"),
    Field("other", "a value with a name of its own: other:shelf"),
    Field(SKIP, "nothing: the column is left out"),
)
_LABELLED = ("email", "phone", "link", "address", *ADDRESS_PARTS, "occasion", "relative", "likes", "dislikes", "other")


def fields() -> tuple[Field, ...]:
    """Every field that a column can go to, with a word of help."""
    return _FIELDS


def chosen(text: str) -> Slot:
    """The slot in `phone` or `phone:mobile`. Raises InvalidError for an unknown field."""
    name, _, label = (part.strip() for part in text.partition(":"))
    name = name.lower().replace("-", "_")
    if name not in {field.name for field in _FIELDS}:
        known = ", ".join(field.name for field in _FIELDS)
        raise InvalidError(f'There is no field "{name}". There are {known}.')
    if name == "other" and not label:
        raise InvalidError("Say which value it is: --map other:NAME=COLUMN.")
    if label and name not in _LABELLED:
        raise InvalidError(f"{name} has no label. Write --map {name}=COLUMN.")
    if name in ADDRESS_PARTS or name == "address":
        return Slot("address", "whole" if name == "address" else name, label, label)
    if name in ("occasion", "relative"):
        return Slot(name, "day" if name == "occasion" else "name", label, label or name)
    return Slot(name, group=label if name == "other" else "", label=label)
