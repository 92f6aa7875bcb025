"""What was seen of a file of people, in words and as scripts see it."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from tinycrm.cli import load_answer
from tinycrm.cli.env import Env
from tinycrm.cli.load_answer import counted, footer_words, listed
from tinycrm.cli.load_columns import WHO_HINT, other_field, tells_of_people
from tinycrm.cli.load_file import preview
from tinycrm.cli.out import Column
from tinycrm.cli.wrap import folded
from tinycrm.domain.clean import show_line

if TYPE_CHECKING:
    from tinycrm.domain.field import Field
    from tinycrm.formats.origin import Origin
    from tinycrm.formats.presets import Inspection
    from tinycrm.services.load import Report
    from tinycrm.services.load.report import Notes

COLUMNS_SHOWN = 60
TROUBLES_SHOWN = 20
NOTES_SHOWN = 3
NAME_LIMIT = 40
SAMPLE_LIMIT = 24
LINE_LIMIT = 300
MARGIN = 4
DELIMITERS = {"\t": "tabs", ",": "commas", ";": "semicolons", "|": "bars"}


class Look(NamedTuple):
    """What was seen of a file; `again` are records of somebody who came before in it.

    `report` is what bringing it in would do, None where there is no shop to compare it with.
    """

    name: str
    origin: "Origin"
    records: int
    again: int
    notes: "Notes"
    inspection: "Inspection | None"
    fields: "Sequence[Field]"
    report: "Report | None"

    @property
    def here(self) -> int | None:
        """How many people of the file are in the shop already."""
        told = self.records - self.notes.refused_total - self.again
        return None if self.report is None else told - self.report.created


class Heading(NamedTuple):
    """A column as the list shows it."""

    ref: str
    filled: str
    field: str
    samples: str


LIST = (
    Column("Column", lambda row: show_line(row.ref, NAME_LIMIT), bold=True),
    Column("Filled", lambda row: row.filled, right=True),
    Column("Goes to", lambda row: row.field),
    Column("Such as", lambda row: row.samples, faint=True, spare=True),
)


def tell(env: Env, look: Look, run: str) -> None:
    """What was seen: facts, columns, what looks wrong, what is refused, who is here already.

    `run` is the command that brings it in, "" where there is none.
    """
    if not env.out.words:
        env.out.object(as_object(env, look), ())
        return
    _say(env, _facts(look))
    if look.inspection is not None:
        _tell_columns(env, look)
    _say(env, load_answer.refused_lines(look.notes.refused, look.notes.refused_total, "; --json has all of them."))
    _say(env, _matches(env, look, run))


def as_object(env: Env, look: Look) -> dict[str, Any]:
    """What was seen, as scripts see it."""
    origin, sheet, report = look.origin, look.origin.sheet, look.report
    return {
        "ref": look.name,
        "kind": origin.kind,
        "title": origin.title,
        "format": sheet.format if sheet else "vcard",
        "encoding": origin.encoding or None,
        "certain": origin.certain,
        "encodings": [
            {"encoding": offer.encoding, "lines": [{"line": line, "text": text} for line, text in offer.lines]}
            for offer in origin.offers
        ],
        "delimiter": sheet.delimiter if sheet else None,
        "header_line": sheet.header_line or None if sheet else None,
        "sheet": sheet.name if sheet else None,
        "other_sheets": list(sheet.others) if sheet else [],
        "notes": list(sheet.notes) if sheet else [],
        "footer": list(sheet.footer) if sheet else [],
        "records": look.records,
        "columns": list(_columns(look)),
        "again": look.again,
        "shop": str(env.path) if report else None,
        "here": look.here,
        **{name: getattr(report, name) if report else None for name in load_answer.COUNTS},
        **load_answer.told(report or look.notes),
    }


def _facts(look: Look) -> Iterator[str]:
    origin, sheet = look.origin, look.origin.sheet
    what = "row" if sheet else "card"
    yield f"{look.name}: {origin.title}, {counted(look.records, what)}"
    if sheet:
        yield f"  {', '.join(_shape(look))}"
    if sheet and sheet.others:
        names = [show_line(name, NAME_LIMIT) for name in sheet.others]
        yield f"  further sheets in it: {listed(names)}; --sheet NAME looks at one of them"
    for note in sheet.notes[:NOTES_SHOWN] if sheet else ():
        yield f"  above the header: {show_line(note, SAMPLE_LIMIT * 2)}"
    if sheet and sheet.footer:
        yield f"  {footer_words(sheet.footer)}"
    if not origin.certain:
        yield f"  not written in UTF-8, perhaps in {origin.encoding}; --encoding NAME says in what:"
        yield from preview(origin.offers)
    elif origin.encoding:
        yield f"  written in {origin.encoding}"


def _shape(look: Look) -> Iterator[str]:
    sheet = look.origin.sheet
    assert sheet is not None
    yield sheet.format.upper() if sheet.format != "xlsx" else "Excel"
    if sheet.name:
        yield f"sheet {show_line(sheet.name, NAME_LIMIT)}"
    if sheet.delimiter:
        yield f"{DELIMITERS.get(sheet.delimiter, repr(sheet.delimiter))} between the cells"
    yield f"header in line {sheet.header_line}" if sheet.header_line else "no header"


def _columns(look: Look) -> Iterator[dict[str, Any]]:
    """Each column with the field that it would go to, one of the shop's own by its name."""
    if look.inspection is None:
        return
    for each in look.inspection.columns:
        own = other_field(look.fields, each.header) if each.field is None else None
        yield {
            "column": each.header,
            "filled": each.filled,
            "field": own.name if own else each.field,
            "samples": list(each.samples),
            "troubles": list(each.troubles),
        }


def _tell_columns(env: Env, look: Look) -> None:
    columns = list(_columns(look))
    filled = [each for each in columns if each["filled"]]
    env.out.write("")
    env.out.rows([_heading(each, look) for each in filled[:COLUMNS_SHOWN]], LIST, "")
    more = len(filled) - COLUMNS_SHOWN
    if more > 0:
        _say(env, [f"and {counted(more, 'more column')}; --json has all of them."])
    if empty := [show_line(each["column"], NAME_LIMIT) for each in columns if not each["filled"]]:
        _say(env, [f"Empty: {listed(empty)}."])
    wrong = [(each["column"], words) for each in columns for words in each["troubles"]]
    lines = [f"  {show_line(name, NAME_LIMIT)}: {show_line(words, LINE_LIMIT)}" for name, words in wrong]
    _say(env, ["", "What looks wrong:", *lines[:TROUBLES_SHOWN]] if lines else [])
    _say(env, [f"  and {len(lines) - TROUBLES_SHOWN:,} more"] if len(lines) > TROUBLES_SHOWN else [])
    env.out.write("")


def _heading(column: dict[str, Any], look: Look) -> Heading:
    assert look.inspection is not None
    share = 100 * column["filled"] / look.inspection.rows if look.inspection.rows else 0
    filled = "less than 1 %" if share < 1 else f"{share:.0f} %"
    samples = " · ".join(show_line(each, SAMPLE_LIMIT) for each in column["samples"])
    return Heading(column["column"], filled, column["field"] or "left out", samples)


def _matches(env: Env, look: Look, run: str) -> Iterator[str]:
    """What bringing it in would do to the shop, and the command that does it."""
    report = look.report
    yield from load_answer.asides(report or look.notes)
    if report is None:
        yield f"There is no shop at {env.path} to compare it with; `{env.command('init')}` makes one."
        return
    yield f"It would bring: {load_answer.count_words(report) or 'nobody'}. {_here(look)}"
    if look.inspection is not None and not tells_of_people(look.inspection.columns):
        yield WHO_HINT
    elif run:
        yield f"`{env.command(run)}` brings them in; nothing was changed so far."


def _here(look: Look) -> str:
    rows, number = "row" if look.origin.sheet else "card", look.here or 0
    again = f" {counted(look.again, f'{rows} tells', f'{rows}s tell')} of somebody again." if look.again else ""
    people = "Nobody of them is" if not number else f"{counted(number, 'of them is', 'of them are')}"
    return f"{people} here already.{again}"


def _say(env: Env, lines: Iterator[str] | Sequence[str]) -> None:
    env.out.lines(part for line in lines for part in folded(env.out, line, MARGIN))
