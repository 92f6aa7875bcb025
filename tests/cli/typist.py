"""An editor for tests: it types what it is told to, and can do something else while it is open."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

Visit = Sequence[tuple[str, str]]

EDITOR = """
import json, os, pathlib, signal, stat, subprocess, sys
plan, file = pathlib.Path({plan!r}), pathlib.Path(sys.argv[-1])
visits, text = json.loads(plan.read_text()), file.read_text(encoding="utf-8")
for old, new in visits.pop(0) if visits else []:
    if old not in text:
        sys.exit(f"there is no {{old!r}} in {{text}}")
    before, _, after = text.rpartition(old) if old else ("", "", "")
    text = before + new + after
file.write_text(text, encoding="utf-8")
plan.write_text(json.dumps(visits))
"""


def typing(folder: Path, *visits: Visit, also: str = "") -> dict[str, str]:
    """An environment whose editor replaces old words, where they stand last, by new ones, others at each visit.

    "" is the whole text. `also` is Python that it runs at the end, with `file` at hand.
    """
    plan, script = folder / "plan.json", folder / "an editor.py"
    plan.write_text(json.dumps(visits))
    script.write_text(EDITOR.format(plan=str(plan)) + also)
    return {"EDITOR": f"'{sys.executable}' '{script}'", "VISUAL": ""}


def kept(folder: Path) -> list[str]:
    """What was kept of typed texts in a folder for temporary files."""
    return [file.read_text(encoding="utf-8") for file in sorted(folder.glob("tinycrm-*/*"))]
