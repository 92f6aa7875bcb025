import re

import pytest

from bench import page
from bench.command import COMMANDS
from bench.measure import Measured, Timing
from tests.house.tree import ROOT
from tinycrm.cli.app import COMMANDS as WORDS

PAGE = (ROOT / "docs" / "performance.md").read_text("utf-8")


def measured(piped: float, terminal: float) -> Measured:
    return Measured(COMMANDS[-1], Timing(90, piped), Timing(90, terminal), 1.0)


@pytest.mark.parametrize("size", ["small", "big"])
def test_the_page_shows_each_command_that_is_measured(size: str) -> None:
    part = re.search(rf"<!-- bench:{size} -->(.*?)<!-- end -->", PAGE, re.DOTALL)
    assert part is not None
    assert re.findall(r"^\| `(.*?)`", part[1], re.MULTILINE) == [command.name for command in COMMANDS]


def test_each_command_that_is_measured_exists() -> None:
    first = {command.words(1)[0] for command in COMMANDS}
    assert {word for word in first if not word.startswith("--")} <= WORDS.keys()


@pytest.mark.parametrize(
    ("piped", "terminal", "people", "missed"),
    [(1.5, 1.6, 10_000, False), (1.51, 1.0, 10_000, True), (1.0, 1.61, 10_000, True), (1.9, 1.9, 100_000, False),
     (2.1, 1.0, 100_000, True)],
)  # fmt: skip
def test_a_budget_is_met_or_missed(piped: float, terminal: float, people: int, missed: bool) -> None:
    assert page.missed(measured(piped, terminal), people) is missed


def test_a_table_goes_between_its_markers() -> None:
    before = "a\n<!-- bench:small -->\nold\n<!-- end -->\nb\n<!-- bench:big -->\nkept\n<!-- end -->\n"
    after = page.filled(before, "small", "new")
    assert after == before.replace("old\n", "\nnew\n\n")
    assert page.filled(after, "small", "new") == after
