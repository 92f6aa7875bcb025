"""The shop's settings: show, change, or open them in your editor.

\b
tinycrm config show
tinycrm config set currency EUR
"""

import os
from typing import Annotated, Any, NamedTuple

import typer

from tinycrm import config, paths
from tinycrm.cli.command import Commands
from tinycrm.cli.env import Env
from tinycrm.cli.out import Column, as_json
from tinycrm.errors import InvalidError, RefusedError

group = Commands(__doc__)

Key = Annotated[str, typer.Argument(metavar="KEY", help=", ".join(config.MEANINGS))]
SAME = "It is like that already; nothing was changed."


class Setting(NamedTuple):
    """A setting as a list shows it."""

    ref: str
    value: str
    meaning: str


LIST = (
    Column("Setting", lambda row: row.ref, bold=True),
    Column("Value", lambda row: row.value),
    Column("Meaning", lambda row: row.meaning, faint=True),
)


def path(ctx: typer.Context) -> None:
    """Say where the shop's file is.

    \b
    tinycrm path
    tinycrm path --json
    """
    env = Env.of(ctx)
    _place(env, str(env.path.absolute()))
    if not env.path.exists():
        env.out.say("There is no shop there yet; `tinycrm init` makes one.")


@group.command("path")
def settings_path(ctx: typer.Context) -> None:
    """Say where the settings file is.

    \b
    tinycrm config path
    """
    env = Env.of(ctx)
    file = paths.settings_file(env.path)
    _place(env, str(file.absolute()))
    if not file.exists():
        env.out.say("There is no such file yet; the settings come from the locale until one is changed.")


@group.command()
def show(ctx: typer.Context) -> None:
    """Show every setting, its value and what it means.

    \b
    tinycrm config show
    tinycrm config show --json
    """
    env = Env.of(ctx)
    if env.out.json:
        env.out.write(as_json(vars(env.config)))
    else:
        env.out.rows([Setting(key, _shown(env, key), meaning) for key, meaning in config.MEANINGS.items()], LIST, "")


@group.command("get")
def get_(ctx: typer.Context, key: Key) -> None:
    """Show the value of one setting.

    \b
    tinycrm config get currency
    """
    env = Env.of(ctx)
    _answer(env, config.known(key), _shown(env, key))


@group.command("set")
def set_(
    ctx: typer.Context,
    key: Key,
    value: Annotated[list[str], typer.Argument(metavar="VALUE...", help="Its new value, or several languages.")],
) -> None:
    """Change one setting; the file's comments and other lines stay.

    \b
    tinycrm config set shop "The Cozy Corner"
    tinycrm config set currency EUR
    tinycrm config set languages en fr
    """
    env = Env.of(ctx)
    new = config.check(key, " ".join(value))
    config.recognise({key: new})
    _ensure_shop(env)
    if getattr(env.config, key) == new and _is_said(env, key):
        env.out.say(SAME)
        return
    config.write(paths.settings_file(env.path), {key: new})
    del env.config
    _answer(env, key, f"Set {key} to {_shown(env, key)}.")


@group.command()
def edit(ctx: typer.Context) -> None:
    """Open the settings in your editor.

    A mistake is named with its line; the text is kept, and can be mended at once on a terminal.

    \b
    tinycrm config edit
    """
    from tinycrm.cli.editor import edited_as

    env = Env.of(ctx)
    _ensure_shop(env)
    file = paths.settings_file(env.path)
    there = config.text_of(file)
    before = there or config.written(config.from_locale(os.environ))

    def save(text: str) -> bool:
        settings = config.parse(text, config.from_locale(os.environ))
        for key in config.toml(text):
            try:
                config.recognise({key: getattr(settings, key)})
            except InvalidError as error:
                raise InvalidError(f"line {config.line_of(key, text)}: {error}") from None
        if text == before:
            return False
        if config.text_of(file) != there:
            raise RefusedError(f"{file} was changed by someone else meanwhile, so it was left alone.")
        config.replace(file, text)
        return True

    if edited_as(env, before, ".toml", save, "`tinycrm config set KEY VALUE`"):
        env.out.done({"ref": str(file), **vars(env.config)}, f"Saved {file}.")
    else:
        env.out.say(SAME)


def _ensure_shop(env: Env) -> None:
    """Settings are written beside a shop, and nowhere else."""
    from tinycrm.store.connection import known

    known(env.path)


def _is_said(env: Env, key: str) -> bool:
    return key in config.toml(config.text_of(paths.settings_file(env.path)))


def _shown(env: Env, key: str) -> str:
    value = getattr(env.config, key)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join(value) if isinstance(value, tuple) else str(value)


def _answer(env: Env, key: str, words: str) -> None:
    _object(env, {key: getattr(env.config, key)}, key, words)


def _place(env: Env, place: str) -> None:
    _object(env, {"path": place}, place, place)


def _object(env: Env, thing: dict[str, Any], ref: str, words: str) -> None:
    """A plain object for programs, without the ref that rows of the shop have."""
    if env.out.json:
        env.out.write(as_json(thing))
    else:
        env.out.write(ref if env.out.format == "ids" else words)
