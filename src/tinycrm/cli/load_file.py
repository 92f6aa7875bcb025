"""The file that people are brought in from: named or piped, and the encoding it is written in."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

import typer

from tinycrm.cli.env import Env
from tinycrm.cli.table import fit
from tinycrm.domain.clean import show_line
from tinycrm.errors import InvalidError, StoreError, UnreadableError

if TYPE_CHECKING:
    from tinycrm.formats.encoding import Offer
    from tinycrm.formats.origin import Origin

STDIN = "-"
BLOCK = 65536
BEFORE = 12  # characters before the first letter that a preview is about
SHOWN = 48
LINES_SHOWN = 3


@contextmanager
def given(file: str) -> Iterator[Path]:
    """The file that was named; what comes through a pipe as a file that its owner alone may read, until the end.

    Raises UnreadableError when nothing comes, or more than is read of a file; StoreError when there is no room for it.
    """
    if file != STDIN:
        yield Path(file).expanduser()
        return
    import tempfile

    if sys.stdin.isatty():
        sys.stderr.write("Reading from the terminal; Ctrl-D on a line of its own ends it.\n")
    with tempfile.NamedTemporaryFile(prefix="tinycrm-") as spool:
        try:
            _spool(sys.stdin.buffer, spool)
            spool.flush()
        except OSError as error:
            raise StoreError(f"There is no room for what was piped in meanwhile: {error.strerror}.") from None
        try:
            yield Path(spool.name)
        except UnreadableError as error:  # nobody knows the spool by its name
            raise UnreadableError(str(error).replace(spool.name, "Standard input")) from None


def called(file: str) -> str:
    """What to call the file in a sentence and in the history."""
    return "standard input" if file == STDIN else show_line(Path(file).name, 200)


def opened(env: Env, file: str, path: Path, encoding: str | None, sheet: str | None) -> "Origin":
    """The people of a file, in an encoding that is known: by itself, by `encoding`, or by asking on a terminal.

    Raises InvalidError, with a preview on stderr, where nobody can be asked; UnreadableError for what is no list of
    people, NotFoundError for a sheet that is not in a workbook.
    """
    from tinycrm.formats.origin import open_origin

    origin = open_origin(path, encoding=encoding, sheet=sheet or "")
    if origin.certain:
        return origin
    env.out.say(f"{called(file)} is not written in UTF-8. Its letters would be:")
    for line in preview(origin.offers):
        env.out.say(line)
    chosen = _chosen(env, [offer.encoding for offer in origin.offers])
    return origin if chosen == origin.encoding else open_origin(path, encoding=chosen, sheet=sheet or "")


def preview(offers: "Sequence[Offer]") -> Iterator[str]:
    """Lines with letters that tell encodings apart, as each encoding reads them."""
    for number, offer in enumerate(offers, 1):
        yield f"  {number}  {offer.encoding}"
        for line, text in offer.lines[:LINES_SHOWN]:
            yield f"     line {line}: {_excerpt(text)}"


def _chosen(env: Env, names: list[str]) -> str:
    """The encoding that is meant. Raises InvalidError where there is nobody to ask."""
    if not (env.asks and env.out.words):
        several = " or ".join(f"--encoding {name}" for name in names)
        raise InvalidError(f"Say which encoding is right, with {several}; nothing was brought in.")
    if len(names) == 1:
        if env.confirm(f"Is that right ({names[0]})?", default=True):
            return names[0]
        raise InvalidError("Then say its encoding, as in --encoding cp850; nothing was brought in.")
    numbers = {str(number): name for number, name in enumerate(names, 1)}
    while (typed := typer.prompt("Number", default="1", err=True).strip()) not in numbers:
        env.out.say(f"{show_line(typed, 40)!r} is not in the list; type a number from 1 to {len(numbers)}.")
    return numbers[typed]


def _excerpt(text: str) -> str:
    """A line around its first letter that is not ASCII."""
    at = next((at for at, letter in enumerate(text) if not letter.isascii()), 0)
    start = max(at - BEFORE, 0)
    return ("…" if start else "") + fit(show_line(text[start:], 2 * SHOWN), SHOWN)


def _spool(source: IO[bytes], spool: IO[bytes]) -> None:
    """Copies all of a stream; only a dump may be larger than other files are read."""
    from tinycrm.formats import dump
    from tinycrm.formats.file import MEGABYTE
    from tinycrm.formats.origin import CARDS_LIMIT

    block = source.read(BLOCK)
    if not block:
        raise UnreadableError("Standard input is empty.")
    size, limited = 0, not dump.sniff(block)
    while block:
        size += len(block)
        if limited and size > CARDS_LIMIT:
            raise UnreadableError(f"More than {CARDS_LIMIT // MEGABYTE:,} MB came in; at most that is read. Split it.")
        spool.write(block)
        block = source.read(BLOCK) if len(block) == BLOCK else b""  # a terminal would want a second Ctrl-D
