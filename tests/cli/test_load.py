from pathlib import Path

import pytest

from tests.cli.tool import Crm


@pytest.mark.parametrize("content", [b"", b"BEGIN:VCARD\r\n", b"name,phone\n", b"\xff\xfe\x00"])
def test_what_is_no_dump_is_told(crm: Crm, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file").write_bytes(content)
    answer = crm("import", "run", str(tmp_path / "file"))
    assert (answer.code, answer.out) == (6, "")
    assert answer.err == f"{tmp_path / 'file'} is no dump of a shop; docs/dump.md says what one is.\n"


@pytest.mark.parametrize("name", ["none", "."])
def test_what_cannot_be_read_is_told(crm: Crm, tmp_path: Path, name: str) -> None:
    answer = crm("import", "run", str(tmp_path / name))
    assert (answer.code, answer.err) == (6, f"{tmp_path / name} is not a file that can be read.\n")


def test_only_an_empty_shop_takes_a_dump(crm: Crm, tmp_path: Path) -> None:
    crm("add", "Ada")
    assert crm("export", "all", str(tmp_path / "shop.jsonl")).code == 0
    answer = crm("import", "run", str(tmp_path / "shop.jsonl"))
    assert answer.code == 5
    assert "is not empty, and a dump goes only into an empty shop" in answer.err


def test_a_damaged_line_is_named_and_nothing_is_taken(crm: Crm, tmp_path: Path) -> None:
    crm("add", "Ada")
    path, copy = tmp_path / "shop.jsonl", tmp_path / "copy.db"
    crm("export", "all", str(path))
    lines = path.read_text().splitlines()
    path.write_text("\n".join([*lines[:2], lines[2][:-5], *lines[3:]]) + "\n")
    crm("--db", str(copy), "init", "--name", "Copy")
    answer = crm("--db", str(copy), "import", "run", str(path))
    assert answer.code == 6
    assert answer.err.startswith("Line 3 is damaged")
    assert crm("--db", str(copy), "contact", "list", "--json").json == []
