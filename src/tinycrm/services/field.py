"""Declaring fields of the shop's own, and changing what they take. Their values are written with the contact."""

import json
from collections.abc import Collection, Sequence

from tinycrm.domain import field as rules
from tinycrm.domain.contact import FACTS, PARTS
from tinycrm.domain.field import KINDS, NAME_LIMIT, Field
from tinycrm.errors import InvalidError, NotFoundError, RefusedError
from tinycrm.queries import field as queries
from tinycrm.store import Reader, Transaction


def declare(tx: Transaction, name: str, kind: str = "text", choices: Sequence[str] = ()) -> Field:
    """A new field, after the others.

    Raises InvalidError for a name, kind or choices that make no sense, RefusedError when the name is taken.
    """
    new = proposed(name, kind, choices)
    ensure_free(tx, new.name)
    stored = json.dumps(new.choices, ensure_ascii=False) if new.choices else None
    position = int(tx.value("SELECT coalesce(max(position), -1) + 1 FROM field"))
    field_id = tx.insert("field", name=new.name, kind=kind, choices=stored, position=position)
    return new._replace(id=field_id)


def proposed(name: str, kind: str, choices: Sequence[str]) -> Field:
    """A field that is not there yet (its id is 0), as `declare` would make it.

    Raises InvalidError for a kind or choices that make no sense.
    """
    if kind not in KINDS:
        raise InvalidError(f"{kind!r} is no kind of field; the kinds are {', '.join(KINDS)}.")
    if choices and kind != "choice":
        raise InvalidError(f"Only a field of the kind choice has choices; this one is of the kind {kind}.")
    if kind == "choice" and not choices:
        raise InvalidError("A choice needs its words, as in --choice bronze --choice gold.")
    return Field(0, rules.slug(name), kind, rules.choices(choices))


def available(header: str, taken: Collection[str]) -> str:
    """A name for a column of a sheet, whatever its header: one that neither tinycrm nor `taken` has; shortened."""
    try:
        name = rules.slug(header[: NAME_LIMIT - 10])
    except InvalidError:
        name = "column"
    if name not in taken and name not in reserved():
        return name
    return next(each for number in range(2, len(taken) + 3) if (each := f"{name}-{number}") not in taken)


def reserved() -> frozenset[str]:
    """Names that mean something else: words of filters, options, and what a card has already."""
    from tinycrm.queries.card import Card
    from tinycrm.queries.words import words

    ours = {"not", "or", "at", "with", "set", *(each.name for each in words())}
    return frozenset(each.replace("_", "-") for each in (*ours, *FACTS, *PARTS, *Card._fields))


def ensure_free(reader: Reader, name: str) -> None:
    """Make sure that a field may be called so.

    Raises RefusedError when a field is, or when the name means something else.
    """
    if name in reserved():
        raise RefusedError(f"{name} means something else already; a field needs a name of its own, as in my-{name}.")
    if queries.field(reader, name) is not None:
        raise RefusedError(f"There is a field {name} already.")


def rename(tx: Transaction, field_id: int, name: str) -> str:
    """Call a field something else; returns how.

    Raises InvalidError or RefusedError as `declare`.
    """
    there, new = _there(tx, field_id), rules.slug(name)
    if there.name != new:
        ensure_free(tx, new)
        tx.update("field", field_id, name=new)
    return new


def set_choices(tx: Transaction, field_id: int, words: Sequence[str]) -> tuple[str, ...]:
    """The words that a choice takes from now on; returns them as they are kept. A word that is only written in another
    way now is written so for everyone.

    Raises RefusedError for a field that is no choice, and when contacts have a word that would go.
    """
    there = _there(tx, field_id)
    new = proposed(there.name, there.kind, words).choices
    spelt = {rules.key(word): word for word in new}
    for word, contacts in queries.used(tx, field_id).items():
        now = spelt.get(rules.key(word))
        if now is None:
            people = "1 contact has" if contacts == 1 else f"{contacts:,} contacts have"
            raise RefusedError(f"{people} {there.name} {word}, so it stays a choice; nothing was changed.")
        if now != word:
            tx.execute("UPDATE field_value SET value = ? WHERE field_id = ? AND value = ?", (now, field_id, word))
    tx.update("field", field_id, choices=json.dumps(new, ensure_ascii=False))
    return new


def move(tx: Transaction, field_id: int, place: int) -> None:
    """Put a field in another place of the order; 1 is the first."""
    _there(tx, field_id)
    order = [each.id for each in queries.fields(tx) if each.id != field_id]
    order.insert(place - 1, field_id)
    for position, each in enumerate(order):
        tx.update("field", each, position=position)


def remove(tx: Transaction, field_id: int) -> int:
    """Remove a field and all its values; returns how many contacts had one."""
    _there(tx, field_id)
    contacts = queries.contacts(tx, field_id)
    tx.delete("field", field_id)
    return contacts


def _there(reader: Reader, field_id: int) -> Field:
    for each in queries.fields(reader):
        if each.id == field_id:
            return each
    raise NotFoundError("That field was removed in another window just now; nothing was changed.")
