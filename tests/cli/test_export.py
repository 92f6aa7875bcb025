import csv
import io
import json
from pathlib import Path

import pytest
import vobject  # type: ignore[import-untyped]

from tests.cli.tool import Crm, process
from tinycrm.formats import vcard
from tinycrm.formats.person import Person

KINDS = "vcard3, vcard4, csv, google, jsonl"


@pytest.fixture
def shop(crm: Crm) -> Crm:
    for words in (
        ["add", "Ada Lovelace", "--phone", "mobile:020 7946 0018", "--birthday", "10 dec", "--tag", "regular",
         "--likes", "author:Zola", "--address", "12 St James's Square, London, SW1Y 4JH", "--notes",
         "Two\nlines; a, b"],
        ["add", "Łukasz O'Brien", "--email", "l@x.org"],
        ["add", "Harlow Library", "--organisation"],
    ):  # fmt: skip
        assert crm(*words).code == 0
    return crm


def cards(path: Path) -> list[Person]:
    found = list(vcard.read([path.read_bytes()]))
    assert all(isinstance(each, Person) for each in found)
    return [each for each in found if isinstance(each, Person)]


@pytest.mark.parametrize("version", ["vcard3", "vcard4"])
def test_people_are_written_as_cards(shop: Crm, tmp_path: Path, version: str) -> None:
    path = tmp_path / "people.vcf"
    answer = shop("export", "contacts", str(path), "--format", version)
    assert (answer.code, answer.out) == (0, f"Wrote 3 contacts to {path}.\n")
    assert path.stat().st_mode & 0o777 == 0o600
    ada, lukasz, library = cards(path)
    assert (ada.name, ada.birthday, ada.notes) == ("Ada Lovelace", "--12-10", "Two\nlines; a, b")
    assert (ada.tags, ada.likes) == (["regular"], ["author:Zola"])
    assert [each.city for each in ada.addresses] == ["London"]
    assert (lukasz.name, library.kind) == ("Łukasz O'Brien", "organisation")
    assert len(list(vobject.readComponents(path.read_text("utf-8")))) == 3


def test_a_query_chooses_and_a_uid_stays(shop: Crm, tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("one.vcf", "all.vcf")]
    assert shop("export", "contacts", "tag:regular", str(paths[0]), "--json").json == {
        "ref": str(paths[0]),
        "contacts": 1,
    }
    assert shop("export", "contacts", str(paths[1])).code == 0
    assert shop("export", "contacts", "tag:regular", str(paths[0])).out == f"Wrote 1 contact to {paths[0]}.\n"
    one, every = (cards(path) for path in paths)
    assert [each.name for each in one] == ["Ada Lovelace"]
    assert one[0].uid == every[0].uid
    assert len({each.uid for each in every}) == 3


@pytest.mark.parametrize(("kind", "heading"), [("csv", "birthday"), ("google", "Birthday")])
def test_sheets_have_a_row_for_each_and_guard_what_a_spreadsheet_would_run(
    shop: Crm, tmp_path: Path, kind: str, heading: str
) -> None:
    shop("add", "=cmd()", "--phone", "+44 20 7946 0018")
    path = tmp_path / "people.csv"
    assert shop("export", "contacts", str(path), "--format", kind).code == 0
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))
    birthday = [row[rows[0].index(heading)] for row in rows[1:]]
    assert (len(rows), birthday[0].lstrip(" '")) == (5, "--12-10")
    assert any("Ada" in cell for cell in rows[1])
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@"))] or kind == "google"


def test_json_lines_are_cards_of_show(shop: Crm) -> None:
    lines = shop("export", "contacts", "-", "--format", "jsonl").out.splitlines()
    assert [json.loads(line)["name"] for line in lines] == ["Ada Lovelace", "Łukasz O'Brien", "Harlow Library"]
    assert json.loads(lines[0]) == shop("show", "c1", "--json").json


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["x.foo"], 2, f"'x.foo' does not say of what kind it is; --format does: {KINDS}.\n"),
        (
            ["x.vcf", "--format", "pdf"],
            2,
            f"There is no format 'pdf'; the formats are {KINDS}.\n",
        ),
        (["tga:x", "x.vcf"], 6, "There is no filter word «tga:»; did you mean tag:?\ntga:x\n^\n"),
        (["nowhere/x.vcf"], 7, None),
    ],
)
def test_mistakes_write_nothing(
    shop: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], code: int, sentence: str | None
) -> None:
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.iterdir())
    answer = shop("export", "contacts", *words)
    assert answer.code == code
    assert sentence in (None, answer.err)
    assert sorted(tmp_path.iterdir()) == before


def test_a_shop_is_never_written_over(shop: Crm, shop_path: Path) -> None:
    before = shop_path.stat().st_mtime_ns
    for words in (["contacts", str(shop_path), "--format", "vcard3"], ["all", str(shop_path)]):
        assert shop("export", *words).err == f"{shop_path} is a tinycrm shop; name another file.\n"
    assert shop_path.stat().st_mtime_ns == before


def test_everything_goes_out_and_comes_back_the_same(shop: Crm, tmp_path: Path) -> None:
    shop("log", "call", "ada", "about Nana", "--follow-up", "fri")
    shop("contact", "delete", "c3", "--yes")
    out, again, copy = (tmp_path / name for name in ("shop.jsonl", "again.jsonl", "copy.db"))
    assert shop("export", "all", str(out)).code == 0
    assert shop("--db", str(copy), "init", "--name", "Copy").code == 0
    answer = shop("--db", str(copy), "import", "run", str(out))
    assert (answer.code, answer.out) == (
        0,
        f"{copy} holds 2 contacts and 1 interaction now, with all their history.\n",
    )
    assert shop("--db", str(copy), "export", "all", str(again)).code == 0
    assert out.read_text().splitlines()[1:] == again.read_text().splitlines()[1:]
    assert shop("--db", str(copy), "undo").code == 0
    assert shop("--db", str(copy), "show", "c3").code == 0


def test_a_pipe_gets_it_too(shop: Crm, own: Path) -> None:
    assert shop("export", "all", "-").out.startswith('{"tinycrm":"dump","version":1,')
    assert process("--db", own, "export", "contacts", "-", "--format", "vcard3").out.startswith("BEGIN:VCARD\r\n")
