"""Deals: starting, changing, moving, winning, losing, reopening, deleting."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from tinycrm.domain import clean
from tinycrm.domain.money import Money
from tinycrm.domain.pipeline import GAP, between
from tinycrm.errors import InvalidError, RefusedError
from tinycrm.queries import stage as stages
from tinycrm.queries.stage import Stage
from tinycrm.store import Transaction


class Draft(NamedTuple):
    """A deal to be started: days are local (ISO), `probability` is its own percentage, else its stage's counts."""

    title: str
    currency: str
    value: int | None = None
    probability: int | None = None
    close: str | None = None
    next: str | None = None
    next_on: str | None = None
    source: str | None = None
    notes: str | None = None


class Closing(NamedTuple):
    """How a deal ends: `value` is the final one (None: as it is), `reason` and `words` say why it was lost."""

    value: Money | None = None
    reason: str | None = None
    words: str | None = None


class _Now(NamedTuple):
    """A deal as it is inside the transaction."""

    id: int
    stage_id: int
    kind: str
    value: int | None
    stage: str


ENDING = Closing()


def add(tx: Transaction, draft: Draft, contact_ids: Sequence[int], today: date, stage_id: int | None = None) -> int:
    """Start a deal at the end of a stage (else of the first open one); returns its id.

    Raises RefusedError for a stage where deals end: it is started first, then won or lost.
    """
    tx.expect("contact", *contact_ids)
    stage = _first(tx, "open") if stage_id is None else _stage(tx, stage_id)
    if stage.kind != "open":
        raise RefusedError(f"A deal starts in an open stage, and {stage.name} is none.")
    place = _place(tx, stage.id, None, None)
    deal_id = tx.insert("deal", stage_id=stage.id, position=place, created_at=tx.at, **draft._asdict())
    _join(tx, deal_id, contact_ids)
    _moved(tx, deal_id, None, stage, today)
    return deal_id


def edit(
    tx: Transaction, deal_id: int, facts: Mapping[str, Any], joined: Sequence[int] = (), left: Sequence[int] = ()
) -> None:
    """Change a deal's facts by column, and whom it is with."""
    tx.expect("deal", deal_id)
    tx.expect("contact", *joined)
    if facts:
        tx.update("deal", deal_id, **facts)
    for contact_id in left:
        tx.execute("DELETE FROM deal_contact WHERE deal_id = ? AND contact_id = ?", (deal_id, contact_id))
    there = set(tx.values("SELECT contact_id FROM deal_contact WHERE deal_id = ?", (deal_id,)))
    _join(tx, deal_id, [each for each in joined if each not in there])


def move(
    tx: Transaction,
    deal_id: int,
    stage_id: int,
    position: int | None = None,
    *,
    today: date,
    expect_stage: int | None = None,
    closing: Closing = ENDING,
) -> None:
    """Put a deal into a stage, its own among them: before the card that has `position` now, at the end without one.

    Into a won stage it is won, into a lost one lost (`closing` says why), out of them reopened. `expect_stage` is
    where it was seen. Raises RefusedError when it was moved meanwhile, or is to be lost without a reason.
    """
    now, stage = _now(tx, deal_id, expect_stage), _stage(tx, stage_id)
    place = _place(tx, stage.id, deal_id, position)
    if now.stage_id == stage.id:
        if position is not None:
            tx.update("deal", deal_id, position=place)
        return
    facts: dict[str, Any] = {"stage_id": stage.id, "position": place, "probability": None}
    if stage.kind == "open":
        facts |= {"closed_on": None, "lost_reason": None, "lost_words": None}
    elif stage.kind != now.kind:
        facts |= _ending(tx, now, stage, today, closing)
    tx.update("deal", deal_id, **facts)
    _moved(tx, deal_id, now.stage_id, stage, today, facts.get("lost_reason"))


def win(
    tx: Transaction, deal_id: int, value: Money | None = None, *, today: date, expect_stage: int | None = None
) -> None:
    """Win a deal, at its final value.

    Raises RefusedError when it is won already or was moved meanwhile.
    """
    _end(tx, deal_id, "won", Closing(value), today, expect_stage)


def lose(
    tx: Transaction,
    deal_id: int,
    reason: str,
    words: str | None = None,
    *,
    today: date,
    expect_stage: int | None = None,
) -> None:
    """Lose a deal, for a reason in a few words; one that is offered is spelt as it is there.

    Raises RefusedError when it is lost already or was moved meanwhile.
    """
    _end(tx, deal_id, "lost", Closing(None, reason, words), today, expect_stage)


def reopen(tx: Transaction, deal_id: int, *, today: date, expect_stage: int | None = None) -> Stage:
    """Put a deal that was won or lost back into the open stage it came from, else the first; returns that.

    Raises RefusedError when it is open.
    """
    now = _now(tx, deal_id, expect_stage)
    if now.kind == "open":
        raise RefusedError(f"d{deal_id} is open; only a deal that was won or lost is reopened.")
    sql = """SELECT m.stage_id FROM move m JOIN stage s ON s.id = m.stage_id
        WHERE m.deal_id = ? AND s.kind = 'open' AND s.removed = 0 ORDER BY m.id DESC LIMIT 1"""
    stage_id = tx.value(sql, (deal_id,)) or _first(tx, "open").id
    move(tx, deal_id, stage_id, today=today)
    return _stage(tx, stage_id)


def delete(tx: Transaction, deal_id: int) -> None:
    """Delete a deal with its history; the people stay, and so do follow-ups that hung on it."""
    tx.expect("deal", deal_id)
    tx.delete("deal", deal_id)


def _end(tx: Transaction, deal_id: int, kind: str, closing: Closing, today: date, expect_stage: int | None) -> None:
    now = _now(tx, deal_id, expect_stage)
    if now.kind == kind:
        raise RefusedError(f"d{deal_id} is {kind} already; nothing was changed.")
    move(tx, deal_id, _first(tx, kind).id, today=today, closing=closing)


def _ending(tx: Transaction, now: _Now, stage: Stage, today: date, closing: Closing) -> dict[str, Any]:
    facts: dict[str, Any] = {"closed_on": today.isoformat(), "lost_reason": None, "lost_words": None}
    if closing.value is not None:
        facts |= {"value": closing.value.minor, "currency": closing.value.currency}
    if stage.kind == "lost":
        if not closing.reason:
            raise RefusedError(f"A lost deal needs a reason: `tinycrm deal lost d{now.id} --reason WORDS`.")
        reason = clean.line(closing.reason, "a reason")
        facts["lost_reason"] = stages.reason(tx, reason) or reason
        facts["lost_words"] = clean.text(closing.words, "what is said of it") if closing.words else None
    return facts


def _now(tx: Transaction, deal_id: int, expect_stage: int | None) -> _Now:
    """The deal as it is now; raises RefusedError when somebody has moved it meanwhile."""
    tx.expect("deal", deal_id)
    sql = """SELECT d.id, d.stage_id, s.kind, d.value, s.name FROM deal d JOIN stage s ON s.id = d.stage_id
        WHERE d.id = ?"""
    now = tx.all(_Now, sql, (deal_id,))[0]
    if expect_stage is not None and now.stage_id != expect_stage:
        raise RefusedError(
            f"This card was moved to {now.stage} in another window. Put back there; move it again if you meant it."
        )
    return now


def _stage(tx: Transaction, stage_id: int) -> Stage:
    found = stages.stage(tx, stage_id)
    if found is None:
        raise RefusedError("That stage was removed in another window just now; nothing was changed.")
    return found


def _first(tx: Transaction, kind: str) -> Stage:
    found = stages.first(tx, kind)
    if found is None:
        raise InvalidError(f"There is no {kind} stage; `tinycrm deal stages add NAME --kind {kind}` makes one.")
    return found


def _moved(
    tx: Transaction, deal_id: int, from_id: int | None, stage: Stage, today: date, reason: str | None = None
) -> None:
    """Write down that a deal came into a stage, and what it was worth then."""
    tx.execute(
        """INSERT INTO move (deal_id, from_id, stage_id, day, at, value, probability, reason)
        SELECT id, ?, ?, ?, ?, value, coalesce(probability, ?), ? FROM deal WHERE id = ?""",
        (from_id, stage.id, today.isoformat(), tx.at, stage.probability, reason, deal_id),
    )


def _join(tx: Transaction, deal_id: int, contact_ids: Sequence[int]) -> None:
    last = tx.value("SELECT coalesce(max(position), -1) FROM deal_contact WHERE deal_id = ?", (deal_id,))
    for position, contact_id in enumerate(dict.fromkeys(contact_ids), int(last) + 1):
        tx.insert("deal_contact", deal_id=deal_id, contact_id=contact_id, position=position)


def _place(tx: Transaction, stage_id: int, deal_id: int | None, position: int | None) -> int:
    """A place in a stage before the card that has `position`, or at the end; where there is no room it is made."""
    order = [
        (number, place)
        for number, place in tx.all(
            lambda *pair: pair, "SELECT id, position FROM deal WHERE stage_id = ? ORDER BY position, id", (stage_id,)
        )
        if number != deal_id
    ]
    at = (
        len(order) if position is None else next((n for n, each in enumerate(order) if each[1] >= position), len(order))
    )
    before = order[at - 1][1] if at else None
    after = order[at][1] if at < len(order) else None
    place = between(before, after)
    if place is not None:
        return place
    for number, (each, _) in enumerate(order):
        tx.update("deal", each, position=(number + (number >= at) + 1) * GAP)
    return (at + 1) * GAP
