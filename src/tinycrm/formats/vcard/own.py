"""What vCard has no word for, as X-TINYCRM properties, so that a file of ours brings everything back."""

from collections.abc import Iterator
from typing import NamedTuple

from tinycrm.formats.person import AFTER, BEFORE, DEPARTMENT, Person

PREFIX = "X-TINYCRM-"
NAME = "X-NAME"  # the parameter that names one of a person's other values
BIRTHDAY = "X-TINYCRM-BIRTHDAY"  # the parameter of a relative

_FIELD = "FIELD"
_TEXTS = {
    "PINNED": "pinned", "CHANNEL": "channel", "STAGE": "stage", "SOURCE": "source", "REFERRED-BY": "referred_by",
    "CADENCE": "cadence", "MAILINGS-ON": "mailings_on", "MAILINGS-SOURCE": "mailings_source",
}  # fmt: skip
_LISTS = {"LIKES": "likes", "DISLIKES": "dislikes"}
_FLAGS = {"MAILINGS": "mailings", "DO-NOT-CONTACT": "do_not_contact"}
_WORDS = {"yes": True, "no": False}


class Own(NamedTuple):
    """One of our own properties: its name without the prefix, the name of an other value, and the value."""

    name: str
    other: str
    value: str


def write(person: Person) -> Iterator[Own]:
    """All that a person has and vCard has no property for."""
    for name, field in _TEXTS.items():
        if value := getattr(person, field):
            yield Own(name, "", value)
    for name, field in _LISTS.items():
        yield from (Own(name, "", value) for value in getattr(person, field))
    for name, field in _FLAGS.items():
        if (flag := getattr(person, field)) is not None:
            yield Own(name, "", "yes" if flag else "no")
    for other, value in person.others.items():
        if other not in (DEPARTMENT, BEFORE, AFTER):
            yield Own(_FIELD, other, value)


def read(person: Person, own: Own) -> bool:
    """Puts one of our own properties into a person; False when it is none that we know."""
    name, other, value = own
    if name in _TEXTS:
        setattr(person, _TEXTS[name], value or None)
    elif name in _LISTS:
        getattr(person, _LISTS[name]).append(value)
    elif name in _FLAGS and value.lower() in _WORDS:
        setattr(person, _FLAGS[name], _WORDS[value.lower()])
    elif name == _FIELD and other:
        person.others[other] = value
    else:
        return False
    return True
