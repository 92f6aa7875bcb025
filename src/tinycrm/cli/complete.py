"""What the shell is offered at TAB. It reads the shop, and makes, prints and complains of nothing."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from tinycrm import paths
from tinycrm.domain.clean import show_line
from tinycrm.domain.interaction import KINDS
from tinycrm.domain.name import slug
from tinycrm.errors import CrmError
from tinycrm.queries import complete as queries
from tinycrm.store import Reader

Offers = list[tuple[str, str]]
HELP_LIMIT = 60


def people(ctx: typer.Context, incomplete: str) -> Offers:
    """Names as words with hyphens, and references."""
    with _shop(ctx) as reader:
        if reader is None:
            return []
        by_id = re.fullmatch(r"c(\d*)", incomplete)
        refs = queries.contacts_by_id(reader, by_id[1]) if by_id else []
        offers = [(f"c{contact_id}", _help(name)) for contact_id, name in refs]
        for contact_id, name in queries.people(reader, incomplete):
            offers += [(spelt, f"{_help(name)} c{contact_id}") for spelt in _spellings(name, incomplete)]
    return offers


def people_and_tags(ctx: typer.Context, incomplete: str) -> Offers:
    """Tags in use, then people."""
    with _shop(ctx) as reader:
        found = queries.tags(reader, incomplete.lower()) if reader else []
    named = [(name, f"{number:,} {'person' if number == 1 else 'people'}") for name, number in found]
    return named + people(ctx, incomplete)


def follow_ups(ctx: typer.Context, incomplete: str) -> Offers:
    """Open follow-ups by their references, and people."""
    with _shop(ctx) as reader:
        found = queries.open_reminders(reader) if reader else []
    return _refs("f", found, incomplete) + (people(ctx, incomplete) if incomplete else [])


def interactions(ctx: typer.Context, incomplete: str) -> Offers:
    """The newest interactions by their references."""
    with _shop(ctx) as reader:
        found = queries.newest_interactions(reader) if reader else []
    return _refs("i", found, incomplete)


def operations(ctx: typer.Context, incomplete: str) -> Offers:
    """The newest operations by their references."""
    with _shop(ctx) as reader:
        found = queries.newest_operations(reader) if reader else []
    return _refs("o", found, incomplete)


def filter_words(ctx: typer.Context, incomplete: str) -> list[str]:
    """Words of the query language, and behind the colon what they take."""
    from tinycrm.queries.words import completions

    with _shop(ctx) as reader:
        return completions(reader, incomplete) if reader else []


def kinds(_ctx: typer.Context, incomplete: str) -> list[str]:
    """Kinds of interaction."""
    return [kind for kind in KINDS if kind.startswith(incomplete)]


@contextmanager
def _shop(ctx: typer.Context) -> Iterator[Reader | None]:
    """The shop that the command line names, when it can be read as it is."""
    from tinycrm.store.connection import SCHEMA, connect, known

    path = paths.shop_file(ctx.find_root().params.get("db"), os.environ)
    try:
        connection = connect(path, write=False) if known(path) == SCHEMA else None
    except CrmError:
        connection = None
    try:
        yield Reader(connection, path) if connection else None
    finally:
        if connection:
            connection.close()


def _spellings(name: str, incomplete: str) -> list[str]:
    """The slug of a name, its family name first where that is how `incomplete` begins, in the case it was typed in."""
    words = slug(name).split("-")
    ways = ["-".join(words), "-".join([words[-1], *words[:-1]])]
    fitting = [way for way in dict.fromkeys(ways) if way.startswith(incomplete.lower())]
    return [incomplete + way[len(incomplete) :] for way in fitting[:1]]


def _refs(kind: str, found: list[tuple[int, str]], incomplete: str) -> Offers:
    offers = [(f"{kind}{number}", _help(words)) for number, words in found]
    return [offer for offer in offers if offer[0].startswith(incomplete.lower())]


def _help(words: str) -> str:
    return show_line(words, HELP_LIMIT)
