"""Finding anyone and anything in a moment."""

from typing import Annotated, Any

import typer

from tinycrm.cli.card import in_words
from tinycrm.cli.columns import CONTACTS, INTERACTIONS
from tinycrm.cli.env import Env
from tinycrm.cli.out import Column, rows_as_json
from tinycrm.cli.params import Looked
from tinycrm.domain.clean import show_line
from tinycrm.errors import InvalidError
from tinycrm.queries import contact as contacts
from tinycrm.queries import find as queries
from tinycrm.queries.contact import Contact
from tinycrm.queries.find import Found

LIMIT = 20


def find(
    ctx: typer.Context,
    words: Looked,
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="N", help="At most so many of a kind.")] = LIMIT,
) -> None:
    """Find people, what was said, and who likes what.

    Accents, case and small typos do not matter.

    \b
    tinycrm find smith
    tinycrm find 7946 0018
    tinycrm find zola first edition
    tinycrm find tag:regular likes:zola unseen:90d
    """
    env = Env.of(ctx)
    typed = [word for each in words for word in each.split()]
    if not typed:
        raise InvalidError("Say what to look for, as in `tinycrm find zola`.")
    found = _found(env, typed, limit)
    if found.corrected:
        env.out.say(f"Nothing with {_quoted(typed)}; this is for {_quoted(found.corrected)}.")
    if any(len(rows) == limit for rows in (found.people, found.said, found.noted, found.liking)):
        env.out.say(f"At most {limit} of a kind are shown; --limit {limit * 10} shows more.")
    if found.nothing:
        env.out.say(f"Nothing found for {_quoted(typed)}.")
    if env.out.json:
        env.out.write(rows_as_json(_objects(found)))
    elif env.out.words:
        _sections(env, found)
    else:
        env.out.rows([*_people(found), *found.said], ANYTHING, "")


ANYTHING = (
    Column("", lambda row: row.ref),
    Column("What", lambda row: row.name if isinstance(row, Contact) else in_words(row)),
)


def _found(env: Env, typed: list[str], limit: int) -> Found:
    """What free words find everywhere; a query with filter words finds the people whom it means."""
    if not any(_filters(word) for word in typed if ":" in word):
        return queries.find(env.reader, typed, limit)
    chosen = env.chosen(" ".join(typed))._replace(limit=limit)
    return Found(contacts.page(env.reader, chosen), [], [], [])


def _filters(word: str) -> bool:
    """Whether a word with a colon is a filter, or nearly one; a web address or a time of day is none."""
    import difflib

    from tinycrm.queries.words import words

    name = word.lstrip("-(").partition(":")[0].lower()
    return bool(difflib.get_close_matches(name, ["not", "or", *(each.name for each in words())], n=1, cutoff=0.6))


def _sections(env: Env, found: Found) -> None:
    first = True
    for title, rows, columns in (
        ("PEOPLE", found.people, CONTACTS),
        ("LIKING IT", found.liking, CONTACTS),
        ("IN THEIR NOTES", found.noted, CONTACTS),
        ("SAID", found.said, INTERACTIONS),
    ):
        if rows:
            if not first:
                env.out.write("")
            first = False
            env.out.write(env.out.style(title, bold=True, faint=True))
            env.out.rows(rows, columns, "")


def _people(found: Found) -> list[Contact]:
    return list({each.ref: each for each in [*found.people, *found.liking, *found.noted]}.values())


def _objects(found: Found) -> list[dict[str, Any]]:
    """Contacts and interactions as everywhere, each with `found` saying where: name, likes, notes or said."""
    where: dict[str, list[str]] = {}
    for place, rows in (("name", found.people), ("likes", found.liking), ("notes", found.noted)):
        for row in rows:
            where.setdefault(row.ref, []).append(place)
    people = [{**each._asdict(), "found": where[each.ref]} for each in _people(found)]
    return [*people, *({**each._asdict(), "found": ["said"]} for each in found.said)]


def _quoted(words: list[str]) -> str:
    return f"“{show_line(' '.join(words), 80)}”"
