"""Logging what was said and done, and mending it afterwards."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from tinycrm.errors import RefusedError
from tinycrm.store import Reader, Transaction


class Talk(NamedTuple):
    """An interaction to be logged: `day` local (ISO), `at` UTC or None where no hour is known."""

    kind: str
    day: str
    at: str | None = None
    text: str | None = None
    direction: str | None = None
    outcome: str | None = None


def log(tx: Transaction, talk: Talk, contact_ids: Sequence[int]) -> int:
    """Log an interaction with these people; returns its id."""
    tx.expect("contact", *contact_ids)
    interaction_id = tx.insert("interaction", created_at=tx.at, **talk._asdict())
    for contact_id in dict.fromkeys(contact_ids):
        tx.insert("participant", interaction_id=interaction_id, contact_id=contact_id)
    return interaction_id


def logged_lately(reader: Reader, talk: Talk, contact_id: int, since: str) -> int | None:
    """The id of the same interaction with the same person logged after `since` (UTC), None when there is none."""
    found = reader.value(
        """SELECT i.id FROM participant p JOIN interaction i ON i.id = p.interaction_id
        WHERE p.contact_id = ? AND i.kind = ? AND i.day = ? AND i.text IS ? AND i.created_at >= ?
        ORDER BY i.id DESC LIMIT 1""",
        (contact_id, talk.kind, talk.day, talk.text, since),
    )
    return None if found is None else int(found)


def change(
    tx: Transaction,
    interaction_id: int,
    facts: dict[str, Any],
    joined: Sequence[int] = (),
    left: Sequence[int] = (),
) -> None:
    """Change an interaction's facts and who took part.

    Raises RefusedError when nobody would be left in it.
    """
    tx.expect("interaction", interaction_id)
    tx.expect("contact", *joined)
    if facts:
        tx.update("interaction", interaction_id, **facts)
    there = set(tx.values("SELECT contact_id FROM participant WHERE interaction_id = ?", (interaction_id,)))
    if not (there | set(joined)) - set(left):
        raise RefusedError(f"i{interaction_id} would be left without anybody; `tinycrm interaction delete` removes it.")
    # those who join come first, for an interaction goes with its last person
    for contact_id in joined:
        if contact_id not in there and contact_id not in left:
            tx.insert("participant", interaction_id=interaction_id, contact_id=contact_id)
    for contact_id in left:
        tx.execute(
            "DELETE FROM participant WHERE interaction_id = ? AND contact_id = ?",
            (interaction_id, contact_id),
        )


def delete(tx: Transaction, interaction_id: int) -> None:
    """Delete an interaction; the people stay."""
    tx.expect("interaction", interaction_id)
    tx.delete("interaction", interaction_id)
