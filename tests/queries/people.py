"""Short ways to fill a shop: what is typed goes through the same rules as at the command line."""

from collections.abc import Sequence
from datetime import UTC
from typing import Any

from tests.conftest import NOW
from tinycrm.domain import filter as language
from tinycrm.domain.contact import Edit, Reading, edit, named
from tinycrm.queries import reminder as reminders
from tinycrm.queries import words
from tinycrm.queries.condition import Condition
from tinycrm.services import contact, interaction, reminder
from tinycrm.services.interaction import Talk
from tinycrm.services.reminder import FollowUp
from tinycrm.store import Store, Transaction

TODAY = NOW.date().isoformat()
READING = Reading(NOW.date(), "GB", day_first=True)


def add(shop: Store, name: str, **typed: Any) -> int:
    """Add a contact as an operation of its own."""
    with shop.begin("contact.add") as tx:
        return add_in(tx, name, **typed)


def add_in(tx: Transaction, name: str, **typed: Any) -> int:
    kind = typed.pop("kind", "person")
    rest = edit(typed, READING)
    return contact.add(tx, Edit({**named(name, kind), **rest.facts}, rest.added))


def change(shop: Store, contact_id: int, **typed: Any) -> None:
    with shop.begin("contact.edit", contact=contact_id) as tx:
        contact.change(tx, contact_id, edit(typed, READING))


def tag(shop: Store, contact_ids: Sequence[int], *names: str) -> int:
    with shop.begin("contact.tag", contact=list(contact_ids)) as tx:
        return contact.tag(tx, contact_ids, names)


def untag(shop: Store, contact_ids: Sequence[int], *names: str) -> int:
    with shop.begin("contact.untag", contact=list(contact_ids)) as tx:
        return contact.untag(tx, contact_ids, names)


def delete(shop: Store, contact_id: int) -> None:
    with shop.begin("contact.delete", contact=contact_id) as tx:
        contact.delete(tx, [contact_id])


def log(shop: Store, text: str | None, *contact_ids: int, day: str = TODAY, **facts: Any) -> int:
    """Log a call (or another `kind`) that has a day and, unless it is given, no hour."""
    with shop.begin("log", contact=list(contact_ids)) as tx:
        return interaction.log(tx, Talk(facts.pop("kind", "call"), day, text=text, **facts), contact_ids)


def remind(shop: Store, contact_id: int, due: str = TODAY, text: str | None = None, **more: Any) -> int:
    """Set a follow-up; `interaction_id` and the facts of a FollowUp are taken as they are."""
    interaction_id = more.pop("interaction_id", None)
    with shop.begin("remind", contact=contact_id) as tx:
        return reminder.remind(tx, contact_id, FollowUp(due, text=text, **more), interaction_id)


def finish(shop: Store, reminder_id: int) -> None:
    with shop.begin("done") as tx:
        finish_in(tx, reminder_id)


def finish_in(tx: Transaction, reminder_id: int) -> None:
    found = reminders.reminder(tx, reminder_id)
    assert found is not None
    reminder.finish(tx, found, NOW.date())


def meaning(text: str) -> Condition:
    """What a query in the owner's words means, on the day of the tests."""
    return words.condition(language.parse(text), words.Context(NOW.date(), UTC))
