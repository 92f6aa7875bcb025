"""What the models create is what the schema steps made, table by table."""

import re
from contextlib import closing

import pytest
from sqlalchemy import create_mock_engine
from sqlmodel import SQLModel

from tinycrm import model
from tinycrm.store.connection import scratch
from tinycrm.store.migrate import build, released_steps

# made by hand in the steps: what the triggers read, what is derived, and what belongs to SQLite
UNMODELLED = re.compile(r"current_operation|contact_(seen|bought|spent|words|search|vocabulary)|said_|sqlite_")


def normalised(sql: str) -> str:
    """A CREATE text without comments, blanks, needless quotes and the order of its constraints."""
    sql = re.sub(r"--[^\n]*", "", sql)
    head, _, body = re.sub(r'"(\w+)"', r"\1", " ".join(sql.split())).partition("(")
    inner, _, tail = body.rpartition(")")
    apart = [each for part in parts(inner) for each in keys_apart(part)]
    return f"{head.strip()} ({'; '.join(sorted(apart))}) {tail.strip()}".strip()


def parts(body: str) -> list[str]:
    """The columns and constraints of a CREATE text: what stands between its outermost commas."""
    found, depth, quoted = [""], 0, False
    for letter in body:
        quoted ^= letter == "'"
        depth += 0 if quoted else (letter == "(") - (letter == ")")
        if letter == "," and depth == 0 and not quoted:
            found.append("")
        else:
            found[-1] += letter
    return [re.sub(r"\s+", "", part) for part in found]


def keys_apart(part: str) -> list[str]:
    """A column without its foreign key, and that key as a constraint of the table; ADD COLUMN says them in one."""
    inline = re.fullmatch(r"(?!FOREIGNKEY)(\w+?)(INTEGER|TEXT)(\w*?)(REFERENCES\w+\(\w+\)\w*)", part)
    if inline is None:
        return [part]
    name, kind, rest, key = inline.groups()
    return [f"{name}{kind}{rest}", f"FOREIGNKEY({name}){key}"]


def from_steps() -> dict[str, str]:
    with closing(scratch()) as fresh:
        build(fresh, released_steps())
        sql = "SELECT name, sql FROM sqlite_schema WHERE type IN ('table', 'index') AND sql IS NOT NULL"
        return {name: normalised(text) for name, text in fresh.execute(sql).fetchall() if not UNMODELLED.match(name)}


def from_models() -> dict[str, str]:
    made: dict[str, str] = {}

    def keep(statement: object, *_: object, **__: object) -> None:
        text = str(statement.compile(dialect=engine.dialect)).strip()  # type: ignore[attr-defined]  # any DDL
        found = re.match(r'CREATE (?:TABLE|INDEX) "?(\w+)"?', text)
        assert found, text
        made[found[1]] = normalised(text)

    engine = create_mock_engine("sqlite://", keep)
    SQLModel.metadata.create_all(engine, checkfirst=False)
    return made


def test_the_models_say_what_the_steps_made() -> None:
    steps, models = from_steps(), from_models()
    assert sorted(models) == sorted(steps)
    assert [(models[name], steps[name]) for name in steps if models[name] != steps[name]] == []


def test_each_table_has_its_class() -> None:
    classes = {getattr(model, name).__tablename__ for name in model.__all__}
    assert classes == set(SQLModel.metadata.tables)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("CREATE TABLE a (b TEXT, c TEXT)", 'CREATE TABLE "a" (\n  c TEXT, -- words, more\n  b  TEXT\n)', True),
        ("CREATE TABLE a (b TEXT) STRICT", "CREATE TABLE a (b TEXT)", False),
        ("CREATE TABLE a (b TEXT CHECK (b IN ('x', 'y')))", "CREATE TABLE a (b TEXT CHECK (b IN ('x')))", False),
        ("CREATE TABLE a (b TEXT CHECK (b <> 'x,y'))", "CREATE TABLE a (b TEXT CHECK (b <> 'y,x'))", False),
        (
            "CREATE TABLE a (b INTEGER REFERENCES c (id))",
            "CREATE TABLE a (b INTEGER, FOREIGN KEY(b) REFERENCES c (id))",
            True,
        ),
        ("CREATE TABLE a (b INTEGER REFERENCES c (id))", "CREATE TABLE a (b INTEGER)", False),
        (
            "CREATE TABLE a (b INTEGER REFERENCES c (id))",
            "CREATE TABLE a (b INTEGER NOT NULL REFERENCES c (id))",
            False,
        ),
        (
            "CREATE TABLE a (b INTEGER REFERENCES c (id) ON DELETE CASCADE)",
            "CREATE TABLE a (b INTEGER, FOREIGN KEY(b) REFERENCES c (id) ON DELETE SET NULL)",
            False,
        ),
        ("CREATE INDEX a ON b (c, d)", "CREATE INDEX a ON b (c)", False),
        ("CREATE TABLE a (b INTEGER PRIMARY KEY AUTOINCREMENT)", "CREATE TABLE a (b INTEGER PRIMARY KEY)", False),
    ],
)
def test_only_what_means_the_same_is_the_same(one: str, other: str, same: bool) -> None:
    assert (normalised(one) == normalised(other)) is same
