import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.tool import called
from tinycrm.cli.app import COMMANDS, load


def leaves() -> Iterator[tuple[str, ...]]:
    """The words of every command."""
    for word in COMMANDS:
        yield from below((word,), load(word))


def below(path: tuple[str, ...], command: Any) -> Iterator[tuple[str, ...]]:
    """The words of a command, or of every command of a group."""
    if not hasattr(command, "commands"):
        yield path
    for name, each in getattr(command, "commands", {}).items():
        yield from below((*path, name), each)


LEAVES = sorted(leaves())
GROUPS = sorted({path[:1] for path in LEAVES if len(path) > 1})


@pytest.mark.parametrize("path", LEAVES, ids=" ".join)
def test_every_command_has_help_that_reads_like_a_page(path: tuple[str, ...]) -> None:
    answer = called([*path, "--help"])
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith(f"Usage: tinycrm {' '.join(path)} ")
    assert answer.out == called([*path, "-h"]).out
    for option in ("--json", "--format", "--help"):
        assert re.search(rf"^  .*{option}\b", answer.out, re.MULTILINE)
    assert "<str>" not in answer.out
    assert "\x1b" not in answer.out
    assert max(map(len, answer.out.splitlines())) <= 100


@pytest.mark.parametrize("path", [(), *GROUPS], ids=lambda path: " ".join(path) or "tinycrm")
def test_every_group_lists_its_commands(path: tuple[str, ...]) -> None:
    answer = called([*path, "--help"])
    assert answer.code == 0
    for leaf in LEAVES:
        if leaf[: len(path)] == path:
            assert re.search(rf"^  {leaf[len(path)]}  +\S", answer.out, re.MULTILINE), leaf


@pytest.mark.parametrize("path", GROUPS, ids=" ".join)
def test_a_group_alone_shows_its_help(path: tuple[str, ...]) -> None:
    answer = called(list(path))
    assert (answer.code, answer.err) == (0, "")
    assert "Commands:" in answer.out


def test_arguments_are_named_as_they_are_typed() -> None:
    assert called(["log", "--help"]).out.startswith("Usage: tinycrm log KIND WHO [TEXT] [OPTIONS]\n")
    assert called(["contact", "tag", "--help"]).out.startswith("Usage: tinycrm contact tag WHO TAG... [OPTIONS]\n")


def test_help_needs_no_shop(tmp_path: Path) -> None:
    assert called(["--db", str(tmp_path / "none.db"), "contact", "list", "--help"]).code == 0
    assert list(tmp_path.iterdir()) == []
