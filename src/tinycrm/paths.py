"""Where the shop's file and what belongs to it stand."""

from collections.abc import Mapping
from pathlib import Path


def shop_file(named: Path | None, environ: Mapping[str, str]) -> Path:
    """The shop's file: the one named, else TINYCRM_DB, else the one in the user's data folder."""
    if named is not None:
        return named.expanduser()
    if environ.get("TINYCRM_DB"):
        return Path(environ["TINYCRM_DB"]).expanduser()
    return default_shop_file()


def default_shop_file() -> Path:
    """The shop in the user's data folder."""
    import platformdirs

    return platformdirs.user_data_path("tinycrm", appauthor=False) / "shop.db"


def settings_file(shop: Path) -> Path:
    """The settings that belong to a shop's file: `<stem>.toml` beside it."""
    return shop.with_suffix(".toml")
