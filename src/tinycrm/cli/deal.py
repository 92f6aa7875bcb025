"""Deals on their way from an enquiry to a sale: add, list, move, win, lose.

\b
tinycrm deal add "Nana, first edition" --contact ada --value 180 --next "quote her" --next-on fri
tinycrm deal board
tinycrm deal move nana quoted
tinycrm deal lost nana --reason "too dear"
"""

from collections.abc import Callable
from typing import Annotated, Any

import typer

from tinycrm.cli import deal_board, deal_move, deal_reason, deal_stage
from tinycrm.cli.command import Commands
from tinycrm.cli.deal_ref import deal_there, one_deal, one_stage
from tinycrm.cli.deal_text import columns, facts, lines, name
from tinycrm.cli.env import Env
from tinycrm.cli.params import Contacts, DealQuery, DealRef, Limit, ToStage, Without
from tinycrm.cli.ref import who
from tinycrm.domain import clean, money
from tinycrm.domain import filter as language
from tinycrm.errors import InvalidError
from tinycrm.queries import deal as deals
from tinycrm.queries.deal import SORTS, Wanted
from tinycrm.services import deal as service
from tinycrm.services.deal import Draft

group = Commands(__doc__)
group.add_typer(deal_stage.group, name="stages")
group.add_typer(deal_reason.group, name="reasons")
deal_board.hang(group)
deal_move.hang(group)

Value = Annotated[str | None, typer.Option("--value", metavar="AMOUNT", help="What it is worth: 1200, 1200.50.")]
Probability = Annotated[
    str | None, typer.Option("--probability", metavar="PERCENT", help="How likely it is, where not as its stage says.")
]
Close = Annotated[str | None, typer.Option("--close", metavar="WHEN", help="When it should be settled.")]
Next = Annotated[str | None, typer.Option("--next", metavar="TEXT", help="What is to be done next.")]
NextOn = Annotated[str | None, typer.Option("--next-on", metavar="WHEN", help="And when.")]
Source = Annotated[str | None, typer.Option("--source", metavar="TEXT", help="Where it came from.")]
Notes = Annotated[str | None, typer.Option("--notes", metavar="TEXT", help="All that is worth keeping.")]


@group.command()
def add(
    ctx: typer.Context,
    title: Annotated[list[str], typer.Argument(metavar="TITLE", help="What it is about.")],
    contact: Contacts = None,
    value: Value = None,
    stage: ToStage = None,
    close: Close = None,
    following: Next = None,
    next_on: NextOn = None,
    probability: Probability = None,
    source: Source = None,
    notes: Notes = None,
) -> None:
    """Start a deal.

    \b
    tinycrm deal add "Nana, first edition" --contact ada --value 180
    tinycrm deal add "Elm Lodge, the library" --contact ashe --value 5200 --stage quoted --close eom
    tinycrm deal add "Of Mice and Men, 28" --contact school --next "send the invoice" --next-on fri
    """
    env = Env.of(ctx)
    typed = {"value": value, "close": close, "next": following, "next_on": next_on, "probability": probability,
             "source": source, "notes": notes}  # fmt: skip
    found = _read(env, {key: text for key, text in typed.items() if text})
    draft = Draft(clean.line(" ".join(title), "a title"), **{"currency": env.config.currency, **found})
    people = [who(env, each) for each in contact or ()]
    place = one_stage(env, stage).id if stage else None
    with env.writable.begin("deal.add", deal=0, contact=people) as tx:
        deal_id = service.add(tx, draft, people, env.today, place)
        tx.refer(deal=deal_id, contact=people)
    made = deal_there(env, deal_id)
    flag = "" if made.next else " It has no next step yet; --next and --next-on say one."
    env.out.done(made, f"Started {name(made)}: {facts(env, made)}.{flag} {env.undoes}")


@group.command("list")
def list_(
    ctx: typer.Context,
    query: DealQuery = None,
    everything: Annotated[bool, typer.Option("--all", help="Won and lost ones too.")] = False,
    sort: Annotated[str, typer.Option("--sort", metavar="BY", help=", ".join(SORTS))] = "stage",
    limit: Limit = None,
) -> None:
    """List deals: open ones, or all that a query means.

    \b
    tinycrm deal list
    tinycrm deal list stage:quoted value:500..
    tinycrm deal list deal:lost --sort value
    tinycrm deal list rotting
    """
    env = Env.of(ctx)
    if sort not in SORTS:
        raise InvalidError(f"There is no order {clean.show_line(sort, 40)!r}; they are {', '.join(SORTS)}.")
    wanted = wanted_deals(env, " ".join(query or ()), everything=everything)
    rows = deals.page(env.reader, env.today, wanted._replace(sort=sort, limit=limit or env.out.page))
    start = 'No deals; `tinycrm deal add "…" --contact WHO` starts one.'
    env.out.rows(rows, columns(env), "No deal is meant by that." if query else start)


@group.command()
def show(ctx: typer.Context, deal: DealRef) -> None:
    """Show one deal, and the way it came.

    \b
    tinycrm deal show d3
    """
    env = Env.of(ctx)
    found = one_deal(env, deal)
    passed = deals.passed(env.reader, [found.id])
    if env.out.json:
        env.out.object({**found._asdict(), "moves": [each.as_json() for each in passed]}, ())
    else:
        env.out.object(found, lines(env, found, passed))


@group.command()
def edit(
    ctx: typer.Context,
    deal: DealRef,
    title: Annotated[str | None, typer.Option("--title", metavar="TEXT", help="Another title.")] = None,
    contact: Contacts = None,
    without: Without = None,
    value: Value = None,
    close: Close = None,
    following: Next = None,
    next_on: NextOn = None,
    probability: Probability = None,
    source: Source = None,
    notes: Notes = None,
) -> None:
    """Change a deal; '' empties a field.

    \b
    tinycrm deal edit d3 --value 200 --next "send the invoice" --next-on mon
    tinycrm deal edit d3 --next "" --probability 70
    """
    env = Env.of(ctx)
    found = one_deal(env, deal)
    typed = {"title": title, "value": value, "close": close, "next": following, "next_on": next_on,
             "probability": probability, "source": source, "notes": notes}  # fmt: skip
    changes = _read(env, {key: text for key, text in typed.items() if text is not None})
    joined, left = ([who(env, each) for each in people or ()] for people in (contact, without))
    if not (changes or joined or left):
        raise InvalidError("Say what to change, as in --value 200 or --next-on fri.")
    with env.writable.begin("deal.edit", deal=found.id) as tx:
        service.edit(tx, found.id, changes, joined, left)
        changed = tx.changed
    now = deal_there(env, found.id)
    if changed:
        env.out.done(now, f"Changed {name(now)}: {facts(env, now)}. {env.undoes}")
    else:
        env.out.unchanged(now)


def wanted_deals(env: Env, text: str, *, everything: bool = False) -> Wanted:
    """The deals that a query means; without one, or where it does not say, the open ones.

    Raises FilterError, which points at the character.
    """
    if not text:
        return Wanted(status=None if everything else "open")
    from tinycrm.queries import deal_filter

    tree = language.parse(text)
    status = None if everything or deal_filter.is_of_any_status(tree) else "open"
    return Wanted(deal_filter.condition(tree, env.context), status)


def _read(env: Env, typed: dict[str, str]) -> dict[str, Any]:
    """What was typed for a deal's facts, by column; an empty text empties one, but never its title."""
    read: dict[str, Callable[[str], Any]] = {
        "title": lambda text: clean.line(text, "a title"),
        "close": lambda text: env.day(text).isoformat(),
        "next_on": lambda text: env.day(text).isoformat(),
        "next": lambda text: clean.line(text, "a next step"),
        "probability": _percent,
        "source": lambda text: clean.line(text, "a source"),
        "notes": lambda text: clean.text(text, "notes"),
    }
    facts: dict[str, Any] = {}
    for key, text in typed.items():
        if key == "value" and text.strip():
            amount = money.read(text, env.config.currency)
            facts |= {"value": amount.minor, "currency": amount.currency}
        else:
            facts[key] = read[key](text) if text.strip() or key == "title" else None
    return facts


def _percent(text: str) -> int:
    number = text.strip().removesuffix("%").strip()
    if not (number.isascii() and number.isdigit() and int(number) <= 100):
        raise InvalidError(f"A probability is 0 to 100 per cent, not {clean.show_line(text, 40)!r}.")
    return int(number)
