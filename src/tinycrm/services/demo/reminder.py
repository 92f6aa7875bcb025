"""The follow-ups of the demo shop: what was done, what is open, and never more due than a day can hold."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import cycle
from random import Random
from typing import NamedTuple

from tinycrm.services.demo import books, phrases
from tinycrm.services.demo.batch import Batch
from tinycrm.services.demo.cast import FollowUp, Person
from tinycrm.services.demo.clock import before, closing, moment
from tinycrm.services.demo.interaction import FIRST_HOUR, LAST_HOUR, Logged
from tinycrm.store import Transaction

DUE = 14
LATER = 14
LATE_DAYS = (0, 0, 0, 1, 1, 2, 3, 5, 8)
PROMISED = 0.07

_LATEST = """
    SELECT s.contact_id, s.interaction_id, s.day, i.created_at
    FROM contact_seen s JOIN contact c ON c.id = s.contact_id JOIN interaction i ON i.id = s.interaction_id
    WHERE c.id > ? AND c.do_not_contact = 0 AND c.archived = 0 AND c.deceased_on IS NULL
    ORDER BY s.day DESC, c.id LIMIT 40
"""


class Latest(NamedTuple):
    """The last interaction of somebody."""

    contact_id: int
    interaction_id: int
    day: str
    noted: str


def write_plain(batch: Batch, cast: Sequence[Person], today: date) -> None:
    """Write the cast's follow-ups that came of nothing they said; they were set a week before."""
    for contact_id, person in enumerate(cast, 1):
        for follow_up in person.follow_ups:
            ago = max(0, -follow_up.due, follow_up.done or 0) + 7
            _write(batch, contact_id, None, follow_up, closing(before(today, min(ago, person.since)), today), today)


def write_after(batch: Batch, dice: Random, logged: Logged, today: date) -> None:
    """Write what came of an interaction: the cast's own follow-up, now and then one that was kept."""
    contact_id = logged.member.id
    if logged.follow_up:
        _write(batch, contact_id, logged.id, logged.follow_up, logged.noted, today)
    elif logged.member.open and dice.random() < PROMISED:
        due = logged.day + timedelta(days=dice.randint(2, 20))
        done = due + timedelta(days=dice.randint(-1, 3))
        if done < today:
            kept = moment(done, dice.randrange(FIRST_HOUR, LAST_HOUR))
            row = (contact_id, logged.id, due.isoformat(), None, _words(dice), kept, logged.noted)
            batch.add("reminder", *row)


def write_open(tx: Transaction, batch: Batch, dice: Random, cast: int, today: date) -> None:
    """Write open follow-ups of those seen lately, until as much is due and coming as in any good week."""
    batch.flush()
    latest = tx.all(Latest, _LATEST, (cast,))
    if len(latest) < LATER:
        latest = tx.all(Latest, _LATEST, (0,))
    dice.shuffle(latest)
    due = tx.value("SELECT count(*) FROM reminder WHERE done_at IS NULL AND due <= ?", (today.isoformat(),))
    days = [-dice.choice(LATE_DAYS) for _ in range(DUE - due)]
    days += [dice.randint(1, 45) for _ in range(LATER)]
    for who, within in zip(cycle(latest), days, strict=False):
        # nothing was due before it was asked for
        soonest = min(0, (date.fromisoformat(who.day) - today).days)
        follow_up = FollowUp(max(within, soonest), _words(dice))
        _write(batch, who.contact_id, who.interaction_id, follow_up, who.noted, today)


def _write(batch: Batch, contact_id: int, interaction_id: int | None, what: FollowUp, noted: str, today: date) -> None:
    due = (today + timedelta(days=what.due)).isoformat()
    done = None if what.done is None else closing(before(today, what.done), today)
    batch.add("reminder", contact_id, interaction_id, due, what.time, what.text, done, noted)


def _words(dice: Random) -> str:
    title, author, genre = dice.choice(books.BOOKS)
    return dice.choice(phrases.FOLLOW_UPS).format(title=title, author=author, genre=genre)
