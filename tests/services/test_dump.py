import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import NOW
from tests.queries import people
from tests.services.undo_model import bring_back, content, take_back
from tests.store.test_migrate import GIFT
from tests.store.tool import look, opened
from tinycrm import config
from tinycrm.config import Config
from tinycrm.errors import InvalidError, RefusedError, StoreError, UnreadableError
from tinycrm.formats.dump import LINE_LIMIT, VERSION
from tinycrm.services import dump, field
from tinycrm.services.demo import fill
from tinycrm.store import Store
from tinycrm.store.connection import SCHEMA, identity
from tinycrm.store.doctor import examine
from tinycrm.store.dump import tables
from tinycrm.store.migrate import released_steps

SETTINGS = Config(shop="Zoë's Corner", country="DE", languages=("de", "en"), cadences=("vip 3w",))
HOSTILE = "[/] [@click=app.quit]x[/] \x1b]52;c;eA==\x07 \u202eabc\u2028\x85 李小明 ألف"


@pytest.fixture
def lively(shop: Store) -> Store:
    """A shop in which much was done, some of it undone, and somebody deleted."""
    with shop.begin("demo") as tx:
        fill(tx, people=30, seed=1, today=NOW.date())
    zoe = people.add(shop, "Zoë Quill", referred_by_id=3, tag=["vip"], phone=["020 7946 0018"])
    with shop.begin("log") as tx:
        tx.insert("interaction", kind="note", day="2026-11-24", text=HOSTILE, created_at=tx.at)
        tx.insert("participant", interaction_id=tx.value("SELECT max(id) FROM interaction"), contact_id=zoe)
    people.tag(shop, [1, 2, zoe], "fair")
    take_back(shop)
    people.change(shop, zoe, notes="likes\nlong letters")
    people.delete(shop, people.add(shop, "Never Mind"))
    with shop.begin("field.add") as tx:
        shelf = field.declare(tx, "größe", "choice", ["small", HOSTILE[:40]])
        tx.insert("uid", contact_id=zoe, value="urn:uuid:1")
        tx.insert("property", contact_id=zoe, line="X-SKYPE:zoe")
    people.change(shop, zoe, fields=[(shelf, "small")])
    with shop.begin("contact.edit") as tx:
        tx.update("contact", 1, referred_by_id=zoe)
    return shop


@pytest.fixture
def empty(template: Path, tmp_path: Path) -> Path:
    """Another shop, without anything in it and without settings."""
    (tmp_path / "other").mkdir()
    return Path(shutil.copy(template, tmp_path / "other" / "new.db"))


def dumped(shop: Store) -> list[str]:
    return list(dump.lines(shop.reader, SETTINGS, NOW))


def load(path: Path, lines: list[str], *steps: str) -> dict[str, int]:
    chunks = (line.encode() for line in lines)
    return dump.load(path, chunks, lambda _: None, [*released_steps(), *steps] if steps else None)


def edited(line: str, **changes: Any) -> str:
    return json.dumps({**json.loads(line), **changes}) + "\n"


def row(line: str) -> tuple[str, dict[str, Any]]:
    found = json.loads(line)
    return found["table"], found["row"]


@pytest.fixture
def loaded(lively: Store, empty: Path) -> Iterator[Store]:
    """The lively shop again, from its dump."""
    load(empty, dumped(lively))
    store = opened(empty)
    yield store
    store.close()


def test_the_same_dump_comes_out_of_the_shop_it_went_into(lively: Store, loaded: Store) -> None:
    later = list(dump.lines(loaded.reader, SETTINGS, NOW + timedelta(days=1)))
    before = dumped(lively)
    assert later[1:] == before[1:]
    assert edited(later[0], made="") == edited(before[0], made="")


def test_rows_ids_and_what_is_derived_are_the_same(lively: Store, loaded: Store) -> None:
    assert content(loaded.reader) == content(lively.reader)
    assert [each for each in examine(loaded.path, NOW) if each.level == "trouble"] == []
    for table in ("operation", "change", "contact_seen", "contact_words"):
        sql = f"SELECT * FROM {table} ORDER BY 1"
        assert loaded.reader.records(sql) == lively.reader.records(sql) != []


def test_undo_and_redo_work_on_as_they_did(lively: Store, loaded: Store) -> None:
    for step in (take_back, take_back, bring_back, take_back, take_back, take_back):
        assert step(loaded).operation == step(lively).operation
        assert content(loaded.reader) == content(lively.reader)
    assert dumped(loaded)[1:] == dumped(lively)[1:]


def test_the_header_says_what_follows(lively: Store) -> None:
    first, *rest = dumped(lively)
    counts = Counter(row(line)[0] for line in rest)
    header = json.loads(first)
    assert {table: number for table, number in header.pop("tables").items() if number} == counts
    assert header == {
        "tinycrm": "dump",
        "version": 1,
        "schema": SCHEMA,
        "shop": json.loads(json.dumps(vars(SETTINGS))),
        "made": "2026-11-24T10:30:00Z",
    }
    assert {"contact", "operation", "change", "sqlite_sequence"} <= counts.keys()


def test_a_line_holds_a_whole_row(lively: Store) -> None:
    found = [values for table, values in map(row, dumped(lively)[1:]) if table == "contact"]
    assert found == lively.reader.records("SELECT * FROM contact ORDER BY id")
    assert HOSTILE in [values["text"] for table, values in map(row, dumped(lively)[1:]) if table == "interaction"]


def test_a_dump_is_of_one_moment_and_writers_need_not_wait_for_its_reader(lively: Store) -> None:
    before = dumped(lively)
    reading = dump.lines(lively.reader, SETTINGS, NOW)
    begun = list(islice(reading, 3))
    people.add(lively, "Bea Late")
    assert begun + list(reading) == before


def test_what_is_loaded_is_counted(lively: Store, empty: Path) -> None:
    answer = load(empty, dumped(lively))
    assert answer["contact"] == lively.reader.value("SELECT count(*) FROM contact")
    assert set(answer) == set(json.loads(dumped(lively)[0])["tables"])


def test_an_empty_shop_can_be_dumped_and_loaded(shop: Store, empty: Path) -> None:
    lines = dumped(shop)
    # what every new shop has to begin with
    begun = {json.loads(line)["table"] for line in lines[1:]}
    assert begun == {"lost_reason", "pipeline", "stage", "sqlite_sequence"}
    load(empty, lines)
    store = opened(empty)
    assert dumped(store) == lines
    store.close()


def test_a_shop_that_is_not_empty_is_left_alone(lively: Store) -> None:
    before = look(lively.path.parent)
    with pytest.raises(RefusedError, match="is not empty, and a dump goes only into an empty shop"):
        load(lively.path, dumped(lively))
    assert look(lively.path.parent) == before


def test_a_shop_in_which_everything_was_undone_is_not_empty(shop: Store) -> None:
    people.add(shop, "Ada")
    take_back(shop)
    with pytest.raises(RefusedError, match="is not empty"):
        load(shop.path, dumped(shop))


def at(number: int, change: Callable[[str], str]) -> Callable[[list[str]], list[str]]:
    return lambda lines: [change(line) if index == number else line for index, line in enumerate(lines, 1)]


def without(number: int) -> Callable[[list[str]], list[str]]:
    return lambda lines: lines[: number - 1] + lines[number:]


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (at(5, lambda line: line[:-9]), "Line 5 is damaged: it is no whole line of JSON."),
        (at(5, lambda line: line.replace('"name"', '"nome"')), "Line 5: contact lacks 'name'."),
        (at(7, lambda line: edited(line, table="kontakt")), "Line 7: there is no table 'kontakt' in this schema."),
        (at(7, lambda line: edited(line, table="contact_seen")), "Line 7: there is no table 'contact_seen'"),
        (at(2, lambda line: line + line), "Line 3: the shop cannot hold this row of contact"),
        (without(2), "This dump is not whole: it speaks of 31 rows of 'contact' and has 30."),
        (lambda lines: lines[:-1], "rows of 'sqlite_sequence' and has"),
        (
            at(1, lambda line: edited(line, schema=SCHEMA + 1)),
            f"This dump is of schema {SCHEMA + 1}, this tinycrm knows {SCHEMA}; update",
        ),
        (at(1, lambda line: edited(line, version=2)), "newer tinycrm (version 2"),
        (at(1, lambda line: edited(line, shop={"country": "Atlantis"})), "Line 1: country is like 'GB', not 'Atl"),
        (at(1, lambda line: edited(line, shop={"colour": "red"})), "Line 1: There is no setting 'colour'"),
        (lambda lines: lines[1:], "Line 1: this is no dump of a tinycrm shop."),
    ],
)
def test_a_damaged_dump_is_told_by_its_line_and_changes_nothing(
    lively: Store, empty: Path, damage: Callable[[list[str]], list[str]], said: str
) -> None:
    before = empty.read_bytes()
    with pytest.raises(UnreadableError) as error:
        load(empty, damage(dumped(lively)))
    assert said in str(error.value)
    assert empty.read_bytes() == before
    assert not empty.with_suffix(".toml").exists()
    load(empty, dumped(lively))


def test_a_table_that_the_header_alone_knows_is_told(shop: Store, empty: Path) -> None:
    header, *rows = dumped(shop)
    told = json.loads(header)
    with pytest.raises(UnreadableError, match="speaks of 3 rows of 'gift' and has 0"):
        load(empty, [json.dumps({**told, "tables": {**told["tables"], "gift": 3}}) + "\n", *rows])


def test_settings_are_taken_by_a_shop_that_has_none(lively: Store, empty: Path) -> None:
    load(empty, dumped(lively))
    file = empty.with_suffix(".toml")
    assert config.load(file, {}) == SETTINGS
    assert file.stat().st_mode & 0o777 == 0o600


def test_settings_that_are_there_stay(lively: Store, empty: Path) -> None:
    empty.with_suffix(".toml").write_text('shop = "Ours"\n')
    load(empty, dumped(lively))
    assert empty.with_suffix(".toml").read_text() == 'shop = "Ours"\n'


def test_a_dump_of_an_older_schema_is_brought_up_to_date(lively: Store, empty: Path) -> None:
    load(empty, dumped(lively), GIFT)
    assert identity(empty) == SCHEMA + 1


def test_a_missing_shop_is_told_and_nothing_is_made(lively: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"There is no shop at .*none\.db"):
        load(tmp_path / "none.db", dumped(lively))
    assert list(tmp_path.glob("none*")) == []


def export(shop: Store, target: Path) -> None:
    dump.export_all(shop.reader, SETTINGS, NOW, target)


def test_a_file_has_the_same_lines_and_is_its_owners_alone(lively: Store, tmp_path: Path) -> None:
    export(lively, tmp_path / "all.jsonl")
    assert (tmp_path / "all.jsonl").read_bytes() == "".join(dumped(lively)).encode()
    assert (tmp_path / "all.jsonl").stat().st_mode & 0o777 == 0o600


def test_a_shop_or_its_settings_are_never_written_over(lively: Store, empty: Path, tmp_path: Path) -> None:
    config.replace(tmp_path / "shop.toml", config.written(SETTINGS))
    (tmp_path / "link.jsonl").symlink_to("shop.db")
    before = look(tmp_path)
    for target, said in (
        (lively.path, "is a tinycrm shop"),
        (tmp_path / "link.jsonl", "is a tinycrm shop"),
        (empty, "is a tinycrm shop"),
        (tmp_path / "other" / ".." / "shop.toml", "holds the shop's settings"),
    ):
        with pytest.raises(InvalidError, match=f"{said}; name another file"):
            export(lively, target)
    assert look(tmp_path) == before


def test_an_export_that_fails_leaves_what_was_there(
    lively: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "all.jsonl").write_text("the one before\n")
    before = look(tmp_path)

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(StoreError, match=r"all\.jsonl cannot be written: No space left on device\."):
        export(lively, tmp_path / "all.jsonl")
    assert look(tmp_path) == before


MEASURED = """
import resource, sys
from datetime import datetime
from pathlib import Path
from tinycrm.config import Config
from tinycrm.services import dump
from tinycrm.store import Author, Store
from tinycrm.store import dump as store

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

def chunks():
    with open(sys.argv[2], "rb") as file:
        yield from iter(lambda: file.read(65536), b"")

shop, file, copy = map(Path, sys.argv[1:])
now = datetime.fromisoformat("2026-11-24T10:30:00+00:00")
store.SPILL_PAGES = 1000
reader = Store.open(shop, Author("cli", "tester"), lambda: now, print).reader
before = peak()
dump.export_all(reader, Config(), now, file)
between = peak()
dump.load(copy, chunks(), print)
print(between - before, peak() - between)
"""


def test_memory_does_not_grow_with_the_shop(shop: Store, empty: Path, tmp_path: Path) -> None:
    with shop.begin("import") as tx:
        tx.insert("contact", kind="person", name="Ada", created_at=tx.at)
        tx.many(
            f"INSERT INTO interaction (kind, day, text, created_at) VALUES ('note', '2026-11-24', ?, '{tx.at}')",
            [(f"{number} {'word ' * 200}",) for number in range(20_000)],
        )
    file = tmp_path / "all.jsonl"
    unit = 1 if sys.platform == "darwin" else 1024  # what ru_maxrss counts in: getrusage(2)
    ran = subprocess.run(
        # Linux counts the memory of whoever starts a process to its peak, so a small shell does
        ["/bin/sh", "-c", '"$@"; exit $?', "sh", sys.executable, "-c", MEASURED, *map(str, (shop.path, file, empty))],
        check=True,
        capture_output=True,
        text=True,
    )
    written, read = (int(grown) * unit for grown in ran.stdout.split())
    assert file.stat().st_size > 22_000_000
    assert written < 12_000_000
    assert read < 12_000_000


def test_the_document_speaks_of_every_table_and_column(shop: Store) -> None:
    text = (Path(__file__).parents[2] / "docs" / "dump.md").read_text(encoding="utf-8")
    told = {line[1].strip(" `"): re.findall("`(.+?)`", line[2]) for line in map(split, text.splitlines()) if line}
    assert {name: told[name] for name in told.keys() & tables(shop.reader.connection)} == tables(shop.reader.connection)
    assert f"The tables of schema {SCHEMA}" in text
    assert f"A line is {LINE_LIMIT >> 20} MB at most" in text
    assert f"`version` | number | of this form: {VERSION} " in text


def split(line: str) -> list[str]:
    """The cells of a line of a table, after the empty one before its first bar."""
    return line.split("|") if line.startswith("| `") else []
