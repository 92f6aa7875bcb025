"""A believable Cozy Corner, a shop for used and rare books, for trying things out."""

from datetime import date
from random import Random

from tinycrm.errors import InvalidError
from tinycrm.store import Transaction


def fill(tx: Transaction, *, people: int, seed: int, today: date) -> None:
    """Write a shop of that many people, with ten interactions a person, into an empty file.

    The same people, seed and today give the same rows; nothing lies after today but open follow-ups and what open
    deals want.
    Raises InvalidError for less than one person.
    """
    from tinycrm.services.demo import contact, deal, interaction, purchase, reminder, want
    from tinycrm.services.demo.batch import Batch
    from tinycrm.services.demo.crowd import Crowd
    from tinycrm.services.demo.people import PEOPLE

    if people < 1:
        raise InvalidError(f"A shop of {people} people cannot be made; one person is the least.")
    # each noun has dice of its own, so that a new one leaves the others as they fell
    talk_dice, promise_dice = Random(f"{seed} interaction"), Random(f"{seed} reminder")
    batch, cast = Batch(tx), PEOPLE[:people]
    members = contact.write(batch, cast, today)
    members += Crowd(batch, Random(f"{seed} contact"), people, today).write(len(cast) + 1)
    till = purchase.Till(batch, Random(f"{seed} purchase"), people, today)
    for logged in interaction.Talk(batch, talk_dice, cast, members, today).write():
        reminder.write_after(batch, promise_dice, logged, today)
        till.write_after(logged)
    want.write(batch, Random(f"{seed} want"), members, today)
    deal.write(tx, batch, cast, today)
    reminder.write_plain(batch, cast, today)
    reminder.write_open(tx, batch, promise_dice, len(cast), today)
    batch.flush()
