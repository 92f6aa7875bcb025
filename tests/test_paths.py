from pathlib import Path

import pytest

from tinycrm import paths
from tinycrm.errors import InvalidError


def test_the_shop_that_is_named_comes_first() -> None:
    surroundings = {"TINYCRM_DB": "/shops/other.db"}
    assert paths.shop_file(Path("/shops/one.db"), surroundings) == Path("/shops/one.db")
    assert paths.shop_file(None, surroundings) == Path("/shops/other.db")


@pytest.mark.parametrize("surroundings", [{}, {"TINYCRM_DB": ""}])
def test_the_default_shop_stands_in_the_data_folder(surroundings: dict[str, str]) -> None:
    found = paths.shop_file(None, surroundings)
    assert found == paths.default_shop_file()
    assert found.parts[-2:] == ("tinycrm", "shop.db")


def test_a_tilde_is_the_home_folder() -> None:
    assert paths.shop_file(Path("~/one.db"), {}) == Path.home() / "one.db"
    assert paths.shop_file(None, {"TINYCRM_DB": "~/one.db"}) == Path.home() / "one.db"


@pytest.mark.parametrize(
    ("named", "sentence"),
    [
        ("", "is a folder"),
        (".", "is a folder"),
        ("/", "is a folder; a shop is a file, as in /shop.db"),
        ("..", "is a folder"),
        ("~nobody-of-that-name/shop.db", "not known here"),
        ("/shops/one.toml", "the shop they belong to is like /shops/one.db"),
        ("/shops/one.TOML", "is a name for settings"),
    ],
)
def test_a_name_that_no_shop_can_have_is_refused(named: str, sentence: str) -> None:
    with pytest.raises(InvalidError, match=sentence):
        paths.shop_file(Path(named), {})


@pytest.mark.parametrize(
    ("shop", "settings"),
    [
        ("/shops/one.db", "/shops/one.toml"),
        ("/shops/my.shop.db", "/shops/my.shop.toml"),
        ("/shops/one", "/shops/one.toml"),
    ],
)
def test_settings_stand_beside_the_shop(shop: str, settings: str) -> None:
    assert paths.settings_file(Path(shop)) == Path(settings)


def test_drafts_stand_beside_the_shop_whatever_its_ending() -> None:
    assert paths.drafts_file(Path("/x/shop.db")) == Path("/x/shop.db.drafts")
    assert paths.drafts_file(Path("/x/shop")) != paths.drafts_file(Path("/x/shop.db"))
