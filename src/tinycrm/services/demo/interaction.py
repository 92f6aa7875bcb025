"""What was said and done in the demo shop: the cast's own words, and talk made from templates."""

from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import accumulate
from random import Random
from typing import NamedTuple

from tinycrm.domain.day import LONG_MONTHS
from tinycrm.services.demo import books, phrases
from tinycrm.services.demo.batch import Batch
from tinycrm.services.demo.cast import FollowUp, Person, Said
from tinycrm.services.demo.clock import before, closing, minutes, moment, season
from tinycrm.services.demo.contact import Member

EACH = 10
LATELY = 1.3
OUTCOMES = 0.6
FIRST_HOUR, LAST_HOUR = 10 * 60, 16 * 60 + 40
# a day, a contact and the place of what they said in their own list (0: made up), in one number that sorts
CONTACT_BITS, PLACE_BITS = 28, 8


class Logged(NamedTuple):
    """An interaction that is in the file, for what comes of it; `noted` is when it was written down."""

    id: int
    day: date
    noted: str
    member: Member
    follow_up: FollowUp | None = None


class Talk:
    """Tells what happened, the oldest first, so that ids grow with time as they do in a shop."""

    def __init__(
        self, batch: Batch, dice: Random, cast: Sequence[Person], members: Sequence[Member], today: date
    ) -> None:
        self.batch = batch
        self.dice = dice
        self.cast = cast
        self.members = members
        self.today = today
        self.ids = {person.name: at for at, person in enumerate(cast, 1)}
        self.manners = list(accumulate(manner.share for manner in phrases.MANNERS))

    def write(self) -> Iterator[Logged]:
        """Write every interaction; the file holds ten a person on average."""
        for interaction_id, key in enumerate(sorted(self._plan()), 1):
            ordinal, contact_id, place = _parts(key)
            member, day = self.members[contact_id - 1], date.fromordinal(ordinal)
            if place:
                said = self.cast[contact_id - 1].said[-place]
                noted = self._retell(interaction_id, said, contact_id, day)
                yield Logged(interaction_id, day, noted, member, said.follow_up)
            else:
                yield Logged(interaction_id, day, self._make_up(interaction_id, member, day), member)
            self.batch.flush_when_full()

    def _plan(self) -> Iterator[int]:
        told = 0
        for contact_id, person in enumerate(self.cast, 1):
            # the newest stands first there
            for place, said in enumerate(reversed(person.said), 1):
                told += 1
                yield _key(before(self.today, said.ago).toordinal(), contact_id, place)
        for member, count in shares(self.members, max(0, EACH * len(self.members) - told)):
            for day in self._days(member, count):
                yield _key(day, member.id, 0)

    def _days(self, member: Member, count: int) -> Iterator[int]:
        taken: set[int] = set()
        span = member.until - member.since
        for _ in range(count):
            # a power above one draws the days towards the last; twice on one day is rare
            for _ in range(3):
                day = member.until - int(span * self.dice.random() ** LATELY)
                if day not in taken:
                    break
            taken.add(day)
            yield day

    def _retell(self, interaction_id: int, said: Said, contact_id: int, day: date) -> str:
        at = moment(day, minutes(said.hour)) if said.hour else None
        text = said.text and said.text.format(season=season(day))
        noted = self._add(interaction_id, said.kind, said.direction, day, at, text, said.outcome)
        for who in (contact_id, *(self.ids[name] for name in said.company if name in self.ids)):
            self.batch.add("participant", interaction_id, who)
        return noted

    def _make_up(self, interaction_id: int, member: Member, day: date) -> str:
        manner = phrases.MANNERS[bisect(self.manners, self.dice.randrange(self.manners[-1]))]
        direction = manner.direction if member.open or manner.direction != "out" else "in"
        words, outcome = self.dice.choice(manner.lines)
        text = words and self._words(words, member, day)
        outcome = outcome if self.dice.random() < OUTCOMES else None
        at = moment(day, self.dice.randrange(FIRST_HOUR, LAST_HOUR)) if self.dice.random() < 0.85 else None
        noted = self._add(interaction_id, manner.kind, direction, day, at, text, outcome)
        self.batch.add("participant", interaction_id, member.id)
        if member.partner and self.dice.random() < 0.3 and self._knows(member.partner, day):
            self.batch.add("participant", interaction_id, member.partner)
        return noted

    def _add(
        self, interaction_id: int, kind: str, direction: str | None, day: date, at: str | None,
        text: str | None, outcome: str | None,
    ) -> str:  # fmt: skip
        noted = at or closing(day, self.today)
        row = (interaction_id, kind, direction, day.isoformat(), at, text, outcome, noted)
        self.batch.add("interaction", *row)
        return noted

    def _words(self, words: str, member: Member, day: date) -> str:
        choice = self.dice.choice
        liked = books.BY_AUTHOR.get(member.author or "") if self.dice.random() < 0.5 else None
        title, author, genre = choice(liked or books.BOOKS)
        return words.format(
            title=title,
            author=author,
            genre=genre,
            month=LONG_MONTHS[day.month - 1],
            price=choice(phrases.PRICES),
            number=choice(phrases.NUMBERS),
            detail=choice(phrases.DETAILS),
        )

    def _knows(self, contact_id: int, day: date) -> bool:
        member = self.members[contact_id - 1]
        return member.since <= day.toordinal() <= member.until


def shares(members: Iterable[Member], total: int) -> Iterator[tuple[Member, int]]:
    """Everyone's part of `total` by weight; the parts add up to it."""
    everyone = list(members)
    whole = max(1, sum(member.weight for member in everyone))
    passed = 0
    for member in everyone:
        start = passed * total // whole
        passed += member.weight
        yield member, passed * total // whole - start


def _key(ordinal: int, contact_id: int, place: int) -> int:
    return (ordinal << CONTACT_BITS | contact_id) << PLACE_BITS | place


def _parts(key: int) -> tuple[int, int, int]:
    key, place = divmod(key, 1 << PLACE_BITS)
    ordinal, contact_id = divmod(key, 1 << CONTACT_BITS)
    return ordinal, contact_id, place
