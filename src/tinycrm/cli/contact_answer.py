"""What is said of a contact that was changed: the fields that are different now."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from tinycrm.cli.card import address_words, consent_words
from tinycrm.domain import cadence, occasion
from tinycrm.domain.clean import show_line
from tinycrm.domain.day import show_day
from tinycrm.domain.field import Field, shown
from tinycrm.queries.card import Card

VALUE_LIMIT = 80
LIMIT = 400

# facts by what they are called, in the order in which they are told
FACTS = {
    "kind": "kind",
    "name": "name",
    "given": "given name",
    "family": "family name",
    "nickname": "nickname",
    "pronunciation": "pronunciation",
    "company": "company",
    "role": "role",
    "birthday": "birthday",
    "channel": "channel",
    "source": "source",
    "stage": "stage",
    "cadence": "cadence",
    "deceased": "deceased",
    "pinned": "pinned note",
    "notes": "notes",
}
IN_WORDS: dict[str, Callable[[str], str]] = {
    "birthday": occasion.show,
    "cadence": cadence.in_words,
    "deceased": lambda day: show_day(date.fromisoformat(day)),
}
NOT = {"deceased": "not deceased"}
LISTS = {
    "emails": "email",
    "phones": "phone",
    "addresses": "address",
    "links": "link",
    "occasions": "occasion",
    "relatives": "relative",
    "tags": "tag",
    "likes": "likes",
    "dislikes": "dislikes",
}


def changed(before: Card, after: Card, declared: Sequence[Field] = ()) -> str:
    """Who was changed, and to what: "Ada Lovelace (c1): cadence every 6 weeks, no longer tag french".

    `declared` are the fields of the shop's own, whose values are told as their kind is.
    """
    who = f"{show_line(after.name, VALUE_LIMIT)} ({after.ref})"
    words = ", ".join(
        show_line(each, VALUE_LIMIT) for each in [*_different(before, after), *_own(before, after, declared)]
    )
    return f"{who}: {show_line(words, LIMIT)}" if words else who


def _different(before: Card, after: Card) -> Iterator[str]:
    implied = ("given", "family") if after.name != before.name else ()
    for field, called in FACTS.items():
        now = getattr(after, field)
        if now != getattr(before, field) and field not in implied:
            yield f"{called} {IN_WORDS.get(field, str)(now)}" if now else NOT.get(field, f"no {called}")
    for field, called in LISTS.items():
        yield from _different_items(called, getattr(before, field), getattr(after, field))
    if after.referred_by_ref != before.referred_by_ref:
        yield f"referrer {after.referred_by} ({after.referred_by_ref})" if after.referred_by_ref else "no referrer"
    if consent_words(after) != consent_words(before):
        yield f"mailings {consent_words(after) or 'not asked'}"
    if after.do_not_contact != before.do_not_contact:
        yield "do not contact" if after.do_not_contact else "may be contacted"


def _own(before: Card, after: Card, declared: Sequence[Field]) -> Iterator[str]:
    for field in declared:
        was, now = before.fields.get(field.name), after.fields.get(field.name)
        if now != was:
            yield f"no {field.name}" if now is None else f"{field.name} {shown(field.kind, now)}"


def _different_items(called: str, before: list[Any], after: list[Any]) -> Iterator[str]:
    were, are = [_essence(item) for item in before], [_essence(item) for item in after]
    moved_up = bool(were) and were[0] in are[1:]
    for number, item in enumerate(after):
        first = moved_up and number == 0
        if first or _told(item) not in map(_told, before):
            yield f"{'first ' if first else ''}{called} {_told(item)}"
    yield from (f"no longer {called} {_told(item)}" for item in before if _essence(item) not in are)


def _essence(item: Any) -> Any:
    """What makes an item of a list the same, whatever else is said about it."""
    if isinstance(item, str):
        return item
    return item.get("value") or item.get("name") or _told({**item, "label": None})


def _told(item: Any) -> str:
    if isinstance(item, str):
        return item
    if "street" in item:
        return address_words(item)
    if "value" in item:
        return " ".join(filter(None, (item["label"], item["value"])))
    day = item.get("day") or item.get("birthday")
    return ", ".join(filter(None, (item["name"], item.get("relation"), occasion.show(day) if day else "")))
