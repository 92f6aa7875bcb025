"""The deals of the demo shop: some on their way, some standing still, some won and some lost."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from tinycrm.domain.pipeline import GAP
from tinycrm.queries.stage import Stage, stages
from tinycrm.services.demo.batch import Batch
from tinycrm.services.demo.cast import Person
from tinycrm.services.demo.clock import before, closing
from tinycrm.store import Transaction

CURRENCY = "GBP"
ENQUIRY, SOURCING, QUOTED, RESERVED, WON, LOST = range(6)


class Deal(NamedTuple):
    """A deal as the owner would tell of it: `way` is the stages it came into and how many days ago, `value` in pounds.

    `next_in` and `close_in` count days from today, past ones being negative.
    """

    title: str
    who: str
    value: int
    way: tuple[tuple[int, int], ...]
    next: str | None = None
    next_in: int | None = None
    close_in: int | None = None
    source: str | None = None
    reason: str | None = None
    notes: str | None = None
    also: str | None = None


DEALS = (
    Deal("Nana, Charpentier 1880", "Ada Lovelace", 180, ((ENQUIRY, 22), (SOURCING, 20), (QUOTED, 15)),
         "quote her", -4, 6),
    Deal("Woolf to a binder, two letters", "Beatrice Quill", 950, ((ENQUIRY, 2),), "have the hand looked at", 2, 60),
    Deal("A Persuasion for her birthday", "Oskar Lund", 600, ((ENQUIRY, 6),), None, None, 20),
    Deal("Racing prints, six, in their frames", "Zelda Marsh", 185, ((ENQUIRY, 1),), "ring her", 6, 40),
    Deal("Mensagem, 1934", "Tomás Ferreira", 1400, ((ENQUIRY, 16), (SOURCING, 9)), "ask in Lisbon", 0, 30),
    Deal("Bashō in English, five of them", "Jun Watanabe", 90, ((ENQUIRY, 15), (SOURCING, 12)), "tell him of the third",
         0, 14),
    Deal("Swallows to Great Northern, in jackets", "Theodora Finch", 600, ((ENQUIRY, 9), (SOURCING, 4)),
         "look through the fair's list", 11, 45),
    Deal("Jules Verne in red and gold, a dozen", "Dr Sergio Rossi", 5200,
         ((ENQUIRY, 60), (SOURCING, 48), (QUOTED, 23)), "second offer", 3, 21, "the Paris fair",
         notes="Wants them all or none. Two spines are faded, he knows of it."),
    Deal("County history, the Elm Lodge lot", "Harlow Library", 880, ((ENQUIRY, 30), (QUOTED, 5)), "quote by letter",
         -2, 25),
    Deal("Of Mice and Men, 28 copies", "St Anne's School", 320, ((ENQUIRY, 5), (QUOTED, 3)), "send the invoice", 0, 4),
    Deal("Elm Lodge, the library", "Winifred Ashe", 3800, ((ENQUIRY, 41), (SOURCING, 33)), "see the upper rooms", 5, 70,
         "the family", notes="About 900 volumes. The Colonel would rather they stayed together.",
         also="Col. Reginald Ashe"),
    Deal("Orlando, signed", "Clara Nwosu", 1250, ((ENQUIRY, 26), (SOURCING, 18), (QUOTED, 12), (RESERVED, 7)),
         "her hold ends", 0, 3),
    Deal("The Book of Tea, first edition", "Yusuf Demir", 60, ((ENQUIRY, 8), (RESERVED, 2)), "comes for it", 4, 4),
    Deal("The Waves, first issue", "Beatrice Quill", 420, ((ENQUIRY, 19), (QUOTED, 11), (WON, 3))),
    Deal("Set texts for the spring, 30", "St Anne's School", 285, ((ENQUIRY, 14), (QUOTED, 10), (WON, 6))),
    Deal("Nine Baedekers", "Walter Prentiss", 310, ((ENQUIRY, 33), (SOURCING, 25), (QUOTED, 19), (WON, 15))),
    Deal("Type specimens, a box", "Wren & Daughters, printers", 240, ((ENQUIRY, 70), (QUOTED, 66), (WON, 58))),
    Deal("Talmud, Vilna, odd volumes", "Ruth Abelman", 520, ((ENQUIRY, 120), (SOURCING, 110), (QUOTED, 92), (WON, 85)),
         also="Dov Abelman"),
    Deal("An evening with a map-maker", "Lady Margaret's reading group", 150, ((ENQUIRY, 90), (RESERVED, 75),
         (WON, 44))),
    Deal("Dickens in the monthly parts", "Gideon Slate", 640, ((ENQUIRY, 34), (QUOTED, 26), (LOST, 12)),
         reason="too dear"),
    Deal("A haggadah, Vienna", "Dov Abelman", 120, ((ENQUIRY, 40), (SOURCING, 38), (LOST, 9)),
         reason="found one elsewhere"),
    Deal("Views of the fens, aquatints", "Norman Tibbs", 450, ((ENQUIRY, 100), (SOURCING, 95), (LOST, 62)),
         reason="we could not find it"),
    Deal("Polar voyages, the long shelf", "Henrik Solberg", 2100, ((ENQUIRY, 150), (QUOTED, 130), (LOST, 99)),
         reason="too dear"),
)  # fmt: skip


def write(tx: Transaction, batch: Batch, cast: Sequence[Person], today: date) -> None:
    """Write the deals of those of the cast who are there."""
    ids = {person.name: number for number, person in enumerate(cast, 1)}
    order = stages(tx)
    for number, deal in enumerate((deal for deal in DEALS if deal.who in ids), 1):
        _write(batch, number, deal, order, today)
        for place, name in enumerate(filter(None, (deal.who, deal.also))):
            if name in ids:
                batch.add("deal_contact", number, ids[name], place)


def _write(batch: Batch, number: int, deal: Deal, order: Sequence[Stage], today: date) -> None:
    way = [(order[stage], before(today, ago)) for stage, ago in deal.way]
    stage, day = way[-1]
    pence = deal.value * 100
    close, next_on = _day(today, deal.close_in), _day(today, deal.next_in)
    closed = None if stage.kind == "open" else day.isoformat()
    row = (number, deal.title, stage.id, number * GAP, pence, CURRENCY, close, deal.next, next_on, deal.source)
    batch.add("deal", *row, deal.notes, closed, deal.reason, closing(way[0][1], today))
    came_from = None
    for stage, day in way:
        reason = deal.reason if stage.kind == "lost" else None
        at = closing(day, today)
        batch.add("move", number, came_from, stage.id, day.isoformat(), at, pence, stage.probability, reason)
        came_from = stage.id


def _day(today: date, within: int | None) -> str | None:
    return None if within is None else (today + timedelta(days=within)).isoformat()
