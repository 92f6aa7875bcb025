"""From what was typed to the one thing that is meant, or to a question, or to a sentence."""

import shlex
from typing import Any

from tinycrm.cli.env import Env
from tinycrm.domain.clean import fold, show_line
from tinycrm.errors import AmbiguousError, InvalidError, NotFoundError
from tinycrm.queries import contact, reference
from tinycrm.queries.reference import Candidate

SHOWN = 8


def who(env: Env, text: str) -> int:
    """The id of the one contact that `text` means; a terminal may choose between several.

    Raises NotFoundError, with who might have been meant, and AmbiguousError, with the command to repeat.
    """
    found = reference.contacts(env.reader, text)
    if not found and reference.row_id(text, "c") is not None:
        there(None, text)
    if not found:
        raise NotFoundError(_nobody(env, text))
    if len(found) == 1:
        return found[0].id
    if env.asks and env.out.words:
        return _picked(env, text, found)
    raise AmbiguousError(
        f"“{show_line(text, 60)}” could be {_several(found)}; nothing was changed:",
        (*(_line(each) for each in found[:SHOWN]), f"Say which: {env.again(text, found[0].ref)}"),
    )


def name_of(env: Env, contact_id: int) -> str:
    """What a contact is called, fit for a line."""
    return show_line(contact.name(env.reader, contact_id), 60)


def name_begins(env: Env, text: str) -> bool:
    """Whether somebody's name has all these whole words."""
    return any(fold(text) in fold(each.name) for each in reference.contacts(env.reader, text))


def one_id(text: str, kind: str) -> int:
    """The id in a reference such as `i12`.

    Raises InvalidError when it is no reference of that kind.
    """
    found = reference.row_id(text, kind)
    if found is None:
        raise InvalidError(f"{show_line(text, 60)!r} is no reference; what is wanted here is like {kind}12.")
    return found


def there(thing: Any, ref: str) -> Any:
    """`thing`, unless it is None.

    Raises NotFoundError for what is not there.
    """
    if thing is None:
        raise NotFoundError(f"There is no {ref}; it may have been deleted, which `tinycrm history` would tell.")
    return thing


def _nobody(env: Env, text: str) -> str:
    alike = reference.alike(env.reader, text)
    shown = show_line(text, 60)
    if alike:
        names = " or ".join(f"{show_line(each.name, 60)} ({each.ref})" for each in alike)
        return f"Nobody here is called “{shown}”. Did you mean {names}? Nothing was changed."
    return f"Nobody here is called “{shown}”; nothing was changed. `tinycrm add {shlex.quote(shown)}` adds them."


def _picked(env: Env, text: str, found: list[Candidate]) -> int:
    import typer

    env.out.say(f"Who is “{show_line(text, 60)}”?")
    for number, each in enumerate(found[:SHOWN], 1):
        env.out.say(f"  {number}  {_line(each).strip()}")
    numbers = {str(number): each.id for number, each in enumerate(found[:SHOWN], 1)}
    while (typed := typer.prompt("Number", err=True).strip()) not in numbers:
        env.out.say(f"{show_line(typed, 40)!r} is not in the list; type a number from 1 to {len(numbers)}.")
    return numbers[typed]


def _several(found: list[Candidate]) -> str:
    return f"{len(found)} people" if len(found) < reference.ENOUGH else f"{reference.ENOUGH} people or more"


def _line(each: Candidate) -> str:
    seen = f"last seen {each.last_interaction}" if each.last_interaction else None
    facts = [each.company, each.city, each.reach, seen, "archived" if each.archived else None]
    return "  " + "  ".join([each.ref, show_line(each.name, 60), *(show_line(fact, 60) for fact in facts if fact)])
