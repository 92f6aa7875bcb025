"""The people of the demo shop: the cast as it is written down, and a crowd made from tables."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import accumulate
from random import Random
from typing import Any, NamedTuple

from tinycrm.domain import clean, name, preference, reach, tag
from tinycrm.services.demo import books, names, phrases, places
from tinycrm.services.demo.batch import Batch
from tinycrm.services.demo.cast import Person
from tinycrm.services.demo.clock import before, birthday, moment

OPENED = 1500  # days the shop has kept its people here
REGION = "GB"
OPENING = 9 * 60
# stage → how many of a hundred, and how often they talk to the shop beside the others
STAGES = {"lead": (10, 1), "prospect": (12, 3), "customer": (46, 8), "regular": (20, 28), "lapsed": (12, 7)}
# past this many people only so many have told their birthday, or a day would hold hundreds
BIRTHDAYS_KNOWN = 2000
NAMESAKES = 300


class Member(NamedTuple):
    """What the other nouns need to know of a contact; days are ordinals."""

    id: int
    since: int
    until: int
    weight: int
    author: int = -1
    partner: int = 0
    open: bool = True


def write_cast(batch: Batch, cast: Sequence[Person], today: date) -> list[Member]:
    """Write the hand-made people under the ids 1, 2, 3 …"""
    ids = {person.name: at for at, person in enumerate(cast, 1)}
    return [_write_person(batch, person, ids, today) for person in cast]


def _write_person(batch: Batch, person: Person, ids: dict[str, int], today: date) -> Member:
    contact_id = ids[person.name]
    since = before(today, person.since)
    shown = name.split(person.name, person.kind)
    died = None if person.died is None else before(today, person.died).isoformat()
    # whoever sent them may stand further down, and is then joined on in the end
    referrer = ids.get(person.referred_by or "")
    batch.add(
        "contact", contact_id, person.kind, *shown, person.nickname, person.pronunciation, person.company, person.role,
        birthday(person.birthday, today), person.channel, person.source, referrer, person.stage, person.pinned,
        person.notes, int(person.do_not_contact), died, int(person.archived), moment(since, OPENING),
    )  # fmt: skip
    _write_reach(batch, contact_id, person)
    _write_tastes(batch, contact_id, person, today)
    oldest = max([said.ago for said in person.said] or [0])
    is_open = not (person.do_not_contact or person.died or person.archived)
    quiet_since = before(today, oldest + 1).toordinal()
    author = next((books.AUTHORS.index(like[7:]) for like in person.likes if like[7:] in books.AUTHORS), -1)
    return Member(contact_id, since.toordinal(), quiet_since, person.weight, author, open=is_open)


def _write_reach(batch: Batch, contact_id: int, person: Person) -> None:
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


def _write_tastes(batch: Batch, contact_id: int, person: Person, today: date) -> None:
    for word, day in person.occasions:
        batch.add("occasion", contact_id, word, day)
    for relative in person.relatives:
        batch.add("relative", contact_id, relative.name, relative.relation, birthday(relative.birthday, today))
    for word in person.tags:
        batch.add("tag", contact_id, tag.tag(word))
    for attitude, wishes in (("like", person.likes), ("dislike", person.dislikes)):
        for wish in wishes:
            batch.add("preference", contact_id, attitude, *preference.preference(wish))
    if person.mailings:
        given, ago, source = person.mailings
        batch.add("consent", contact_id, "mailings", int(given), before(today, ago).isoformat(), source)


class Crowd:
    """Makes people from tables of names, places and tastes, each from the same dice."""

    def __init__(self, batch: Batch, dice: Random, people: int, today: date) -> None:
        self.batch = batch
        self.dice = dice
        self.people = people
        self.today = today
        self.birthdays = min(0.4, BIRTHDAYS_KNOWN / people)
        self.cultures = list(accumulate(culture.share for culture in names.CULTURES))
        self.stages = list(accumulate(share for share, _ in STAGES.values()))
        self.towns = list(accumulate(town.share for town in places.TOWNS))

    def write(self, first: int) -> Iterator[Member]:
        """Write the people from the id `first` on."""
        contact_id = first
        while contact_id <= self.people:
            drawn = self.dice.random()
            if drawn < 0.04:
                yield self._organisation(contact_id)
            elif drawn < 0.08 and contact_id < self.people:
                yield from self._couple(contact_id)
                contact_id += 1
            else:
                yield self._single(contact_id)
            contact_id += 1
            self.batch.flush_when_full()

    def _single(self, contact_id: int) -> Member:
        culture = self._culture()
        who = f"{self._given(culture)} {self._family(culture)}"
        home = self._home(contact_id)
        member = self._contact(contact_id, who)
        self._email(contact_id, self._mailbox(contact_id, who))
        self._phones(contact_id, home.town)
        self._address(contact_id, home)
        return member

    def _couple(self, contact_id: int) -> Iterator[Member]:
        culture = self._culture()
        family, home = self._family(culture), self._home(contact_id)
        mailbox = self._mailbox(contact_id, family)
        for each, partner in ((contact_id, contact_id + 1), (contact_id + 1, contact_id)):
            member = self._contact(each, f"{self._given(culture)} {family}")
            self._email(each, mailbox)
            self._landline(each, contact_id, home.town, 0)
            self._address(each, home)
            yield member._replace(partner=partner)

    def _organisation(self, contact_id: int) -> Member:
        home = self._home(contact_id)
        who = self.dice.choice(names.ORGANISATIONS).format(town=home.town.name, family=self._family(names.CULTURES[0]))
        member = self._contact(contact_id, who, "organisation")
        self._email(contact_id, self._mailbox(contact_id, "office"))
        self._landline(contact_id, contact_id, home.town, 0, "office")
        self._address(contact_id, home)
        return member
