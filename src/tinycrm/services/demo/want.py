"""What people of the demo shop look for."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from tinycrm.domain import book
from tinycrm.services.demo import books
from tinycrm.services.demo.batch import Batch
from tinycrm.services.demo.clock import opening
from tinycrm.services.demo.contact import Member

WANTING = 0.3
CURRENCY = "GBP"
EDITIONS = (None, None, None, "first edition", "illustrated", "hardback")
GRADES = (None, None, "good", "very good", "fair")
LIMITS = (None, None, 1000, 1500, 2000, 4000, 8000, 20000)
WAITING = 400  # days back to the oldest


def write(batch: Batch, dice: Random, members: Sequence[Member], today: date) -> None:
    """Write what some look for: a title mostly, of the author they like where there is one; a few were found."""
    for member in members:
        if member.open and dice.random() < WANTING:
            _write(batch, dice, member, today)
        batch.flush_when_full()


def _write(batch: Batch, dice: Random, member: Member, today: date) -> None:
    title: str | None
    title, author, _ = dice.choice(books.BY_AUTHOR.get(member.author or "", books.BOOKS))
    if dice.random() < 0.15:
        title = None
    since = today - timedelta(days=min(dice.randint(1, WAITING), today.toordinal() - member.since))
    until = (today + timedelta(days=dice.randint(10, 300))).isoformat() if dice.random() < 0.3 else None
    told = dropped = found = None
    fate = dice.random()
    if fate < 0.2 and title:
        later = since + timedelta(days=dice.randint(0, (today - since).days))
        found, told = opening(later, today), later.isoformat()
    elif fate < 0.25:
        dropped = (since + timedelta(days=dice.randint(0, (today - since).days))).isoformat()
    keys = book.keys(title or "", author, None)
    batch.add(
        "want", member.id, title, author, dice.choice(EDITIONS) if title else None, dice.choice(GRADES),
        keys["title_key"] if title else None, keys["author_key"], dice.choice(LIMITS), CURRENCY, until, found, told,
        dropped, opening(since, today),
    )  # fmt: skip
