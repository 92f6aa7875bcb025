"""What the shell is offered at TAB. It reads the shop, and makes, prints and complains of nothing."""

import os
import re
from collections.abc import Callable
from contextlib import closing
from typing import TypeVar

import typer

from tinycrm import paths
from tinycrm.domain.book import CHANNELS
from tinycrm.domain.clean import show_line
from tinycrm.domain.field import Field
from tinycrm.domain.interaction import KINDS
from tinycrm.domain.name import slug
from tinycrm.errors import CrmError
from tinycrm.queries import complete as queries
from tinycrm.store import Reader

T = TypeVar("T")

ON_MATCH = ("update", "fill", "skip")

Offers = list[tuple[str, str]]
HELP_LIMIT = 60
BUSY_MILLISECONDS = 100  # for another program to let go of the file: a key is waiting


def people(ctx: typer.Context, incomplete: str) -> Offers:
    """Names as words with hyphens, and references."""

    def named(reader: Reader) -> Offers:
        by_id = re.fullmatch(r"c(\d*)", incomplete)
        refs = queries.contacts_by_id(reader, by_id[1]) if by_id else []
        offers = [(f"c{contact_id}", _help(name)) for contact_id, name in refs]
        for contact_id, name in queries.people(reader, incomplete):
            offers += [(spelt, f"{_help(name)} c{contact_id}") for spelt in _spellings(name, incomplete)]
        return offers

    return _found(ctx, named)


def tags(ctx: typer.Context, incomplete: str) -> Offers:
    """Tags in use."""
    found = _found(ctx, lambda reader: queries.tags(reader, incomplete.lower()))
    return [(name, f"{number:,} {'person' if number == 1 else 'people'}") for name, number in found]


def people_and_tags(ctx: typer.Context, incomplete: str) -> Offers:
    """Tags in use, then people."""
    return tags(ctx, incomplete) + people(ctx, incomplete)


def mappings(ctx: typer.Context, incomplete: str) -> Offers:
    """Fields that a column of a sheet can go to, the shop's own among them."""
    from tinycrm.formats import presets
    from tinycrm.queries.field import fields

    own = _found(ctx, lambda reader: [(field.name, field.kind) for field in fields(reader)])
    known = [(field.name, field.help) for field in presets.fields()]
    return [(f"{name}=", _help(words)) for name, words in [*known, *own] if name.startswith(incomplete.lower())]


def on_match(_ctx: typer.Context, incomplete: str) -> list[str]:
    """What can be done with people who are here already."""
    return [how for how in ON_MATCH if how.startswith(incomplete)]


def follow_ups(ctx: typer.Context, incomplete: str) -> Offers:
    """Open follow-ups by their references, and people."""
    found = _found(ctx, queries.open_reminders)
    return _refs("f", found, incomplete) + (people(ctx, incomplete) if incomplete else [])


def interactions(ctx: typer.Context, incomplete: str) -> Offers:
    """The newest interactions by their references."""
    return _refs("i", _found(ctx, queries.newest_interactions), incomplete)


def operations(ctx: typer.Context, incomplete: str) -> Offers:
    """The newest operations by their references."""
    return _refs("o", _found(ctx, queries.newest_operations), incomplete)


def filter_words(ctx: typer.Context, incomplete: str) -> list[str]:
    """Words of the query language, and behind the colon what they take."""
    from tinycrm.queries.words import completions

    return _found(ctx, lambda reader: completions(reader, incomplete))


def deals(ctx: typer.Context, incomplete: str) -> Offers:
    """Deals by their references, open ones first."""
    return _refs("d", _found(ctx, queries.deals), incomplete)


def stages(ctx: typer.Context, incomplete: str) -> Offers:
    """Stages of deals by their names, as words with hyphens, and references."""
    found = _found(ctx, queries.stages)
    named = [(slug(name), _help(name)) for _, name in found]
    return [each for each in named if each[0].startswith(incomplete.lower())] + _refs("s", found, incomplete)


def reasons(ctx: typer.Context, incomplete: str) -> list[str]:
    """Reasons for losing that are offered."""
    return [each for each in _found(ctx, queries.reasons) if each.startswith(incomplete)]


def deal_words(ctx: typer.Context, incomplete: str) -> list[str]:
    """Words of the query language over deals, and behind the colon what they take."""
    from tinycrm.queries.deal_filter import completions

    return _found(ctx, lambda reader: completions(reader, incomplete))


def purchases(ctx: typer.Context, incomplete: str) -> Offers:
    """The newest purchases by their references."""
    return _refs("p", _found(ctx, queries.purchases), incomplete)


def wants(ctx: typer.Context, incomplete: str) -> Offers:
    """Open wants by their references, the newest first."""
    return _refs("w", _found(ctx, queries.wants), incomplete)


def titles(ctx: typer.Context, incomplete: str) -> list[str]:
    """Titles that were sold before."""
    return _found(ctx, lambda reader: queries.titles(reader, incomplete))


def authors(ctx: typer.Context, incomplete: str) -> list[str]:
    """Authors of what was sold before."""
    return _found(ctx, lambda reader: queries.authors(reader, incomplete))


def genres(ctx: typer.Context, incomplete: str) -> list[str]:
    """Genres of what was sold before."""
    return _found(ctx, lambda reader: queries.genres(reader, incomplete))


def channels(_ctx: typer.Context, incomplete: str) -> list[str]:
    """Ways of selling."""
    return [each for each in CHANNELS if each.startswith(incomplete)]


def fields(ctx: typer.Context, incomplete: str) -> Offers:
    """Names of the shop's own fields."""
    found = _found(ctx, queries.fields)
    return [(each.name, each.kind) for each in found if each.name.startswith(incomplete.lower())]


def field_values(ctx: typer.Context, incomplete: str) -> Offers:
    """`name=` of the shop's own fields, and what stands behind it where there is a choice."""
    name, equals, typed = incomplete.partition("=")
    found = _found(ctx, queries.fields)
    if not equals:
        return [(f"{each.name}=", each.kind) for each in found if each.name.startswith(name.lower())]
    words = next((_words(each) for each in found if each.name == name.lower()), ())
    return [(f"{name}={word}", "") for word in words if word.lower().startswith(typed.lower())]


def _words(field: Field) -> tuple[str, ...]:
    return ("yes", "no") if field.kind == "yes-no" else field.choices


def kinds(_ctx: typer.Context, incomplete: str) -> list[str]:
    """Kinds of interaction."""
    return [kind for kind in KINDS if kind.startswith(incomplete)]


def _found(ctx: typer.Context, ask: Callable[[Reader], list[T]]) -> list[T]:
    """What the shop that the command line names answers; nothing when it cannot be read, as it is and at once."""
    from tinycrm.store.connection import SCHEMA, known, open_as_it_is
    from tinycrm.store.trouble import explained

    try:
        path = paths.shop_file(ctx.find_root().params.get("db"), os.environ)
        if known(path) != SCHEMA:
            return []
        with explained(path), closing(open_as_it_is(path)) as connection:
            connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
            return ask(Reader(connection, path))
    except CrmError:
        return []


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
