"""The board as text: columns side by side on a wide terminal, one below the other elsewhere."""

from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import Any

import typer

from tinycrm.cli import deal_text
from tinycrm.cli.command import Commands
from tinycrm.cli.env import Env
from tinycrm.cli.out import rows_as_json
from tinycrm.cli.params import DealQuery
from tinycrm.cli.table import fit, width
from tinycrm.domain.clean import show_line
from tinycrm.queries import deal as deals
from tinycrm.queries.deal import Card, Column, Deal

SIDE_BY_SIDE = 100
NARROWEST = 15
GAP = 2


def hang(group: Commands) -> None:
    """Hang this command on the group of deals."""
    group.command()(board)


def board(ctx: typer.Context, query: DealQuery = None) -> None:
    """Show every stage with its deals; of those won and lost this month's.

    \b
    tinycrm deal board
    tinycrm deal board tag:library value:500..
    """
    env = Env.of(ctx)
    from tinycrm.cli.deal import wanted_deals

    wanted = wanted_deals(env, " ".join(query or ()))
    columns = deals.board(env.reader, env.today, env.config.currency, wanted.condition)
    if env.out.words:
        _show(env, columns)
    elif env.out.json:
        env.out.write(rows_as_json(_objects(env, columns)))
    else:
        env.out.rows(_deals(env, columns), deal_text.columns(env), "")


def _show(env: Env, columns: list[Column]) -> None:
    room = (env.out.width + GAP) // max(len(columns), 1) - GAP
    beside = env.out.terminal and env.out.width >= SIDE_BY_SIDE and room >= NARROWEST and env.out.format != "plain"
    env.out.lines(_beside(env, columns, room) if beside else _stacked(env, columns))
    if not any(column.cards for column in columns):
        env.out.say('No deals yet. A rare book, a collection, a quote: `tinycrm deal add "…"` starts one.')


def _deals(env: Env, columns: list[Column]) -> list[Deal]:
    return deals.some(env.reader, [card.id for column in columns for card in column.cards], env.today)


def _objects(env: Env, columns: list[Column]) -> Iterator[dict[str, Any]]:
    """The stages with their sums, and whole deals in the place of cards."""
    found = {each.ref: each._asdict() for each in _deals(env, columns)}
    for column in columns:
        yield {
            "ref": column.stage.ref,
            "name": column.stage.name,
            "kind": column.stage.kind,
            "probability": column.stage.probability,
            "count": len(column.cards),
            "value": column.value,
            "weighted": column.weighted,
            "deals": [found[card.ref] for card in column.cards],
        }


def _head(env: Env, column: Column) -> tuple[str, str, str]:
    """What stands over a column: its name, how likely its deals are, and what they come to."""
    stage, worth = column.stage, env.money(column.value, pence=False)
    likely = f"{stage.probability} %" if stage.kind == "open" else "this month"
    weighted = f"  ≈ {env.money(column.weighted, pence=False)}" if stage.kind == "open" and column.value.minor else ""
    return show_line(stage.name, 60), likely, f"{len(column.cards)} · {worth}{weighted}"


def _stacked(env: Env, columns: list[Column]) -> Iterator[str]:
    for number, column in enumerate(columns):
        if number:
            yield ""
        name, likely, sums = _head(env, column)
        yield f"{env.out.style(name, bold=True)}  {likely}  {sums}"
        for card in column.cards:
            yield from _wide(env, card)


def _wide(env: Env, card: Card) -> Iterator[str]:
    """A card in two lines: what, whose, how much; what is next, and for how long it has stood."""
    head = f"  {card.ref:<5} "
    worth = env.money(card.value, pence=False)
    who = f"  {show_line(card.who, 60)}" if card.who else ""
    room = env.out.width - len(head) - width(worth) - GAP
    said = fit(f"{show_line(card.title, 200)}{who}", room)
    yield f"{head}{said}{' ' * (room - width(said))}  {worth}".rstrip()
    yield env.out.style(fit(f"{' ' * len(head)}{_foot(card)}", env.out.width), faint=True)


def _foot(card: Card) -> str:
    if card.closed:
        return "  ".join(part for part in (card.closed, show_line(card.reason or "", 200)) if part)
    following = show_line(" ".join(part for part in (card.next, card.next_on) if part), 200) or "no next step"
    return f"{following} · {deal_text.age_words(card)}"


def _beside(env: Env, columns: list[Column], room: int) -> Iterator[str]:
    heads = [_head(env, column) for column in columns]
    names = [
        f"{fit(name, room - len(likely) - 1)} {likely:>{max(room - width(name) - 1, 0)}}" for name, likely, _ in heads
    ]
    yield env.out.style(_row(names, room), bold=True)
    yield _row([sums for *_, sums in heads], room)
    yield env.out.style(_row(["─" * room for _ in columns], room), faint=True)
    for lines in zip_longest(*(_column(env, column, room) for column in columns), fillvalue=""):
        yield _row(lines, room)


def _column(env: Env, column: Column, room: int) -> Iterator[str]:
    for card in column.cards:
        worth = env.money(card.value, pence=False)
        who = show_line(card.who or card.ref, 60)
        yield f"{card.ref} {show_line(card.title, 200)}"
        yield f"{fit(who, room - width(worth) - 1)}{worth:>{max(room - width(fit(who, room - width(worth) - 1)), 0)}}"
        yield _foot(card)
        yield ""


def _row(cells: Iterable[str], room: int) -> str:
    padded = (f"{fit(cell, room)}{' ' * (room - width(fit(cell, room)))}" for cell in cells)
    return (" " * GAP).join(padded).rstrip()
