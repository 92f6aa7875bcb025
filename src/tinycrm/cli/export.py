"""Taking everything out: people for other programs, or the whole shop.

\b
tinycrm export contacts people.vcf
tinycrm export all shop.jsonl
"""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Literal

import typer

from tinycrm.cli.command import Command, Commands
from tinycrm.cli.env import Env
from tinycrm.cli.out import as_json
from tinycrm.domain.clean import show_line
from tinycrm.errors import InvalidError
from tinycrm.files import replacing
from tinycrm.formats import vcard
from tinycrm.queries import contact as contacts
from tinycrm.queries.card import cards
from tinycrm.queries.contact import Chosen
from tinycrm.queries.person import people
from tinycrm.services import dump
from tinycrm.store import Reader

group = Commands(__doc__)

PAGE = 500
ENDINGS = {".vcf": "vcard3", ".vcard": "vcard3", ".csv": "csv", ".jsonl": "jsonl"}


class Export(Command):
    """A command whose `--format` is the kind of the file it writes."""

    def __init__(self, *args: object, **settings: object) -> None:
        super().__init__(*args, **settings)
        common = [each for each in self.params if each.name == "form"]
        self.params = [each for each in self.params if each not in common]


@group.command("contacts", cls=Export)
def contacts_(
    ctx: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(metavar="[QUERY] FILE", help="Whom (all, when nothing is said), then the file; - is stdout."),
    ],
    kind: Annotated[
        str | None,
        typer.Option("--format", metavar="KIND", help="vcard3, vcard4, csv, google, jsonl; else by the ending."),
    ] = None,
) -> None:
    """Write people as vCards, sheets or JSON lines, for other programs.

    \b
    tinycrm export contacts people.vcf
    tinycrm export contacts tag:regular regulars.vcf --format vcard4
    tinycrm export contacts people.csv
    tinycrm export contacts - --format jsonl
    """
    env = Env.of(ctx)
    *query, target = words
    name = _kind(kind, target)
    chosen = env.chosen(" ".join(query))
    number = contacts.count(env.reader, chosen)
    texts = WRITERS[name](env.reader, chosen)
    if target == "-":
        for text in texts:
            sys.stdout.write(text)
        return
    path = Path(target).expanduser()
    dump.ensure_no_shop(path, env.path)
    with replacing(path) as file:
        file.writelines(texts)
    people = "1 contact" if number == 1 else f"{number:,} contacts"
    env.out.done({"ref": target, "contacts": number}, f"Wrote {people} to {show_line(target, 200)}.")


@group.command("all")
def all_(
    ctx: typer.Context,
    target: Annotated[str, typer.Argument(metavar="FILE", help="A new file, or - for stdout.")],
) -> None:
    """Write everything the shop knows, history and all, as JSON lines (docs/dump.md).

    \b
    tinycrm export all shop.jsonl
    tinycrm export all - | gzip > shop.jsonl.gz
    """
    env = Env.of(ctx)
    if target == "-":
        for line in dump.lines(env.reader, env.config, env.now):
            sys.stdout.write(line)
        return
    dump.export_all(env.reader, env.config, env.now, Path(target).expanduser())
    words = f"Wrote the whole shop to {show_line(target, 200)}; `tinycrm import run` reads it into an empty one."
    env.out.done({"ref": target}, words)


def _kind(kind: str | None, target: str) -> str:
    found = kind or ENDINGS.get(Path(target).suffix.lower())
    if found in WRITERS:
        return found
    if kind:
        raise InvalidError(f"There is no format {show_line(kind, 20)!r}; the formats are {', '.join(WRITERS)}.")
    raise InvalidError(
        f"{show_line(target, 60)!r} does not say of what kind it is; --format does: {', '.join(WRITERS)}."
    )


def _vcards(version: Literal["3.0", "4.0"]) -> Callable[[Reader, Chosen], Iterator[str]]:
    def texts(reader: Reader, chosen: Chosen) -> Iterator[str]:
        return (card.decode("utf-8") for card in vcard.write(people(reader, chosen), version))

    return texts


def _sheet(reader: Reader, chosen: Chosen) -> Iterator[str]:
    from tinycrm.formats.presets import shape, write_own

    # two readings: how many columns there are is known only once everyone was seen
    return write_own(people(reader, chosen), shaped=shape(people(reader, chosen)))


def _google(reader: Reader, chosen: Chosen) -> Iterator[str]:
    from tinycrm.formats.presets import write_google

    return write_google(people(reader, chosen))


def _lines(reader: Reader, chosen: Chosen) -> Iterator[str]:
    ids = contacts.ids(reader, chosen)
    for start in range(0, len(ids), PAGE):
        for card in cards(reader, ids[start : start + PAGE]):
            yield as_json(card) + "\n"


WRITERS: dict[str, Callable[[Reader, Chosen], Iterator[str]]] = {
    "vcard3": _vcards("3.0"),
    "vcard4": _vcards("4.0"),
    "csv": _sheet,
    "google": _google,
    "jsonl": _lines,
}
