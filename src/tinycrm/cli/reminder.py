"""Follow-ups: what is to be done for whom, and by when: list, show, edit, delete.

\b
tinycrm reminder list
tinycrm reminder edit f7 --when fri
"""

import re
from datetime import date
from typing import Annotated, Any

import typer

from tinycrm.cli.command import Commands
from tinycrm.cli.env import Env
from tinycrm.cli.out import Column
from tinycrm.cli.params import FollowUpRef, FollowUps, FollowUpsWhen, Limit, MaybeWho, Who
from tinycrm.cli.ref import name_of, one_id, there, who
from tinycrm.domain import clean, recurrence
from tinycrm.domain.clean import show_line
from tinycrm.domain.day import show_day
from tinycrm.domain.when import When, show_when
from tinycrm.errors import AmbiguousError, InvalidError, NotFoundError
from tinycrm.queries import reminder as reminders
from tinycrm.queries.reminder import Reminder
from tinycrm.services import reminder as service
from tinycrm.services.reminder import FollowUp

group = Commands(__doc__)

ONLY_REPEATING = "Only a follow-up that repeats can have --until or --after-done; --every says how often."

Every = Annotated[str | None, typer.Option("--every", metavar="SPAN", help="Repeat: '2w', '3m', 'yearly'.")]
AfterDone = Annotated[
    bool | None, typer.Option("--after-done/--from-day", help="Count from when it was done; else from its first day.")
]
Until = Annotated[str | None, typer.Option("--until", metavar="WHEN", help="The last day of one that repeats.")]

LIST = (
    Column("", lambda row: row.ref, faint=True),
    Column("Due", lambda row: f"{row.due} {row.due_time or ''}".rstrip()),
    Column("Who", lambda row: row.who or "", bold=True),
    Column("What", lambda row: row.text or "get in touch"),
    Column("Repeats", lambda row: recurrence.in_words(recurrence.every(row.every)) if row.every else ""),
    Column("Done", lambda row: "done" if row.done else ""),
)


def remind(
    ctx: typer.Context,
    person: Who,
    when: Annotated[str, typer.Argument(metavar="WHEN", help="'fri', 'in 2 weeks', '3 dec 15:30'.")],
    text: Annotated[list[str] | None, typer.Argument(metavar="TEXT", help="What is to be done.")] = None,
    every: Every = None,
    after_done: AfterDone = None,
    until: Until = None,
) -> None:
    """Set a follow-up for someone, or about a deal.

    \b
    tinycrm remind ada fri "ring about the Nana"
    tinycrm remind ada "in 2 weeks" "send the catalogue" --every 3m
    tinycrm remind c12 "1 dec" "ask how the shop is" --every 6w --after-done
    tinycrm remind d3 mon "send the photographs"
    """
    env = Env.of(ctx)
    contact_id, deal_id = _whose(env, person)
    due = env.when(when, future=True)
    if every is None and (after_done is not None or until is not None):
        raise InvalidError(ONLY_REPEATING)
    follow_up = FollowUp(
        due.day.isoformat(),
        due.time,
        _words(" ".join(text or ())),
        recurrence.show(recurrence.every(every)) if every else None,
        bool(after_done),
        _last_day(env, until, due.day),
    )
    refs: dict[str, Any] = {"contact": [contact_id] if contact_id else []} | ({"deal": deal_id} if deal_id else {})
    with env.writable.begin("remind" if contact_id else "remind.deal", **refs) as tx:
        reminder_id = service.remind(tx, contact_id, follow_up, deal_id=deal_id)
        tx.refer(**refs, reminder=reminder_id)
    made = _there(env, reminder_id)
    for_whom = show_line(made.who or made.deal_ref or "", 60)
    env.out.done(made, f"Follow-up for {for_whom} on {_when(made)} ({made.ref}). {env.undoes}")


def _whose(env: Env, text: str) -> tuple[int | None, int | None]:
    """Whom a follow-up is for, and the deal that it is about: of a deal, the first of its people."""
    if not re.fullmatch(r"[dD]\d+", text.strip()):
        return who(env, text), None
    from tinycrm.cli.deal_ref import one_deal

    deal = one_deal(env, text)
    return (int(deal.who_ref[1:]) if deal.who_ref else None), deal.id


def done(ctx: typer.Context, which: FollowUps) -> None:
    """Finish follow-ups; one that repeats moves on to its next day.

    \b
    tinycrm done f7
    tinycrm done ada
    tinycrm done f7 f8 "jane smith"
    """
    env = Env.of(ctx)
    found = _open(env, which)
    with env.writable.begin("done", **_refs(found)) as tx:
        following = [service.finish(tx, each, env.today) for each in found]
    for each, day in zip(found, following, strict=True):
        back = f"; it comes back on {show_day(day)}" if day else ""
        _tell(env, f"Done: {_what(each)} ({each.ref}){back}.")
    _answer(env, found, env.undoes)


def snooze(
    ctx: typer.Context,
    which: FollowUpsWhen,
) -> None:
    """Put follow-ups off to another day.

    \b
    tinycrm snooze f7 mon
    tinycrm snooze ada "in a week"
    tinycrm snooze f7 f8 f9 tomorrow
    """
    env = Env.of(ctx)
    *refs, when = which
    if not refs:
        raise InvalidError("Say which follow-up and until when, as in `tinycrm snooze f7 mon`.")
    day = env.when(when, future=True)
    found = _open(env, refs)
    with env.writable.begin("snooze", **_refs(found)) as tx:
        for each in found:
            service.snooze(tx, each, day.day, day.time)
        changed = tx.changed
    if not changed:
        env.out.unchanged(reminders.some(env.reader, [each.id for each in found]))
        return
    for each in found:
        _tell(env, f"Put off to {show_when(day)}: {_what(each)} ({each.ref}).")
    _answer(env, found, env.undoes)


@group.command("list")
def list_(
    ctx: typer.Context,
    person: MaybeWho = None,
    everything: Annotated[bool, typer.Option("--all", help="Those that are done too.")] = False,
    limit: Limit = None,
) -> None:
    """List open follow-ups, the soonest first.

    \b
    tinycrm reminder list
    tinycrm reminder list ada --all
    """
    env = Env.of(ctx)
    contact_id = who(env, person) if person else None
    rows = reminders.page(env.reader, contact_id, done=everything, limit=limit or env.out.page)
    env.out.rows(rows, LIST, 'No follow-ups; `tinycrm remind ada fri "…"` sets one.')


@group.command()
def show(ctx: typer.Context, ref: FollowUpRef) -> None:
    """Show one follow-up.

    \b
    tinycrm reminder show f7
    """
    env = Env.of(ctx)
    found = _there(env, one_id(ref, "f"))
    repeats = recurrence.in_words(recurrence.every(found.every)) if found.every else ""
    how = " counted from when it is done" if found.after_done else ""
    last = f", until {show_day(date.fromisoformat(found.until))}" if found.until else ""
    lines = [
        f"{found.ref}  {_when(found)}{'  done' if found.done else ''}",
        f"for {found.who} ({found.who_ref})" if found.who else "",
        found.text or "get in touch",
        f"repeats {repeats}{how}{last}" if repeats else "",
        f"set with {found.interaction_ref}" if found.interaction_ref else "",
        f"about {found.deal_ref}" if found.deal_ref else "",
    ]
    env.out.object(found, [show_line(line, 2000) for line in lines if line])


@group.command()
def edit(
    ctx: typer.Context,
    ref: FollowUpRef,
    when: Annotated[str | None, typer.Option("--when", metavar="WHEN", help="Another day.")] = None,
    text: Annotated[str | None, typer.Option("--text", help="Other words.")] = None,
    every: Annotated[
        str | None, typer.Option("--every", metavar="SPAN", help="How it repeats; '' for once only.")
    ] = None,
    after_done: AfterDone = None,
    until: Until = None,
) -> None:
    """Change a follow-up.

    \b
    tinycrm reminder edit f7 --when "3 dec" --text "ring about the Sand list"
    tinycrm reminder edit f7 --every ""
    """
    env = Env.of(ctx)
    found = _there(env, one_id(ref, "f"))
    facts: dict[str, Any] = {}
    if when is not None:
        moment = env.when(when, future=True)
        facts |= {"due": moment.day.isoformat(), "due_time": moment.time}
    if text is not None:
        facts["text"] = _words(text)
    if every is not None:
        facts["every"] = recurrence.show(recurrence.every(every)) if every.strip() else None
    if after_done is not None:
        facts["after_done"] = int(after_done)
    if until is not None:
        facts["until"] = _last_day(env, until, date.fromisoformat(facts.get("due", found.due)))
    if not facts:
        raise InvalidError("Say what to change, as in `tinycrm reminder edit f7 --when fri`.")
    if not facts.get("every", found.every) and (after_done is not None or until is not None):
        raise InvalidError(ONLY_REPEATING)
    with env.writable.begin("reminder.edit", **_refs([found])) as tx:
        service.change(tx, found, facts)
        changed = tx.changed
    now = _there(env, found.id)
    if not changed:
        env.out.unchanged(now)
        return
    env.out.done(now, f"Changed {now.ref}: {_what(now)}, {_when(now)}. {env.undoes}")


@group.command()
def delete(ctx: typer.Context, ref: FollowUpRef) -> None:
    """Delete a follow-up; one undo brings it back.

    \b
    tinycrm reminder delete f7
    """
    env = Env.of(ctx)
    found = _there(env, one_id(ref, "f"))
    with env.writable.begin("reminder.delete", **_refs([found])) as tx:
        service.delete(tx, found)
    env.out.done({"ref": found.ref, "deleted": True}, f"Deleted {found.ref}: {_what(found)}. {env.undoes}")


def _there(env: Env, reminder_id: int) -> Reminder:
    found: Reminder = there(reminders.reminder(env.reader, reminder_id), f"follow-up f{reminder_id}")
    return found


def _open(env: Env, which: list[str]) -> list[Reminder]:
    """The open follow-ups that references and people stand for, each once."""
    found = [
        _by_ref(env, each) if re.fullmatch(r"[fF]\d+", each.strip()) else the_open_one(env, each) for each in which
    ]
    return list({each.ref: each for each in found}.values())


def _by_ref(env: Env, ref: str) -> Reminder:
    found = _there(env, one_id(ref, "f"))
    if found.done:
        raise NotFoundError(f"{found.ref} is done already; nothing was changed.")
    return found


def the_open_one(env: Env, person: str, *, logging: bool = False) -> Reminder:
    """The one open follow-up of a person; a terminal may choose between several. A log cannot name it by itself.

    Raises NotFoundError when there is none, AmbiguousError when there are several.
    """
    contact_id = who(env, person)
    found = reminders.open_of(env.reader, contact_id)
    if not found:
        raise NotFoundError(f"{name_of(env, contact_id)} has no open follow-up; nothing was changed.")
    if len(found) == 1:
        return found[0]
    lines = [f"  {each.ref}  {_when(each)}  {show_line(each.text or 'get in touch', 80)}" for each in found]
    if env.asks and env.out.words:
        env.out.say(f"{name_of(env, contact_id)} has {len(found)} open follow-ups:")
        for line in lines:
            env.out.say(line)
        chosen = typer.prompt("Which", default=found[0].ref, err=True)
        picked = [each for each in found if each.ref == chosen.strip().lower()]
        if not picked:
            raise NotFoundError(f"{show_line(chosen, 20)} is none of them; nothing was changed.")
        return picked[0]
    finish = f"Log it without --done, then: tinycrm done {found[0].ref}"
    again = finish if logging else f"Say which: {env.again(person, found[0].ref)}"
    raise AmbiguousError(
        f"{name_of(env, contact_id)} has {len(found)} open follow-ups; nothing was changed:",
        (*lines, again),
    )


def _refs(found: list[Reminder]) -> dict[str, Any]:
    contacts = dict.fromkeys(int(each.who_ref[1:]) for each in found if each.who_ref)
    return {"contact": list(contacts), "reminder": [each.id for each in found]}


def _answer(env: Env, found: list[Reminder], words: str) -> None:
    rows = reminders.some(env.reader, [each.id for each in found])
    if env.out.words:
        env.out.say(words)
    else:
        env.out.written(rows, words)


def _tell(env: Env, words: str) -> None:
    if env.out.words:
        env.out.write(words)


def _what(each: Reminder) -> str:
    return show_line(f"{each.text or 'get in touch'} — {each.who}" if each.who else each.text or "", 160)


def _when(each: Reminder) -> str:
    repeats = f", {recurrence.in_words(recurrence.every(each.every))}" if each.every else ""
    return show_when(When(date.fromisoformat(each.due), each.due_time)) + repeats


def _words(text: str | None) -> str | None:
    return clean.text(text, "a follow-up") if text and text.strip() else None


def _last_day(env: Env, until: str | None, due: date) -> str | None:
    if not until or not until.strip():
        return None
    last = env.when(until, future=True).day
    if last < due:
        raise InvalidError(f"It would end on {show_day(last)}, before its first day, {show_day(due)}.")
    return last.isoformat()
