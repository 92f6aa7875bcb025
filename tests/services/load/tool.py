"""What the tests of imports share: files as lists of records, and short ways to bring them in."""

from collections.abc import Iterable, Sequence
from typing import Any

from tests.queries.people import READING
from tinycrm.formats.person import Labelled, Person, Refused
from tinycrm.queries import field
from tinycrm.queries.card import Card, card
from tinycrm.services import load
from tinycrm.services.load import Choices, Report
from tinycrm.store import Store

Records = Sequence[Person | Refused]


def quiet(phase: str, done: int, total: int | None) -> None:
    """Progress that nobody looks at."""


def someone(name: str = "", *, email: str = "", phone: str = "", line: int = 2, **more: Any) -> Person:
    """A record with an email and a phone where they are said."""
    ways = {"emails": [Labelled(None, email)] if email else [], "phones": [Labelled(None, phone)] if phone else []}
    return Person(line, name=name, **{**ways, **more})


def prepared(shop: Store, records: Iterable[Person | Refused], **choices: Any) -> load.Prepared:
    return load.prepare(iter(records), READING, Choices(**choices), field.fields(shop.reader), quiet)


def foreseen(shop: Store, *records: Person | Refused, **choices: Any) -> Report:
    with prepared(shop, records, **choices) as file:
        return load.foresee(shop.reader, file, quiet)


def brought(shop: Store, *records: Person | Refused, **choices: Any) -> Report:
    with prepared(shop, records, **choices) as file:
        return load.bring_in(shop, file, quiet, file="people.csv")


def counts(report: Report) -> tuple[int, int, int, int]:
    """Created, updated, unchanged, skipped."""
    return report[:4]


def people(shop: Store) -> list[Card]:
    """Everyone in the shop, in the order of their numbers."""
    found = [card(shop.reader, contact_id) for contact_id in shop.reader.values("SELECT id FROM contact ORDER BY id")]
    return [each for each in found if each is not None]


def changes(shop: Store) -> int:
    """How many rows of history there are."""
    return int(shop.reader.value("SELECT count(*) FROM change"))
