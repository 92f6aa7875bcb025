"""No list runs one statement per row."""

from collections.abc import Callable
from typing import Any

from tests.conftest import NOW
from tests.queries import people
from tests.queries.people import meaning
from tinycrm.queries import calendar, contact, history, interaction, operation, reference, reminder, standing, timeline
from tinycrm.queries.card import card
from tinycrm.queries.contact import Chosen
from tinycrm.queries.find import find
from tinycrm.store import Reader, Store

FEW, MANY = 3, 60
# what SQLite asks itself: the tables of a full-text index, and what stands behind a pragma_… table; or after two dashes
INSIDE = ("_search_", "_vocabulary", "PRAGMA ")

LISTS: dict[str, Callable[[Reader], Any]] = {
    "page": lambda reader: contact.page(reader, Chosen()),
    "page of words": lambda reader: contact.page(reader, Chosen(meaning("jane"))),
    "some": lambda reader: contact.some(reader, range(1, MANY + 1)),
    "card": lambda reader: card(reader, 1),
    "timeline": interaction.of_shop,
    "standing": lambda reader: standing.page(reader, Chosen(), standing.Wanted(NOW.date(), "feb28", {"a": "3w"})),
    "entries": lambda reader: timeline.page(reader, 1),
    "timeline of one": lambda reader: interaction.of_contact(reader, 1),
    "said": lambda reader: interaction.said(reader, '"nana"', 1000),
    "said like": lambda reader: interaction.said_like(reader, "%nana%", 1000),
    "follow-ups": lambda reader: reminder.open_of(reader, 1),
    "history": operation.newest,
    "history of one": lambda reader: operation.newest(reader, contact_id=1),
    "calendar": lambda reader: calendar.entries(reader, NOW.date(), NOW.date(), NOW.date(), "feb28"),
    "history in words": lambda reader: history.lines(reader, "", 1000),
    "history found": lambda reader: history.lines(reader, "tester", 1000),
    "changes": lambda reader: operation.changes(reader, range(1, 1000)),
    "names": lambda reader: operation.names(reader, range(1, 1000)),
    "images": lambda reader: operation.images(reader, [("contact", row_id) for row_id in range(1, 1000)]),
    "who": lambda reader: reference.contacts(reader, "jane"),
    "find": lambda reader: find(reader, ["jane"], 1000),
    "find corrected": lambda reader: find(reader, ["jnae"], 1000),
}


def fill(shop: Store, number: int) -> None:
    with shop.begin("contact.add") as tx:
        for _ in range(number):
            people.add_in(tx, "Jane Smith", email=["jane@example.org"], tag=["vip"], likes=["jane"], notes="jane")
    ids = shop.reader.values("SELECT id FROM contact")
    for _ in range(number):
        people.log(shop, "jane wants nana", *ids[:2])
        people.remind(shop, ids[0])


def statements(reader: Reader, ask: Callable[[Reader], Any]) -> list[str]:
    seen: list[str] = []
    reader.connection.set_trace_callback(seen.append)
    ask(reader)
    reader.connection.set_trace_callback(None)
    return [each for each in seen if not (each.startswith("-- ") or any(word in each for word in INSIDE))]


def test_no_list_runs_one_statement_per_row(shop: Store) -> None:
    fill(shop, FEW)
    few = {name: len(statements(shop.reader, ask)) for name, ask in LISTS.items()}
    rows = {name: size(ask(shop.reader)) for name, ask in LISTS.items()}
    fill(shop, MANY - FEW)
    many = {name: len(statements(shop.reader, ask)) for name, ask in LISTS.items()}
    assert few == many
    assert {name: number for name, number in many.items() if not 1 <= number <= 20} == {}
    # the lists did grow, but for those that stop by themselves
    grown = {name for name, ask in LISTS.items() if size(ask(shop.reader)) > rows[name]}
    assert grown == LISTS.keys() - {"card"}


def size(found: Any) -> int:
    return len(found.people) if hasattr(found, "people") else 0 if hasattr(found, "_fields") else len(found)


def test_a_statement_for_each_row_would_be_counted(shop: Store) -> None:
    fill(shop, FEW)

    def row_by_row(reader: Reader) -> list[Any]:
        return [contact.some(reader, [row_id]) for row_id in reader.values("SELECT id FROM contact")]

    assert len(statements(shop.reader, row_by_row)) == FEW + 1
