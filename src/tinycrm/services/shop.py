"""A new shop: its file and the settings beside it; and the demo shop."""

import glob
import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from tinycrm import config, paths
from tinycrm.config import Config
from tinycrm.domain import money
from tinycrm.errors import StoreError
from tinycrm.store import Author, Store

DEMO_PEOPLE = 150
DEMO = Config(shop="The Cozy Corner", cadences=("first-editions 6w", "trade 3m"))


def make(path: Path, settings: Config) -> None:
    """Make an empty shop and its settings.

    Raises StoreError as `ensure_free` does, and when they cannot be written.
    """
    from tinycrm.store.migrate import create

    ensure_free(path)
    create(path)
    written = replace(settings, money=settings.money or money.example(settings.currency, settings.locale))
    config.replace(paths.settings_file(path), config.written(written))


def make_demo(path: Path, *, people: int, seed: int, author: Author, now: Callable[[], datetime]) -> None:
    """Make a shop of that many people, or nothing at all.

    Raises StoreError as `make` does.
    """
    from tinycrm.services.demo import fill

    ensure_free(path)
    try:
        make(path, DEMO)
        store = Store.open(path, author, now, lambda _: None)
        try:
            with store.begin("demo") as tx:
                fill(tx, people=people, seed=seed, today=now().date())
        finally:
            store.close()
    except BaseException:
        for made in (path, paths.settings_file(path), path.with_name(f"{path.name}.lock")):
            made.unlink(missing_ok=True)
        raise


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


def suited(defaults: Config, said: Mapping[str, Any]) -> Config:
    """The settings with what was said, and what follows from it: a country's currency, a language's locale."""
    follows: dict[str, Any] = {}
    country, languages = said.get("country", defaults.country), said.get("languages", defaults.languages)
    if country != defaults.country:
        follows["currency"] = config.CURRENCIES.get(country, defaults.currency)
    if country != defaults.country or languages[0] != defaults.languages[0]:
        follows["locale"] = _locale(languages[0], country, defaults.locale)
        follows["week_start"] = "sunday" if country in config.SUNDAY_FIRST else "monday"
    return replace(defaults, **{**follows, **said})


def _is_shop(path: Path) -> bool:
    from tinycrm.store.connection import identity

    try:
        identity(path)
    except StoreError:
        return False
    return True


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
