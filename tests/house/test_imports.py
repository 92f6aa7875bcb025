"""What the quick commands may load, seen in fresh interpreters with piped output."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

NEVER = {"babel", "icalendar", "jinja2", "keyring", "sqlalchemy", "sqlmodel", "textual", "tomlkit"}
RARELY = {"dateparser", "email_validator", "phonenumbers", "rapidfuzz", "rich"}

# Runs the command as the installed script would, then writes down what was loaded.
PROBE = """
import json, sys
from pathlib import Path
from tinycrm.cli import main
try:
    main()
finally:
    Path({report!r}).write_text(json.dumps(sorted(sys.modules)))
"""


class Quick(NamedTuple):
    """A quick command as typed, what of RARELY it needs, and the exit code it ends with."""

    line: list[str]
    may: frozenset[str] = frozenset()
    code: int = 0


def quick(*line: str, may: str = "", code: int = 0) -> Quick:
    return Quick(list(line), frozenset(may.split()), code)


COMMANDS = [
    quick("--version"),
    quick("--help", may="rich"),
    quick("add", "Grace Hopper", "--tag", "regular", "--likes", "author:Zola", "--birthday", "9 dec"),
    quick("add", "Ada Quickstep Junior"),
    quick("add", "Grace Hopper", "--email", "grace@example.org", may="email_validator"),
    quick("add", "Grace Hopper", "--phone", "020 7946 0018", may="phonenumbers"),
    quick("log", "visit", "c1"),
    quick("purchase", "add", "c1", "Nana", "--author", "Zola", "--price", "12.50"),
    quick("arrived", "Nana", "--author", "Zola"),
    quick("purchase", "add", "-", "--line", "Nana | 5 | x2", "--discount", "10%"),
    quick("log", "call", "ada quickstep", "asked about Nana", "--at", "yesterday", "--follow-up", "fri"),
    quick("log", "call", "Quickstpe", "asked about Nana", may="rapidfuzz", code=3),
    quick("find", "quickstep"),
    quick("find", "quickstpe", may="rapidfuzz"),
    quick("find", "quickstep", "--json"),
    quick("show", "ada-quickstep"),
    quick("show", "c1", "--json"),
    quick("show", "ada@example.org", may="email_validator"),
    quick("show", "+44 20 7946 0999", may="phonenumbers"),
    quick("deal", "list"),
    quick("deal", "list", "stage:quoted", "value:100.."),
    quick("deal", "board"),
    quick("deal", "board", "--json"),
]


def environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TINYCRM_", "XDG_"))}
    return {**kept, "HOME": str(home), "TINYCRM_USER": "test"}


def run(words: list[str], home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words],
        env=environment(home),
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=60,
        check=False,
    )


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small demo shop with one person more, whose name is known."""
    home = tmp_path_factory.mktemp("quick")
    file = home / "shop.db"
    tinycrm = ["-m", "tinycrm"]
    person = ["add", "Ada Quickstep", "--email", "ada@example.org", "--phone", "020 7946 0999"]
    for words in (["demo", "--people", "20", "--save", str(file)], ["--db", str(file), *person]):
        made = run([*tinycrm, *words], home)
        assert made.returncode == 0, made.stderr
    return file


def roots(report: Path) -> set[str]:
    loaded: list[str] = json.loads(report.read_text())
    assert "tinycrm.cli" in loaded
    return {name.partition(".")[0] for name in loaded}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command.line))
def test_a_quick_command_loads_nothing_heavy(command: Quick, shop: Path, tmp_path: Path) -> None:
    file = shutil.copy(shop, tmp_path / "shop.db")
    report = tmp_path / "modules.json"
    done = run(["-c", PROBE.format(report=str(report)), "--db", str(file), *command.line], tmp_path)
    assert (done.returncode, bool(done.stdout or command.code)) == (command.code, True), done.stderr
    assert roots(report) & (NEVER | RARELY - command.may) == set()
