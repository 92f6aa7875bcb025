import stat
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.tool import Terminal, called
from tinycrm import config
from tinycrm.config import Config
from tinycrm.domain.money import example
from tinycrm.store.connection import SCHEMA, identity

CORNER = ["--name", "The Cozy Corner", "--country", "GB", "--currency", "GBP", "--language", "en", "--locale", "en_GB"]


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """Where a shop could be made."""
    return tmp_path / "data" / "shop.db"


def settings(shop: Path) -> Config:
    return config.load(shop.with_suffix(".toml"), {})


def test_init_makes_a_shop_and_its_settings_for_their_owner_alone(new: Path) -> None:
    answer = called(["--db", str(new), "init", *CORNER])
    assert answer.code == 0
    assert (
        answer.out == f"Made {new} for The Cozy Corner (GB, GBP, en_GB, en); `tinycrm config set` changes any of it.\n"
    )
    assert identity(new) == SCHEMA
    assert settings(new) == Config(shop="The Cozy Corner", money="£1,234.56")
    assert [stat.S_IMODE(each.stat().st_mode) for each in (new.parent, new, new.with_suffix(".toml"))] == [
        0o700,
        0o600,
        0o600,
    ]
    assert called(["--db", str(new), "add", "Ada Lovelace"]).code == 0


def test_init_answers_programs_with_an_object(new: Path) -> None:
    answer = called(["--db", str(new), "init", "--country", "FR", "--language", "fr", "--language", "en", "--json"])
    assert (answer.code, answer.err) == (0, "")
    said = answer.json
    assert (said["ref"], said["settings"]) == (str(new), str(new.with_suffix(".toml")))
    assert [said[key] for key in ("shop", "country", "currency", "locale", "languages")] == [
        "My shop",
        "FR",
        "EUR",
        "fr_FR",
        ["fr", "en"],
    ]


@pytest.mark.parametrize(
    ("options", "locale", "made"),
    [
        ([], "C", Config()),
        ([], "de_AT.UTF-8", config.from_locale({"LANG": "de_AT"})),
        (["--country", "US"], "en_GB", Config(country="US", currency="USD", locale="en_US", week_start="sunday")),
        (["--country", "IE"], "en_GB", Config(country="IE", currency="EUR", locale="en_IE")),
        (["--country", "JP"], "en_GB", Config(country="JP", currency="JPY", locale="ja_JP", week_start="sunday")),
        (["--language", "cy"], "en_GB", Config(locale="cy_GB", languages=("cy",))),
        (["--country", "PT", "--currency", "GBP"], "en_GB", Config(country="PT", currency="GBP", locale="en_PT")),
        (["--country", "ch", "--locale", "de-ch"], "en_GB", Config(country="CH", currency="CHF", locale="de_CH")),
    ],
)
def test_what_no_option_says_comes_from_the_locale_and_the_country(
    new: Path, options: list[str], locale: str, made: Config
) -> None:
    assert called(["--db", str(new), "init", *options], env={"LANG": locale}).code == 0
    assert settings(new) == replace(made, money=example(made.currency, made.locale))


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--country", "UK"], "the United Kingdom is GB"),
        (["--country", "ZZ"], "There is no country 'ZZ'"),
        (["--currency", "pounds"], "currency is like 'GBP'"),
        (["--language", "english"], "languages is a list"),
        (["--locale", "xx_YY"], "There is no locale 'xx_YY'"),
        (["--name", "\x1b[2J"], "shop is a line"),
    ],
)
def test_a_value_that_makes_no_sense_makes_nothing(new: Path, options: list[str], sentence: str) -> None:
    answer = called(["--db", str(new), "init", *options])
    assert (answer.code, answer.out) == (2, "")
    assert sentence in answer.err
    assert not new.parent.exists()


@pytest.mark.parametrize("content", [b"", b"something else", None])
def test_a_file_that_is_there_is_never_touched(new: Path, content: bytes | None) -> None:
    new.parent.mkdir()
    if content is None:
        new.symlink_to("nowhere")
    else:
        new.write_bytes(content)
    answer = called(["--db", str(new), "init", *CORNER])
    assert (answer.code, answer.out) == (7, "")
    assert answer.err == f"{new} is there already; nothing was changed.\n"
    assert [each.name for each in new.parent.iterdir()] == ["shop.db"]
    assert new.is_symlink() if content is None else new.read_bytes() == content


def test_init_twice_changes_nothing(new: Path) -> None:
    assert called(["--db", str(new), "init", *CORNER]).code == 0
    before = new.read_bytes(), new.with_suffix(".toml").read_bytes()
    assert called(["--db", str(new), "init", "--name", "Other"]).code == 7
    assert (new.read_bytes(), new.with_suffix(".toml").read_bytes()) == before


@pytest.mark.parametrize("said", ['# ours\nshop = "A"\n', "shop =\n", ""])
def test_settings_that_are_there_are_never_shared(new: Path, said: str) -> None:
    new.parent.mkdir()
    new.with_suffix(".toml").write_text(said)
    answer = called(["--db", str(new), "init", "--currency", "CHF"])
    assert (answer.code, answer.out) == (7, "")
    assert answer.err.startswith(f"{new.with_suffix('.toml')} is there already, with the settings of another shop")
    assert [(each.name, each.read_text()) for each in new.parent.iterdir()] == [("shop.toml", said)]


@pytest.mark.parametrize("other", ["shop.crm", "shop"])
def test_a_shop_beside_it_that_would_share_its_settings_stands_in_the_way(new: Path, other: str) -> None:
    beside = new.with_name(other)
    assert called(["--db", str(beside), "init", *CORNER]).code == 0
    new.with_suffix(".toml").unlink()
    answer = called(["--db", str(new), "init"])
    assert (answer.code, answer.out) == (7, "")
    assert answer.err.startswith(f"{beside} would share its settings, shop.toml, with shop.db; nothing was changed.")
    assert [each.name for each in new.parent.iterdir()] == [other]


@pytest.mark.parametrize("other", ["shops.db", "shop.db.old", "a-shop.db"])
def test_a_shop_of_another_name_beside_it_does_not(new: Path, other: str) -> None:
    assert called(["--db", str(new.with_name(other)), "init", *CORNER]).code == 0
    assert called(["--db", str(new), "init"]).code == 0


@pytest.mark.parametrize("other", ["shop.txt", "shop.db-journal", "shop.pdf"])
def test_a_file_that_is_no_shop_does_not_either(new: Path, other: str) -> None:
    new.parent.mkdir()
    new.with_name(other).write_text("words" if other.endswith("txt") else "")
    assert called(["--db", str(new), "init"]).code == 0


def test_a_place_that_may_cost_the_shop_is_told(tmp_path: Path) -> None:
    place = tmp_path / "Dropbox" / "shop.db"
    answer = called(["--db", str(place), "init", "--json"])
    assert answer.code == 0
    assert answer.json["ref"] == str(place)
    assert f"{place} stands in Dropbox, which copies files while they are written and can damage it." in answer.err


def test_a_folder_that_others_may_write_in_is_told(new: Path) -> None:
    new.parent.mkdir()
    new.parent.chmod(0o777)
    assert "is open to other users (mode 777)" in called(["--db", str(new), "init"]).err


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    answer = called(["--db", str(tmp_path / "file" / "shop.db"), "init"])
    assert (answer.code, answer.out) == (7, "")
    assert answer.err.count("\n") == 1


def test_a_terminal_is_asked_and_asked_again(new: Path) -> None:
    terminal = Terminal("--db", new, "init", "--currency", "EUR")
    for question, answer in (
        ("The shop's name [My shop]", "The Cozy Corner"),
        ("Its country (two letters) [GB]", "UK"),
        ("the United Kingdom is GB", "ie"),
        ("Languages you type dates in [en]", "en, ga"),
    ):
        terminal.until(question)
        terminal.type(answer)
    assert terminal.end().code == 0
    assert settings(new) == Config("The Cozy Corner", "IE", "EUR", "en_IE", ("en", "ga"), money="€1,234.56")


def test_the_first_writing_command_on_a_terminal_offers_a_shop(tmp_path: Path) -> None:
    shop = tmp_path / "tinycrm" / "shop.db"
    terminal = Terminal("add", "Ada Lovelace", "--phone", "020 7946 0018", env={"XDG_DATA_HOME": str(tmp_path)})
    assert str(tmp_path) in terminal.until("[Y/n]").replace("\r\n", "")
    terminal.type("")
    for question in ("name [My shop]", "[GB]", "[GBP]", "[en]"):
        terminal.until(question)
        terminal.type("")
    answer = terminal.end()
    assert answer.code == 0
    assert "Added Ada Lovelace (c1)" in answer.out
    assert settings(shop) == Config(money="£1,234.56")
    assert called(["--db", str(shop), "show", "ada", "--json"]).json["name"] == "Ada Lovelace"


def test_an_offer_that_is_declined_makes_nothing(tmp_path: Path) -> None:
    terminal = Terminal("add", "Ada Lovelace", env={"XDG_DATA_HOME": str(tmp_path)})
    terminal.until("[Y/n]")
    terminal.type("n")
    answer = terminal.end()
    assert answer.code == 130
    assert "Nothing was changed." in answer.out
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_offered_where_settings_of_another_shop_stand(tmp_path: Path) -> None:
    left = tmp_path / "tinycrm" / "shop.toml"
    left.parent.mkdir()
    left.write_text('shop = "Lost"\n')
    answer = Terminal("add", "Ada Lovelace", env={"XDG_DATA_HOME": str(tmp_path)}).end()
    assert answer.code == 7
    assert "is there already, with the settings of" in answer.out.replace("\n", " ")
    assert "[Y/n]" not in answer.out
    assert left.read_text() == 'shop = "Lost"\n'
    assert [each.name for each in left.parent.iterdir()] == ["shop.toml"]


def test_without_a_terminal_nothing_is_offered(tmp_path: Path) -> None:
    answer = called(["add", "Ada Lovelace"], env={"XDG_DATA_HOME": str(tmp_path)})
    assert (answer.code, answer.out) == (7, "")
    assert "`tinycrm init` makes one" in answer.err
    assert list(tmp_path.iterdir()) == []
