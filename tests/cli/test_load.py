from pathlib import Path

import pytest

from tests.cli.tool import Crm, Rows
from tinycrm.cli.load_people import Wishes


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("people.vcf", "name,email\nAda,ada@x.org\n", "Brought in people.vcf: 1 created."),
        ("people.csv", "BEGIN:VCARD\nVERSION:3.0\nFN:Ada\nEND:VCARD\n", "Brought in people.csv: 1 created."),
        ("people", "Name;Telefon\nAda;020 7946 0018\n", "Brought in people: 1 created."),
    ],
)
def test_what_is_in_a_file_counts_and_not_its_name(
    crm: Crm, rows: Rows, tmp_path: Path, name: str, text: str, words: str
) -> None:
    (tmp_path / name).write_text(text)
    answer = crm("import", "run", str(tmp_path / name))
    assert (answer.code, answer.out) == (0, f"{words} `tinycrm undo` takes it back.\n")
    assert rows("SELECT name FROM contact") == [("Ada",)]


def test_a_dump_is_told_by_what_is_in_it(crm: Crm, tmp_path: Path) -> None:
    crm("add", "Ada")
    assert crm("export", "all", str(tmp_path / "people.csv")).code == 0
    assert crm("import", "run", str(tmp_path / "people.csv")).code == 5
    assert crm("import", "inspect", str(tmp_path / "people.csv"), "--json").json["kind"] == "dump"


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n", b"%PDF-1.7", b"<!doctype html><p>x", b"\x00\x01\x02" * 99])
def test_what_is_no_list_of_people_is_told(crm: Crm, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file.csv").write_bytes(content)
    for command in ("run", "inspect"):
        answer = crm("import", command, str(tmp_path / "file.csv"))
        assert (answer.code, answer.out, len(answer.err.splitlines())) == (6, "", 1)


def test_every_option_is_known_by_the_name_it_is_typed_with(crm: Crm) -> None:
    help_ = crm("import", "run", "--help").out
    every = Wishes(("a=b",), "skip", ("x",), "s", True, True, "f", "e", "n", "c", True).asked()
    assert len(every) == len(Wishes._fields) - 1
    assert [option for option in every if f"{option} " not in help_ and f"{option}\n" not in help_] == []
