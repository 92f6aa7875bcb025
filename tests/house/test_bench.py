import re

import pytest

from bench import load, page, tui
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


def test_a_table_of_the_screen_says_what_is_missed() -> None:
    lines = [tui.Line("first picture", "300 ms", tui.verdict(1.4, 1.5)), tui.Line("key", "60 ms", tui.verdict(60, 50))]
    head, rule, first, second = tui.table(lines).split("\n")
    assert (first.split("|")[3].strip(), second.split("|")[3].strip()) == ("1.5: met", "50: missed")
    assert len({len(line) for line in (head, rule, first, second)}) == 1


def test_a_table_of_imports_says_what_is_missed() -> None:
    lines = [load.Line("cards", 4.9, 90, 5), load.Line("rows", 20.1, 90, 20), load.Line("again", 4, 301, 20)]
    shown = load.table(lines, 10_000).split("\n")
    assert [line.split("|")[2].strip() for line in shown[2:]] == [
        "4.9 of 5: met",
        "20.1 of 20: missed",
        "4.0 of 20: missed",
    ]
    assert "into a shop of 10,000 people" in shown[0]


def test_the_page_shows_the_imports_that_are_measured() -> None:
    part = re.search(r"<!-- bench:import -->(.*?)<!-- end -->", PAGE, re.DOTALL)
    assert part is not None
    assert len(re.findall(r"of \d+: met", part[1])) == 4
