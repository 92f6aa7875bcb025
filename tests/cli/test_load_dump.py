from pathlib import Path

import pytest

from tests.cli.tool import Crm


@pytest.fixture
def dump(crm: Crm, tmp_path: Path) -> Path:
    """A dump of a shop with two people and a talk."""
    crm("add", "Ada Lovelace")
    crm("add", "Grace Hopper")
    crm("log", "call", "ada", "about Nana")
    path = tmp_path / "shop.jsonl"
    assert crm("export", "all", str(path)).code == 0
    return path


@pytest.fixture
def copy(crm: Crm, tmp_path: Path) -> Path:
    """An empty shop beside the test's own."""
    path = tmp_path / "copy.db"
    assert crm("--db", str(path), "init", "--name", "Copy").code == 0
    return path


def test_only_an_empty_shop_takes_a_dump(crm: Crm, dump: Path) -> None:
    answer = crm("import", "run", str(dump))
    assert answer.code == 5
    assert "is not empty, and a dump goes only into an empty shop" in answer.err


@pytest.mark.parametrize("piped", [True, False])
def test_a_dump_comes_in_by_name_or_through_a_pipe(crm: Crm, dump: Path, copy: Path, piped: bool) -> None:
    stdin = dump.read_bytes() if piped else b""
    answer = crm("--db", str(copy), "import", "run", "-" if piped else str(dump), stdin=stdin)
    assert (answer.code, answer.out) == (
        0,
        f"{copy} holds 2 contacts and 1 interaction now, with all their history.\n",
    )
    assert crm("--db", str(copy), "show", "ada", "--json").json["ref"] == "c1"


def test_what_is_exported_again_is_the_same_but_for_when_it_was_made(crm: Crm, dump: Path, copy: Path) -> None:
    assert crm("--db", str(copy), "import", "run", str(dump)).code == 0
    later = {"TINYCRM_NOW": "2027-01-02T10:00"}
    again = crm("--db", str(copy), "export", "all", "-", env=later).out.splitlines()
    before = dump.read_text().splitlines()
    assert len(before) > 5
    assert again[1:] == before[1:]
    # the settings are the copy's own
    changed = {"My shop": "Copy", '"money":""': '"money":"\\u00a31,234.56"'}
    header = before[0]
    for old, new in changed.items():
        header = header.replace(old, new)
    assert again[0].replace("2027-01-02T10:00:00Z", "2026-11-24T10:30:00Z") == header


def test_a_damaged_line_is_named_and_nothing_is_taken(crm: Crm, dump: Path, copy: Path) -> None:
    lines = dump.read_text().splitlines()
    dump.write_text("\n".join([*lines[:2], lines[2][:-5], *lines[3:]]) + "\n")
    for command in (["run"], ["inspect"]):
        answer = crm("--db", str(copy), "import", *command, str(dump))
        assert answer.code == 6
        assert answer.err.startswith("Line 3 is damaged")
    assert crm("--db", str(copy), "contact", "list", "--json").json == []


@pytest.mark.parametrize(
    "option",
    [
        ["--map", "name=Kunde"],
        ["--on-match", "fill"],
        ["--tag", "x"],
        ["--source", "x"],
        ["--keep-others"],
        ["--refused", "bad.csv"],
        ["--encoding", "cp1252"],
        ["--sheet", "x"],
        ["--consent", "x"],
    ],
)
def test_what_makes_no_sense_for_a_whole_shop_is_refused(crm: Crm, dump: Path, copy: Path, option: list[str]) -> None:
    answer = crm("--db", str(copy), "import", "run", str(dump), *option, "--yes")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == f"This is a dump of a whole shop, read as it is; {option[0]} is for lists of people.\n"
    assert crm("--db", str(copy), "contact", "list", "--json").json == []


def test_a_dry_run_of_a_dump_names_what_says_it(crm: Crm, dump: Path, copy: Path) -> None:
    answer = crm("--db", str(copy), "import", "run", str(dump), "--dry-run")
    assert answer.code == 2
    assert "`tinycrm import inspect` says what is in it" in answer.err


def test_a_dump_is_looked_at_without_a_shop(crm: Crm, dump: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    answer = crm("--db", str(tmp_path / "none.db"), "import", "inspect", str(dump))
    assert answer.code == 0
    first, second, *rows = answer.out.splitlines()
    assert first.startswith("shop.jsonl: a whole shop, ")
    assert first.endswith("with 2 contacts and 1 interaction")
    assert "written 2026-11-24T10:30:00Z, schema " in second
    assert ["2", "contact"] in [row.split() for row in rows]
    found = crm("import", "inspect", str(dump), "--json").json
    assert (found["ref"], found["kind"], found["tables"]["contact"]) == ("shop.jsonl", "dump", 2)
    assert sorted(tmp_path.iterdir()) == before


def test_hostile_words_of_a_dump_reach_no_terminal(crm: Crm, dump: Path) -> None:
    text = dump.read_text()
    dump.write_text(text.replace('"shop":"', '"shop":"\\u001b[31m\\u202e', 1))
    answer = crm("import", "inspect", str(dump))
    assert answer.code == 0
    assert "\x1b" not in answer.out
    assert "\u202e" not in answer.out
