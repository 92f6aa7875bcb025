from contextlib import closing
from pathlib import Path

import pytest

from tests.store.tool import plain
from tinycrm.store import migrate, schema
from tinycrm.store.connection import SCHEMA, open_from_outside
from tinycrm.store.schema import differences


def found(path: Path, version: int = SCHEMA) -> list[str]:
    with closing(open_from_outside(path)) as connection:
        return differences(connection, version)


def test_a_shop_as_made_differs_in_nothing(shop_path: Path) -> None:
    assert found(shop_path) == []


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("CREATE TABLE extra (id INTEGER PRIMARY KEY)", "table extra does not belong there"),
        ("CREATE INDEX extra ON tag (id)", "index extra does not belong there"),
        ("DROP INDEX tag_name", "index tag_name is missing"),
        ("DROP TRIGGER history_tag_insert", "trigger history_tag_insert is missing"),
        ("ALTER TABLE tag ADD COLUMN colour TEXT", "table tag was changed"),
    ],
)
def test_what_differs_is_named(shop_path: Path, statement: str, said: str) -> None:
    with closing(plain(shop_path)) as other:
        other.execute(statement)
    assert found(shop_path) == [said]


def test_what_analyze_leaves_is_no_difference(shop_path: Path) -> None:
    with closing(plain(shop_path)) as other:
        other.execute("ANALYZE")
        assert other.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'sqlite_stat1'").fetchone() == (1,)
    assert found(shop_path) == []


def test_a_column_that_runs_code_runs_none(shop_path: Path) -> None:
    with closing(plain(shop_path)) as other:
        other.execute("CREATE VIEW evil AS SELECT load_extension('evil')")
    assert found(shop_path) == ["view evil does not belong there"]


def test_an_older_file_is_compared_with_the_steps_it_has(shop_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = [*migrate.released_steps(), "CREATE TABLE gift (id INTEGER PRIMARY KEY, title TEXT);"]
    monkeypatch.setattr(schema, "released_steps", lambda: steps)
    monkeypatch.setattr(schema, "SCHEMA", SCHEMA + 1)
    assert found(shop_path, SCHEMA) == []
    assert "table gift is missing" in found(shop_path, SCHEMA + 1)
    with closing(plain(shop_path)) as other:
        other.execute("DROP TABLE tag")
    assert "table tag is missing" in found(shop_path, SCHEMA)
