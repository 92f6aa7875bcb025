"""Stages and reasons for losing: adding, changing, ordering, removing. Deals that stand in a stage go on from there."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from tinycrm.domain import clean
from tinycrm.domain.clean import fold
from tinycrm.domain.pipeline import CERTAIN, COLOURS, KINDS, STAGE_NAME_LIMIT
from tinycrm.errors import InvalidError, NotFoundError, RefusedError
from tinycrm.queries import stage as queries
from tinycrm.queries.stage import Stage
from tinycrm.services import deal as deals
from tinycrm.services.deal import Closing
from tinycrm.store import Transaction

PIPELINE = 1
ROT_LIMIT = 9999


class Draft(NamedTuple):
    """A stage to be made: `probability` is a percentage, `rot_days` after how many days a deal stands still."""

    name: str
    kind: str = "open"
    probability: int | None = None
    rot_days: int | None = None
    colour: str | None = None


def add(tx: Transaction, draft: Draft, place: int | None = None) -> int:
    """Make a stage, the last of its kind or at a place among them (1 is the first); returns its id.

    Raises InvalidError for a name, kind, percentage or colour that makes no sense, RefusedError for a name there is.
    """
    if draft.kind not in KINDS:
        raise InvalidError(f"{draft.kind!r} is no kind of stage; the kinds are {', '.join(KINDS)}.")
    facts = checked(draft.kind, draft._asdict())
    if facts["probability"] is None:
        facts["probability"] = CERTAIN.get(draft.kind, 50)
    _ensure_free(tx, facts["name"])
    position = int(tx.value("SELECT coalesce(max(position), -1) + 1 FROM stage"))
    stage_id = tx.insert("stage", pipeline_id=PIPELINE, position=position, **facts)
    if place is not None:
        move(tx, stage_id, place)
    return stage_id


def edit(tx: Transaction, stage_id: int, facts: Mapping[str, Any]) -> None:
    """Change a stage's name, probability, rot_days or colour; deals without a probability of their own follow.

    Raises InvalidError or RefusedError as `add`.
    """
    there = _there(tx, stage_id)
    now = checked(there.kind, facts)
    if "name" in now:
        _ensure_free(tx, now["name"], stage_id)
    if now:
        tx.update("stage", stage_id, **now)


def move(tx: Transaction, stage_id: int, place: int) -> None:
    """Put a stage in another place among those of its kind; 1 is the first."""
    there = _there(tx, stage_id)
    order = [each.id for each in queries.stages(tx) if each.kind == there.kind and each.id != stage_id]
    order.insert(place - 1, stage_id)
    every = [each.id for each in queries.stages(tx) if each.kind != there.kind]
    before = [each.id for each in queries.stages(tx) if KINDS.index(each.kind) < KINDS.index(there.kind)]
    after = [each for each in every if each not in before]
    for position, each in enumerate([*before, *order, *after]):
        tx.update("stage", each, position=position)


def remove(tx: Transaction, stage_id: int, to_id: int | None, today: date, closing: Closing = deals.ENDING) -> int:
    """Remove a stage; its deals go to the end of another, which returns how many. Their history keeps it.

    Raises RefusedError when it is the last of its kind, and when deals stand in it and `to_id` is None.
    """
    there = _there(tx, stage_id)
    if sum(each.kind == there.kind for each in queries.stages(tx)) == 1:
        raise RefusedError(f"{there.name} is the only {there.kind} stage, so it stays; it can be renamed.")
    ids = tx.values("SELECT id FROM deal WHERE stage_id = ? ORDER BY position, id", (stage_id,))
    if ids and to_id in (None, stage_id):
        raise RefusedError(f"{_deals(len(ids))} in {there.name}; --to STAGE says where to.")
    for deal_id in ids:
        assert to_id is not None
        deals.move(tx, deal_id, to_id, today=today, closing=closing)
    tx.update("stage", stage_id, removed=1)
    return len(ids)


def add_reason(tx: Transaction, name: str) -> str:
    """Offer one more reason for losing, after the others; returns how it is spelt.

    Raises RefusedError when it is offered already.
    """
    new = clean.line(name, "a reason")
    _ensure_new(tx, new)
    tx.insert("lost_reason", name=new, position=int(tx.value("SELECT count(*) FROM lost_reason")))
    return new


def rename_reason(tx: Transaction, name: str, new: str) -> str:
    """Spell an offered reason otherwise, for the deals that were lost for it too; returns how."""
    old, new = _reason(tx, name), clean.line(new, "a reason")
    if fold(new) != fold(old):
        _ensure_new(tx, new)
    tx.execute("UPDATE lost_reason SET name = ? WHERE name = ?", (new, old))
    tx.execute("UPDATE deal SET lost_reason = ? WHERE lost_reason = ?", (new, old))
    return new


def remove_reason(tx: Transaction, name: str) -> str:
    """Offer a reason no longer; deals that were lost for it keep it. Returns how it was spelt."""
    old = _reason(tx, name)
    tx.execute("DELETE FROM lost_reason WHERE name = ?", (old,))
    return old


def checked(kind: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of a stage of a kind as they are kept.

    Raises InvalidError for one that makes no sense.
    """
    kept = dict(facts)
    if "name" in kept:
        kept["name"] = clean.line(str(kept["name"]), "a stage's name", STAGE_NAME_LIMIT)
    probability = kept.get("probability")
    if probability is not None and not 0 <= probability <= 100:
        raise InvalidError(f"A probability is 0 to 100 per cent, not {probability}.")
    if probability is not None and probability != CERTAIN.get(kind, probability):
        raise InvalidError(f"A {kind} deal has a probability of {CERTAIN[kind]} per cent, not {probability}.")
    if kept.get("rot_days") is not None and kind != "open":
        raise InvalidError(f"Deals stand still in open stages only, not when they are {kind}.")
    if kept.get("rot_days") is not None and not 1 <= kept["rot_days"] <= ROT_LIMIT:
        raise InvalidError(f"A deal may stand for 1 to {ROT_LIMIT} days, not {kept['rot_days']}.")
    if kept.get("colour") is not None and kept["colour"] not in COLOURS:
        raise InvalidError(f"{clean.show_line(kept['colour'], 40)!r} is none of the colours {', '.join(COLOURS)}.")
    return kept


def _there(tx: Transaction, stage_id: int) -> Stage:
    found = queries.stage(tx, stage_id)
    if found is None:
        raise NotFoundError("That stage was removed in another window just now; nothing was changed.")
    return found


def _ensure_free(tx: Transaction, name: str, but: int | None = None) -> None:
    if any(fold(each.name) == fold(name) and each.id != but for each in queries.stages(tx)):
        raise RefusedError(f"There is a stage {name} already.")


def _ensure_new(tx: Transaction, name: str) -> None:
    if queries.reason(tx, name) is not None:
        raise RefusedError(f"“{name}” is offered already.")


def _reason(tx: Transaction, name: str) -> str:
    found = queries.reason(tx, name)
    if found is None:
        raise NotFoundError(
            f"“{clean.show_line(name, 60)}” is no reason that is offered; `tinycrm deal reasons` lists them."
        )
    return found


def _deals(count: int) -> str:
    return "1 deal stands" if count == 1 else f"{count:,} deals stand"
