"""docs/json.md is a contract: what it says of every field is compared with what the program answers."""

import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.tool import called
from tests.house.test_help import COMMANDS
from tests.house.tree import ROOT

PAGE = (ROOT / "docs" / "json.md").read_text("utf-8")
OBJECTS = {
    name: {
        field: kind
        for fields, kind in re.findall(r"^\| ((?:`\w+`(?:, )?)+) \| ([\w/]+\??) \|", text, re.MULTILINE)
        for field in re.findall(r"\w+", fields)
    }
    for name, text in re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    if "| field | type | is |" in text
}
LINES = re.findall(r"^\| `(tinycrm .*?)` \| (.+) \|$", PAGE, re.MULTILINE)
EXAMPLES = re.findall(r"^\$ (tinycrm [^\n]+ --json)\n```\n\n```json\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
SHEET = "".join(re.findall(r"^```csv\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))
KINDS: dict[str, Callable[[Any], object]] = {
    "text": lambda value: isinstance(value, str),
    "day": lambda value: re.fullmatch(r"(\d{4}|-)-\d\d-\d\d", value),
    "moment": lambda value: re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", value),
    "time": lambda value: re.fullmatch(r"\d\d:\d\d", value),
    "number": lambda value: type(value) is int,
    "true/false": lambda value: isinstance(value, bool),
    "list": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict),
}


def wrong(thing: dict[str, Any], fields: dict[str, str]) -> list[str]:
    """What `thing` has that the page does not say, lacks, or holds otherwise."""
    found = [f"{field} is not on the page" for field in thing.keys() - fields.keys()]
    found += [f"{field} is missing" for field in fields.keys() - thing.keys()]
    for field in fields.keys() & thing.keys():
        kind, value = fields[field], thing[field]
        if not (kind.endswith("?") if value is None else KINDS[kind.rstrip("?")](value)):
            found.append(f"{field} is {value!r}, not {kind}")
    return found


def wrong_answer(answer: Any, promised: str) -> list[str]:
    """How an answer differs from what the table promises: an object, one with lists besides, [objects], or fields."""
    if promised.startswith("["):
        assert answer
        name = promised[1 : promised.index("]")]
        return [each for thing in answer for each in wrong(thing, _fields(name, thing))]
    kind, _, lists = promised.partition(" with ")
    if kind in OBJECTS:
        return wrong(answer, {**OBJECTS[kind], **dict.fromkeys(re.findall(r"`(\w+)`", lists), "list")})
    names = set(re.findall(r"`(\w+)`", promised)) | (set(OBJECTS["settings"]) if "all settings" in promised else set())
    return [] if answer.keys() == names else [f"{sorted(answer)} instead of {sorted(names)}"]


def _fields(name: str, thing: dict[str, Any]) -> dict[str, str]:
    if name != "found":
        return OBJECTS[name]
    kind = {"c": "contact", "i": "interaction", "d": "deal", "p": "purchase", "w": "want"}[thing["ref"][0]]
    return {**OBJECTS[kind], **OBJECTS["found"]}


@pytest.fixture
def demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The demo shop, in the folder that the test works in."""
    monkeypatch.chdir(tmp_path)
    assert called(["demo", "--save", "demo.db"]).code == 0
    monkeypatch.setenv("TINYCRM_DB", "demo.db")


@pytest.mark.usefixtures("demo")
def test_every_command_answers_as_the_page_says() -> None:
    found = []
    for line, promised in LINES:
        done = called([*shlex.split(line)[1:], "--json"])
        assert done.code in (0, 10), f"{line}: {done.err}"
        found += [f"{line}: {each}" for each in wrong_answer(done.json, promised)]
    assert len(LINES) > 30
    assert not found, "\n" + "\n".join(dict.fromkeys(found))


@pytest.mark.usefixtures("demo")
def test_the_parts_of_the_morning_are_as_the_page_says() -> None:
    groups = called(["today", "--days", "7", "--json"]).json["groups"]
    assert {tuple(group) for group in groups} == {("key", "total", "items")}
    assert [each for group in groups for item in group["items"] for each in wrong(item, OBJECTS["item"])] == []


@pytest.mark.parametrize(("line", "text"), EXAMPLES, ids=[line for line, _ in EXAMPLES])
@pytest.mark.usefixtures("demo")
def test_an_example_has_the_shape_of_the_answer(line: str, text: str) -> None:
    Path("customers.csv").write_text(SHEET, "utf-8")
    assert called(["contact", "edit", "c1", "--nickname", "Nan"]).code == 0
    assert called(["import", "run", "customers.csv"]).code == 6
    assert _shape(json.loads(text)) == _shape(called(shlex.split(line)[1:]).json)


def _shape(answer: Any) -> Any:
    thing = answer[0] if isinstance(answer, list) else answer
    return type(answer), list(thing)


def test_each_object_has_fields() -> None:
    assert {name for name, fields in OBJECTS.items() if fields} == OBJECTS.keys()
    assert {"contact", "card", "interaction", "reminder", "operation", "morning", "item"} <= OBJECTS.keys()


def test_each_command_is_on_the_page() -> None:
    leaves = [
        " ".join(["tinycrm", *path]) for path, command in COMMANDS.items() if not hasattr(command, "list_commands")
    ]
    assert [line for line in leaves if not re.search(rf"`(tinycrm --db new\.db|tinycrm) ?{line[8:]}\b", PAGE)] == []
