"""Which column goes to which field: as it was typed with `--map`, and what is done with those that have none."""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

from tinycrm.cli.env import Env
from tinycrm.cli.load_answer import listed
from tinycrm.domain.clean import show_line
from tinycrm.errors import InvalidError

if TYPE_CHECKING:
    from tinycrm.domain.field import Field
    from tinycrm.formats.origin import Origin
    from tinycrm.formats.presets import Column, Mapped

WHO_HINT = "No column of it holds names, emails or phones; `--map name=COLUMN` says which one does."

NEAR = 4
WHO = ("name", "given", "family", "nickname", "company", "email", "phone", "file_as")


def mapped(env: Env, typed: Sequence[str], origin: "Origin", fields: "Sequence[Field]") -> "Mapped":
    """What was typed as `field=Column`: a field of every contact, or one of the shop's own.

    Raises InvalidError for what is no such pair, a field that is not there, with the nearest names, and for a file
    that has no columns.
    """
    if typed and origin.sheet is None:
        raise InvalidError(f"This is {origin.title}, which has no columns; --map is for sheets.")
    return [_pair(env, each, fields) for each in typed]


def other_field(fields: "Sequence[Field]", header: str) -> "Field | None":
    """The field of the shop's own that a column goes to by its name."""
    from tinycrm.domain.field import slug

    try:
        name = slug(header)
    except InvalidError:
        return None
    return next((field for field in fields if field.name == name), None)


def unmapped(columns: "Sequence[Column]", pairs: "Mapped", fields: "Sequence[Field]") -> list[str]:
    """The columns that hold something and go nowhere, unless that was wished."""
    wished = {column.strip().casefold() for field, column in pairs if field == "skip"}
    return [
        each.header
        for each in columns
        if each.filled
        and each.field is None
        and each.header.casefold() not in wished
        and other_field(fields, each.header) is None
    ]


def tells_of_people(columns: "Sequence[Column]") -> bool:
    """Whether a column that holds something says who it is about."""
    return any(each.filled and (each.field or "").partition(":")[0] in WHO for each in columns)


def keeps_others(env: Env, origin: "Origin", pairs: "Mapped", fields: "Sequence[Field]") -> bool:
    """Whether a terminal, asked about columns without a field, keeps them as fields of the shop's own."""
    from tinycrm.formats.presets import inspect

    if origin.sheet is None or not (env.asks and env.out.words):
        return False
    names = unmapped(inspect(origin.sheet, pairs).columns, pairs, fields)
    if not names:
        return False
    env.out.say(f"There is no field for {listed([show_line(name, 40) for name in names])}.")
    return env.confirm(f"Keep {'it as a field' if len(names) == 1 else 'them as fields'} of your own?")


def _pair(env: Env, typed: str, fields: "Sequence[Field]") -> tuple[str, str]:
    field, equals, column = (part.strip() for part in typed.partition("="))
    if not (field and equals and column):
        raise InvalidError(f"{show_line(typed, 60)!r} is no pair of a field and a column, as in --map name=Client.")
    return _field(env, field, fields), column


def _field(env: Env, typed: str, fields: "Sequence[Field]") -> str:
    """A field as the readers of sheets want it; one of the shop's own as `other:name`."""
    from tinycrm.formats import presets

    name, _, _ = typed.partition(":")
    known = [field.name for field in presets.fields()]
    if name.strip().lower().replace("-", "_") in known:
        return typed
    own = other_field(fields, typed)
    if own is not None:
        return f"other:{own.name}"
    names = [*known, *(field.name for field in fields)]
    near = get_close_matches(name.lower(), names, n=NEAR, cutoff=0.6)
    if near:
        hint = f"Did you mean {' or '.join(near)}?"
    else:
        add = f"`{env.command(f'config field add {name}')}`" if name.isalnum() else "`tinycrm config field add`"
        hint = f"There are {', '.join(names)}; {add} makes one of your own."
    raise InvalidError(f"There is no field {show_line(typed, 40)!r}. {hint}")
