"""Taking back and bringing back on the screen: what it is about is told, and asked where it may not be known."""

from datetime import datetime
from typing import NamedTuple

from tinycrm.errors import CrmError
from tinycrm.queries import operation as operations
from tinycrm.services import undo as service
from tinycrm.services.undo import Plan
from tinycrm.store import Reader
from tinycrm.tui import words
from tinycrm.tui.screen import Place


class Told(NamedTuple):
    """What is to be taken or brought back, and in words."""

    plan: Plan
    words: str


async def take_back(place: Place, operation_id: int | None = None, *, redo: bool = False) -> None:
    """Take back the last operation, with `redo` bring back what was undone last; one that is given is taken either way.

    Asks, so it wants a worker. One begins when the one before has ended, so that keys pressed at once all count.
    """
    async with place.crm.undoing:
        await _take_back(place, operation_id, redo=redo)


async def _take_back(place: Place, operation_id: int | None, *, redo: bool) -> None:
    crm, now = place.crm, place.shop.now
    try:
        plan, said = await place.read(_told, operation_id, redo)
    except CrmError as error:
        crm.say(str(error))
        return
    if service.worth_asking(plan, now, "tui") and not await _sure(place, plan, said):
        return
    end = "u takes it back" if plan.redo else "U brings it back"
    told = f"{'Redone' if plan.redo else 'Undone'}: {said}"
    what = "redo" if plan.redo else "undo"
    done = await place.write(what, lambda tx: service.carry_out(tx, plan), undoes=plan.tip, **service.refs(plan))
    if done:
        crm.say(f"{told} {place.pen.sign('dot')} {end}")


def _told(reader: Reader, operation_id: int | None, redo: bool) -> Told:
    if operation_id is not None:
        plan = service.plan_of(reader, operation_id)
    else:
        plan = service.plan_redo(reader) if redo else service.plan_undo(reader)
    return Told(plan, operations.words(reader, [plan.operation])[plan.operation.id])


async def _sure(place: Place, plan: Plan, said: str) -> bool:
    from tinycrm.tui.dialogs.menu import ConfirmSheet

    found = plan.operation
    made = datetime.fromisoformat(found.at).astimezone(place.shop.zone)
    when = f"{words.day(made.date(), place.shop.today)}, {made:%H:%M}"
    details = [said, f"{found.ref}, {words.plural(found.records, 'record')}, {when}, by {found.by} ({found.source})"]
    verb = "Bring back" if plan.redo else "Take back"
    sure = await place.crm.ask(ConfirmSheet(f"{verb} what was done then?", details, word=verb.lower()))
    return bool(sure)
