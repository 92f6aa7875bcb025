"""The quick sheets that open from anywhere, `a` `l` `r` `/`: what they look up, and what is written when they end."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from tinycrm.domain.noun import a
from tinycrm.domain.when import When, show_when
from tinycrm.queries import complete, duplicate
from tinycrm.queries import contact as contacts
from tinycrm.queries import reminder as reminders
from tinycrm.queries.contact import Chosen, Contact
from tinycrm.services import interaction as talk_service
from tinycrm.services import reminder as reminder_service
from tinycrm.services.interaction import Talk
from tinycrm.services.reminder import FollowUp
from tinycrm.store import Reader, Transaction
from tinycrm.tui import finder, words
from tinycrm.tui.dialogs.find import FindSheet, Goal
from tinycrm.tui.dialogs.log import LogSheet, Said
from tinycrm.tui.dialogs.lookup import Lookup
from tinycrm.tui.dialogs.remind import Asked, RemindSheet
from tinycrm.tui.dialogs.sheet import Kept
from tinycrm.tui.screen import Place
from tinycrm.tui.shop import Shop
from tinycrm.tui.text import plain
from tinycrm.tui.widgets.pick import Match

OFFERED = 8
NAME = 60


def lookup(shop: Shop) -> Lookup:
    """What sheets may ask of this shop while something is typed."""

    async def people(typed: str) -> Sequence[Match]:
        return [_match(each) for each in await shop.read(_people, typed)]

    async def tags(typed: str) -> Sequence[Match]:
        found = await shop.read(complete.tags, typed.strip().lower())
        return [Match(name, name, end=words.people(count)) for name, count in found[:OFFERED]]

    async def similar(name: str, emails: Sequence[str], phones: Sequence[str]) -> Sequence[Match]:
        found = await shop.read(duplicate.alike, name, emails, phones)
        return [Match(each.id, each.name, about=f"the same {each.alike_in}") for each in found]

    async def follow_ups(contact_id: int) -> Sequence[Match]:
        found = await shop.read(reminders.open_of, contact_id)
        return [Match(each.id, each.text or "get in touch", _mark(each.due, shop.today)) for each in found]

    return Lookup(
        lambda: shop.now,
        shop.reading,
        shop.config.first_weekday,
        lambda text, future: shop.when(text, future=future),
        people,
        tags,
        similar,
        follow_ups,
    )


def kept(place: Place, form: str) -> Kept:
    """Where the half-typed words of a form are kept."""
    return Kept(place.crm.drafts, form, lambda: place.shop.now)


async def who(place: Place, contact_id: int | None) -> Match | None:
    """The person in hand as a sheet shows them."""
    found = await place.read(contacts.some, [contact_id]) if contact_id else []
    return _match(found[0]) if found else None


async def log(place: Place, contact_id: int | None = None, kind: str = "call") -> None:
    """Ask for a talk, and log it."""
    again = True
    while again:
        sheet = LogSheet(lookup(place.shop), await who(place, contact_id), kind, kept(place, "log"))
        said = await place.crm.ask(sheet)
        if said is None or not await _log(place, said):
            return
        sheet.saved()
        again, contact_id = said.again, None


async def remind(place: Place, contact_id: int | None = None, when: str = "") -> None:
    """Ask for a follow-up, on a day in words where one is given, and set it."""
    sheet = RemindSheet(lookup(place.shop), await who(place, contact_id), kept(place, "remind"), when=when)
    asked = await place.crm.ask(sheet)
    if asked is not None and await set_follow_up(place, asked):
        sheet.saved()


async def set_follow_up(place: Place, asked: Asked) -> bool:
    """Set the follow-up that was asked for."""
    wanted = FollowUp(
        asked.when.day.isoformat(),
        asked.when.time,
        asked.text,
        asked.every,
        asked.after_done,
        asked.until.day.isoformat() if asked.until else None,
    )
    name = plain(await place.read(contacts.name, asked.who), NAME)

    def work(tx: Transaction) -> int:
        made = reminder_service.remind(tx, asked.who, wanted)
        tx.refer(contact=asked.who, reminder=made)
        return made

    return await place.write("remind", work, f"Follow-up for {name} on {show_when(asked.when)}", contact=asked.who)


async def find(place: Place, typed: str = "") -> None:
    """Find something, and go for it."""
    sheet = FindSheet(lambda text: finder.find(place.shop, text), typed)
    goal = await place.crm.ask(sheet)
    await follow(place, goal)


async def follow(place: Place, goal: Goal | None) -> None:
    """Go for what find or the palette ended with."""
    if goal is None:
        return
    if goal.what == "open":
        place.crm.open_contact(goal.id)
    elif goal.what == "talk":
        place.crm.open_contact(goal.person, talk=goal.id)
    elif goal.what == "deal":
        from tinycrm.tui import deal

        await deal.show(place, goal.id)
    elif goal.what == "log":
        await log(place, goal.id)
    elif goal.what == "remind":
        await remind(place, goal.id)
    elif goal.what == "filter":
        place.crm.show_contacts(goal.words)
    elif goal.what == "add":
        await add(place, goal.words)


async def add(place: Place, name: str = "") -> None:
    """Ask for somebody new, and add them."""
    from tinycrm.tui import edit

    await edit.add(place, name)


async def bring_in(place: Place) -> None:
    """Bring in a list of people."""
    from tinycrm.tui import load

    await load.bring_in(place)


async def _log(place: Place, said: Said) -> bool:
    talk = Talk(said.kind, *placed(said.when), said.text, said.direction, said.outcome)
    finished = await place.read(reminders.reminder, said.finishes) if said.finishes else None
    names = words.listed([plain(each.name, NAME) for each in await place.read(contacts.some, said.who)][:3])
    today = place.shop.today

    def work(tx: Transaction) -> int:
        made = talk_service.log(tx, talk, said.who)
        tx.refer(contact=list(said.who), kind=talk.kind, interaction=made)
        if finished:
            reminder_service.finish(tx, finished, today)
        if said.follow_up:
            text = said.follow_up_text or talk.text
            wanted = FollowUp(said.follow_up.day.isoformat(), said.follow_up.time, text)
            reminder_service.remind(tx, said.who[0], wanted, made)
        return made

    back = f", follow-up {words.day(said.follow_up.day, today)}" if said.follow_up else ""
    told = f"Logged {a(talk.kind)} with {names}{back}"
    return await place.write("log", work, told, contact=list(said.who), kind=talk.kind)


def placed(moment: When) -> tuple[str, str | None]:
    """The local day, and in UTC the moment where an hour was said."""
    if moment.time is None:
        return moment.day.isoformat(), None
    at = datetime.combine(moment.day, time.fromisoformat(moment.time)).astimezone(UTC)
    return moment.day.isoformat(), at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _people(reader: Reader, typed: str) -> list[Contact]:
    """Who is meant by what is typed so far: names, numbers, addresses; before anything is typed those seen last."""
    from tinycrm.queries import find as queries

    if not typed.strip():
        return contacts.page(reader, Chosen(sort="seen", limit=OFFERED))
    named = [found for found, _ in complete.people(reader, typed)][:OFFERED]
    return contacts.some(reader, named) if named else queries.find(reader, typed.split(), OFFERED).people


def _match(found: Contact) -> Match:
    hit = finder.person(found)
    return Match(found.id, hit.name, hit.mark, hit.about, hit.end)


def _mark(due: str, today: date) -> str:
    day = date.fromisoformat(due)
    return "late" if day < today else "due" if day == today else "later"
