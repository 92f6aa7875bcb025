"""The README's tour, typed line by line in a home and a working folder where nothing is."""

import re
import shlex
from pathlib import Path

import pytest

from tests.cli.moving import corrected, dirty_sheet, phone
from tests.cli.tool import CLOCK, process
from tests.house.tree import ROOT

# what a line may end with besides 0: where the machine gives doctor something to say, where rows of a file are refused
CODES = {"doctor": 10, "import": 6}
ANSWERING = {"find", "history", "show", "timeline"}  # after these lines a reader sees something


def lines() -> list[list[str]]:
    """The words of every line that can be typed, from top to bottom; none that writes into the user's own files."""
    blocks = re.findall(r"^```\w*\n(.*?)^```$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)
    typed = [line for block in blocks for line in block.splitlines() if line.startswith("tinycrm ")]
    return [shlex.split(line, comments=True) for line in typed if not re.search(r"> *~/", line)]


def test_the_tour_is_found() -> None:
    first = [words[1] for words in lines()]
    assert {"init", "add", "log", "find", "show", "remind", "undo", "history", "backup", "today", "doctor"} <= {*first}


def test_every_line_of_the_tour_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home, work = tmp_path / "home", tmp_path / "work"
    home.mkdir()
    work.mkdir()
    monkeypatch.chdir(work)
    (work / "customers.csv").write_bytes(dirty_sheet())
    (work / "phone.vcf").write_bytes(phone())
    only = {**CLOCK, "HOME": str(home), "LANG": "en_GB.UTF-8", "TZ": "UTC"}
    for words in lines():
        if words[1:4] == ["import", "run", "refused.csv"]:
            Path("refused.csv").write_bytes(corrected(Path("refused.csv").read_bytes()))
        answer = process(*words[1:], only=only)
        assert answer.code in (0, CODES.get(words[1], 0)), (words, answer)
        assert answer.out or words[1] not in ANSWERING, words
