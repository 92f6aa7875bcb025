import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, create_engine, text

from tests.store.tool import plain
from tinycrm.errors import StoreError
from tinycrm.store import connection as store_connection
from tinycrm.store.connection import connect
from tinycrm.store.trouble import damaged, explained, foreign

SHOP = Path("/shops/cozy.db")


def error(name: str) -> sqlite3.OperationalError:
    made = sqlite3.OperationalError("what SQLite says")
    made.sqlite_errorname = name
    return made


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("SQLITE_NOTADB", "is not a tinycrm shop"),
        ("SQLITE_CORRUPT", "is damaged"),
        ("SQLITE_CORRUPT_VTAB", "is damaged"),
        ("SQLITE_FULL", "no room left"),
        ("SQLITE_BUSY", "Another program is using"),
        ("SQLITE_BUSY_SNAPSHOT", "Another program is using"),
        ("SQLITE_LOCKED", "Another program is using"),
        ("SQLITE_READONLY", "cannot be written"),
        ("SQLITE_READONLY_DBMOVED", "cannot be written"),
        ("SQLITE_CANTOPEN", "cannot be written"),
        ("SQLITE_IOERR_WRITE", "The disk failed"),
        ("SQLITE_ERROR", "what SQLite says"),
    ],
)
def test_each_trouble_has_its_sentence(name: str, said: str) -> None:
    with pytest.raises(StoreError, match=said) as caught, explained(SHOP):
        raise error(name)
    sentence = str(caught.value)
    assert str(SHOP) in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence


def test_a_failed_save_is_not_called_unsaved() -> None:
    with pytest.raises(StoreError, match="may or may not be there") as caught, explained(SHOP, committing=True):
        raise error("SQLITE_IOERR_FSYNC")
    assert "nothing was changed" not in str(caught.value)


@pytest.mark.parametrize("kind", [sqlite3.IntegrityError, sqlite3.ProgrammingError, KeyError])
def test_what_is_no_trouble_with_the_file_passes(kind: type[Exception]) -> None:
    with pytest.raises(kind), explained(SHOP):
        raise kind


def test_trouble_inside_a_session_is_told_the_same_way(shop_path: Path) -> None:
    with closing(connect(shop_path, write=False)) as connection:
        engine = create_engine("sqlite://", creator=lambda: connection)
        with Session(engine) as session, pytest.raises(StoreError, match="read-only"), explained(shop_path):
            session.connection().execute(text("DELETE FROM contact"))


def test_a_lock_held_by_another_program_is_told(shop_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(store_connection.PRAGMAS, "busy_timeout", 1)
    with closing(plain(shop_path)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError, match="Another program is using"):
            connect(shop_path, write=False)


def test_the_sentences_of_a_foreign_and_a_damaged_file_name_it() -> None:
    assert str(foreign(SHOP)) == "/shops/cozy.db is not a tinycrm shop; nothing was changed."
    assert str(damaged(SHOP)).startswith("/shops/cozy.db is damaged")


def test_a_broken_rule_of_the_session_stays_sqlalchemys() -> None:
    with pytest.raises(OperationalError), explained(SHOP):
        raise OperationalError("SELECT", {}, KeyError("no error of SQLite's"))
