"""Where the shop's file and what belongs to it stand."""

from collections.abc import Mapping
from pathlib import Path

from tinycrm.errors import InvalidError


def shop_file(named: Path | None, environ: Mapping[str, str]) -> Path:
    """The shop's file: the one named, else TINYCRM_DB, else the one in the user's data folder.

    Raises InvalidError for a name that no shop can have.
    """
    if named is not None:
        return _named(named)
    if environ.get("TINYCRM_DB"):
        return _named(Path(environ["TINYCRM_DB"]))
    return default_shop_file()


def default_shop_file() -> Path:
    """The shop in the user's data folder."""
    import platformdirs

    return platformdirs.user_data_path("tinycrm", appauthor=False) / "shop.db"


def settings_file(shop: Path) -> Path:
    """The settings that belong to a shop's file: `<stem>.toml` beside it."""
    return shop.with_suffix(".toml")


def _named(path: Path) -> Path:
    try:
        found = path.expanduser()
    except RuntimeError:
        raise InvalidError(f"{path} begins with a user who is not known here; write the folder out.") from None
    if found.name in ("", ".."):
        raise InvalidError(f"{found} is a folder; a shop is a file, as in {found / 'shop.db'}.")
    if found.suffix.lower() == ".toml":
        raise InvalidError(
            f"{found} is a name for settings; the shop they belong to is like {found.with_suffix('.db')}."
        )
    return found


def told_file(shop: Path) -> Path:
    """Where it is remembered on which day the morning list of a shop was shown last."""
    import hashlib

    import platformdirs

    name = hashlib.sha256(str(shop.absolute()).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return platformdirs.user_state_path("tinycrm", appauthor=False) / f"{name}.told"


def drafts_file(shop: Path) -> Path:
    """What was half typed into forms of a shop: `<whole name>.drafts` beside it."""
    return shop.with_name(f"{shop.name}.drafts")


def log_file(shop: Path) -> Path:
    """Where it is written down what broke the screen of a shop: `<whole name>.log` beside it."""
    return shop.with_name(f"{shop.name}.log")
