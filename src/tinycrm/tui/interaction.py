"""What is done to a talk on the screen besides mending it."""

from datetime import date

from tinycrm.domain import clean
from tinycrm.errors import CrmError, RefusedError
from tinycrm.queries import interaction as queries
from tinycrm.queries.interaction import Interaction
from tinycrm.services import interaction as service
from tinycrm.store import Transaction
from tinycrm.tui import words
from tinycrm.tui.people import NAME, sure
from tinycrm.tui.screen import Place
from tinycrm.tui.text import plain


async def delete(place: Place, talk: Interaction) -> bool:
    """Delete a talk, once that is meant; the people stay."""
    day = words.day(date.fromisoformat(talk.day), place.shop.today)
    others = len(talk.who) - 1
    also = [f"It leaves the timeline of {words.people(others)} more."] if others else []
    said = f"“{plain(talk.text, NAME)}”" if talk.text else f"the {talk.kind}"
    if not await sure(place, f"Delete {said}, {day}?", also, key="D", word="delete"):
        return False
    return await place.write(
        "interaction.delete",
        lambda tx: service.delete(tx, talk.id),
        f"Deleted {talk.ref}, the {talk.kind} of {day}",
        interaction=talk.id,
        contact=[int(each["ref"][1:]) for each in talk.who],
    )


async def rewrite(place: Place, talk: Interaction) -> bool:
    """Write what was said in the owner's own editor."""
    from tinycrm.tui.editor import edited

    try:
        typed = edited(place.app, talk.text or "")
        text = clean.text(typed, "what was said") if typed.strip() else None
    except CrmError as error:
        place.crm.say_wrong(error)
        return False

    def work(tx: Transaction) -> None:
        if queries.interaction(tx, talk.id) != talk:
            raise RefusedError(f"{talk.ref} was changed in another window meanwhile; nothing was changed.")
        service.change(tx, talk.id, {"text": text})

    return await place.write("interaction.edit", work, f"Wrote {talk.ref} anew", interaction=talk.id)
