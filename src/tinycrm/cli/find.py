"""Finding anyone and anything in a moment."""

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from tinycrm.cli.card import in_words
from tinycrm.cli.columns import CONTACTS, INTERACTIONS
from tinycrm.cli.deal_text import columns
from tinycrm.cli.env import Env
from tinycrm.cli.out import Column, rows_as_json
from tinycrm.cli.params import Looked
from tinycrm.cli.purchase_text import books
from tinycrm.cli.purchase_text import columns as sold
from tinycrm.cli.want_text import columns as wanted
from tinycrm.cli.want_text import named
from tinycrm.domain.clean import show_line
from tinycrm.errors import InvalidError
from tinycrm.queries import contact as contacts
from tinycrm.queries import deal as deals
from tinycrm.queries import find as queries
from tinycrm.queries import want as wants
from tinycrm.queries.contact import Contact
from tinycrm.queries.deal import Deal
from tinycrm.queries.find import Found
from tinycrm.queries.interaction import Interaction
from tinycrm.queries.purchase import Purchase
from tinycrm.queries.want import Want

LIMIT = 20


def find(
    ctx: typer.Context,
    words: Looked,
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="N", help="At most so many of a kind.")] = LIMIT,
) -> None:
    """Find people, what was said, who likes what, deals, and what was bought or is wanted.

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
    if any(len(rows) == limit for rows in found[:-1]):
        env.out.say(f"At most {limit} of a kind are shown; --limit {limit * 10} shows more.")
    if found.nothing:
        env.out.say(f"Nothing found for {_quoted(typed)}.")
    if env.out.json:
        env.out.write(rows_as_json(_objects(env, found)))
    elif env.out.words:
        _sections(env, found)
    else:
        env.out.rows(
            [*_people(found), *found.said, *_deals(env, found), *_wants(env, found), *found.sold], ANYTHING, ""
        )


ANYTHING = (
    Column("", lambda row: row.ref),
    Column("What", lambda row: _what(row)),  # noqa: PLW0108  # it stands further down
)


def _found(env: Env, typed: list[str], limit: int) -> Found:
    """What free words find everywhere; a query with filter words finds the people whom it means."""
    if not any(_filters(env, word) for word in typed if ":" in word):
        return queries.find(env.reader, typed, limit)
    chosen = env.chosen(" ".join(typed))._replace(limit=limit)
    return Found(contacts.page(env.reader, chosen), *([] for _ in Found._fields[1:-1]))


def _filters(env: Env, word: str) -> bool:
    """Whether a word with a colon is a filter, or nearly one; a web address or a time of day is none."""
    from tinycrm.queries.field import fields
    from tinycrm.queries.words import words

    name = word.lstrip("-(").partition(":")[0].lower()
    ours = ["not", "or", *(each.name for each in words())]
    return _is_near(name, ours) or _is_near(name, [each.name for each in fields(env.reader)])


def _is_near(name: str, words: list[str]) -> bool:
    import difflib

    return bool(difflib.get_close_matches(name, words, n=1, cutoff=0.6))


def _what(row: Contact | Interaction | Deal | Purchase | Want) -> str:
    if isinstance(row, Interaction):
        return in_words(row)
    if isinstance(row, Want):
        return f"{row.who}: {named(row)}"
    if isinstance(row, Purchase):
        return ": ".join(part for part in (row.who, books(row.lines)) if part)
    return row.name if isinstance(row, Contact) else row.title


def _deals(env: Env, found: Found) -> list[Deal]:
    return deals.some(env.reader, [each.id for each in found.deals], env.today) if found.deals else []


def _wants(env: Env, found: Found) -> list[Want]:
    return wants.some(env.reader, found.wanted, env.today) if found.wanted else []


def _sections(env: Env, found: Found) -> None:
    sections: tuple[tuple[str, Sequence[Any], tuple[Column, ...]], ...] = (
        ("PEOPLE", found.people, CONTACTS),
        ("LIKING IT", found.liking, CONTACTS),
        ("IN FIELDS OF YOUR OWN", found.fields, CONTACTS),
        ("IN THEIR NOTES", found.noted, CONTACTS),
        ("DEALS", _deals(env, found), columns(env)),
        ("WANTED", _wants(env, found), wanted(env)),
        ("BOUGHT", found.sold, sold(env)),
        ("SAID", found.said, INTERACTIONS),
    )
    first = True
    for title, rows, shown in sections:
        if rows:
            if not first:
                env.out.write("")
            first = False
            env.out.write(env.out.style(title, bold=True, faint=True))
            env.out.rows(rows, shown, "")


def _people(found: Found) -> list[Contact]:
    return list({each.ref: each for each in [*found.people, *found.liking, *found.fields, *found.noted]}.values())


def _objects(env: Env, found: Found) -> list[dict[str, Any]]:
    """Contacts, interactions, deals, wants and purchases as everywhere, each with `found` saying where."""
    where: dict[str, list[str]] = {}
    places = (("name", found.people), ("likes", found.liking), ("fields", found.fields), ("notes", found.noted))
    for place, rows in places:
        for row in rows:
            where.setdefault(row.ref, []).append(place)
    people = [{**each._asdict(), "found": where[each.ref]} for each in _people(found)]
    said = ({**each._asdict(), "found": ["said"]} for each in found.said)
    titled: list[Deal | Purchase | Want] = [*_deals(env, found), *_wants(env, found), *found.sold]
    return [*people, *said, *({**each._asdict(), "found": ["title"]} for each in titled)]


def _quoted(words: list[str]) -> str:
    return f"“{show_line(' '.join(words), 80)}”"
