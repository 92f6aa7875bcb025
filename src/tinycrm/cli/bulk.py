"""What is done to several people at once: tag, untag, put away, bring back, delete; each as one operation."""

import re
from collections.abc import Sequence

import typer

from tinycrm.cli.env import Env
from tinycrm.cli.out import LIKE_THAT
from tinycrm.cli.params import DryRun, MaybePeople, TagWords, Where, With, Yes
from tinycrm.cli.ref import name_of, who
from tinycrm.domain import filter as language
from tinycrm.domain.clean import fold, show_line
from tinycrm.domain.tag import tag as read_tag
from tinycrm.errors import InvalidError, NotFoundError, RefusedError
from tinycrm.queries import contact as contacts
from tinycrm.services import contact as service
from tinycrm.services.contact import Hanging

_REF = re.compile(r"[cC]\d+")


def tag(
    ctx: typer.Context,
    words: TagWords,
    also: With = None,
    where: Where = None,
    dry_run: DryRun = False,
    yes: Yes = False,
) -> None:
    """Tag one person or several, with one tag or several.

    \b
    tinycrm contact tag ada regular french
    tinycrm contact tag c12 c14 c31 fair-2026
    tinycrm contact tag --where 'city:leeds likes:zola' fair-2026 --dry-run
    """
    _tag(Env.of(ctx), words, also or [], where, dry_run=dry_run, yes=yes, adding=True)


def untag(
    ctx: typer.Context,
    words: TagWords,
    also: With = None,
    where: Where = None,
    dry_run: DryRun = False,
    yes: Yes = False,
) -> None:
    """Take tags off one person or several.

    \b
    tinycrm contact untag ada french
    tinycrm contact untag --where tag:fair-2025 fair-2025 --yes
    """
    _tag(Env.of(ctx), words, also or [], where, dry_run=dry_run, yes=yes, adding=False)


def archive(
    ctx: typer.Context, people: MaybePeople = None, where: Where = None, dry_run: DryRun = False, yes: Yes = False
) -> None:
    """Put people away: they stay findable, and leave the lists.

    \b
    tinycrm contact archive c12 c14
    tinycrm contact archive --where 'unseen:3y not:tag:vip' --dry-run
    """
    _archive(Env.of(ctx), people or [], where, dry_run=dry_run, yes=yes, archived=True)


def unarchive(
    ctx: typer.Context, people: MaybePeople = None, where: Where = None, dry_run: DryRun = False, yes: Yes = False
) -> None:
    """Bring people back into the lists.

    \b
    tinycrm contact unarchive c12
    """
    _archive(Env.of(ctx), people or [], where, dry_run=dry_run, yes=yes, archived=False)


def delete(
    ctx: typer.Context, people: MaybePeople = None, where: Where = None, dry_run: DryRun = False, yes: Yes = False
) -> None:
    """Delete people and all that hangs on them; one undo brings it back.

    \b
    tinycrm contact delete c12
    tinycrm contact delete --where tag:spam --dry-run
    """
    env = Env.of(ctx)
    ids = meant(env, people or [], where)
    whom, words = called(env, ids), _hanging_words(service.hanging(env.reader, ids))
    what = f"delete {whom}{f' with {words}' if words else ''}"
    if (words or dry_run or len(ids) > 1) and not goes_ahead(env, ids, what, dry_run=dry_run, yes=yes, always=True):
        return
    with env.writable.begin("contact.delete", contact=ids) as tx:
        service.delete(tx, ids)
    gone = [{"ref": f"c{contact_id}", "deleted": True} for contact_id in ids]
    sentence = (
        f"Deleted {whom}{f' (c{ids[0]})' if len(ids) == 1 else ''}{f' with {words}' if words else ''}. {env.undoes}"
    )
    if len(gone) == 1:
        env.out.done(gone[0], sentence)
    else:
        env.out.written(gone, sentence)


def meant(env: Env, people: Sequence[str], where: str | None) -> list[int]:
    """The ids of those named and those a query finds, each once.

    Raises InvalidError when nobody was named and nothing asked for, NotFoundError when the query finds nobody.
    """
    if not people and where is None:
        raise InvalidError("Say who is meant: names or references, or --where with a query.")
    ids = [who(env, each) for each in people]
    if where is not None:
        _refuse_everyone(where)
        found = contacts.ids(env.reader, env.chosen(where))
        if not found:
            raise NotFoundError("The query finds nobody; nothing was changed.")
        ids += found
    return list(dict.fromkeys(ids))


def _refuse_everyone(where: str) -> None:
    """What says nothing must not touch everyone: a script's empty variable, or a sign that nobody is called."""
    terms = list(language.terms(language.parse(where)))
    empty = [term for term in terms if not term.name and not fold(term.value)]
    if empty or not terms:
        what = f"“{show_line(empty[0].value, 40)}”" if empty else "The query"
        raise InvalidError(f"{what} says nothing, and that would be everyone; archived:any says so.")


def called(env: Env, ids: Sequence[int]) -> str:
    """What to call them together."""
    return name_of(env, ids[0]) if len(ids) == 1 else f"{len(ids):,} people"


def goes_ahead(env: Env, ids: list[int], what: str, *, dry_run: bool, yes: bool, always: bool = False) -> bool:
    """Whether `what` is to be done: a dry run only says it, and several at once (or `always`) want a yes.

    Raises RefusedError where there is nobody to ask.
    """
    if dry_run:
        env.out.unchanged(contacts.some(env.reader, ids), f"Would {what}. Nothing was changed.")
        return False
    if (len(ids) > 1 or always) and not yes:
        if not env.asks:
            raise RefusedError(f"This would {what}; --yes does it, --dry-run only says it.")
        if not env.confirm(f"{what[0].upper()}{what[1:]}?", default=not always):
            raise typer.Abort
    return True


def _tag(
    env: Env, words: list[str], also: list[str], where: str | None, *, dry_run: bool, yes: bool, adding: bool
) -> None:
    first = words[:1] if where is None else []
    rest = words[len(first) :]
    people = [*first, *also, *(word for word in rest if _REF.fullmatch(word))]
    names = [read_tag(word) for word in rest if not _REF.fullmatch(word)]
    if not names:
        raise InvalidError("Say which tag, as in `tinycrm contact tag ada regular`.")
    ids = meant(env, people, where)
    whom, verb = called(env, ids), "tag" if adding else "untag"
    if not goes_ahead(env, ids, f"{verb} {whom}: {', '.join(names)}", dry_run=dry_run, yes=yes):
        return
    with env.writable.begin(f"contact.{verb}", contact=ids, tag=names) as tx:
        touched = (service.tag if adding else service.untag)(tx, ids, names)
    rows = contacts.some(env.reader, ids)
    if touched:
        env.out.written(rows, f"{'Tagged' if adding else 'Untagged'} {whom}: {', '.join(names)}. {env.undoes}")
    else:
        env.out.unchanged(rows, LIKE_THAT if adding else "No one of them has such a tag.")


def _archive(env: Env, people: list[str], where: str | None, *, dry_run: bool, yes: bool, archived: bool) -> None:
    ids = meant(env, people, where)
    whom = called(env, ids)
    if not goes_ahead(env, ids, f"{'put away' if archived else 'bring back'} {whom}", dry_run=dry_run, yes=yes):
        return
    with env.writable.begin("contact.archive" if archived else "contact.unarchive", contact=ids) as tx:
        service.archive(tx, ids, archived=archived)
        changed = tx.changed
    rows = contacts.some(env.reader, ids)
    if changed:
        env.out.written(rows, f"{'Put away' if archived else 'Brought back'} {whom}. {env.undoes}")
    else:
        env.out.unchanged(rows)


def _hanging_words(hanging: Hanging) -> str:
    parts = [
        _counted(hanging.interactions, "interaction"),
        _counted(hanging.shared, "interaction shared with others", "interactions shared with others"),
        _counted(hanging.reminders, "follow-up"),
        _counted(hanging.wants, "want"),
        f"{_counted(hanging.purchases, 'purchase')} that nobody is known for then" if hanging.purchases else "",
        f"referred {_counted(hanging.referred, 'contact')}" if hanging.referred else "",
    ]
    return ", ".join(part for part in parts if part)


def _counted(number: int, one: str, many: str | None = None) -> str:
    return "" if not number else f"1 {one}" if number == 1 else f"{number:,} {many or one + 's'}"
