import json
import re
import stat
from pathlib import Path

import pytest

from tests.cli.tool import CLOCK, Crm, Terminal, called
from tests.cli.typist import kept, typing
from tinycrm import config
from tinycrm.config import Config

NO_EDITOR = {"EDITOR": "", "VISUAL": ""}


@pytest.fixture
def settings(shop_path: Path) -> Path:
    return shop_path.with_suffix(".toml")


@pytest.fixture
def drafts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files."""
    folder = tmp_path / "drafts"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def test_show_names_every_setting_its_value_and_meaning(crm: Crm, settings: Path) -> None:
    settings.write_text('shop = "The Cozy Corner"\nlanguages = ["en", "fr"]\ndaily_backup = false\n')
    answer = crm("config", "show")
    assert answer.code == 0
    assert re.search(r"^shop +The Cozy Corner +the shop's name$", answer.out, re.MULTILINE)
    assert re.search(r"^languages +en fr ", answer.out, re.MULTILINE)
    assert re.search(r"^daily_backup +no ", answer.out, re.MULTILINE)
    assert [line.split()[0] for line in answer.out.splitlines()[1:]] == list(config.MEANINGS)


def test_show_is_an_object_for_programs(crm: Crm, settings: Path) -> None:
    settings.write_text('shop = "A"\nlanguages = ["en", "fr"]\n')
    assert crm("config", "show", "--json").json == json.loads(
        json.dumps(vars(Config(shop="A", languages=("en", "fr"))))
    )
    assert crm("config", "show", "--format", "ids").out.split() == list(config.MEANINGS)


def test_path_is_the_shop_and_config_path_its_settings(crm: Crm, shop_path: Path, settings: Path) -> None:
    assert crm("path") == (0, f"{shop_path}\n", "")
    assert crm("path", "--json").json == {"path": str(shop_path)}
    assert crm("config", "path").out == f"{settings}\n"
    assert "no such file yet" in crm("config", "path").err
    settings.write_text("")
    assert crm("config", "path") == (0, f"{settings}\n", "")
    assert crm("config", "path", "--json").json == {"path": str(settings)}


def test_path_makes_nothing(tmp_path: Path) -> None:
    answer = called(["--db", str(tmp_path / "none" / "shop.db"), "path"])
    assert (answer.code, answer.out) == (0, f"{tmp_path / 'none' / 'shop.db'}\n")
    assert "`tinycrm init` makes one" in answer.err
    assert list(tmp_path.iterdir()) == []


def test_path_is_whole_even_when_named_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert called(["--db", "shop.db", "path"]).out == f"{tmp_path / 'shop.db'}\n"


def test_get_gives_the_bare_value(crm: Crm, settings: Path) -> None:
    settings.write_text('country = "FR"\nlanguages = ["fr", "en"]\n')
    assert crm("config", "get", "country") == (0, "FR\n", "")
    assert crm("config", "get", "languages").out == "fr en\n"
    assert crm("config", "get", "languages", "--json").json == {"languages": ["fr", "en"]}
    assert crm("config", "get", "daily_backup", "--json").json == {"daily_backup": True}


def test_a_setting_that_does_not_exist_is_refused(crm: Crm, settings: Path) -> None:
    for words in (["get", "curency"], ["set", "curency", "EUR"]):
        answer = crm("config", *words)
        assert (answer.code, answer.out) == (2, "")
        assert "There is no setting 'curency' (did you mean currency?)" in answer.err
    assert not settings.exists()


def test_set_changes_one_line_and_leaves_the_rest(crm: Crm, settings: Path) -> None:
    settings.write_text('# ours\nshop = "A"  # the name\nlocale = "en_GB"\n')
    answer = crm("config", "set", "shop", "The", "Cozy", "Corner")
    assert (answer.code, answer.out) == (0, "Set shop to The Cozy Corner.\n")
    assert settings.read_text() == '# ours\nshop = "The Cozy Corner"  # the name\nlocale = "en_GB"\n'
    assert crm("config", "set", "languages", "en", "fr", "--json").json == {"languages": ["en", "fr"]}
    assert crm("config", "set", "daily_backup", "no").out == "Set daily_backup to no.\n"
    assert config.load(settings, {}) == Config(shop="The Cozy Corner", languages=("en", "fr"), daily_backup=False)


def test_set_makes_the_file_for_its_owner_alone(crm: Crm, settings: Path) -> None:
    assert crm("config", "set", "currency", "eur").code == 0
    assert settings.read_text() == 'currency = "EUR"\n'
    assert stat.S_IMODE(settings.stat().st_mode) == 0o600


def test_set_to_what_it_is_changes_nothing(crm: Crm, settings: Path) -> None:
    settings.write_text('currency="EUR"\n')
    before = settings.stat().st_mtime_ns, settings.stat().st_ino
    assert crm("config", "set", "currency", "EUR") == (0, "", "It is like that already; nothing was changed.\n")
    assert (settings.stat().st_mtime_ns, settings.stat().st_ino) == before


def test_set_writes_down_what_only_the_locale_said(crm: Crm, settings: Path) -> None:
    assert crm("config", "set", "country", "GB").out == "Set country to GB.\n"
    assert settings.read_text() == 'country = "GB"\n'


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["country", "UK"], "UK is no country code; the United Kingdom is GB."),
        (["country", "uk"], "the United Kingdom is GB"),
        (["country", "England"], "country is like 'GB', not 'England'"),
        (["country", "XX"], "There is no country 'XX'"),
        (["country", "GB", "FR"], "country is like 'GB'"),
        (["currency", "ABC"], "There is no currency 'ABC'"),
        (["currency", "£"], "currency is like 'GBP', not '£'"),
        (["locale", "en"], "locale is like 'en_GB', not 'en'"),
        (["locale", "xx_GB"], "There is no locale 'xx_GB'"),
        (["languages", "en", "english"], 'languages is a list like ["en", "fr"]'),
        (["languages", "en", "la"], "There is no language 'la' that tinycrm knows"),
        (["week_start", "friday"], "week_start is monday or sunday or saturday"),
        (["leap_day", "29 feb"], "leap_day is feb28 or mar1"),
        (["shop", " "], "shop is a line"),
        (["shop", "a\x1b[2Jb"], "shop is a line"),
        (["cadences", "vip 999y"], 'cadences, "vip 999y": "999y" is out of range'),
        (["cadences", "vip 3w", "regular sometimes"], '"sometimes" is not an interval I know'),
        (["cadences", "c12 3w"], '"c12" is not a tag'),
        (["cadences", "vip"], "cadences pairs a tag with a span, like vip 3w; 'vip' is none."),
    ],
)
def test_set_refuses_what_makes_no_sense(crm: Crm, settings: Path, words: list[str], sentence: str) -> None:
    settings.write_text('shop = "A"\n')
    answer = crm("config", "set", *words)
    assert (answer.code, answer.out) == (2, "")
    assert sentence in answer.err
    assert "\x1b" not in answer.err
    assert settings.read_text() == 'shop = "A"\n'


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        (["vip 3w"], ["vip 3w"]),
        (["vip", "3w", "regular", "6w"], ["vip 3w", "regular 6w"]),
        (["vip 3w, regular:monthly"], ["vip 3w", "regular 1m"]),
        (["vip", "monthly"], ["vip 1m"]),
        (["vip every 3 months", "Regular 6w"], ["vip 3m", "regular 6w"]),
        (["vip=90 days", "#regular yearly,"], ["vip 90d", "regular 1y"]),
        ([""], []),
    ],
)
def test_cadences_are_typed_as_everywhere_else(crm: Crm, settings: Path, words: list[str], kept: list[str]) -> None:
    settings.write_text('cadences = ["old 9w"]\n')
    assert crm("config", "set", "cadences", *words) == (0, f"Set cadences to {', '.join(kept)}.\n", "")
    assert crm("config", "get", "cadences", "--json").json == {"cadences": kept}
    assert crm("today").code == 0


def test_edit_checks_cadences_and_names_their_line(crm: Crm, settings: Path, tmp_path: Path) -> None:
    settings.write_text('shop = "A"\ncadences = ["vip 3w"]\n')
    answer = crm("config", "edit", env=typing(tmp_path, [("3w", "999y")]))
    assert answer.code == 2
    assert answer.err.startswith('line 2: cadences, "vip 999y": "999y" is out of range')
    assert crm("config", "edit", env=typing(tmp_path, [("3w", "monthly")])).code == 0
    assert settings.read_text() == 'shop = "A"\ncadences = ["vip monthly"]\n'


@pytest.mark.parametrize("words", [["set", "country", "FR"], ["edit"]])
def test_settings_are_not_written_where_there_is_no_shop(tmp_path: Path, words: list[str]) -> None:
    answer = called(["--db", str(tmp_path / "none.db"), "config", *words], env={"EDITOR": "true", "VISUAL": ""})
    assert (answer.code, answer.out) == (7, "")
    assert "`tinycrm init` makes one" in answer.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "words",
    [
        ["config", "show"],
        ["config", "get", "shop"],
        ["config", "set", "country", "FR"],
        ["add", "Ada", "--birthday", "3/4"],
    ],
)
def test_a_typo_stops_other_commands_and_names_the_line(crm: Crm, settings: Path, words: list[str]) -> None:
    settings.write_text('shop = "A"\ncountry = GB\n')
    answer = crm(*words)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(f"{settings}, line 2: ")
    assert answer.err.endswith("`tinycrm config edit` opens it.\n")
    assert settings.read_text() == 'shop = "A"\ncountry = GB\n'


def test_edit_mends_a_typo(crm: Crm, settings: Path, drafts: Path, tmp_path: Path) -> None:
    settings.write_text('shop = "A"\ncountry = GB\n')
    answer = crm("config", "edit", env=typing(tmp_path, [("GB", '"GB"  # ours')]))
    assert (answer.code, answer.out) == (0, f"Saved {settings}.\n")
    assert settings.read_text() == 'shop = "A"\ncountry = "GB"  # ours\n'
    assert list(drafts.iterdir()) == []


def test_edit_mends_a_file_that_is_not_utf8(crm: Crm, settings: Path, tmp_path: Path) -> None:
    settings.write_bytes(b'shop = "Caf\xe9"\n')
    script = tmp_path / "mend.sh"
    script.write_text("""#!/bin/sh\nprintf 'shop = "Caf\\303\\251"\\n' > "$1"\n""")
    script.chmod(0o700)
    assert crm("config", "edit", env={"EDITOR": str(script), "VISUAL": ""}).code == 0
    assert settings.read_bytes() == b'shop = "Caf\xc3\xa9"\n'


def test_edit_refuses_a_new_typo_and_keeps_what_was_typed(
    crm: Crm, settings: Path, drafts: Path, tmp_path: Path
) -> None:
    settings.write_text('shop = "A"\ncountry = "GB"\n')
    answer = crm("config", "edit", env=typing(tmp_path, [('"GB"', '"XX"')]))
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("line 2: There is no country 'XX'")
    assert re.search(rf"What you typed is kept in {re.escape(str(drafts))}\S+\.toml\.$", answer.err)
    assert kept(drafts) == ['shop = "A"\ncountry = "XX"\n']
    assert settings.read_text() == 'shop = "A"\ncountry = "GB"\n'


def test_edit_without_a_change_changes_nothing(crm: Crm, settings: Path, drafts: Path, tmp_path: Path) -> None:
    assert crm("config", "edit", env=typing(tmp_path)).err == "It is like that already; nothing was changed.\n"
    assert not settings.exists()
    assert list(drafts.iterdir()) == []


def test_edit_teaches_what_each_setting_means(crm: Crm, settings: Path, tmp_path: Path) -> None:
    answer = crm(
        "config", "edit", "--json", env=typing(tmp_path, [('# the shop\'s name\nshop = "My shop"', 'shop = "B"')])
    )
    assert answer.json["shop"] == "B"
    assert "# 29 February in plain years: feb28 or mar1" in settings.read_text()


def test_edit_does_not_overwrite_what_someone_else_wrote(
    crm: Crm, settings: Path, drafts: Path, tmp_path: Path
) -> None:
    settings.write_text('shop = "A"\n')
    meanwhile = f"pathlib.Path({str(settings)!r}).write_text('shop = \"C\"')"
    answer = crm("config", "edit", env=typing(tmp_path, [('"A"', '"B"')], also=meanwhile))
    assert answer.code == 5
    assert "changed by someone else meanwhile" in answer.err
    assert kept(drafts) == ['shop = "B"\n']
    assert settings.read_text() == 'shop = "C"'


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("", "config set KEY VALUE"),
        ('shop = "A"\ncountry = "England"\n', "config set country VALUE"),
        ("cadences = [3]\n", "config set cadences VALUE"),
    ],
)
def test_edit_without_an_editor_or_a_terminal_says_what_to_use(
    crm: Crm, settings: Path, text: str, command: str
) -> None:
    settings.write_text(text)
    answer = crm("config", "edit", env=NO_EDITOR)
    assert (answer.code, answer.out) == (2, "")
    assert f"use `tinycrm {command}`, or set EDITOR" in answer.err.replace("\n", " ")


@pytest.mark.parametrize("text", ["country = GB\n", 'curency = "GBP"\n', 'country = "England"\ncurrency = 3\n'])
def test_edit_without_an_editor_offers_no_command_that_a_typo_stops(crm: Crm, settings: Path, text: str) -> None:
    settings.write_text(text)
    answer = crm("config", "edit", env=NO_EDITOR)
    assert answer.code == 2
    assert f"use any program for plain text on {settings}, or set EDITOR." in answer.err.replace("\n", " ")


@pytest.mark.parametrize(
    ("text", "words", "mended"),
    [
        ('# ours\nshop = "A"\ncountry = 44  # us\n', ["country", "fr"], '# ours\nshop = "A"\ncountry = "FR"  # us\n'),
        ('country = "GB"\n[shop]\nname = "A"\n', ["shop", "A"], 'country = "GB"\nshop = "A"\n'),
        ('cadences = [\n  "vip",\n]\n', ["cadences", "vip 3w"], 'cadences = ["vip 3w"]\n'),
    ],
)
def test_set_mends_the_one_setting_that_is_wrong(
    crm: Crm, settings: Path, text: str, words: list[str], mended: str
) -> None:
    settings.write_text(text)
    assert crm("contact", "list").code == 2
    assert crm("config", "set", *words).code == 0
    assert settings.read_text() == mended
    assert crm("contact", "list").code == 0


def test_set_does_not_mend_one_while_another_is_wrong(crm: Crm, settings: Path) -> None:
    settings.write_text('country = "England"\ncurrency = 3\n')
    answer = crm("config", "set", "country", "GB")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(f"{settings}, line 2: currency is like 'GBP', not 3")
    assert settings.read_text() == 'country = "England"\ncurrency = 3\n'


def test_edit_asks_on_a_terminal_to_edit_again(shop_path: Path, settings: Path, tmp_path: Path) -> None:
    settings.write_text('shop = "A"\n')
    (tmp_path / "drafts").mkdir()
    visits = typing(tmp_path, [('"A"', "B")], [("B", '"B"')])
    terminal = Terminal(
        "--db", shop_path, "config", "edit", env={**CLOCK, **visits, "TMPDIR": str(tmp_path / "drafts")}
    )
    assert "line 1: Invalid value" in terminal.until("Edit again?")
    terminal.type("y")
    assert terminal.end().code == 0
    assert settings.read_text() == 'shop = "B"\n'
    assert kept(tmp_path / "drafts") == []


def test_edit_keeps_the_text_when_it_is_not_edited_again(shop_path: Path, settings: Path, tmp_path: Path) -> None:
    settings.write_text('shop = "A"\n')
    (tmp_path / "drafts").mkdir()
    visits = typing(tmp_path, [('"A"', "B")])
    terminal = Terminal("--db", shop_path, "config", "edit", env={**visits, "TMPDIR": str(tmp_path / "drafts")})
    terminal.until("Edit again?")
    terminal.type("n")
    answer = terminal.end()
    assert answer.code == 2
    assert "Nothing was changed. What you typed is kept in" in answer.out
    assert kept(tmp_path / "drafts") == ["shop = B\n"]
