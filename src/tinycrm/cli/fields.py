"""The options that say something about a contact; `add` and `edit` share them, and JSON uses their names."""

import inspect
from collections.abc import Callable, Collection
from typing import Annotated, Any

import typer

from tinycrm.cli.env import Env
from tinycrm.cli.params import offered
from tinycrm.domain.clean import show_line
from tinycrm.domain.contact import CHANNELS, STAGES
from tinycrm.domain.field import Field
from tinycrm.errors import InvalidError

_MORE = "Repeat for more."


def _one(name: str, meaning: str, metavar: str = "TEXT") -> Any:
    return Annotated[str | None, typer.Option(f"--{name}", metavar=metavar, help=meaning)]


def _many(name: str, meaning: str, metavar: str = "TEXT") -> Any:
    return Annotated[list[str] | None, typer.Option(f"--{name}", metavar=metavar, help=f"{meaning} {_MORE}".strip())]


def _flag(names: str, meaning: str) -> Any:
    return Annotated[bool | None, typer.Option(names, help=meaning)]


ABOUT = {
    "organisation": _flag("--organisation/--person", "A company, school or club."),
    "given": _one("given", "Given name, where it is not the first word."),
    "family": _one("family", "Family name."),
    "nickname": _one("nickname", "What they like to be called."),
    "pronunciation": _one("pronunciation", "How to say the name."),
    "company": _one("company", "Where they work."),
    "role": _one("role", "What they do there."),
    "email": _many("email", "The first is the primary one.", "[LABEL:]EMAIL"),
    "phone": _many("phone", "'mobile: 07700 900123'.", "[LABEL:]NUMBER"),
    "address": _many("address", "'street, city, postcode, country'.", "[LABEL:]ADDRESS"),
    "link": _many("link", "A web address.", "[LABEL:]URL"),
    "birthday": _one("birthday", "'10 dec' or '10 dec 1985'.", "DAY"),
    "occasion": _many("occasion", "'wedding: 3 may 1999'.", "NAME:DAY"),
    "relative": _many("relative", "'Tom, son, 3 may 2015'.", "NAME[,RELATION[,BIRTHDAY]]"),
    "tag": _many("tag", ""),
    "likes": _many("likes", "'author:Zola', 'genre:crime'.", "[FACET:]VALUE"),
    "dislikes": _many("dislikes", "'genre:crime', 'format:abridged'.", "[FACET:]VALUE"),
    "channel": _one("channel", "How they like to be reached.", "|".join(CHANNELS)),
    "source": _one("source", "Where they came from."),
    "referred_by": _one("referred-by", "Who sent them.", "WHO"),
    "stage": _one("stage", "How close they are to the shop.", "|".join(STAGES)),
    "cadence": _one("cadence", "How often they want to hear from you: '6w'.", "SPAN"),
    "pinned": _one("pinned", "A note to be seen before anything else."),
    "notes": _one("notes", "All that is worth keeping."),
    "mailings": _flag("--mailings/--no-mailings", "Whether they want your mailings."),
    "mailings_on": _one("mailings-on", "When they said so; else today.", "DAY"),
    "mailings_source": _one("mailings-source", "How they said so: 'form at the till'."),
    "do_not_contact": _flag("--do-not-contact/--contact", "Leave them in peace."),
    "deceased": _one("deceased", "The day they died.", "DAY"),
    "set": Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="FIELD=VALUE",
            help=f"A field of your own (`config field list`). {_MORE}",
            autocompletion=offered("field_values"),
        ),
    ],
}
CHANGES = {
    "name": _one("name", "A new name."),
    **ABOUT,
    **{
        f"remove_{part}": _many(f"remove-{part}", "")
        for part in ("email", "phone", "address", "link", "occasion", "relative", "tag", "likes", "dislikes")
    },
    "primary_email": _one("primary-email", "Put this one of theirs first.", "EMAIL"),
    "primary_phone": _one("primary-phone", "Put this one of theirs first.", "NUMBER"),
    "primary_address": _one("primary-address", "Put this one of theirs first: its label, or all of it.", "ADDRESS"),
    "primary_link": _one("primary-link", "Put this one of theirs first.", "URL"),
}


def accepting(options: dict[str, Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command these options; what is typed for them arrives as its `**typed`, None where nothing is."""

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        signature = inspect.signature(command)
        own = [each for each in signature.parameters.values() if each.kind is not inspect.Parameter.VAR_KEYWORD]
        added = [
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotation)
            for name, annotation in options.items()
        ]
        command.__signature__ = signature.replace(parameters=[*own, *added])  # type: ignore[attr-defined]  # read by inspect
        command.__annotations__ = {**command.__annotations__, **options}
        return command

    return decorate


def said(env: Env, typed: dict[str, Any], about: Collection[int] = ()) -> dict[str, Any]:
    """What was typed about contacts, without what was not; the kind as a word, and who referred them looked up.

    Raises what looking up raises, and InvalidError when someone would be referred by themselves.
    """
    given = {name: value for name, value in typed.items() if value is not None}
    if "organisation" in given:
        given["kind"] = "organisation" if given.pop("organisation") else "person"
    if "referred_by" in given:
        given["referred_by_id"] = referrer(env, given.pop("referred_by"), about)
    if "set" in given:
        given["fields"] = _own(env, given.pop("set"))
    return given


def _own(env: Env, typed: list[str]) -> list[tuple[Field, str]]:
    """Fields of the shop's own, and what was typed for each.

    Raises InvalidError without an equals sign, NotFoundError for a field that is not there.
    """
    from tinycrm.cli.field import there

    pairs = []
    for each in typed:
        name, equals, value = each.partition("=")
        if not equals:
            raise InvalidError(f"--set takes FIELD=VALUE, as in --set membership=123; {show_line(each, 60)!r} is not.")
        pairs.append((there(env, name), value))
    return pairs


def referrer(env: Env, typed: str, about: Collection[int]) -> int | str:
    """The id of who referred these contacts; "" where nobody is to be named.

    Raises what looking up raises, and InvalidError when it is one of them.
    """
    from tinycrm.cli.ref import name_of, who

    if not typed.strip():
        return ""
    found = who(env, typed)
    if found in about:
        raise InvalidError(f"{name_of(env, found)} cannot be referred by themselves; name somebody else.")
    return found
