"""A new shop: its file, and the settings beside it."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any

import typer

from tinycrm import paths
from tinycrm.cli.env import Env
from tinycrm.config import Config
from tinycrm.errors import InvalidError
from tinycrm.services import shop as service
from tinycrm.services.config import checked

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
    _make(env, {key: checked(key, value) for key, value in given.items() if value is not None})
    _answer(env)


def offer(env: Env) -> None:
    """Ask whether to make the shop that a writing command found missing; raises typer.Abort when it is declined."""
    service.ensure_free(env.path)
    if not env.confirm(f"There is no shop yet. Make one at {env.path}?", default=True):
        raise typer.Abort
    _make(env, {})
    env.out.say(f"Made {env.path}; `tinycrm config show` shows its settings.")


def _make(env: Env, given: Mapping[str, Any]) -> None:
    """Make the shop and its settings: what was given, else what the terminal says, else the locale."""
    service.ensure_free(env.path)
    service.make(env.path, _settled(env, given))
    env.__dict__.pop("config", None)
    _warn(env)


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
                asked[key] = _asked(question, key, getattr(service.suited(defaults, asked), key))
    return service.suited(defaults, asked)


def _asked(question: str, key: str, default: Any) -> Any:
    shown = " ".join(default) if isinstance(default, tuple) else default
    return typer.prompt(question, default=shown, value_proc=_reading(key), err=True)


def _reading(key: str) -> Callable[[str], Any]:
    def read(typed: str) -> Any:
        try:
            return checked(key, typed)
        except InvalidError as error:
            raise typer.BadParameter(str(error)) from None

    return read


def _answer(env: Env) -> None:
    settings = env.config
    made = {"ref": str(env.path), "settings": str(paths.settings_file(env.path)), **vars(settings)}
    facts = ", ".join([settings.country, settings.currency, settings.locale, " ".join(settings.languages)])
    env.out.done(made, f"Made {env.path} for {settings.shop} ({facts}); `tinycrm config set` changes any of it.")
    if env.out.words:
        env.out.say('`tinycrm add "Ada Lovelace"` adds someone; `tinycrm demo` shows a shop full of people.')
