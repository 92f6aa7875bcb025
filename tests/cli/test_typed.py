import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated, Any

import pytest
import typer
from typer.testing import CliRunner

from tests.cli.tool import CLOCK
from tinycrm.cli.app import COMMANDS, load
from tinycrm.cli.command import Commands
from tinycrm.cli.env import Env

SEEN: list[Any] = []
group = Commands()


@group.command()
def take(
    words: Annotated[list[str] | None, typer.Argument()] = None,
    word: Annotated[str, typer.Option("--word")] = "none",
    more: Annotated[list[str] | None, typer.Option("--more")] = None,
    number: Annotated[int, typer.Option("--number", min=1, max=90)] = 20,
    file: Annotated[Path | None, typer.Option("--file")] = None,
    flag: Annotated[bool | None, typer.Option("--yes/--no")] = None,
) -> None:
    SEEN[:] = [words, word, more, number, file, flag]


def taken(*args: str) -> list[Any]:
    SEEN.clear()
    result = CliRunner().invoke(group, list(args), obj=Env())
    assert result.exit_code == 0, result.output
    return list(SEEN)


def test_what_is_not_typed_is_the_default() -> None:
    assert taken() == [None, "none", None, 20, None, None]


def test_words_and_paths_are_taken_as_they_are() -> None:
    assert taken("a", "b c", "--word", "", "--more", "x", "--more", "y", "--file", "no/such.db", "--no") == [
        ["a", "b c"], "", ["x", "y"], 20, Path("no/such.db"), False,
    ]  # fmt: skip


@pytest.mark.parametrize(("text", "number"), [("7", 7), ("007", 7), ("90", 90), (" 8", 8)])
def test_numbers_are_read(text: str, number: int) -> None:
    assert taken("--number", text)[3] == number


@pytest.mark.parametrize("bad", ["0", "91", "-1", "1.5", "seven", ""])
def test_numbers_are_checked(bad: str) -> None:
    assert CliRunner().invoke(group, ["--number", bad], obj=Env()).exit_code == 2


def test_groups_take_words_too() -> None:
    command = load("contact")
    assert {type(each.get_runtime_param()).__name__ for each in command.get_params(typer.Context(command))} == {
        "AsTyped"
    }


@pytest.mark.parametrize("line", ["--version", "add Ada", "find ada", "find ada --limit 3", "show c1", "log visit c1"])
def test_pydantic_stays_out_of_the_quick_commands(line: str, own: Path) -> None:
    assert line.split(maxsplit=1)[0] in {"--version", *COMMANDS}
    environment = {**os.environ, **CLOCK, "TINYCRM_DB": str(own)}
    typed = "import sys; from tinycrm.cli import main; sys.argv[1:] = {!r}\ntry: main()\nfinally: print(*sys.modules)"
    for words in (["add", "Ada Lovelace"], line.split()):
        done = subprocess.run(
            [sys.executable, "-c", typed.format(words)], env=environment, capture_output=True, text=True, check=True
        )
    assert "typer" in done.stdout.split()
    assert "pydantic" not in done.stdout.split()
