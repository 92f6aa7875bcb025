"""What an import answers with: counts, what was refused and why, what was left out, and how to take it back."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from tinycrm.cli.env import Env
from tinycrm.cli.wrap import folded
from tinycrm.domain.clean import show_line

if TYPE_CHECKING:
    from tinycrm.formats.person import Refused
    from tinycrm.services.load import Report
    from tinycrm.services.load.report import Notes

SHOWN = 10
NAMED = 12
LINE_LIMIT = 300
NAME_LIMIT = 40
KIND_WORDS = 4
FOOTER_SHOWN = 3
COUNTS = ("created", "updated", "unchanged", "skipped")

_NUMBER = re.compile(r"\d+")


class Outcome(NamedTuple):
    """An import that was done, or only looked at: the file's name, and where refused records went."""

    file: str
    report: "Report"
    dry_run: bool
    refused_file: str | None = None
    refused_written: int | None = None


def tell(env: Env, outcome: Outcome) -> None:
    """The answer, on stdout; what went nowhere, and how to keep it, on stderr."""
    lines = [_title(env, outcome), *_refused(outcome), *_further(outcome)]
    env.out.object(as_object(outcome), (part for line in lines for part in folded(env.out, line, 4)))
    for line in asides(outcome.report, brief=not env.out.words):
        env.out.say(line)


def as_object(outcome: Outcome) -> dict[str, Any]:
    """The answer as scripts see it."""
    report = outcome.report
    return {
        "ref": report.ref,
        "file": outcome.file,
        "dry_run": outcome.dry_run,
        **counts(report),
        **told(report),
        "refused_file": outcome.refused_file if outcome.refused_written else None,
        "new_fields": list(report.new_fields),
    }


def told(report: "Report | Notes") -> dict[str, Any]:
    """What is to be told of the records, as scripts see it."""
    return {
        "refused": [{"line": line, "reason": reason} for line, reason in report.refused],
        "refused_total": report.refused_total,
        "left_out": dict(report.left_out),
        "photos": report.photos,
        "consents": report.consents,
        "warnings": [{"line": line, "words": words} for line, words in report.warnings],
    }


def counts(report: "Report") -> dict[str, int]:
    """How many were created, updated, unchanged and skipped."""
    return {name: getattr(report, name) for name in COUNTS}


def count_words(report: "Report") -> str:
    """The counts that are not nought, in a row: "790 created, 10 updated"."""
    said = {**counts(report), "refused": report.refused_total}
    return ", ".join(f"{number:,} {name}" for name, number in said.items() if number)


def refused_lines(refused: "Sequence[Refused]", total: int, hint: str) -> Iterator[str]:
    """The first records that were refused, each with its line and the reason; `hint` says where the others are."""
    if total:
        yield f"Refused: {total:,}"
    for line, reason in refused[:SHOWN]:
        yield f"  line {line}: {show_line(reason.removeprefix(f'Line {line}: '), LINE_LIMIT)}"
    if total > SHOWN:
        yield f"  and {total - SHOWN:,} more{hint}"


def asides(report: "Report | Notes", *, brief: bool = False) -> Iterator[str]:
    """What was not taken over, and what to do about it; `brief` leaves out what a program reads in the answer."""
    if report.left_out:
        cells = sorted(report.left_out.items(), key=lambda each: -each[1])
        named = [f"{show_line(name, NAME_LIMIT)} ({counted(number, 'cell')})" for name, number in cells]
        kept = "keeps it as a field" if len(named) == 1 else "keeps them as fields"
        yield f"Left out: {listed(named)}; --keep-others {kept} of your own."
    if brief:
        return
    if report.photos:
        yield f"Left out: {counted(report.photos, 'photo')}."
    if report.consents:
        people = counted(report.consents, "person", "people")
        yield f"{people} said yes to mailings there; --consent 'how they said so' takes that over."
    yield from _remarks(report.warnings)


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 cell", "2 cells"."""
    return f"1 {one}" if number == 1 else f"{number:,} {many or one + 's'}"


def listed(names: Sequence[str], limit: int = NAMED) -> str:
    """Names in a row, the first ones when there are many: "Shelf, Row and 40 more"."""
    shown, more = ", ".join(names[:limit]), len(names) - limit
    return f"{shown} and {more:,} more" if more > 0 else shown


def footer_words(footer: Sequence[str]) -> str:
    """Totals and notices under a sheet, which are nobody."""
    return f"below the rows: {listed([show_line(line, NAME_LIMIT) for line in footer], FOOTER_SHOWN)}"


def _remarks(warnings: Sequence[tuple[int, str]]) -> Iterator[str]:
    """What had to be guessed or does not fit, the first of each kind: those of one kind end with the same words."""
    kinds: dict[str, tuple[str, int]] = {}
    for line, words in warnings:
        kind = _NUMBER.sub("0", " ".join(words.split()[-KIND_WORDS:]))
        first, number = kinds.get(kind, (f"Line {line}: {words.removeprefix(f'Line {line}: ')}", 0))
        kinds[kind] = first, number + 1
    for first, number in list(kinds.values())[:SHOWN]:
        like_it = f" ({number - 1:,} more like it)" if number > 1 else ""
        yield f"{show_line(first, LINE_LIMIT)}{like_it}"
    if len(kinds) > SHOWN:
        yield f"And {counted(len(kinds) - SHOWN, 'remark')} of other kinds; --json has all of them."


def _title(env: Env, outcome: Outcome) -> str:
    report, name = outcome.report, show_line(outcome.file, LINE_LIMIT)
    words = count_words(report)
    if not words:
        return f"There is nobody in {name}; nothing was changed."
    if outcome.dry_run:
        brought = "would bring" if report.created or report.updated else "would bring nothing new"
        return f"{name} {brought}: {words}. Nothing was changed."
    if report.ref is None:
        return f"{name} brought nothing new: {words}."
    return f"Brought in {name}: {words}. {env.undoes}"


def _refused(outcome: Outcome) -> Iterator[str]:
    hint = "." if outcome.refused_written else "; --refused FILE writes them all."
    return refused_lines(outcome.report.refused, outcome.report.refused_total, hint)


def _further(outcome: Outcome) -> Iterator[str]:
    report, target = outcome.report, show_line(outcome.refused_file or "", 200)
    if report.new_fields:
        said = "Would make" if outcome.dry_run else "Made"
        what = "a field of your own" if len(report.new_fields) == 1 else "fields of your own"
        yield f"{said} {what}: {listed(report.new_fields)}."
    if outcome.refused_written:
        yield f"{target} has {_as_written(outcome)}, to be corrected and brought in again."
    elif outcome.refused_file and outcome.dry_run:
        yield f"Nothing was written to {target}; a run without --dry-run does that."
    elif outcome.refused_file:
        yield f"Nothing was refused, so {target} was not written."


def _as_written(outcome: Outcome) -> str:
    written, total = outcome.refused_written or 0, outcome.report.refused_total
    return "what was refused" if written == total else f"the first {written:,} of what was refused"
