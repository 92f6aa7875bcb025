import os
import re
import stat
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinycrm import config
from tinycrm.config import Config
from tinycrm.errors import CrmError, InvalidError, StoreError

GERMAN = {"LANG": "de_DE.UTF-8"}


def test_what_is_missing_comes_from_the_locale(tmp_path: Path) -> None:
    (tmp_path / "shop.toml").write_text('shop = "Die Ecke"\n')
    assert config.load(tmp_path / "shop.toml", GERMAN) == Config(
        "Die Ecke", country="DE", currency="EUR", locale="de_DE", languages=("de", "en")
    )
    assert config.load(tmp_path / "none.toml", GERMAN).shop == "My shop"


@pytest.mark.parametrize(
    ("surroundings", "settings"),
    [
        ({}, Config()),
        ({"LANG": "C.UTF-8"}, Config()),
        ({"LANG": "en_US.UTF-8"}, Config(country="US", currency="USD", locale="en_US", week_start="sunday")),
        (
            {"LC_ALL": "fr_CH@euro", "LANG": "en_US"},
            Config(country="CH", currency="CHF", locale="fr_CH", languages=("fr", "en")),
        ),
        ({"LC_ALL": "", "LC_TIME": "ja_JP", "LANG": "C"}, config.from_locale({"LANG": "ja_JP"})),
    ],
)
def test_the_locale_speaks(surroundings: dict[str, str], settings: Config) -> None:
    assert config.from_locale(surroundings) == settings


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('shop = "A"\ncountry GB\n', "line 2: Expected '=' after a key"),
        ("# nothing\nshop = My shop\n", r"line 2: .*\(words stand between quotes\)"),
        ('shop = "A"\n\nlanguages = ["en"\n', "line [34]: "),
        ('shop = "never closed\n', "line 1: "),
        ('# a\nb = """\n\n\n', "line 2: Unterminated string"),
        ('shop = "A"\nshop = "B"\n', "line 2: Cannot overwrite a value"),
        ('shop = "A"\ncurency = "GBP"\n', r"line 2: There is no setting 'curency' \(did you mean currency\?\)"),
        ('\n[shop]\nname = "A"\n', "line 2: shop is a line of up to 200 letters"),
        ('"country" = "UK"\n', "line 1: UK is no country code; the United Kingdom is GB"),
        ('shop = "A"\n  country = 44\n', "line 2: country is like 'GB', not 44"),
        ('shop = """\\\ncountry = A"""\ncountry = "XYZ"\n', "line 3: country is like 'GB', not 'XYZ'"),
        ('shop = "A"\nweek_start = "tuesday"\n', "line 2: week_start is monday or sunday or saturday, not 'tuesday'"),
        ('shop = "A"\nlocale = "english"\n', "line 2: locale is like 'en_GB'"),
        ("languages = []\n", "line 1: languages is a list"),
        ('languages = ["en", 3]\n', "line 1: languages is a list"),
        ("leap_day = 1\n", "line 1: leap_day is feb28 or mar1, not 1"),
        ('daily_backup = "often"\n', "line 1: daily_backup is yes or no, not 'often'"),
        ('shop = "A\u202eB"\n', "line 1: shop is a line"),
        (f'shop = "{"x" * 201}"\n', "line 1: shop is a line of up to 200 letters like 'The Cozy Corner', not 'x{58}…"),
    ],
)
def test_a_typo_is_named_with_its_file_and_line(tmp_path: Path, text: str, sentence: str) -> None:
    file = tmp_path / "shop.toml"
    file.write_text(text)
    with pytest.raises(InvalidError, match=sentence) as told:
        config.load(file, {})
    assert str(told.value).startswith(f"{file}, line ")
    assert str(told.value).endswith("`tinycrm config edit` opens it.")
    assert "\n" not in str(told.value)


def test_a_file_that_is_not_utf8_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "shop.toml").write_bytes(b'# \xc3\xa9\nshop = "Caf\xe9"\n')
    with pytest.raises(InvalidError, match="line 2: this is not UTF-8 text"):
        config.load(tmp_path / "shop.toml", {})


def test_a_folder_is_no_settings_file(tmp_path: Path) -> None:
    with pytest.raises(InvalidError, match="cannot be read: Is a directory"):
        config.load(tmp_path, {})


@given(st.text(st.sampled_from("shop=\"'[]{}\n#\\ 1.,é\x00\x7f"), max_size=40))
def test_any_text_is_read_or_refused_in_one_sentence(text: str) -> None:
    said = "line 1"
    try:
        config.parse(text, Config())
    except InvalidError as error:
        said = str(error)
    assert re.match(r"line \d+", said)
    assert "\n" not in said


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("shop", "  The  Cozy Corner ", "The Cozy Corner"),
        ("shop", "می‌خو", "می‌خو"),
        ("country", "gb", "GB"),
        ("currency", "eur", "EUR"),
        ("locale", "en-gb", "en_GB"),
        ("locale", "zh_hant_tw", "zh_Hant_TW"),
        ("locale", "fr_FR.UTF-8", "fr_FR"),
        ("languages", "en, fr  en", ("en", "fr")),
        ("languages", ["de"], ("de",)),
        ("week_start", "Sunday", "sunday"),
        ("leap_day", "mar1", "mar1"),
        ("daily_backup", "no", False),
        ("daily_backup", True, True),
    ],
)
def test_what_is_typed_is_kept_in_one_spelling(key: str, typed: Any, value: Any) -> None:
    assert config.check(key, typed) == value


@pytest.mark.parametrize(
    "bad",
    [{"country": "XX"}, {"country": "EU"}, {"currency": "ABC"}, {"locale": "xx_YY"}, {"languages": ("en", "qq")}],
)
def test_codes_that_nobody_knows_are_refused(bad: dict[str, Any]) -> None:
    with pytest.raises(InvalidError, match=r"^There is no (country|currency|locale|language) '\w+' that tinycrm knows"):
        config.recognise(bad)


@pytest.mark.parametrize("country", sorted(config.CURRENCIES))
def test_what_is_guessed_from_a_country_is_real(country: str) -> None:
    config.recognise({"country": country, "currency": config.CURRENCIES[country]})


def test_a_change_leaves_other_lines_and_comments(tmp_path: Path) -> None:
    file = tmp_path / "shop.toml"
    file.write_text('# ours since 1985\nshop = "A"  # the name\ncountry = "GB"\n')
    config.write(file, {"shop": "B", "languages": ("en", "fr")})
    assert file.read_text() == ('# ours since 1985\nshop = "B"  # the name\ncountry = "GB"\nlanguages = ["en", "fr"]\n')
    assert [each.name for each in tmp_path.iterdir()] == ["shop.toml"]


def test_a_file_with_a_typo_is_not_written_to(tmp_path: Path) -> None:
    file = tmp_path / "shop.toml"
    file.write_text("shop =\n")
    with pytest.raises(InvalidError, match="line 1"):
        config.write(file, {"shop": "B"})
    assert file.read_text() == "shop =\n"


def test_a_new_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        config.write(tmp_path / "shop.toml", {"shop": "B"})
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "shop.toml").stat().st_mode) == 0o600


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.toml").write_text("")
    (tmp_path / "shop.toml").symlink_to("real.toml")
    config.write(tmp_path / "shop.toml", {"shop": "B"})
    assert (tmp_path / "shop.toml").is_symlink()
    assert (tmp_path / "real.toml").read_text() == 'shop = "B"\n'


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be written: No such file or directory"):
        config.replace(tmp_path / "none" / "shop.toml", "")


def test_a_write_that_fails_leaves_the_file_and_nothing_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "shop.toml"
    file.write_text('shop = "A"\n')
    with pytest.raises((CrmError, UnicodeEncodeError)):
        config.replace(file, "\ud800")
    assert (file.read_text(), [each.name for each in tmp_path.iterdir()]) == ('shop = "A"\n', ["shop.toml"])


@pytest.mark.parametrize(
    "settings",
    [
        Config(),
        Config(shop='"[x]\\', languages=("de", "en"), leap_day="mar1", daily_backup=False),
        Config(keys={"calendar.done": "x", "go.today": "ctrl+t"}),
    ],
)
def test_a_written_file_says_the_same_and_what_it_means(settings: Config) -> None:
    text = config.written(settings)
    assert config.parse(text, Config("other")) == settings
    assert [f"# {meaning}" in text for meaning in config.MEANINGS.values()] == [True] * len(asdict(settings))


def test_the_line_of_a_setting_is_not_found_inside_a_long_text() -> None:
    assert config.line_of("notes", "pinned = '''\nnotes = 1\n'''\nnotes = 2\n") == 4


@pytest.mark.parametrize(
    ("locale", "is_so"), [("en_GB", True), ("en_US", False), ("es_US", False), ("zh_Hant_TW", True), ("fil_PH", False)]
)
def test_the_locale_says_whether_the_day_comes_first(locale: str, is_so: bool) -> None:
    assert Config(locale=locale).day_first is is_so


def test_a_week_starts_on_its_day() -> None:
    assert [Config(week_start=word).first_weekday for word in ("monday", "saturday", "sunday")] == [0, 5, 6]


def test_keys_are_a_table_beside_which_other_settings_may_still_be_made(tmp_path: Path) -> None:
    file = tmp_path / "shop.toml"
    file.write_text('# ours\nshop = "A"\n')
    config.write(file, {"keys": {"today.done": "x"}})
    config.write(file, {"currency": "EUR"})
    assert file.read_text() == '# ours\nshop = "A"\ncurrency = "EUR"\n\n[keys]\n"today.done" = "x"\n'
    assert config.load(file, {}).keys == {"today.done": "x"}


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ({}, {}),
        ({"today.done": "x", "go.today": "ctrl+t"}, {"today.done": "x", "go.today": "ctrl+t"}),
        ("today.done x, snooze Z", {"today.done": "x", "snooze": "Z"}),
        ("", {}),
    ],
)
def test_keys_pair_commands_with_keys(value: Any, kept: dict[str, str]) -> None:
    assert config.check("keys", value) == kept


@pytest.mark.parametrize("value", ["x", {"done": 1}, {"a b": "x"}, {"done": "x,y"}, ["done x"], 3, {"done": ""}])
def test_what_is_no_command_or_no_key_is_refused(value: Any) -> None:
    with pytest.raises(InvalidError, match="keys pairs commands with keys"):
        config.check("keys", value)


@pytest.mark.parametrize(
    "example", ["", "£1,234.56", "1.234,56\u00a0€", "1\u202f234,56 €", "¥1,234", "1234", "KD 1,234.560"]
)
def test_money_is_written_as_an_example(example: str) -> None:
    assert config.check("money", f" {example} ") == example


@pytest.mark.parametrize("example", ["£", "1,235", "£1,234.5", "\u202e1,234", "\x1b1,234", "1" * 40, 5, None])
def test_what_is_no_example_of_money_is_told(example: object) -> None:
    with pytest.raises(InvalidError, match=r"money is an example like '£1,234\.56'"):
        config.check("money", example)
