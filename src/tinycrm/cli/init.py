"""A new shop: its file, and the settings beside it."""

import glob
import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from tinycrm import config, paths
from tinycrm.cli.env import Env
from tinycrm.config import Config
from tinycrm.errors import InvalidError, StoreError

QUESTIONS = {
    "shop": "The shop's name",
    "country": "Its country (two letters)",
    "currency": "Its currency (three letters)",
    "languages": "Languages you type dates in",
}


def init(
    ctx: typer.Context,
    name: Annotated[str | None, typer.Option("--name", help="The shop's name.")] = None,
    country: Annotated[str | None, typer.Option("--country", help="Two letters, like GB.")] = None,
    currency: Annotated[str | None, typer.Option("--currency", help="Three letters, like GBP.")] = None,
    language: Annotated[
        list[str] | None,
        typer.Option("--language", metavar="CODE", help="One that dates are typed in, like en. Repeat for more."),
    ] = None,
    locale: Annotated[str | None, typer.Option("--locale", help="How money and dates are written, like en_GB.")] = None,
) -> None:
    """Make a new shop; a terminal is asked for what no option says.

    A file that is there already is never touched, nor are settings beside it.

    \b
    tinycrm init
    tinycrm init --name "The Cozy Corner" --country GB --currency GBP --language en
    tinycrm --db other.db init --country FR --language fr
    """
    env = Env.of(ctx)
    given = {"shop": name, "country": country, "currency": currency, "languages": language, "locale": locale}
    _make(env, {key: _checked(key, value) for key, value in given.items() if value is not None})
    _answer(env)


def offer(env: Env) -> None:
    """Ask whether to make the shop that a writing command found missing; raises typer.Abort when it is declined."""
    ensure_free(env.path)
    if not env.confirm(f"There is no shop yet. Make one at {env.path}?", default=True):
        raise typer.Abort
    _make(env, {})
    env.out.say(f"Made {env.path}; `tinycrm config show` shows its settings.")


def _make(env: Env, given: Mapping[str, Any]) -> None:
    """Make the shop and its settings: what was given, else what the terminal says, else the locale."""
    from tinycrm.store.migrate import create

    ensure_free(env.path)
    settings = _settled(env, given)
    create(env.path)
    config.replace(paths.settings_file(env.path), config.written(settings))
    env.__dict__.pop("config", None)
    _warn(env)


def ensure_free(path: Path) -> None:
    """See that a new shop would have its file and its settings to itself.

    Raises StoreError when either is there, or the settings would be those of a shop beside it.
    """
    settings = paths.settings_file(path)
    if os.path.lexists(path):
        raise StoreError(f"{path} is there already; nothing was changed.")
    if os.path.lexists(settings):
        raise StoreError(
            f"{settings} is there already, with the settings of another shop or of one that was lost; nothing was"
            " changed. Choose another name for the new one, or move that file away."
        )
    for each in path.parent.glob(f"{glob.escape(path.stem)}*"):
        if paths.settings_file(each) == settings and _is_shop(each):
            raise StoreError(
                f"{each} would share its settings, {settings.name}, with {path.name}; nothing was changed."
                " Choose another name for the new one."
            )


def _is_shop(path: Path) -> bool:
    from tinycrm.store.connection import identity

    try:
        identity(path)
    except StoreError:
        return False
    return True


def _warn(env: Env) -> None:
    """Tell what is unsafe about the place that was chosen."""
    from tinycrm.store.doctor import surroundings

    for finding in surroundings(env.path):
        env.out.say(finding.sentence)


def _settled(env: Env, given: Mapping[str, Any]) -> Config:
    asked = dict(given)
    defaults = env.config
    if env.asks and env.out.words:
        for key, question in QUESTIONS.items():
            if key not in asked:
                asked[key] = _asked(question, key, getattr(_suited(defaults, asked), key))
    return _suited(defaults, asked)


def _suited(defaults: Config, said: Mapping[str, Any]) -> Config:
    """The settings with what was said, and what follows from it: a country's currency, a language's locale."""
    follows: dict[str, Any] = {}
    country, languages = said.get("country", defaults.country), said.get("languages", defaults.languages)
    if country != defaults.country:
        follows["currency"] = config.CURRENCIES.get(country, defaults.currency)
    if country != defaults.country or languages[0] != defaults.languages[0]:
        follows["locale"] = _locale(languages[0], country, defaults.locale)
        follows["week_start"] = "sunday" if country in config.SUNDAY_FIRST else "monday"
    return replace(defaults, **{**follows, **said})


def _locale(language: str, country: str, default: str) -> str:
    """The locale of a language in a country; where there is none, the country's first language decides."""
    from babel import Locale, UnknownLocaleError
    from babel.core import get_locale_identifier

    for words in (f"{language}_{country}", f"und_{country}"):
        try:
            found = Locale.parse(words)
        except UnknownLocaleError:
            continue
        if found.territory == country:
            return get_locale_identifier((found.language, country))
    return default


def _asked(question: str, key: str, default: Any) -> Any:
    shown = " ".join(default) if isinstance(default, tuple) else default
    return typer.prompt(question, default=shown, value_proc=_reading(key), err=True)


def _reading(key: str) -> Callable[[str], Any]:
    def read(typed: str) -> Any:
        try:
            return _checked(key, typed)
        except InvalidError as error:
            raise typer.BadParameter(str(error)) from None

    return read


def _checked(key: str, typed: str | list[str]) -> Any:
    value = config.check(key, typed)
    config.recognise({key: value})
    return value


def _answer(env: Env) -> None:
    settings = env.config
    made = {"ref": str(env.path), "settings": str(paths.settings_file(env.path)), **vars(settings)}
    facts = ", ".join([settings.country, settings.currency, settings.locale, " ".join(settings.languages)])
    env.out.done(made, f"Made {env.path} for {settings.shop} ({facts}); `tinycrm config set` changes any of it.")
    if env.out.words:
        env.out.say('`tinycrm add "Ada Lovelace"` adds someone; `tinycrm demo` shows a shop full of people.')
