"""The shop's settings, and fields of your own: show, change, or open them in your editor.

\b
tinycrm config show
tinycrm config set currency EUR
"""

import os
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from tinycrm import config, paths
from tinycrm.cli import field
from tinycrm.cli.command import Commands
from tinycrm.cli.env import Env
from tinycrm.cli.out import LIKE_THAT, Column, as_json
from tinycrm.errors import InvalidError, RefusedError
from tinycrm.services import config as service

group = Commands(__doc__)
group.add_typer(field.group, name="field")

Key = Annotated[str, typer.Argument(metavar="KEY", help=", ".join(config.MEANINGS))]


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
        env.out.rows(
            [Setting(key, service.shown(env.config, key), meaning) for key, meaning in config.MEANINGS.items()],
            LIST,
            "",
        )


@group.command("get")
def get_(ctx: typer.Context, key: Key) -> None:
    """Show the value of one setting.

    \b
    tinycrm config get currency
    """
    env = Env.of(ctx)
    _answer(env, config.known(key), service.shown(env.config, key))


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
    new = service.checked(key, _typed(key, value))
    _ensure_shop(env)
    if not service.change(paths.settings_file(env.path), key, new, os.environ):
        env.out.say(LIKE_THAT)
        return
    _answer(env, key, f"Set {key} to {service.shown(env.config, key)}.")


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
                service.checked(key, getattr(settings, key))
            except InvalidError as error:
                raise InvalidError(f"line {config.line_of(key, text)}: {error}") from None
        if text == before:
            return False
        if config.text_of(file) != there:
            raise RefusedError(f"{file} was changed by someone else meanwhile, so it was left alone.")
        config.replace(file, text)
        return True

    if edited_as(env, before, ".toml", save, _instead(env, file)):
        env.out.done({"ref": str(file), **vars(env.config)}, f"Saved {file}.")
    else:
        env.out.say(LIKE_THAT)


def _ensure_shop(env: Env) -> None:
    """Settings are written beside a shop, and nowhere else."""
    from tinycrm.store.connection import known

    known(env.path)


def _typed(key: str, words: list[str]) -> str:
    """The words of a value as one text; a cadence may be quoted as a pair or typed as its words."""
    pairs = key == "cadences" and any(" " in word.strip() for word in words)
    return (", " if pairs else " ").join(words)


def _instead(env: Env, file: Path) -> str:
    """What helps where no editor does: `config set`, of a setting that is wrong, unless more is wrong than that."""
    for key in ("KEY", *config.MEANINGS):
        with suppress(InvalidError):
            config.load(file, os.environ, but=key)
            return f"`{env.command(f'config set {key} VALUE')}`"
    return f"any program for plain text on {file}"


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
