"""What is done to the stages and to the reasons for losing, on the screen."""

from tinycrm.errors import CrmError
from tinycrm.queries import stage as queries
from tinycrm.queries.stage import Reason, Stage
from tinycrm.services import stage as service
from tinycrm.services.stage import Draft
from tinycrm.store import Reader
from tinycrm.tui import words
from tinycrm.tui.dialogs.stage import Shown, StageSheet, StagesSheet, Wanted
from tinycrm.tui.people import NAME, sure
from tinycrm.tui.screen import Place
from tinycrm.tui.text import plain
from tinycrm.tui.widgets.choice import Option
from tinycrm.tui.widgets.deal_card import circle, tint


async def stages(place: Place) -> None:
    """Show the stages, and do what is asked for, until they are left."""
    held: int | str | None = None
    while True:
        try:
            found, reasons = await place.read(_all)
        except CrmError as error:
            place.crm.say_wrong(error)
            return
        wanted = await place.crm.ask(StagesSheet([_stage(each) for each in found], [_reason(each) for each in reasons],
                                                 held))  # fmt: skip
        if wanted is None:
            return
        held = wanted.key
        stage = next((each for each in found if each.id == wanted.key), None)
        if wanted.what == "add":
            await add(place)
        elif wanted.what == "reason":
            await add_reason(place)
        elif stage is not None:
            await _do(place, wanted, stage, found)
        elif isinstance(wanted.key, str) and wanted.what == "edit":
            held = await edit_reason(place, wanted.key)
        elif isinstance(wanted.key, str):
            await remove_reason(place, wanted.key)


async def _do(place: Place, wanted: Wanted, stage: Stage, found: list[Stage]) -> None:
    if wanted.what == "edit":
        await edit(place, stage)
    elif wanted.what == "remove":
        await remove(place, stage, found)
    else:
        same = [each.id for each in found if each.kind == stage.kind]
        to = same.index(stage.id) + (1 if wanted.what == "down" else -1)
        if 0 <= to < len(same):
            told = f"Moved the stage {_called(stage)}"
            await place.write("stage.move", lambda tx: service.move(tx, stage.id, to + 1), told, stage=stage.name)


async def add(place: Place) -> None:
    """Ask for a stage, and add it behind the others of its kind."""
    facts = await place.crm.ask(StageSheet({}))
    if facts is not None:
        draft = Draft(**facts)
        told = f"Added the stage {plain(draft.name, NAME)}"
        await place.write("stage.add", lambda tx: service.add(tx, draft), told, stage=draft.name)


async def edit(place: Place, stage: Stage) -> None:
    """Ask what is to be changed about a stage, and change it."""
    facts = await place.crm.ask(StageSheet(stage._asdict(), f"Stage {_called(stage)}"))
    if facts:
        told = f"Changed the stage {_called(stage)}"
        await place.write("stage.edit", lambda tx: service.edit(tx, stage.id, facts), told, stage=stage.name)


async def remove(place: Place, stage: Stage, found: list[Stage]) -> None:
    """Ask where the deals of a stage go, and remove it."""
    to: int | None = None
    if stage.deals:
        from tinycrm.tui.dialogs.menu import ChooseSheet

        # into a stage of lost ones only what is lost goes, for each loss has a reason of its own
        others = [each for each in found if each.id != stage.id and each.kind in ("open", stage.kind)]
        options = [
            (str(number) if number < 10 else "", Option(each.id, plain(each.name, 40), circle(each)), "")
            for number, each in enumerate(others, 1)
        ]
        note = f"{words.plural(stage.deals, 'deal stands', 'deals stand')} in it; they go to the end of another."
        to = await place.crm.ask(ChooseSheet(f"Remove {_called(stage)}: where do its deals go?", options, note))
        if to is None:
            return
    elif not await sure(place, f"Remove the stage {_called(stage)}?", key="D", word="remove"):
        return
    today = place.shop.today
    told = f"Removed the stage {_called(stage)}"
    await place.write("stage.remove", lambda tx: service.remove(tx, stage.id, to, today), told, stage=stage.name)


async def add_reason(place: Place) -> None:
    """Ask for one more reason for losing."""
    from tinycrm.tui.dialogs.menu import LineSheet

    name = await place.crm.ask(LineSheet("One more reason for losing", "why", needed="Say it in a few words."))
    if name:
        told = f"“{plain(name, NAME)}” is offered from now on"
        await place.write("reason.add", lambda tx: service.add_reason(tx, name), told, reason=name)


async def edit_reason(place: Place, reason: str) -> str:
    """Ask how a reason is to be spelt; returns how it is now."""
    from tinycrm.tui.dialogs.menu import LineSheet

    name = await place.crm.ask(LineSheet("A reason for losing", "why", value=reason, needed="Say it in a few words."))
    if name and name != reason:
        work = lambda tx: service.rename_reason(tx, reason, name)  # noqa: E731  # it is handed on
        if await place.write("reason.rename", work, f"“{plain(name, NAME)}” is offered now", reason=reason, to=name):
            return name
    return reason


async def remove_reason(place: Place, reason: str) -> None:
    """Offer a reason no longer; lost deals keep it."""
    told = f"“{plain(reason, NAME)}” is offered no longer"
    await place.write("reason.remove", lambda tx: service.remove_reason(tx, reason), told, reason=reason)


def _all(reader: Reader) -> tuple[list[Stage], list[Reason]]:
    return queries.stages(reader), queries.reasons(reader)


def _stage(stage: Stage) -> Shown:
    still = f"still after {words.plural(stage.rot_days, 'day')}" if stage.rot_days else ""
    likely = f"{stage.probability} %" if stage.kind == "open" else ""
    parts = [part for part in (likely, still, words.plural(stage.deals, "deal")) if part]
    return Shown(stage.id, plain(stage.name, 40), circle(stage), tint(stage), "   ".join(parts))


def _reason(reason: Reason) -> Shown:
    return Shown(reason.name, plain(reason.name, NAME), end=words.plural(reason.deals, "deal") if reason.deals else "")


def _called(stage: Stage) -> str:
    return plain(stage.name, 40)
