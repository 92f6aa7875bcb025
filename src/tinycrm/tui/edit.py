"""Adding and changing what is there, from anywhere: the sheet is shown, and what it hands back is written."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from tinycrm.domain import recurrence
from tinycrm.domain.contact import Edit
from tinycrm.domain.day import show_day
from tinycrm.domain.when import show_when
from tinycrm.errors import CrmError, RefusedError
from tinycrm.queries import field as own_fields
from tinycrm.queries import interaction as talks
from tinycrm.queries import reminder as reminders
from tinycrm.queries.contact_editor import Whole, whole
from tinycrm.queries.interaction import Interaction
from tinycrm.queries.reminder import Reminder
from tinycrm.services import contact as contact_service
from tinycrm.services import interaction as talk_service
from tinycrm.services import reminder as reminder_service
from tinycrm.store import Transaction
from tinycrm.tui import contact_edit, deal, quick
from tinycrm.tui.dialogs.contact import AddSheet, ContactSheet
from tinycrm.tui.dialogs.interaction import InteractionSheet, Mended
from tinycrm.tui.dialogs.menu import ConfirmSheet
from tinycrm.tui.dialogs.remind import Asked, RemindSheet
from tinycrm.tui.screen import Place
from tinycrm.tui.text import plain
from tinycrm.tui.widgets.pick import Match

NAME = 60
MEANWHILE = "was changed in another window meanwhile."
ON_TOP = "Only the fields that you changed are written; the others stay as they are now."


async def add(place: Place, name: str = "") -> None:
    """Ask for somebody new, and add them; or open who is here already."""
    own = await place.read(own_fields.fields)
    sheet = AddSheet(quick.lookup(place.shop), own, quick.kept(place, "add"), name=name)
    typed = await place.crm.ask(sheet)
    if isinstance(typed, int):
        place.crm.open_contact(typed)
    elif typed is not None:
        nobody = Whole({"kind": "person"}, {table: [] for table in _TABLES}, None, own)
        try:
            new = contact_edit.change(nobody, typed, place.shop.reading)
        except CrmError as error:
            place.crm.say_wrong(error)
            return

        def work(tx: Transaction) -> int:
            made = contact_service.add(tx, Edit({"kind": "person", **new.facts}, new.added))
            tx.refer(contact=made)
            return made

        if await place.write("contact.add", work, f"Added {plain(new.facts['name'], NAME)}"):
            sheet.saved()


async def contact(place: Place, contact_id: int, at: str = "") -> None:
    """Change a contact; typing begins at the field called `at`."""
    before = await place.read(whole, contact_id)
    if before is None:
        place.crm.say_wrong(_gone("This contact"))
        return
    values = contact_edit.values(before)
    values["referred_by"] = await _referrer(place, before)
    sheet = ContactSheet(
        quick.lookup(place.shop), values, before.fields, quick.kept(place, "contact").about(contact_id), at=at
    )
    typed = await place.crm.ask(sheet)
    if not typed:
        return
    name = plain(typed.get("name") or before.facts["name"], NAME)
    try:
        change = contact_edit.change(before, typed, place.shop.reading)
        now = await _as_it_is(place, contact_id, before, name)
    except CrmError as error:
        place.crm.say_wrong(error)
        return
    if now is None:
        return
    wanted = _standing(change, now) if now != before else change

    def work(tx: Transaction) -> None:
        if whole(tx, contact_id) != now:
            raise RefusedError(f"{name} {MEANWHILE} What you typed is kept: e takes it up.")
        contact_service.change(tx, contact_id, wanted)

    if await place.write("contact.edit", work, f"Changed {name}", contact=contact_id):
        sheet.saved()


async def interaction(place: Place, interaction_id: int) -> None:
    """Mend a talk."""
    before = await place.read(talks.interaction, interaction_id)
    if before is None:
        place.crm.say_wrong(_gone("This talk"))
        return
    who = [Match(int(each["ref"][1:]), each["name"]) for each in before.who]
    kept = quick.kept(place, "talk").about(before.ref)
    sheet = InteractionSheet(quick.lookup(place.shop), _talk_values(before), who, kept, ref=before.ref)
    mended = await place.crm.ask(sheet)
    if mended is None:
        return

    def work(tx: Transaction) -> None:
        if talks.interaction(tx, before.id) != before:
            raise RefusedError(f"{before.ref} {MEANWHILE} What you typed is kept: e takes it up.")
        _mend(tx, before, mended)

    if await place.write("interaction.edit", work, f"Mended {before.ref}", interaction=before.id):
        sheet.saved()


async def reminder(place: Place, reminder_id: int) -> None:
    """Change a follow-up."""
    before = await place.read(reminders.reminder, reminder_id)
    if before is None:
        place.crm.say_wrong(_gone("This follow-up"))
        return
    who = Match(int(before.who_ref[1:]), before.who or "") if before.who_ref else None
    sheet = RemindSheet(
        quick.lookup(place.shop),
        who,
        quick.kept(place, f"follow-up:{before.ref}"),
        values=_follow_up_values(before),
    )
    asked = await place.crm.ask(sheet)
    if asked is None:
        return
    facts = _asked_facts(before, asked)

    def work(tx: Transaction) -> None:
        if reminders.reminder(tx, before.id) != before:
            raise RefusedError(f"{before.ref} {MEANWHILE} What you typed is kept: e takes it up.")
        reminder_service.change(tx, before, facts)

    told = f"Follow-up for {plain(before.who, NAME)} on {show_when(asked.when)}"
    refs = {"contact": [int(before.who_ref[1:])] if before.who_ref else [], "reminder": [before.id]}
    if await place.write("reminder.edit", work, told, **refs):
        sheet.saved()


async def take_up(place: Place) -> None:
    """Open the form with the newest half-typed words; says so when there are none."""
    kept = await place.shop.call(place.crm.drafts.all)
    if not kept:
        place.crm.say("No drafts are kept.")
        return
    name, _, subject = kept[0].form.partition(":")
    number = int(subject.lstrip("ifd")) if subject.lstrip("ifd").isdecimal() else None
    openers: dict[str, Callable[[], Any]] = {
        "add": lambda: add(place),
        "log": lambda: quick.log(place, number),
        "remind": lambda: quick.remind(place, number),
    }
    about_one: dict[str, Callable[[int], Any]] = {
        "contact": lambda found: contact(place, found),
        "talk": lambda found: interaction(place, found),
        "follow-up": lambda found: reminder(place, found),
    }
    if name == "deal":
        await (deal.new(place) if number is None else deal.edit(place, number))
    elif name in openers:
        await openers[name]()
    elif name in about_one and number is not None:
        await about_one[name](number)


async def tell_of_drafts(place: Place) -> None:
    """At a start: say what was left half typed."""
    kept = await place.shop.call(place.crm.drafts.all)
    if kept:
        more = f" and {len(kept) - 1} more" if len(kept) > 1 else ""
        place.crm.say(f"A draft is kept: {plain(kept[0].about, NAME)}{more}. ctrl+o takes it up")


async def _as_it_is(place: Place, contact_id: int, before: Whole, name: str) -> Whole | None:
    """The contact as it is now; where it is not as it was, whoever types decides whether theirs goes on top."""
    now = await place.read(whole, contact_id)
    if now is None:
        raise RefusedError(f"{name} was deleted in another window meanwhile; u brings them back.")
    if now != before:
        sheet = ConfirmSheet(f"{name} {MEANWHILE}", [ON_TOP], word="save yours on top")
        if not await place.crm.ask(sheet):
            place.crm.say("Nothing was changed. What you typed is kept: e takes it up.")
            return None
    return now


def _standing(change: Edit, now: Whole) -> Edit:
    """The same change without rows that are gone by now."""
    there = {table: {row["id"] for row in found} for table, found in now.parts.items()}
    removed, first = (
        {table: [key for key in keys if "id" not in key or key["id"] in there[table]] for table, keys in each.items()}
        for each in (change.removed, change.first)
    )
    return Edit(change.facts, change.added, removed, first)


async def _referrer(place: Place, before: Whole) -> Any:
    found = before.facts["referred_by_id"]
    match = await quick.who(place, found)
    return list(match) if match else ""


def _talk_values(talk: Interaction) -> dict[str, Any]:
    at = datetime.fromisoformat(talk.at).astimezone() if talk.at else None
    when = f"{talk.day} {at:%H:%M}" if at else talk.day
    return {"when": when, **{name: getattr(talk, name) for name in ("kind", "direction", "text", "outcome")}}


def _mend(tx: Transaction, before: Interaction, mended: Mended) -> None:
    there = [int(each["ref"][1:]) for each in before.who]
    facts = dict(mended.facts)
    if mended.when:
        facts["day"], facts["at"] = quick.placed(mended.when)
    joined = [each for each in mended.who if each not in there]
    left = [each for each in there if each not in mended.who]
    talk_service.change(tx, before.id, facts, joined, left)


def _follow_up_values(before: Reminder) -> dict[str, Any]:
    due = date.fromisoformat(before.due)
    return {
        "when": f"{show_day(due)}{f' {before.due_time}' if before.due_time else ''}",
        "due": due,
        "due_time": before.due_time,
        "text": before.text or "",
        "every": before.every or "",
        "after_done": before.after_done,
        "until": show_day(date.fromisoformat(before.until)) if before.until else "",
    }


def _asked_facts(before: Reminder, asked: Asked) -> dict[str, Any]:
    every = recurrence.show(recurrence.every(asked.every)) if asked.every else None
    wanted = {
        "due": asked.when.day.isoformat(),
        "due_time": asked.when.time,
        "text": asked.text,
        "every": every,
        "after_done": int(asked.after_done),
        "until": asked.until.day.isoformat() if asked.until else None,
    }
    was = {**before._asdict(), "after_done": int(before.after_done)}
    return {name: value for name, value in wanted.items() if value != was[name]}


def _gone(what: str) -> str:
    return f"{what} is gone: it was deleted in another window. u brings it back."


_TABLES = (*contact_edit.LISTS.values(), "tag", "consent", "field_value")
