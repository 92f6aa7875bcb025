"""Follow-ups: setting, finishing, putting off, mending."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from tinycrm.domain import recurrence
from tinycrm.errors import RefusedError
from tinycrm.queries.reminder import Reminder, some
from tinycrm.store import Transaction


class FollowUp(NamedTuple):
    """A follow-up to be set: a local day (ISO) and time of day, its words, and how it repeats.

    `every` is canonical (`2w`); with `after_done` it counts from when it was done, else from the first due day. `until`
    is the last day it may fall on.
    """

    due: str
    due_time: str | None = None
    text: str | None = None
    every: str | None = None
    after_done: bool = False
    until: str | None = None


def remind(
    tx: Transaction,
    contact_id: int | None,
    follow_up: FollowUp,
    interaction_id: int | None = None,
    deal_id: int | None = None,
) -> int:
    """Set a follow-up for a contact, about a deal or not, or for a deal that is with nobody; returns its id."""
    for table, row_id in (("contact", contact_id), ("deal", deal_id)):
        if row_id is not None:
            tx.expect(table, row_id)
    return tx.insert(
        "reminder",
        contact_id=contact_id,
        interaction_id=interaction_id,
        deal_id=deal_id,
        anchor=follow_up.due if follow_up.every else None,
        created_at=tx.at,
        **{**follow_up._asdict(), "after_done": int(follow_up.after_done)},
    )


def finish(tx: Transaction, reminder: Reminder, today: date) -> date | None:
    """Finish a follow-up; one that repeats moves on to its next day, which is returned, until its last."""
    reminder = _open(tx, reminder)
    following = _following(reminder, today)
    if following is None:
        tx.update("reminder", reminder.id, done_at=tx.at)
    else:
        tx.update("reminder", reminder.id, due=following.isoformat())
    return following


def snooze(tx: Transaction, reminder: Reminder, day: date, time: str | None) -> None:
    """Put a follow-up off to another day; one that repeats keeps counting from where it did."""
    reminder = _open(tx, reminder)
    tx.update("reminder", reminder.id, due=day.isoformat(), due_time=time or reminder.due_time)


def change(tx: Transaction, reminder: Reminder, facts: Mapping[str, Any]) -> None:
    """Change a follow-up's columns; a new day, or another way to repeat, makes that day the one it counts from."""
    reminder = _fresh(tx, reminder)
    now = {**facts}
    if not now.get("every", reminder.every):
        now |= {"anchor": None, "after_done": 0, "until": None}
    elif "due" in now or now.get("every", reminder.every) != reminder.every:
        now["anchor"] = now.get("due", reminder.due)
    tx.update("reminder", reminder.id, **now)


def delete(tx: Transaction, reminder: Reminder) -> None:
    """Delete a follow-up."""
    tx.expect("reminder", reminder.id)
    tx.delete("reminder", reminder.id)


def _fresh(tx: Transaction, reminder: Reminder) -> Reminder:
    """The follow-up as it is now, whatever it was when it was read."""
    tx.expect("reminder", reminder.id)
    return some(tx, [reminder.id])[0]


def _open(tx: Transaction, reminder: Reminder) -> Reminder:
    """The follow-up as it is now; raises RefusedError when somebody has finished it or put it off meanwhile."""
    now = _fresh(tx, reminder)
    if now.done or now.due != reminder.due:
        did = "done" if now.done else f"moved to {now.due}"
        raise RefusedError(f"{now.ref} was {did} in another window just now; nothing was changed.")
    return now


def _following(reminder: Reminder, today: date) -> date | None:
    """The day a repeating follow-up moves to when it is done: the first anchored one after both its day and today."""
    if not reminder.every:
        return None
    every = recurrence.every(reminder.every)
    due = date.fromisoformat(reminder.due)
    if reminder.after_done:
        following = recurrence.following_done(today, every)
    else:
        anchor = date.fromisoformat(reminder.anchor or reminder.due)
        following = recurrence.following(anchor, every, max(due, today))
    return None if reminder.until and following > date.fromisoformat(reminder.until) else following
