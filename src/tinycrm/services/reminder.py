"""Follow-ups: setting one, and finishing it."""

from tinycrm.store import Transaction


def remind(
    tx: Transaction,
    contact_id: int,
    due: str,
    due_time: str | None,
    text: str | None,
    interaction_id: int | None = None,
) -> int:
    """Set a follow-up for a contact on a local day (and time of day); returns its id."""
    return tx.insert(
        "reminder",
        contact_id=contact_id,
        interaction_id=interaction_id,
        due=due,
        due_time=due_time,
        text=text,
        created_at=tx.at,
    )


def finish(tx: Transaction, reminder_id: int) -> None:
    """Finish a follow-up now."""
    tx.update("reminder", reminder_id, done_at=tx.at)
