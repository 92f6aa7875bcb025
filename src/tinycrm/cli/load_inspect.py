"""Looking at a file before anything is brought in: what it is, its columns, what looks wrong, who is here already."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from tinycrm.cli import load_dump, load_look
from tinycrm.cli.env import Env
from tinycrm.cli.load_columns import mapped
from tinycrm.cli.load_file import STDIN, called, given
from tinycrm.cli.load_look import Look
from tinycrm.cli.load_options import Encoding, Mapping, OfSheet, Source
from tinycrm.cli.load_progress import progress
from tinycrm.domain.clean import show_line

if TYPE_CHECKING:
    from tinycrm.domain.field import Field
    from tinycrm.formats.origin import Origin
    from tinycrm.formats.presets import Mapped
    from tinycrm.services.load import Report
    from tinycrm.services.load.report import Notes
    from tinycrm.store import Reader

WORD_LIMIT = 300


def inspect(
    ctx: typer.Context,
    file: Source,
    mapping: Mapping = None,
    encoding: Encoding = None,
    sheet: OfSheet = None,
) -> None:
    """Say what is in a file, where each column would go, and what looks wrong; nothing is brought in.

    \b
    tinycrm import inspect customers.csv
    tinycrm import inspect customers.csv --map name=Client --encoding cp1252
    """
    from tinycrm.formats.origin import is_dump

    env = Env.of(ctx)
    with given(file) as path:
        if is_dump(path):
            load_dump.inspect(env, file, path)
        else:
            look = _looked_at(env, file, path, mapping or [], encoding, sheet)
            load_look.tell(env, look, _command(file, mapping or [], encoding, sheet))


def _looked_at(env: Env, file: str, path: Path, typed: list[str], encoding: str | None, sheet: str | None) -> Look:
    from tinycrm.formats import presets
    from tinycrm.formats.origin import open_origin
    from tinycrm.queries import field as own_fields

    origin = open_origin(path, encoding=encoding, sheet=sheet or "")
    reader = env.reader if env.path.exists() else None
    fields = own_fields.fields(reader) if reader else []
    pairs = mapped(env, typed, origin, fields)
    inspection = None if origin.sheet is None else presets.inspect(origin.sheet, pairs)
    records, again, notes, report = _foreseen(env, origin, pairs, fields, reader)
    return Look(called(file), origin, records, again, notes, inspection, fields, report)


def _command(file: str, mapping: list[str], encoding: str | None, sheet: str | None) -> str:
    """The command that brings in what was looked at; "" for what came through a pipe."""
    import shlex

    if file == STDIN:
        return ""
    options = [("--encoding", encoding), ("--sheet", sheet), *(("--map", each) for each in mapping)]
    typed = [file, *(word for option, value in options if value for word in (option, value))]
    return f"import run {shlex.join(show_line(word, WORD_LIMIT) for word in typed)}"


def _foreseen(
    env: Env, origin: "Origin", pairs: "Mapped", fields: "list[Field]", reader: "Reader | None"
) -> tuple[int, int, "Notes", "Report | None"]:
    """How many records there are, how many of these tell of somebody again, and what is to be told of them.

    The report is what bringing them in would do to a shop.
    """
    from tinycrm.services import load

    choices = load.Choices(strict=origin.sheet is not None)
    with (
        progress(origin.share) as tell,
        load.prepare(origin.people(pairs), env.reading, choices, fields, tell) as prepared,
    ):
        report = load.foresee(reader, prepared, tell) if reader else None
        again = sum(map(len, prepared.later.values()))
        return len(prepared.spool) + prepared.notes.refused_total, again, prepared.notes, report
