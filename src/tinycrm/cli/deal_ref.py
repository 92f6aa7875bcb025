"""From what was typed to the one deal or stage that is meant, or to a question, or to a sentence."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from tinycrm.cli.env import Env
from tinycrm.cli.ref import there
from tinycrm.domain.clean import show_line
from tinycrm.errors import AmbiguousError, NotFoundError
from tinycrm.queries import deal as deals
from tinycrm.queries import reference
from tinycrm.queries import stage as stages
from tinycrm.queries.deal import Deal
from tinycrm.queries.reference import DealCandidate
from tinycrm.queries.stage import Stage

T = TypeVar("T", DealCandidate, Stage)

SHOWN = 8


def one_deal(env: Env, text: str) -> Deal:
    """The deal that `text` means; a terminal may choose between several.

    Raises NotFoundError when there is none, and AmbiguousError with the command to repeat.
    """
    found = reference.deals(env.reader, text)
    if not found and reference.row_id(text, "d") is not None:
        there(None, text)
    if not found:
        shown = show_line(text, 60)
        raise NotFoundError(
            f"No deal has “{shown}” in its title or its people; `{env.command('deal list')}` lists them."
        )
    meant = _one(env, text, found, "deals", _line)
    return deal_there(env, meant.id)


def deal_there(env: Env, deal_id: int) -> Deal:
    """The deal of that number.

    Raises NotFoundError when it is not there.
    """
    found: Deal = there(deals.deal(env.reader, deal_id, env.today), f"d{deal_id}")
    return found


def one_stage(env: Env, text: str, kind: str | None = None) -> Stage:
    """The stage that `text` means: s2, a name, or the beginning of one.

    Raises NotFoundError, with the stages there are, and AmbiguousError with the command to repeat.
    """
    stage_id = reference.row_id(text, "s")
    every = [each for each in stages.stages(env.reader) if kind in (None, each.kind)]
    named = stages.named(env.reader, text) if stage_id is None else [each for each in every if each.id == stage_id]
    found = [each for each in named if each in every]
    if not found:
        known = ", ".join(each.name for each in every)
        raise NotFoundError(f"There is no stage “{show_line(text, 40)}”; the stages are {show_line(known, 400)}.")
    return _one(env, text, found, "stages", lambda each: f"  {each.ref}  {show_line(each.name, 60)}")


def _one(env: Env, text: str, found: Sequence[T], what: str, line: Callable[[T], str]) -> T:
    if len(found) == 1:
        return found[0]
    if not (env.asks and env.out.words):
        raise AmbiguousError(
            f"“{show_line(text, 60)}” could be {len(found)} {what}; nothing was changed:",
            (*(line(each) for each in found[:SHOWN]), f"Say which: {env.again(text, found[0].ref)}"),
        )
    import typer

    env.out.say(f"Which is “{show_line(text, 60)}”?")
    numbers = {str(number): each for number, each in enumerate(found[:SHOWN], 1)}
    for number, each in numbers.items():
        env.out.say(f"  {number}  {line(each).strip()}")
    while (typed := typer.prompt("Number", err=True).strip()) not in numbers:
        env.out.say(f"{show_line(typed, 40)!r} is not in the list; type a number from 1 to {len(numbers)}.")
    return numbers[typed]


def _line(each: DealCandidate) -> str:
    facts = [each.people, each.stage, f"closed {each.closed_on}" if each.closed_on else None]
    return "  " + "  ".join([each.ref, show_line(each.title, 60), *(show_line(fact, 60) for fact in facts if fact)])
