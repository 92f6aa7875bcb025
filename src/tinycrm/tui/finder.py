"""What find and the palette offer for what is typed: people, deals, what was said, and what can be done."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from textual.dom import DOMNode

from tinycrm.domain import money
from tinycrm.domain.clean import fold
from tinycrm.domain.money import Style
from tinycrm.queries import contact as contacts
from tinycrm.queries import deal as deals
from tinycrm.queries import find as queries
from tinycrm.queries.contact import Chosen, Contact
from tinycrm.queries.deal import Deal
from tinycrm.queries.interaction import Interaction
from tinycrm.store import Reader
from tinycrm.tui import words
from tinycrm.tui.dialogs.find import Found, Goal, Hit, Section
from tinycrm.tui.shop import Shop
from tinycrm.tui.text import MARKS, plain
from tinycrm.tui.widgets.footer import shown

PEOPLE, SAID, LIKING, DEALS = 5, 5, 3, 3
COMMANDS = 5
FOUND_LIMIT = 50
TEXT = 60
BEFORE, SEEN = 24, 40  # letters before a word that was looked for, and of a text in a line


class Command(NamedTuple):
    """Something that can be done: its key, its words, the action, and whose it is."""

    key: str
    words: str
    action: str
    owner: DOMNode


def person(found: Contact) -> Hit:
    """Somebody, as find shows them."""
    mark = found.stage or ("organisation" if found.kind == "organisation" else "")
    about = ", ".join(plain(part) for part in (found.company, found.city, *found.tags[:3]) if part)
    reached = [each["value"] for each in [*found.phones[:1], *found.emails[:1]]]
    end = plain(reached[0]) if reached else ""
    return Hit(Goal("open", found.id), mark, plain(found.name), about, end, found.id, bold=True)


def talk(found: Interaction, today: date, wanted: Sequence[str] = ()) -> Hit:
    """Something that was said, from near the first of the words that were looked for."""
    who = found.who[0] if found.who else {"ref": "c0", "name": "nobody"}
    day = words.day(date.fromisoformat(found.day), today)
    person = int(who["ref"][1:])
    said = excerpt((found.text or found.kind).replace("\n", " "), wanted)
    return Hit(Goal("talk", found.id, person=person), found.kind, said, "", f"{plain(who['name'], 30)}, {day}", person)


def sale(found: Deal, style: Style) -> Hit:
    """A deal: what it is about, whom it is with, where it stands, and what it is worth."""
    about = ", ".join(plain(part, 30) for part in (found.who, found.stage) if part)
    worth = money.show(found.value, style) if found.value else ""
    person = int(found.who_ref[1:]) if found.who_ref else 0
    mark = "deal" if found.status == "open" else found.status
    return Hit(Goal("deal", int(found.ref[1:])), mark, plain(found.title, TEXT), about, worth, person)


def excerpt(text: str, wanted: Sequence[str]) -> str:
    """The part of a text that has the first of some words in it, however its letters are written."""
    said, looked_for = text.split(), [fold(word) for word in wanted if fold(word)]
    at = next((n for n, word in enumerate(said) if any(fold(word).startswith(each) for each in looked_for)), 0)
    before = " ".join(said[:at])
    if len(before) <= BEFORE:
        return plain(text, TEXT)
    start = at
    while start and (len(" ".join(said[start - 1 : at])) <= BEFORE // 2 or len(" ".join(said[start - 1 :])) <= SEEN):
        start -= 1
    return plain(f"{MARKS['cut'].sign} {' '.join(said[start:])}", TEXT)


async def find(shop: Shop, typed: str) -> Found:
    """People, what was said, and what could be done with the words; those seen last before anything is typed."""
    if not typed:
        lately = await shop.read(contacts.page, Chosen(sort="seen", limit=PEOPLE + SAID))
        return [Section("SEEN LATELY", [person(each) for each in lately], len(lately))], ""
    found, sales = await shop.read(_found, typed, shop.today)
    sections = [
        Section("PEOPLE", [person(each) for each in found.people[:PEOPLE]], len(found.people)),
        Section("DEALS", [sale(each, shop.money) for each in sales], len(found.deals)),
        Section("LIKE IT", [person(each) for each in found.liking[:LIKING]], len(found.liking)),
        Section("FIELDS", [person(each) for each in found.fields[:LIKING]], len(found.fields)),
        Section("NOTED", [person(each) for each in found.noted[:LIKING]], len(found.noted)),
        Section("SAID", [talk(each, shop.today, typed.split()) for each in found.said[:SAID]], len(found.said)),
        Section("DO", _doing(typed), 2),
    ]
    told = f"Nothing with “{plain(typed, 40)}”; looked for {' '.join(found.corrected)}." if found.corrected else ""
    return [section for section in sections if section.hits], told


async def palette(shop: Shop, commands: Sequence[Command], typed: str) -> Found:
    """Every command whose words hold what is typed, and every contact."""
    wanted = fold(typed).split()
    fitting = [
        Hit(Goal("do", number), "action", each.words, "", shown(each.key))
        for number, each in enumerate(commands)
        if all(word in fold(each.words) for word in wanted)
    ]
    people = await shop.read(_people, typed) if wanted else []
    sections = [
        Section("DO", fitting[: COMMANDS if people else None], len(fitting)),
        Section("PEOPLE", [person(each) for each in people], len(people)),
    ]
    return [section for section in sections if section.hits], ""


def _found(reader: Reader, typed: str, today: date) -> tuple[queries.Found, list[Deal]]:
    found = queries.find(reader, typed.split(), FOUND_LIMIT)
    return found, deals.some(reader, [each.id for each in found.deals[:DEALS]], today) if found.deals else []


def _people(reader: Reader, typed: str) -> list[Contact]:
    from tinycrm.queries import complete

    return contacts.some(reader, [found for found, _ in complete.people(reader, typed)][:FOUND_LIMIT])


def _doing(typed: str) -> list[Hit]:
    said = plain(typed, 40)
    return [
        Hit(Goal("filter", words=typed), "action", f"Show everyone for {said}", "", "contacts"),
        Hit(Goal("add", words=typed), "action", f"Add someone called “{said}”", "", "a"),
    ]
