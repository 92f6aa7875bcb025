"""The cast of the demo shop on its way into the file."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from tinycrm.domain import name, preference, reach, tag
from tinycrm.services.demo import books
from tinycrm.services.demo.batch import Batch
from tinycrm.services.demo.cast import Person
from tinycrm.services.demo.clock import before, birthday, opening

REGION = "GB"

# how often hand-made people want to hear from the shop, by their stage; nobody else, so that few slip away at any size
CADENCES = {"regular": "6w", "prospect": "8w"}


class Member(NamedTuple):
    """What the other nouns need to know of a contact; days are ordinals.

    Talk is made up for the days from `since` to `until`, the more of it the greater the `weight`.
    """

    id: int
    since: int
    until: int
    weight: int
    author: str | None = None
    partner: int = 0
    open: bool = True


def write(batch: Batch, cast: Sequence[Person], today: date) -> list[Member]:
    """Write hand-made people under the ids 1, 2, 3 …; who is not among them has sent nobody."""
    ids = {person.name: at for at, person in enumerate(cast, 1)}
    senders_first = sorted(cast, key=lambda person: person.referred_by is not None)
    return sorted(_write(batch, person, ids, today) for person in senders_first)


def _write(batch: Batch, person: Person, ids: dict[str, int], today: date) -> Member:
    contact_id = ids[person.name]
    since = before(today, person.since)
    died = None if person.died is None else before(today, person.died).isoformat()
    batch.add(
        "contact", contact_id, person.kind, *name.split(person.name, person.kind), person.nickname,
        person.pronunciation, person.company, person.role, birthday(person.birthday, today), person.channel,
        person.source, ids.get(person.referred_by or ""), person.stage,
        CADENCES.get(person.stage or ""), person.pinned, person.notes,
        int(person.do_not_contact), died, int(person.archived), opening(since, today),
    )  # fmt: skip
    _write_ways(batch, contact_id, person)
    _write_kin(batch, contact_id, person, today)
    _write_wishes(batch, contact_id, person, today)
    return _member(contact_id, person, today)


def _member(contact_id: int, person: Person, today: date) -> Member:
    oldest = max((said.ago for said in person.said), default=0)
    authors = [like.removeprefix("author:") for like in person.likes]
    return Member(
        contact_id,
        before(today, person.since).toordinal(),
        before(today, oldest + 1).toordinal(),
        person.weight,
        next((author for author in authors if author in books.BY_AUTHOR), None),
        open=not (person.do_not_contact or person.died is not None or person.archived),
    )


def _write_ways(batch: Batch, contact_id: int, person: Person) -> None:
    for position, typed in enumerate(person.emails):
        label, value = reach.labelled(typed)
        batch.add("email", contact_id, position, label, *reach.email(value))
    for position, typed in enumerate(person.phones):
        label, value = reach.labelled(typed)
        batch.add("phone", contact_id, position, label, *reach.phone(value, REGION))
    for position, typed in enumerate(person.addresses):
        label, value = reach.labelled(typed)
        batch.add("address", contact_id, position, label, *reach.address(value))
    for position, typed in enumerate(person.links):
        label, value = reach.labelled(typed)
        batch.add("link", contact_id, position, label, reach.link(value))


def _write_kin(batch: Batch, contact_id: int, person: Person, today: date) -> None:
    for word, day in person.occasions:
        batch.add("occasion", contact_id, word, day)
    for relative in person.relatives:
        born = birthday(relative.birthday, today)
        batch.add("relative", contact_id, relative.name, relative.relation, born)


def _write_wishes(batch: Batch, contact_id: int, person: Person, today: date) -> None:
    for word in person.tags:
        batch.add("tag", contact_id, tag.tag(word.format(year=today.year)))
    for attitude, wishes in (("like", person.likes), ("dislike", person.dislikes)):
        for wish in wishes:
            batch.add("preference", contact_id, attitude, *preference.preference(wish))
    if person.mailings:
        day = before(today, person.mailings.ago).isoformat()
        batch.add("consent", contact_id, "mailings", int(person.mailings.given), day, person.mailings.source)
