"""The words of a contact, and what was typed about one turned into the rows that say it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

from tinycrm.domain import cadence, clean, name, occasion, preference, reach, tag
from tinycrm.domain import field as own_field
from tinycrm.errors import InvalidError

KINDS = ("person", "organisation")
STAGES = ("lead", "prospect", "customer", "regular", "lapsed")
CHANNELS = ("phone", "message", "email", "letter", "visit")
ATTITUDES = ("like", "dislike")
_AGO = {"today": 0, "yesterday": 1}


class Reading(NamedTuple):
    """What is needed to read what an owner types: the day it is, and the shop's country, date order and language."""

    today: date
    country: str
    day_first: bool


Row = dict[str, Any]
Part = tuple[str, Callable[[str, Reading], Row], Callable[[str, Reading], Row]]


@dataclass(frozen=True)
class Edit:
    """What is to change in a contact: facts by column (None empties one), rows to add, and keys of rows to remove.

    Rows and keys stand under their table; a key is the columns a row must agree with. `first` are keys of rows that
    become the primary ones.
    """

    facts: Row = field(default_factory=dict)
    added: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    removed: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    first: Mapping[str, Sequence[Row]] = field(default_factory=dict)


def edit(typed: Mapping[str, Any], reading: Reading) -> Edit:
    """What was typed under the options' names (`nickname`, `email`, `remove_phone`, `primary_email`…), as an Edit.

    `fields` are pairs of a field of the shop's own and its text. An empty text empties a fact or field. Raises
    InvalidError that says which value makes no sense.
    """
    facts: Row = {}
    added: dict[str, list[Row]] = {}
    removed: dict[str, list[Row]] = {}
    first: dict[str, list[Row]] = {}
    for option, value in typed.items():
        if option == "fields":
            added["field_value"], removed["field_value"] = own_field.edit(value, reading)
        elif option in FACTS:
            facts |= _fact(option, value, reading)
        elif option in PARTS:
            table, read, _ = PARTS[option]
            added.setdefault(table, []).extend(read(each, reading) for each in value)
        elif (part := option.removeprefix("remove_")) in PARTS:
            table, _, key = PARTS[part]
            removed.setdefault(table, []).extend(key(each, reading) for each in value)
        elif (part := option.removeprefix("primary_")) in PARTS:
            table, _, key = PARTS[part]
            first.setdefault(table, []).append(key(value, reading))
    return Edit(facts, {**added, **_consent(typed, reading)}, removed, first)


def named(text: str, kind: str) -> Row:
    """The facts that a name as typed gives: how it is shown, and its given and family parts.

    Raises InvalidError when it is blank.
    """
    shown = name.split(text, kind)
    return {"kind": kind, "name": shown.display, "given": shown.given, "family": shown.family}


def _fact(option: str, value: Any, reading: Reading) -> Row:
    column = "deceased_on" if option == "deceased" else option
    if isinstance(value, str) and not value.strip():
        if option == "name":
            raise InvalidError("A name cannot be blank.")
        return {column: None}
    return {column: FACTS[option](value, reading)}


def _line(what: str) -> Callable[[str, Reading], str]:
    return lambda value, _: clean.line(value, what)


def _text(what: str) -> Callable[[str, Reading], str]:
    return lambda value, _: clean.text(value, what)


def _one_of(words: Sequence[str], what: str) -> Callable[[str, Reading], str]:
    def read(value: str, _: Reading) -> str:
        word = value.strip().lower()
        if word not in words:
            raise InvalidError(f"{value!r} is not {what}; it is one of {', '.join(words)}.")
        return word

    return read


def _past_day(what: str) -> Callable[[str, Reading], str]:
    def read(value: str, reading: Reading) -> str:
        ago = _AGO.get(value.strip().lower())
        if ago is not None:
            return (reading.today - timedelta(ago)).isoformat()
        day = occasion.partial(value, today=reading.today, day_first=reading.day_first)
        if day.startswith("--"):
            raise InvalidError(f"{value!r} has no year; {what} needs one.")
        return day

    return read


def _as_is(value: Any, _: Reading) -> Any:
    return int(value)


def _birthday(value: str, reading: Reading) -> str:
    return occasion.partial(value, today=reading.today, day_first=reading.day_first)


FACTS: dict[str, Callable[[Any, Reading], Any]] = {
    "kind": _one_of(KINDS, "a kind of contact"),
    "name": _line("a name"),
    "given": _line("a given name"),
    "family": _line("a family name"),
    "nickname": _line("a nickname"),
    "pronunciation": _line("how to say a name"),
    "company": _line("a company"),
    "role": _line("a role"),
    "birthday": _birthday,
    "channel": _one_of(CHANNELS, "a way to reach someone"),
    "source": _line("a source"),
    "referred_by_id": _as_is,
    "stage": _one_of(STAGES, "a stage"),
    "cadence": lambda value, _: cadence.cadence(value),
    "pinned": _text("a pinned note"),
    "notes": _text("notes"),
    "do_not_contact": _as_is,
    "deceased": _past_day("the day someone died"),
    "archived": _as_is,
}


def _email(typed: str, _: Reading) -> Row:
    label, value = reach.labelled(typed)
    email = reach.email(value)
    return {"label": label, "address": email.address, "key": email.key}


def _phone(typed: str, reading: Reading) -> Row:
    label, value = reach.labelled(typed)
    phone = reach.phone(value, reading.country)
    return {"label": label, "number": phone.number, "e164": phone.e164, "digits": phone.digits}


def _phone_key(typed: str, reading: Reading) -> Row:
    row = _phone(typed, reading)
    return {"e164": row["e164"]} if row["e164"] else {"digits": row["digits"]}


def _address(typed: str, _: Reading) -> Row:
    label, value = reach.labelled(typed)
    parts = reach.address(value)._asdict()
    return {"label": label, **{name: clean.line(part, f"a {name}") if part else None for name, part in parts.items()}}


def _address_key(typed: str, _: Reading) -> Row:
    return (
        {"label": typed.strip().lower()} if "," not in typed else reach.address(reach.labelled(typed).value)._asdict()
    )


def _link(typed: str, _: Reading) -> Row:
    label, value = reach.labelled(typed)
    return {"label": label, "url": reach.link(value)}


def _occasion(typed: str, reading: Reading) -> Row:
    what, colon, day = typed.partition(":")
    if not colon:
        raise InvalidError(f"{typed!r} lacks its day; an occasion is like 'wedding: 3 may 1999'.")
    return {
        "name": clean.line(what, "an occasion"),
        "day": occasion.partial(day, today=reading.today, day_first=reading.day_first),
    }


def _relative(typed: str, reading: Reading) -> Row:
    who, relation, birthday, *more = [*(part.strip() for part in typed.split(",")), "", ""]
    if any(more):
        raise InvalidError(f"{typed!r} has too many parts; a relative is like 'Tom, son, 3 may 2015'.")
    return {
        "name": clean.line(who, "a relative's name"),
        "relation": clean.line(relation, "a relation") if relation else None,
        "birthday": _birthday(birthday, reading) if birthday else None,
    }


def _tag(typed: str, _: Reading) -> Row:
    return {"name": tag.tag(typed)}


def _preference(attitude: str) -> Callable[[str, Reading], Row]:
    return lambda typed, _: {"attitude": attitude, **preference.preference(typed)._asdict()}


def _preference_key(attitude: str) -> Callable[[str, Reading], Row]:
    def key(typed: str, _: Reading) -> Row:
        wanted = preference.preference(typed)
        return {"attitude": attitude, "facet": wanted.facet, "key": wanted.key}

    return key


def _without_label(read: Callable[[str, Reading], Row]) -> Callable[[str, Reading], Row]:
    return lambda typed, reading: {column: value for column, value in read(typed, reading).items() if column != "label"}


def _only(column: str, what: str) -> Callable[[str, Reading], Row]:
    return lambda typed, _: {column: clean.line(re.split("[,:]", typed)[0], what)}


# option -> its table, how a typed value becomes a row, and how one becomes the key of rows that are there
PARTS: dict[str, Part] = {
    "email": ("email", _email, lambda typed, reading: {"key": _email(typed, reading)["key"]}),
    "phone": ("phone", _phone, _phone_key),
    "address": ("address", _address, _address_key),
    "link": ("link", _link, _without_label(_link)),
    "occasion": ("occasion", _occasion, _only("name", "an occasion")),
    "relative": ("relative", _relative, _only("name", "a relative's name")),
    "tag": ("tag", _tag, _tag),
    "likes": ("preference", _preference("like"), _preference_key("like")),
    "dislikes": ("preference", _preference("dislike"), _preference_key("dislike")),
}


def _consent(typed: Mapping[str, Any], reading: Reading) -> dict[str, list[Row]]:
    if "mailings" not in typed:
        if "mailings_on" in typed or "mailings_source" in typed:
            raise InvalidError("Say also whether they want mailings: --mailings or --no-mailings.")
        return {}
    on, source = typed.get("mailings_on"), typed.get("mailings_source")
    return {
        "consent": [
            {
                "purpose": "mailings",
                "given": int(typed["mailings"]),
                "day": _past_day("the day of a consent")(on, reading) if on else reading.today.isoformat(),
                "source": clean.line(source, "where a consent came from") if source else None,
            }
        ]
    }
