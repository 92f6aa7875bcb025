import re
from collections.abc import Iterator
from typing import Any

import pytest
import typer

from tests.house.tree import ROOT
from tinycrm.cli.app import COMMANDS as ANSWERS
from tinycrm.cli.app import app, load


def commands() -> Iterator[tuple[tuple[str, ...], Any]]:
    """The root, every command and every sub-command, with the words that lead to it."""
    yield (), typer.main.get_command(app)
    for word in ANSWERS:
        command = load(word)
        yield (word,), command
        yield from _below((word,), command)


def _below(path: tuple[str, ...], command: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, child in getattr(command, "commands", {}).items():
        yield (*path, name), child
        yield from _below((*path, name), child)


COMMANDS = dict(commands())
WORDS = sorted({path[0] for path in COMMANDS if path})


def examples(command: Any) -> list[str]:
    """The lines of a command's help that can be typed as they stand."""
    text = f"{command.help or ''}\n{command.epilog or ''}"
    return re.findall(r"^[ \t$]*(tinycrm\b.*)$", text, re.MULTILINE)


def typed(line: str) -> str:
    """An example without the file it is told to use."""
    return re.sub(r"^tinycrm --db \S+", "tinycrm", line)


def test_the_tree_is_walked() -> None:
    assert {
        ("add",),
        ("contact", "list"),
        ("backup", "verify"),
        ("undo",),
        ("config", "field", "add"),
    } <= COMMANDS.keys()


@pytest.mark.parametrize("path", COMMANDS, ids=lambda path: " ".join(path) or "tinycrm")
def test_help_shows_how_to_type_it(path: tuple[str, ...]) -> None:
    command = COMMANDS[path]
    assert (command.help or "").strip()
    own = " ".join(["tinycrm", *path])
    lines = [typed(line) for line in examples(command)]
    assert [line for line in lines if line == own or line.startswith(f"{own} ")], lines


@pytest.mark.parametrize("path", COMMANDS, ids=lambda path: " ".join(path) or "tinycrm")
def test_examples_name_commands_that_exist(path: tuple[str, ...]) -> None:
    first = [words[1] for line in examples(COMMANDS[path]) if len(words := typed(line).split()) > 1]
    assert [word for word in first if not word.startswith("-") and word not in WORDS] == []


@pytest.mark.parametrize("word", WORDS)
def test_each_command_stands_in_the_readme(word: str) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert re.search(rf"\btinycrm {re.escape(word)}\b", readme)
