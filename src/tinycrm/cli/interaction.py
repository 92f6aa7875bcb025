"""What was said and done with people: list, show, mend, delete.

\b
tinycrm interaction list ada
tinycrm interaction show i12
"""

import sys
from datetime import date, datetime, timedelta
from typing import Annotated, Any

import typer

from tinycrm.cli.card import in_words
from tinycrm.cli.columns import INTERACTIONS
from tinycrm.cli.command import Commands
from tinycrm.cli.env import Env
from tinycrm.cli.params import InteractionRef, Kind, Limit, MaybeWho, OfKind, Who, With, Without, Yes
from tinycrm.cli.ref import name_begins, one_id, there, who
from tinycrm.cli.reminder import the_open_one
from tinycrm.domain import clean
from tinycrm.domain.clean import show_line
from tinycrm.domain.day import show_day
from tinycrm.domain.interaction import DIRECTIONS, KINDS, WRITTEN, told
from tinycrm.domain.noun import a
from tinycrm.domain.when import When, show_when
from tinycrm.errors import InvalidError, RefusedError
from tinycrm.queries import interaction as interactions
from tinycrm.queries import reminder as reminders
from tinycrm.queries import timeline as timelines
from tinycrm.queries.interaction import Interaction
from tinycrm.queries.reminder import Reminder
from tinycrm.services import interaction as service
from tinycrm.services import reminder as follow_up_service
from tinycrm.services.interaction import Talk
from tinycrm.services.reminder import FollowUp
from tinycrm.store.transaction import stamp

group = Commands(__doc__)

Text = Annotated[
    list[str] | None, typer.Argument(metavar="TEXT", help="What was said; - reads it from standard input.")
]
At = Annotated[str | None, typer.Option("--at", metavar="WHEN", help="'yesterday', 'mon 15:30', '3 dec'; else now.")]
Inwards = Annotated[bool | None, typer.Option("--in/--out", help="They came or called; we did.")]
Outcome = Annotated[str | None, typer.Option("--outcome", help="What came of it.")]


def log(
    ctx: typer.Context,
    kind: Kind,
    person: Who,
    text: Text = None,
    also: With = None,
    at: At = None,
    inwards: Inwards = None,
    outcome: Outcome = None,
    follow_up: Annotated[
        str | None, typer.Option("--follow-up", metavar="WHEN", help="Set a follow-up: 'fri'.")
    ] = None,
    done: Annotated[bool, typer.Option("--done", help="This finishes their open follow-up.")] = False,
    yes: Yes = False,
) -> None:
    """Log a call, a visit, a letter… with someone.

    A visit needs no words; a call or letter without any opens your editor on a terminal.

    \b
    tinycrm log call ada "asked about Nana" --follow-up fri
    tinycrm log visit ada
    tinycrm log letter "jane smith" "sent the catalogue" --at yesterday --out
    tinycrm log meeting ada "the school order" --with c14 --outcome "they take twelve"
    """
    env = Env.of(ctx)
    how, said_words = _kind(kind), None if text is None else " ".join(text)
    ids = list(dict.fromkeys(who(env, each) for each in [person, *(also or ())]))
    _tell_of_longer_name(env, person, text)
    moment = env.when(at, future=False) if at else When(env.today, f"{env.now:%H:%M}")
    due = env.when(follow_up, future=True) if follow_up else None
    finished = the_open_one(env, f"c{ids[0]}", logging=True) if done else None
    came_of_it = clean.line(outcome, "an outcome") if outcome else None
    talk = Talk(how, *_placed(moment), None, _direction(inwards), came_of_it)

    def save(words: str | None) -> int:
        said = talk._replace(text=_said(words))
        _ask_about_repeat(env, said, ids[0], yes=yes)
        return _log(env, said, ids, due, finished)

    def save_typed(words: str) -> int:
        if not words.strip():
            raise InvalidError("Nothing was typed, so nothing was logged.")
        return save(words)

    if said_words is None and how in WRITTEN and env.asks:
        from tinycrm.cli.editor import edited_as

        interaction_id = edited_as(env, "", ".txt", save_typed)
    else:
        interaction_id = save(said_words)
    _answer(env, interaction_id, moment, due, finished)
    if not done:
        _tell_of_open(env, ids[0], besides=interaction_id)


def timeline(
    ctx: typer.Context,
    person: MaybeWho = None,
    kind: OfKind = None,
    limit: Limit = None,
) -> None:
    """Show what was said and done and how deals went, newest first.

    \b
    tinycrm timeline
    tinycrm timeline ada
    tinycrm timeline --kind call --limit 20
    """
    _list(Env.of(ctx), person, kind, limit, deals=True)


@group.command("list")
def list_(
    ctx: typer.Context,
    person: MaybeWho = None,
    kind: OfKind = None,
    limit: Limit = None,
) -> None:
    """List interactions, newest first.

    \b
    tinycrm interaction list
    tinycrm interaction list ada --kind call --json
    """
    _list(Env.of(ctx), person, kind, limit)


@group.command()
def show(ctx: typer.Context, ref: InteractionRef) -> None:
    """Show one interaction whole.

    \b
    tinycrm interaction show i12
    """
    env = Env.of(ctx)
    found = _there(env, ref)
    env.out.object(found, _whole(found))


@group.command()
def edit(
    ctx: typer.Context,
    ref: InteractionRef,
    text: Annotated[str | None, typer.Option("--text", help="What was said; - reads standard input.")] = None,
    kind: OfKind = None,
    at: At = None,
    inwards: Inwards = None,
    outcome: Outcome = None,
    also: With = None,
    without: Without = None,
) -> None:
    """Mend an interaction; without options, its words in your editor.

    \b
    tinycrm interaction edit i12
    tinycrm interaction edit i12 --text "asked about Nana, not Germinal" --at "last mon"
    """
    env = Env.of(ctx)
    found = _there(env, ref)
    given = (text, kind, at, inwards, outcome, also, without)
    joined, left = ([who(env, each) for each in people or ()] for people in (also, without))

    def save(words: str | None) -> bool:
        facts = _facts(env, words, kind, at, inwards, outcome)
        with env.writable.begin("interaction.edit", interaction=found.id) as tx:
            if words is not None and interactions.interaction(tx, found.id) != found:
                raise RefusedError(f"{found.ref} was changed in another window meanwhile; nothing was changed.")
            service.change(tx, found.id, facts, joined, left)
            return tx.changed

    def save_typed(words: str) -> bool:
        return words.strip() != (found.text or "") and save(words)

    if all(value is None for value in given):
        from tinycrm.cli.editor import edited_as

        changed = edited_as(env, found.text or "", ".txt", save_typed)
    else:
        changed = save(text)
    now = there(interactions.interaction(env.reader, found.id), found.ref)
    if not changed:
        env.out.unchanged(now)
        return
    env.out.done(now, f"Changed {now.ref}: {now.day} {in_words(now)}. {env.undoes}")


@group.command()
def delete(ctx: typer.Context, ref: InteractionRef) -> None:
    """Delete an interaction; its people stay, and one undo brings it back.

    \b
    tinycrm interaction delete i12
    """
    env = Env.of(ctx)
    found = _there(env, ref)
    with env.writable.begin(
        "interaction.delete", interaction=found.id, contact=[int(each["ref"][1:]) for each in found.who]
    ) as tx:
        service.delete(tx, found.id)
    env.out.done(
        {"ref": found.ref, "deleted": True}, f"Deleted {found.ref}: {found.day} {in_words(found)}. {env.undoes}"
    )


def _list(env: Env, person: str | None, kind: str | None, limit: int | None, *, deals: bool = False) -> None:
    only = _kind(kind) if kind else None
    size = limit or env.out.page
    if deals and only is None:
        rows = timelines.mixed(env.reader, who(env, person) if person else None, size)
    elif person:
        rows = interactions.of_contact(env.reader, who(env, person), size, kind=only)
    else:
        rows = interactions.of_shop(env.reader, only, size)
    env.out.rows(rows, INTERACTIONS, 'Nothing noted yet; `tinycrm log call ada "…"` is a start.')
    if limit is None and size == len(rows):
        env.out.say(f"The newest {size}; --limit {size * 10} shows more.")


def _there(env: Env, ref: str) -> Interaction:
    interaction_id = one_id(ref, "i")
    found: Interaction = there(interactions.interaction(env.reader, interaction_id), f"interaction i{interaction_id}")
    return found


def _kind(word: str) -> str:
    kind = word.strip().lower()
    if kind in KINDS:
        return kind
    found = [each for each in KINDS if kind and each.startswith(kind)]
    if len(found) != 1:
        raise InvalidError(f"{show_line(word, 40)!r} is no kind of interaction; the kinds are {', '.join(KINDS)}.")
    return found[0]


def _direction(inwards: bool | None) -> str | None:
    return None if inwards is None else DIRECTIONS[0] if inwards else DIRECTIONS[1]


def _placed(when: When) -> tuple[str, str | None]:
    """The local day, and the moment in UTC where an hour is known."""
    if when.time is None:
        return when.day.isoformat(), None
    # the zone as it is on that day, which need not be summer time because today is
    return when.day.isoformat(), stamp(datetime.fromisoformat(f"{when.day}T{when.time}").astimezone())


def _log(env: Env, talk: Talk, ids: list[int], due: When | None, finished: Reminder | None) -> int:
    with env.writable.begin("log", contact=ids, kind=talk.kind) as tx:
        interaction_id = service.log(tx, talk, ids)
        tx.refer(contact=ids, kind=talk.kind, interaction=interaction_id)
        if finished:
            follow_up_service.finish(tx, finished, env.today)
        if due:
            to_do = FollowUp(due.day.isoformat(), due.time, talk.text)
            follow_up_service.remind(tx, ids[0], to_do, interaction_id)
    return interaction_id


def _said(text: str | None) -> str | None:
    if text == "-":
        text = sys.stdin.buffer.read().decode("utf-8", "replace") if sys.stdin else ""
        if not text.strip():
            raise InvalidError("Standard input held no words; nothing was logged.")
    return clean.text(text, "what was said") if text and text.strip() else None


def _facts(
    env: Env, text: str | None, kind: str | None, at: str | None, inwards: bool | None, outcome: str | None
) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    if text is not None:
        facts["text"] = _said(text)
    if kind is not None:
        facts["kind"] = _kind(kind)
    if at is not None:
        facts["day"], facts["at"] = _placed(env.when(at, future=False))
    if inwards is not None:
        facts["direction"] = _direction(inwards)
    if outcome is not None:
        facts["outcome"] = clean.line(outcome, "an outcome") if outcome.strip() else None
    return facts


def _tell_of_longer_name(env: Env, person: str, text: list[str] | None) -> None:
    """A name without its quotes leaves its second word at the head of what was said."""
    if text and " " not in person and text[0].isalpha() and name_begins(env, f"{person} {text[0][:40]}"):
        whole = show_line(f"{person} {text[0]}", 60)
        env.out.say(
            f"“{show_line(text[0], 60)}” was taken for what was said; a name of two words wants quotes: '{whole}'."
        )


def _ask_about_repeat(env: Env, talk: Talk, contact_id: int, *, yes: bool) -> None:
    """The same words about the same person within a minute are usually a slip."""
    since = stamp(env.now - timedelta(minutes=1))
    before = service.logged_lately(env.reader, talk, contact_id, since)
    if before is None or yes:
        return
    env.out.say(f"The same was logged a moment ago, as i{before}.")
    if env.asks and not env.confirm("Log it again?"):
        raise typer.Abort


def _answer(env: Env, interaction_id: int, moment: When, due: When | None, finished: Reminder | None) -> None:
    found = there(interactions.interaction(env.reader, interaction_id), f"i{interaction_id}")
    names = ", ".join(show_line(each["name"], 60) for each in found.who)
    words = f"Logged {a(found.kind)} with {names}, {show_when(moment)} ({found.ref})."
    words += f" Follow-up on {show_when(due)}." if due else ""
    words += f" Finished {_finished(env, finished)}." if finished else ""
    env.out.done(found, f"{words} {env.undoes}")


def _finished(env: Env, finished: Reminder) -> str:
    now = there(reminders.reminder(env.reader, finished.id), finished.ref)
    back = "" if now.done else f"; it comes back on {show_day(date.fromisoformat(now.due))}"
    return f"{finished.ref}: {show_line(finished.text or 'follow-up', 60)}{back}"


def _tell_of_open(env: Env, contact_id: int, *, besides: int) -> None:
    for each in reminders.open_of(env.reader, contact_id):
        if each.interaction_ref != f"i{besides}":
            text = show_line(each.text or "get in touch", 80)
            due = show_day(date.fromisoformat(each.due))
            env.out.say(f"Still open for them: {each.ref}, {due}, {text} (--done finishes one).")


def _whole(found: Interaction) -> list[str]:
    names = ", ".join(f"{each['name']} ({each['ref']})" for each in found.who)
    at = datetime.fromisoformat(found.at).astimezone().strftime(", %H:%M") if found.at else ""
    lines = [f"{found.ref}  {told(found.kind, found.direction)}  {found.day}{at}", f"with {names}"]
    lines += ["", *(found.text or "").split("\n")] if found.text else []
    lines += ["", f"→ {found.outcome}"] if found.outcome else []
    return [show_line(line, clean.TEXT_LIMIT) for line in lines]
