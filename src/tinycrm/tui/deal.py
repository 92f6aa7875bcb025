"""What is done to deals on the screen: each is asked for, done as one operation, and told."""

from collections.abc import Mapping
from typing import Any

from tinycrm.domain import money
from tinycrm.errors import CrmError, RefusedError
from tinycrm.queries import deal as queries
from tinycrm.queries import report
from tinycrm.queries import stage as stage_queries
from tinycrm.queries.deal import Deal, Passed
from tinycrm.queries.stage import Stage
from tinycrm.services import deal as service
from tinycrm.services import stage as stage_service
from tinycrm.services.deal import Closing, Draft
from tinycrm.store import Reader, Transaction
from tinycrm.tui import quick, words
from tinycrm.tui.people import NAME, sure
from tinycrm.tui.screen import Place
from tinycrm.tui.text import plain
from tinycrm.tui.widgets.choice import Option
from tinycrm.tui.widgets.deal_card import circle, tint

GONE = "This deal is gone: it was deleted in another window. u brings it back."


async def new(place: Place, stage_id: int | None = None, contact_id: int | None = None) -> int | None:
    """Ask for a deal, and start it in a stage, with a contact; its id, None when it was not."""
    from tinycrm.tui.dialogs.deal import DealSheet

    found = [each for each in await place.read(stage_queries.stages) if each.kind == "open"]
    who = await quick.who(place, contact_id)
    values = {"stage_id": stage_id or found[0].id, "who": [who] if who else []}
    sheet = DealSheet(quick.lookup(place.shop), place.shop.money, _options(found), values, quick.kept(place, "deal"))
    asked = await place.crm.ask(sheet)
    if asked is None:
        return None
    facts = {"currency": place.shop.config.currency, **asked.facts}
    made: list[int] = []

    def work(tx: Transaction) -> int:
        made.append(service.add(tx, Draft(**facts), asked.who, place.shop.today, asked.stage_id))
        tx.refer(deal=made[0], contact=list(asked.who))
        return made[0]

    flag = "" if asked.facts["next"] else "; it has no next step yet"
    if not await place.write("deal.add", work, f"Started {plain(facts['title'], NAME)}{flag}", contact=list(asked.who)):
        return None
    sheet.saved()
    return made[0]


async def edit(place: Place, deal_id: int) -> bool:
    """Ask what is to be changed about a deal, and change it."""
    from tinycrm.tui.dialogs.deal import DealSheet

    today, style = place.shop.today, place.shop.money
    before = await place.read(queries.deal, deal_id, today)
    if before is None:
        place.crm.say_wrong(GONE)
        return False
    offered = [each for each in await place.read(stage_queries.stages) if each.kind == "open"]
    sheet = DealSheet(
        quick.lookup(place.shop),
        style,
        _options(offered) if before.status == "open" else (),
        _values(before, money.show(before.value, style) if before.value else ""),
        quick.kept(place, "deal").about(before.ref),
        heading=f"Deal {before.ref}",
    )
    asked = await place.crm.ask(sheet)
    if asked is None:
        return False
    there = [int(each["ref"][1:]) for each in before.contacts]
    joined, left = [each for each in asked.who if each not in there], [each for each in there if each not in asked.who]

    def work(tx: Transaction) -> None:
        if queries.deal(tx, deal_id, today) != before:
            raise RefusedError(f"{_called(before)} was changed in another window meanwhile. What you typed is kept: "
                               "e takes it up.")  # fmt: skip
        if asked.stage_id not in (None, before.stage_id):
            service.move(tx, deal_id, asked.stage_id, today=today, expect_stage=before.stage_id)
        service.edit(tx, deal_id, asked.facts, joined, left)

    done = await place.write("deal.edit", work, f"Changed {_called(before)}", deal=deal_id)
    if done:
        sheet.saved()
    return done


async def win(place: Place, deal_id: int, stage_id: int, to_id: int | None = None) -> bool:
    """Ask what a deal that stands in a stage came to, and win it; into a certain stage where one is given."""
    from tinycrm.tui.dialogs.deal import NOTHING, WonSheet

    found = await _open_one(place, deal_id, "won")
    if found is None:
        return False
    value = await place.crm.ask(WonSheet(found.title, found.value, place.shop.money))
    if value is None:
        return False
    today = place.shop.today
    final = None if value in (NOTHING, found.value) else value

    def work(tx: Transaction) -> None:
        to = to_id or _first(tx, "won")
        service.move(tx, deal_id, to, today=today, expect_stage=stage_id, closing=Closing(final))

    worth = "" if value == NOTHING else f" at {money.show(value, place.shop.money)}"
    return await place.write("deal.won", work, f"Won {_called(found)}{worth}", deal=deal_id)


async def lose(place: Place, deal_id: int, stage_id: int, to_id: int | None = None) -> bool:
    """Ask why a deal that stands in a stage was lost, and lose it; into a certain stage where one is given."""
    from tinycrm.tui.dialogs.deal import LostSheet

    found = await _open_one(place, deal_id, "lost")
    if found is None:
        return False
    offered = [each.name for each in await place.read(stage_queries.reasons)]
    lost = await place.crm.ask(LostSheet(found.title, offered))
    if lost is None:
        return False
    today = place.shop.today

    def work(tx: Transaction) -> None:
        reason = lost.reason
        if lost.offer and stage_queries.reason(tx, reason) is None:
            reason = stage_service.add_reason(tx, reason)
        to = to_id or _first(tx, "lost")
        closing = Closing(reason=reason, words=lost.words)
        service.move(tx, deal_id, to, today=today, expect_stage=stage_id, closing=closing)

    told = f"Lost {_called(found)}: {plain(lost.reason, NAME)}"
    return await place.write("deal.lost", work, told, deal=deal_id)


async def reopen(place: Place, deal_id: int, stage_id: int) -> bool:
    """Put a deal that was won or lost back where it came from."""
    today = place.shop.today
    return await place.write(
        "deal.reopen",
        lambda tx: service.reopen(tx, deal_id, today=today, expect_stage=stage_id),
        lambda stage: f"Reopened in {plain(stage.name, NAME)}",
        deal=deal_id,
    )


async def delete(place: Place, deal_id: int) -> bool:
    """Delete a deal, once that is meant."""
    found = await place.read(queries.deal, deal_id, place.shop.today)
    if found is None:
        place.crm.say_wrong(GONE)
        return False
    hanging = await place.read(queries.follow_ups, deal_id)
    details = [f"{words.plural(hanging, 'follow-up')} that hung on it will stay."] if hanging else []
    if not await sure(place, f"Delete {_called(found)}?", details, key="D", word="delete"):
        return False
    work = lambda tx: service.delete(tx, deal_id)  # noqa: E731  # it is handed on
    return await place.write("deal.delete", work, f"Deleted {_called(found)}", deal=deal_id, title=found.title)


async def show(place: Place, deal_id: int) -> None:
    """Show all of a deal, and do with it what is asked for, until it is left."""
    from tinycrm.tui.dialogs.deal_view import DealView, Told

    while True:
        found, way, stage, hanging = await place.read(_whole, deal_id, place.shop)
        if found is None or stage is None:
            place.crm.say_wrong(GONE)
            return
        told = Told(found, way, hanging, circle(stage), tint(stage), place.shop.today)
        goal = await place.crm.ask(DealView(told, place.shop.money))
        if goal is None:
            return
        if goal.what == "contact":
            place.crm.open_contact(goal.id)
            return
        if goal.what == "edit":
            await edit(place, deal_id)
        elif goal.what == "delete":
            if await delete(place, deal_id):
                return
        else:
            await {"win": win, "lose": lose, "reopen": reopen}[goal.what](place, deal_id, found.stage_id)


async def numbers(place: Place) -> int | None:
    """Show how the deals do; the id of one that is to be looked at."""
    from tinycrm.tui.dialogs.pipeline import NumbersSheet

    try:
        found = await place.read(report.pipeline, place.shop.today, place.shop.config.currency)
    except CrmError as error:
        place.crm.say_wrong(error)
        return None
    return await place.crm.ask(NumbersSheet(found, place.shop.money, place.shop.today))


async def _open_one(place: Place, deal_id: int, kind: str) -> Deal | None:
    """A deal that can be won or lost; says why where it cannot."""
    found = await place.read(queries.deal, deal_id, place.shop.today)
    if found is None:
        place.crm.say_wrong(GONE)
    elif found.status == kind:
        place.crm.say(f"{_called(found)} is {kind} already.")
        return None
    return found


def _whole(reader: Reader, deal_id: int, shop: Any) -> tuple[Deal | None, list[Passed], Stage | None, int]:
    found = queries.deal(reader, deal_id, shop.today)
    stage = stage_queries.stage(reader, found.stage_id) if found else None
    return found, queries.passed(reader, [deal_id]), stage, queries.follow_ups(reader, deal_id)


def _first(tx: Transaction, kind: str) -> int:
    found = stage_queries.first(tx, kind)
    if found is None:
        raise RefusedError(f"There is no stage for deals that are {kind}; ctrl+t shows the stages.")
    return found.id


def _options(stages: list[Stage]) -> list[Option]:
    return [Option(each.id, plain(each.name, 40), circle(each)) for each in stages]


def _values(deal: Deal, value: str) -> Mapping[str, Any]:
    """A deal as it stands in the fields of its form."""
    from tinycrm.tui.dialogs.deal import day_typed, matches

    return {
        "title": deal.title,
        "who": matches(deal.contacts),
        "value": value,
        "stage_id": deal.stage_id,
        "probability": f"{deal.probability}" if deal.probability_own else "",
        "close": day_typed(deal.close),
        "next": deal.next or "",
        "next_on": day_typed(deal.next_on),
        "source": deal.source or "",
        "notes": deal.notes or "",
    }


def _called(deal: Deal) -> str:
    return plain(deal.title, NAME)
