"""What is done to a follow-up on the screen: finished, put off, deleted; each is one operation, and told."""

from datetime import date

from tinycrm.domain.day import show_day
from tinycrm.queries.reminder import Reminder
from tinycrm.services import reminder as service
from tinycrm.tui import words
from tinycrm.tui.people import NAME, sure
from tinycrm.tui.quick import lookup
from tinycrm.tui.screen import Place
from tinycrm.tui.text import plain


async def done(place: Place, reminder: Reminder) -> bool:
    """Finish a follow-up."""
    today = place.shop.today

    def told(following: date | None) -> str:
        back = f"; it comes back on {show_day(following)}" if following else ""
        return f"Done: {called(reminder)}{back}"

    return await place.write("done", lambda tx: service.finish(tx, reminder, today), told, **_refs(reminder))


async def snooze(place: Place, reminder: Reminder) -> bool:
    """Ask until when, and put a follow-up off."""
    from tinycrm.tui.dialogs.menu import SnoozeSheet

    when = await place.crm.ask(SnoozeSheet(lookup(place.shop), called(reminder)))
    if when is None:
        return False
    return await place.write(
        "snooze",
        lambda tx: service.snooze(tx, reminder, when.day, when.time),
        f"{called(reminder)}: put off to {words.day(when.day, place.shop.today)}",
        **_refs(reminder),
    )


async def delete(place: Place, reminder: Reminder) -> bool:
    """Delete a follow-up, once that is meant."""
    if not await sure(place, f"Delete the follow-up “{called(reminder)}”?", key="D", word="delete"):
        return False
    told = f"Deleted: {called(reminder)}"
    return await place.write("reminder.delete", lambda tx: service.delete(tx, reminder), told, **_refs(reminder))


def called(reminder: Reminder) -> str:
    """What a follow-up is called in a sentence."""
    return plain(reminder.text, NAME) or f"get in touch with {plain(reminder.who, NAME)}"


def _refs(reminder: Reminder) -> dict[str, list[int]]:
    return {"contact": [int(reminder.who_ref[1:])] if reminder.who_ref else [], "reminder": [reminder.id]}
