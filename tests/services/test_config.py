from pathlib import Path

import pytest

from tinycrm import config
from tinycrm.config import Config
from tinycrm.errors import InvalidError
from tinycrm.services.config import change, checked, shown


@pytest.mark.parametrize(
    ("pairs", "kept"),
    [
        (["vip monthly", "regular every 6 weeks"], ("vip 1m", "regular 6w")),
        (["#VIP 3w"], ("vip 3w",)),
        (["vip 3w", "vip 2 fortnights"], ("vip 4w",)),
        ([], ()),
    ],
)
def test_cadences_are_kept_in_one_spelling(pairs: list[str], kept: tuple[str, ...]) -> None:
    assert checked("cadences", pairs) == kept


@pytest.mark.parametrize(
    ("pair", "sentence"),
    [
        ("vip 999y", 'cadences, "vip 999y": "999y" is out of range'),
        ("vip bimonthly", '"bimonthly" is not an interval I know'),
        ("vip fri", '"fri" is a day, not an interval'),
        ("c12 3w", '"c12" is not a tag: it reads like a reference'),
        ('v"ip 3w', "is not a tag: a tag holds no comma, colon or quote"),
    ],
)
def test_what_is_no_tag_or_no_span_is_refused(pair: str, sentence: str) -> None:
    with pytest.raises(InvalidError) as told:
        checked("cadences", ["regular 6w", pair])
    assert sentence in str(told.value)


@pytest.mark.parametrize(
    ("key", "value"), [("currency", "XXQ"), ("languages", ["xx"]), ("shop", " "), ("colour", "red")]
)
def test_what_no_shop_can_have_is_refused(key: str, value: object) -> None:
    with pytest.raises(InvalidError):
        checked(key, value)


def test_a_setting_is_written_once(tmp_path: Path) -> None:
    file = tmp_path / "shop.toml"
    file.write_text('# ours\nshop = "The Cozy Corner"\n')
    assert change(file, "currency", "EUR", {}) is True
    assert change(file, "currency", "EUR", {}) is False
    assert file.read_text() == '# ours\nshop = "The Cozy Corner"\ncurrency = "EUR"\n'


def test_a_wrong_value_is_put_right_but_not_beside_another_wrong_one(tmp_path: Path) -> None:
    file = tmp_path / "shop.toml"
    file.write_text('country = "England"\n')
    with pytest.raises(InvalidError, match="country is like"):
        change(file, "currency", "EUR", {})
    assert change(file, "country", "GB", {}) is True
    assert config.load(file, {}).country == "GB"


def test_values_are_shown_as_they_may_be_typed() -> None:
    settings = Config(languages=("en", "fr"), cadences=("vip 3w", "regular 6w"), daily_backup=False)
    told = {key: shown(settings, key) for key in ("shop", "languages", "cadences", "daily_backup", "today_limit")}
    assert told == {
        "shop": "My shop", "languages": "en fr", "cadences": "vip 3w, regular 6w", "daily_backup": "no",
        "today_limit": "15",
    }  # fmt: skip
    assert all(checked(key, value) == getattr(settings, key) for key, value in told.items())


def test_how_money_is_written_follows_the_currency_and_the_locale(tmp_path: Path) -> None:
    file = tmp_path / "shop.toml"
    config.write(file, {"currency": "GBP", "locale": "en_GB", "money": "£1,234.56"})
    assert change(file, "currency", "EUR", {})
    assert config.load(file, {}).money == "€1,234.56"
    assert change(file, "locale", "de_DE", {})
    assert config.load(file, {}).money == "1.234,56\u00a0€"


def test_how_the_owner_writes_money_stays(tmp_path: Path) -> None:
    file = tmp_path / "shop.toml"
    config.write(file, {"currency": "GBP", "locale": "en_GB", "money": "GBP 1234"})
    assert change(file, "locale", "de_DE", {})
    assert config.load(file, {}).money == "GBP 1234"
