"""Bringing in the people of a file: what was wished, the run itself, and the file of what was refused."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from tinycrm.cli.env import Env
from tinycrm.cli.load_answer import Outcome, counts, footer_words, tell
from tinycrm.cli.load_columns import WHO_HINT, keeps_others, mapped, tells_of_people
from tinycrm.cli.load_file import STDIN, called, opened
from tinycrm.cli.load_progress import progress
from tinycrm.domain import clean
from tinycrm.domain.clean import show_line
from tinycrm.domain.tag import tag
from tinycrm.errors import CrmError, InvalidError, UnreadableError
from tinycrm.files import replacing
from tinycrm.queries import field as own_fields
from tinycrm.services import dump

if TYPE_CHECKING:
    from tinycrm.formats.origin import Origin
    from tinycrm.formats.presets import Mapped
    from tinycrm.services.load import Choices, Report


class Wishes(NamedTuple):
    """What was typed beside the file."""

    mapping: tuple[str, ...] = ()
    on_match: str = "update"
    tags: tuple[str, ...] = ()
    source: str | None = None
    dry_run: bool = False
    keep_others: bool = False
    refused: str | None = None
    encoding: str | None = None
    sheet: str | None = None
    consent: str | None = None
    yes: bool = False

    def asked(self) -> list[str]:
        """The options that were typed, as they are typed; `--yes` says nothing about the file."""
        options = {"mapping": "--map", "tags": "--tag"}
        usual = Wishes()
        return [
            options.get(name, f"--{name.replace('_', '-')}")
            for name, value in self._asdict().items()
            if name != "yes" and value != getattr(usual, name)
        ]


def run(env: Env, file: str, path: Path, wishes: Wishes) -> None:
    """Bring in everyone whom the file tells of, or say who would come; ends with 6 when a record was refused.

    Raises what opening the file raises, InvalidError for a wish that makes no sense, StoreError for the shop.
    """
    choices = _choices(wishes)
    refused = _refused_file(env, file, path, wishes)
    origin = opened(env, file, path, wishes.encoding, wishes.sheet)
    reader = env.reader if wishes.dry_run else env.writable.reader
    fields = own_fields.fields(reader)
    pairs = mapped(env, wishes.mapping, origin, fields)
    if not (wishes.keep_others or wishes.yes or wishes.dry_run):
        choices = choices._replace(keep_others=keeps_others(env, origin, pairs, fields))
    choices = choices._replace(strict=origin.sheet is not None)
    report = _brought_in(env, called(file), origin, pairs, choices, dry_run=wishes.dry_run)
    outcome = Outcome(called(file), report, wishes.dry_run)
    if refused is not None:
        try:
            written = None if wishes.dry_run else _write_refused(refused, origin, report, pairs)
        except CrmError:
            tell(env, outcome)  # they are in, whatever became of the others
            raise
        outcome = outcome._replace(refused_file=wishes.refused, refused_written=written)
    tell(env, outcome)
    if env.out.words and origin.sheet and origin.sheet.footer:
        env.out.say(f"Left out {footer_words(origin.sheet.footer)}.")
    if env.out.words and report.refused_total and not any(counts(report).values()) and _tells_of_nobody(origin, pairs):
        env.out.say(WHO_HINT)
    if report.refused_total:
        raise typer.Exit(UnreadableError.exit_code)


def _brought_in(
    env: Env, name: str, origin: "Origin", pairs: "Mapped", choices: "Choices", *, dry_run: bool
) -> "Report":
    from tinycrm.services import load

    fields = own_fields.fields(env.reader)
    with (
        progress(origin.share) as going,
        load.prepare(origin.people(pairs), env.reading, choices, fields, going) as prepared,
    ):
        if dry_run:
            return load.foresee(env.reader, prepared, going)
        return load.bring_in(env.store, prepared, going, file=name)


def _tells_of_nobody(origin: "Origin", pairs: "Mapped") -> bool:
    from tinycrm.formats.presets import inspect

    return origin.sheet is not None and not tells_of_people(inspect(origin.sheet, pairs).columns)


def _choices(wishes: Wishes) -> "Choices":
    """Raises InvalidError for words that make no sense."""
    from tinycrm.cli.complete import ON_MATCH
    from tinycrm.services.load import Choices

    if wishes.on_match not in ON_MATCH:
        raise InvalidError(f"There is no --on-match {show_line(wishes.on_match, 40)}; there are {', '.join(ON_MATCH)}.")
    return Choices(
        on_match=wishes.on_match,
        tags=list(dict.fromkeys(map(tag, wishes.tags))),
        source=None if wishes.source is None else clean.line(wishes.source, "a source"),
        keep_others=wishes.keep_others,
        consent=None if wishes.consent is None else clean.line(wishes.consent, "how they agreed"),
    )


def _refused_file(env: Env, file: str, path: Path, wishes: Wishes) -> Path | None:
    """Where refused records are to be written, looked at before anything is done.

    Raises InvalidError when that is the file they come from, or a shop.
    """
    if wishes.refused is None:
        return None
    if wishes.refused == STDIN:
        raise InvalidError("Name a file for what is refused; stdout has the answer.")
    target = Path(wishes.refused).expanduser()
    if file != STDIN and target.exists() and path.exists() and target.samefile(path):
        raise InvalidError(f"{show_line(wishes.refused, 200)} is the file that is brought in; name another one.")
    dump.ensure_no_shop(target, env.path)
    if not target.parent.is_dir():
        raise InvalidError(f"There is no folder {show_line(str(target.parent), 200)} to write the refused rows to.")
    return target


def _write_refused(target: Path, origin: "Origin", report: "Report", pairs: "Mapped") -> int | None:
    """The refused records as they stand in their file; None when there were none."""
    if not report.refused:
        return None
    reasons: dict[int, str] = {}
    for line, reason in report.refused:
        reasons.setdefault(line, reason)
    with replacing(target) as file:
        file.buffer.writelines(origin.refused(reasons, pairs))
    return len(reasons)
