"""Deals on the move: into a stage, won, lost, reopened, deleted."""

import shlex
from collections.abc import Callable
from typing import Annotated

import typer

from tinycrm.cli.command import Commands
from tinycrm.cli.deal_ref import deal_there, one_deal, one_stage
from tinycrm.cli.deal_text import facts, name
from tinycrm.cli.env import Env
from tinycrm.cli.params import DealRef, StageName, Why, Yes
from tinycrm.domain import money
from tinycrm.domain.clean import show_line
from tinycrm.domain.money import Money, decimal
from tinycrm.errors import InvalidError, RefusedError
from tinycrm.queries import deal as deals
from tinycrm.queries import purchase as purchases
from tinycrm.queries import stage as stages
from tinycrm.queries.deal import Deal
from tinycrm.queries.stage import Stage
from tinycrm.services import deal as service
from tinycrm.services.deal import Closing

Words = Annotated[str | None, typer.Option("--words", metavar="TEXT", help="What else there is to say of it.")]
Final = Annotated[str | None, typer.Option("--value", metavar="AMOUNT", help="What it came to; else the value it has.")]


def hang(group: Commands) -> None:
    """Hang these commands on the group of deals."""
    for command in (move, won, lost, reopen, delete):
        group.command()(command)


def move(
    ctx: typer.Context,
    deal: DealRef,
    stage: StageName,
    before: Annotated[
        str | None, typer.Option("--before", metavar="DEAL", help="Above that one; else at the end.")
    ] = None,
    first: Annotated[bool, typer.Option("--first", help="At the top of the stage.")] = False,
    reason: Why = None,
    words: Words = None,
) -> None:
    """Move a deal to a stage, or to another place in its own.

    \b
    tinycrm deal move d3 quoted
    tinycrm deal move d3 quoted --before d7
    """
    env = Env.of(ctx)
    found, to = one_deal(env, deal), one_stage(env, stage)
    position = _position(env, to, one_deal(env, before) if before else None, first=first)
    if to.kind != "lost" and (reason or words):
        raise InvalidError(f"--reason and --words say why a deal was lost; {show_line(to.name, 40)} is another stage.")
    closing = _lost(env, found, reason, words) if to.kind == "lost" and found.status != "lost" else Closing()
    with env.writable.begin("deal.move", deal=found.id, stage=to.name) as tx:
        service.move(tx, found.id, to.id, position, today=env.today, expect_stage=found.stage_id, closing=closing)
        changed = tx.changed
    _answer(env, found, f"Moved {{}} to {show_line(to.name, 60)}", changed=changed)


def won(ctx: typer.Context, deal: DealRef, value: Final = None) -> None:
    """Win a deal, at its final value.

    \b
    tinycrm deal won d3
    tinycrm deal won d3 --value 175
    """
    env = Env.of(ctx)
    found = one_deal(env, deal)
    final = _final(env, found, value)
    with env.writable.begin("deal.won", deal=found.id) as tx:
        service.win(tx, found.id, final, today=env.today, expect_stage=found.stage_id)
    _answer(env, found, "Won {}")
    _offer_purchase(env, deal_there(env, found.id))


def lost(ctx: typer.Context, deal: DealRef, reason: Why = None, words: Words = None) -> None:
    """Lose a deal, and say why.

    \b
    tinycrm deal lost d3 --reason "too dear"
    tinycrm deal lost d3 --reason "found one elsewhere" --words "a better copy, in Lisbon"
    """
    env = Env.of(ctx)
    found = one_deal(env, deal)
    if found.status == "lost":
        raise RefusedError(f"{name(found)} is lost already; nothing was changed.")
    why = _lost(env, found, reason, words)
    assert why.reason is not None
    with env.writable.begin("deal.lost", deal=found.id) as tx:
        service.lose(tx, found.id, why.reason, why.words, today=env.today, expect_stage=found.stage_id)
    now = deal_there(env, found.id)
    offered = (
        ""
        if stages.reason(env.reader, now.reason or "")
        else " That reason is new; `tinycrm deal reasons` lists those offered."
    )
    env.out.done(now, f"Lost {name(now)}: {show_line(now.reason or '', 200)}.{offered} {env.undoes}")


def reopen(ctx: typer.Context, deal: DealRef) -> None:
    """Reopen a deal that was won or lost, in the stage that it came from.

    \b
    tinycrm deal reopen d3
    """
    env = Env.of(ctx)
    found = one_deal(env, deal)
    with env.writable.begin("deal.reopen", deal=found.id) as tx:
        service.reopen(tx, found.id, today=env.today, expect_stage=found.stage_id)
    _answer(env, found, "Reopened {}")


def delete(ctx: typer.Context, deal: DealRef, yes: Yes = False) -> None:
    """Delete a deal and its history; one undo brings it back.

    Follow-ups that hang on it stay with their people.

    \b
    tinycrm deal delete d3
    """
    env = Env.of(ctx)
    found = one_deal(env, deal)
    reminders = deals.follow_ups(env.reader, found.id)
    hanging = f"{reminders} follow-up{'s' if reminders != 1 else ''}"
    if reminders and not yes and not env.asks:
        raise RefusedError(f"{hanging} would stay without {name(found)}; --yes deletes it.")
    if reminders and not yes and not env.confirm(f"Delete {name(found)}? {hanging} will stay without it."):
        raise typer.Abort
    with env.writable.begin("deal.delete", deal=found.id) as tx:
        service.delete(tx, found.id)
    env.out.done({"ref": found.ref, "deleted": True}, f"Deleted {name(found)}. {env.undoes}")


def _answer(env: Env, found: Deal, did: str, *, changed: bool = True) -> None:
    now = deal_there(env, found.id)
    if changed:
        env.out.done(now, f"{did.format(name(now))}: {facts(env, now)}. {env.undoes}")
    else:
        env.out.unchanged(now)


def _offer_purchase(env: Env, won: Deal) -> None:
    """A deal that is won is a sale, which is noted with a command that is ready to be typed."""
    if purchases.of_deal(env.reader, won.id) is None and env.out.words:
        price = f" --price {shlex.quote(f'{decimal(won.value)} {won.value.currency}')}" if won.value else ""
        line = f"purchase add {won.who_ref or '-'} {shlex.quote(show_line(won.title, 200))}{price} --deal {won.ref}"
        env.out.say(f"To note the sale: `{env.command(line)}`")


def _position(env: Env, to: Stage, before: Deal | None, *, first: bool) -> int | None:
    cards = deals.cards(env.reader, to.id, env.today) if first or before else []
    if first:
        return cards[0].position if cards else None
    if before is None:
        return None
    place = next((each.position for each in cards if each.id == before.id), None)
    if place is None:
        raise InvalidError(f"{name(before)} does not stand in {show_line(to.name, 60)}.")
    return place


def _final(env: Env, found: Deal, value: str | None) -> Money | None:
    """The final value: as said, as asked on a terminal, else the one it has (None)."""
    if value is None and env.asks and env.out.words and found.status == "open":
        value = str(
            typer.prompt("What did it come to", default=env.money(found.value), err=True, value_proc=_checked(env))
        )
    return money.read(value, env.config.currency) if value else None


def _checked(env: Env) -> Callable[[str], str]:
    """A reader of amounts that are typed, for a prompt that asks again."""

    def read(typed: str) -> str:
        try:
            money.read(typed, env.config.currency)
        except InvalidError as error:
            raise typer.BadParameter(str(error)) from None
        return typed

    return read


def _lost(env: Env, found: Deal, reason: str | None, words: str | None) -> Closing:
    """Why a deal was lost: as said, or as asked on a terminal.

    Raises InvalidError where nobody can be asked.
    """
    if reason is None and not (env.asks and env.out.words):
        raise InvalidError(f'Say why it was lost: --reason "{_example(env)}".')
    return Closing(reason=reason or _asked(env, found), words=words)


def _example(env: Env) -> str:
    offered = stages.reasons(env.reader)
    return show_line(offered[0].name, 60) if offered else "too dear"


def _asked(env: Env, found: Deal) -> str:
    offered = {str(number): each.name for number, each in enumerate(stages.reasons(env.reader), 1)}
    env.out.say(f"Why was {name(found)} lost?")
    for number, reason in offered.items():
        env.out.say(f"  {number}  {show_line(reason, 60)}")
    typed = ""
    while not typed:
        typed = typer.prompt("Number, or your own words", err=True).strip()
    return offered.get(typed, typed)
