"""Bringing in a list on the screen: what is in the file, who would come, and the one operation that brings them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tinycrm.domain.clean import show_line
from tinycrm.queries import field as own_fields
from tinycrm.store import Store
from tinycrm.tui import quick
from tinycrm.tui.dialogs.load import Going, LoadSheet, Told, Wish
from tinycrm.tui.screen import Place
from tinycrm.tui.words import listed, plural

if TYPE_CHECKING:
    from tinycrm.formats.origin import Origin
    from tinycrm.services.load import Progress, Report

SHOWN = 5
NAMED = 6
LIMIT = 200
COUNTS = {"created": "new", "updated": "updated", "unchanged": "as they are", "skipped": "left alone"}


async def bring_in(place: Place) -> None:
    """Ask for a file, show what is in it, and bring it in."""

    async def look(wish: Wish, going: Going) -> Told:
        return await place.shop.hand_over(lambda store: _done(place, store, wish, going, dry_run=True))

    async def run(wish: Wish, going: Going) -> Told:
        return await place.shop.hand_over(lambda store: _done(place, store, wish, going, dry_run=False))

    if await place.crm.ask(LoadSheet(look, run, quick.lookup(place.shop).tags)):
        place.crm.touched()
        place.crm.say("The list is in", undoes=True)


def _done(place: Place, store: Store, wish: Wish, going: Going, *, dry_run: bool) -> Told:
    """What a file would bring, or what it brought."""
    from tinycrm.formats.origin import open_origin
    from tinycrm.services import load

    origin = open_origin(wish.path, encoding=wish.encoding or None)
    if not (origin.certain or wish.encoding):
        return _which_letters(origin)
    choices = load.Choices(wish.on_match, wish.tags, keep_others=wish.keep_others, strict=origin.sheet is not None)
    tell = _telling(going)
    fields = own_fields.fields(store.reader)
    with load.prepare(origin.people(), place.shop.reading, choices, fields, tell) as prepared:
        if dry_run:
            report = load.foresee(store.reader, prepared, tell)
        else:
            report = load.bring_in(store, prepared, tell, file=wish.path.name)
    counts = _counts(report)
    if not counts:
        return Told("There is nobody in this file.", [], coming=False)
    title = f"{origin.title}: {listed(counts)}" if dry_run else f"Brought in: {listed(counts)}"
    return Told(title, list(_asides(report)), coming=bool(report.created or report.updated))


def _which_letters(origin: "Origin") -> Told:
    """The question which of several ways to read its letters is right: each with the line that tells most."""
    at = max(range(len(origin.offers[0].lines)), key=lambda n: len({each.lines[n][1] for each in origin.offers}))
    letters = [(each.encoding, each.lines[at][1]) for each in origin.offers]
    said = [f"In {name}: {show_line(line, LIMIT)}" for name, line in letters]
    return Told("It does not say how its letters are written. Which reads right?", said, False, letters)


def _telling(going: Going) -> "Progress":
    def tell(phase: str, done: int, total: int | None) -> None:
        going.words = f"{phase} {done:,}" + (f" of {total:,}" if total else "")

    return tell


def _counts(report: "Report") -> list[str]:
    said = [f"{number:,} {word}" for name, word in COUNTS.items() if (number := getattr(report, name))]
    return [*said, f"{report.refused_total:,} refused"] if report.refused_total else said


def _asides(report: "Report") -> Iterator[str]:
    """What does not come in and why, and what had to be guessed."""
    for line, reason in report.refused[:SHOWN]:
        yield f"line {line}: {show_line(reason.removeprefix(f'Line {line}: '), LIMIT)}"
    if report.refused_total > SHOWN:
        yield f"and {report.refused_total - SHOWN:,} more refused"
    if report.left_out:
        headers = sorted(report.left_out, key=lambda name: -report.left_out[name])[:NAMED]
        yield f"left out: {', '.join(show_line(name, 40) for name in headers)}"
    if report.new_fields:
        yield f"new fields of your own: {', '.join(report.new_fields[:NAMED])}"
    if report.photos:
        yield f"left out: {plural(report.photos, 'photo')}"
    if report.consents:
        yield f"{plural(report.consents, 'yes', 'yeses')} to mailings not taken over: `tinycrm import run --consent`"
    for line, said in report.warnings[: SHOWN - 2]:
        yield f"line {line}: {show_line(said.removeprefix(f'Line {line}: '), LIMIT)}"
