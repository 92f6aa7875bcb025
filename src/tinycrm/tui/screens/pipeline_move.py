"""A card on its way: the board as it will be once the move is written, so that it can be shown at once."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from tinycrm.queries import deal as queries
from tinycrm.queries.deal import Card, Column
from tinycrm.queries.stage import Stage
from tinycrm.store import Reader

BEHIND_ALL = 2**62  # a place that no card has


class Move(NamedTuple):
    """A deal is to go from one stage to another, or stay in its own: before another deal, or (None) to the end."""

    deal_id: int
    from_id: int
    stage_id: int
    before: int | None

    def position(self, reader: Reader) -> int | None:
        """The place to ask for: that of the other deal as it is now. None is the end of another stage."""
        if self.before is not None:
            place = queries.position(reader, self.before)
            if place is not None:
                return place
        return BEHIND_ALL if self.stage_id == self.from_id else None


def moved(columns: Sequence[Column], move: Move, today: date, currency: str) -> list[Column]:
    """The columns once a deal is moved; as they are where it, or the stage, is not among them."""
    card = next((card for column in columns for card in column.cards if card.id == move.deal_id), None)
    stage = next((column.stage for column in columns if column.stage.id == move.stage_id), None)
    if card is None or stage is None:
        return list(columns)
    there = card if card.stage_id == stage.id else _arrived(card, stage, today)
    return [_changed(column, card, there, move.before, currency) for column in columns]


def _arrived(card: Card, stage: Stage, today: date) -> Card:
    closed = None if stage.kind == "open" else card.closed or today.isoformat()
    return card._replace(
        stage_ref=stage.ref,
        probability=stage.probability,
        age_days=0,
        rotting=False,
        closed=closed,
        reason=card.reason if stage.kind == "lost" else None,
    )


def _changed(column: Column, card: Card, there: Card, before: int | None, currency: str) -> Column:
    stage = column.stage
    if stage.id not in (card.stage_id, there.stage_id):
        return column
    cards = [each for each in column.cards if each.id != card.id]
    if stage.id == there.stage_id:
        at = next((at for at, each in enumerate(cards) if each.id == before), len(cards) if stage.kind == "open" else 0)
        cards.insert(at, there)
    return queries.column(stage, cards, currency)
