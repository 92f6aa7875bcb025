"""The shop's settings, by the same rules wherever they are typed."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from tinycrm import config
from tinycrm.config import Config
from tinycrm.domain import money
from tinycrm.domain.cadence import pair
from tinycrm.errors import InvalidError


def checked(key: str, value: Any) -> Any:
    """The value of a setting as it is kept.

    Raises InvalidError for one that makes no sense, or is of a country, currency or the like that does not exist.
    """
    kept = config.check(key, value)
    config.recognise({key: kept})
    if key != "cadences":
        return kept
    # of a tag that is named twice the last span counts
    return tuple(f"{name} {span}" for name, span in dict(map(pair, kept)).items())


def change(file: Path, key: str, value: Any, environ: Mapping[str, str]) -> bool:
    """Set a setting to what `checked` made of it; False when the file says so already.

    Raises InvalidError when the file is wrong about another setting, StoreError when it cannot be written.
    """
    settings = config.load(file, environ, but=key)
    if _stands(file, key, value):
        return False
    config.write(file, {key: value, **_following(settings, key, value)})
    return True


def _following(settings: Config, key: str, value: Any) -> dict[str, Any]:
    """What changes along with a setting: how money is written, unless the owner has said that."""
    if key not in ("currency", "locale") or settings.money != money.example(settings.currency, settings.locale):
        return {}
    now = replace(settings, **{key: value})
    return {"money": money.example(now.currency, now.locale)}


def shown(settings: Config, key: str) -> str:
    """The value of a setting as one line, as it may be typed again."""
    value = getattr(settings, key)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {word}" for name, word in value.items())
    if isinstance(value, tuple):
        return (", " if key == "cadences" else " ").join(value)
    return str(value)


def _stands(file: Path, key: str, value: Any) -> bool:
    """Whether the file says of a setting what it is to be."""
    said = config.toml(config.text_of(file))
    try:
        return key in said and bool(config.check(key, said[key]) == value)
    except InvalidError:
        return False
