"""What is done to people on the screen, one of them or many: each is asked for, done as one operation, and told."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from tinycrm.domain import cadence as cadences
from tinycrm.domain.contact import edit
from tinycrm.errors import CrmError, RefusedError
from tinycrm.files import replacing
from tinycrm.queries import card as cards
from tinycrm.queries import contact as contacts
from tinycrm.queries.card import Card
from tinycrm.queries.condition import Condition
from tinycrm.queries.contact import Chosen
from tinycrm.queries.person import people as records
from tinycrm.services import contact as service
from tinycrm.services.contact import Hanging
from tinycrm.services.dump import ensure_no_shop
from tinycrm.store import Reader, Transaction
from tinycrm.tui import words
from tinycrm.tui.quick import lookup
from tinycrm.tui.screen import Place
from tinycrm.tui.text import plain
from tinycrm.tui.widgets.field import Echo, checked
from tinycrm.tui.widgets.pick import Match

NAME = 60
# key, field of the form, word
FACTS = (
    ("p", "phone", "a phone number"),
    ("e", "email", "an email"),
    ("a", "address", "an address"),
    ("w", "link", "a web page"),
    ("b", "birthday", "the birthday"),
    ("o", "occasion", "another day"),
    ("r", "relative", "a relative"),
    ("l", "likes", "what they like"),
    ("d", "dislikes", "what they do not like"),
    ("t", "tag", "a tag"),
    ("n", "notes", "notes"),
    ("*", "pinned", "a pinned note"),
)


async def called(place: Place, ids: Sequence[int]) -> str:
    """What to call them together: a name, or how many they are."""
    if len(ids) != 1:
        return f"{len(ids):,} people"
    return plain(await place.read(contacts.name, ids[0]), NAME)


async def tag(place: Place, ids: Sequence[int]) -> bool:
    """Ask for tags, and put them on."""
    from tinycrm.tui.dialogs.contact_field import new_tag
    from tinycrm.tui.dialogs.menu import TagSheet

    whom = await called(place, ids)
    names = await place.crm.ask(TagSheet(f"Tag {whom}", lookup(place.shop).tags, new_tag))
    if not names:
        return False
    told = f"{whom} tagged {', '.join(names)}"
    return await place.write("contact.tag", lambda tx: service.tag(tx, ids, names), told, contact=list(ids), tag=names)


async def untag(place: Place, ids: Sequence[int]) -> bool:
    """Ask for tags that they have, and take them off."""
    from tinycrm.tui.dialogs.menu import TagSheet

    whom = await called(place, ids)
    there = await place.read(contacts.tags_of, ids)
    if not there:
        place.crm.say("No one of them has a tag." if len(ids) > 1 else f"{whom} has no tag.")
        return False

    async def offer(typed: str) -> Sequence[Match]:
        wanted = typed.strip().lower()
        return [Match(name, name, end=words.people(count)) for name, count in there if name.startswith(wanted)]

    names = await place.crm.ask(TagSheet(f"Untag {whom}", offer))
    if not names:
        return False
    told = f"{', '.join(names)} taken off {whom}"
    work = lambda tx: service.untag(tx, ids, names)  # noqa: E731  # it is handed on, as the other works are
    return await place.write("contact.untag", work, told, contact=list(ids), tag=names)


async def archive(place: Place, ids: Sequence[int], *, archived: bool) -> bool:
    """Put people away, or bring them back; several are asked about."""
    whom = await called(place, ids)
    verb = "Put away" if archived else "Bring back"
    if len(ids) > 1 and not await sure(place, f"{verb} {whom}?", key="enter", word=verb.lower()):
        return False
    what, told = ("contact.archive", "put away") if archived else ("contact.unarchive", "brought back")
    work = lambda tx: service.archive(tx, ids, archived=archived)  # noqa: E731  # it is handed on
    return await place.write(what, work, f"{whom} {told}", contact=list(ids))


async def cadence(place: Place, ids: Sequence[int]) -> bool:
    """Ask how often they want to hear from the shop."""
    from tinycrm.tui.dialogs.menu import LineSheet

    whom = await called(place, ids)
    check = checked(lambda text: Echo(cadences.in_words(cadences.cadence(text))) if text.strip() else None)
    often = await place.crm.ask(
        LineSheet(f"Keep in touch with {whom}", "every", check=check, hint="6w, 3 months; empty for no rhythm")
    )
    if often is None:
        return False
    change = edit({"cadence": often}, place.shop.reading)

    def work(tx: Transaction) -> None:
        for contact_id in ids:
            service.change(tx, contact_id, change)

    rhythm = cadences.in_words(change.facts["cadence"]) if change.facts["cadence"] else "no rhythm"
    return await place.write("contact.edit", work, f"{whom}: {rhythm}", contact=list(ids))


async def delete(place: Place, ids: Sequence[int]) -> bool:
    """Delete people and all that hangs on them, once that is said and meant."""
    whom = await called(place, ids)
    hanging = await place.read(service.hanging, ids)
    question = f"Delete {whom}{' and all that hangs on them' if any(hanging) else ''}?"
    if not await sure(place, question, hanging_words(hanging), key="D", word="delete"):
        return False
    told = f"Deleted {whom}"
    return await place.write("contact.delete", lambda tx: service.delete(tx, ids), told, contact=list(ids))


async def export(place: Place, ids: Sequence[int], today: date) -> None:
    """Ask for a file's name, and write people into it as a sheet."""
    from tinycrm.tui.dialogs.menu import LineSheet

    whom, usual = await called(place, ids), f"~/people-{today.isoformat()}.csv"
    typed = await place.crm.ask(
        LineSheet(f"Write {whom} to a CSV file", "file", value=usual, needed="Say where to.", wide=True)
    )
    if not typed:
        return
    path = Path(typed).expanduser()
    if path.exists() and not await sure(place, f"{path.name} is there already. Write over it?", word="write over it"):
        return
    try:
        await place.shop.read_apart(_write, ids, path)
    except CrmError as error:
        place.crm.say_wrong(error)
    else:
        place.crm.say(f"Wrote {whom} to {path}")


async def which_fact(place: Place) -> str:
    """Ask what kind of fact is to be added; the name of its field in the form, "" when that was left."""
    from tinycrm.tui.dialogs.menu import ChooseSheet
    from tinycrm.tui.widgets.choice import Option

    options = [(key, Option(field, word), "") for key, field, word in FACTS]
    return str(await place.crm.ask(ChooseSheet("Add a fact", options)) or "")


async def rewrite_notes(place: Place, card: Card) -> bool:
    """Write a person's notes in the owner's own editor."""
    from tinycrm.tui.editor import edited

    try:
        text = edited(place.app, card.notes or "")
        change = edit({"notes": text}, place.shop.reading)
    except CrmError as error:
        place.crm.say_wrong(error)
        return False

    def work(tx: Transaction) -> None:
        now = cards.card(tx, card.id)
        if now is None or now.notes != card.notes:
            raise RefusedError(f"The notes of {plain(card.name, NAME)} were changed in another window meanwhile.")
        service.change(tx, card.id, change)

    return await place.write("contact.edit", work, f"Wrote the notes of {plain(card.name, NAME)}", contact=card.id)


async def sure(
    place: Place, question: str, details: Sequence[str] = (), *, key: str = "enter", word: str = "yes"
) -> bool:
    """Ask whether to go ahead; `key` says yes."""
    from tinycrm.tui.dialogs.menu import ConfirmSheet

    answer = await place.crm.ask(ConfirmSheet(question, details, key=key, word=word))
    return answer is True


def hanging_words(hanging: Hanging) -> list[str]:
    """What would go with people, or lose its link."""
    parts = [
        (hanging.interactions, "talk", ""),
        (hanging.reminders, "follow-up", ""),
        (hanging.shared, "talk shared with others stays theirs", "talks shared with others stay theirs"),
        (hanging.wants, "want", ""),
        (hanging.purchases, "purchase stays as nobody's", "purchases stay as nobody's"),
        (hanging.referred, "person loses who sent them", "people lose who sent them"),
    ]
    return [words.plural(count, one, many) for count, one, many in parts if count]


def _write(reader: Reader, ids: Sequence[int], path: Path) -> None:
    from tinycrm.formats.presets import shape, write_own

    chosen = Chosen(Condition("c.id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),)), None)
    ensure_no_shop(path, reader.path)
    # two readings: how many columns there are is known only once everyone was seen
    texts = write_own(records(reader, chosen), shaped=shape(records(reader, chosen)))
    with replacing(path) as file:
        file.writelines(texts)
