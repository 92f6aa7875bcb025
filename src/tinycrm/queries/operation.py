"""History: what was done, by whom, and what it changed."""

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from tinycrm.domain.clean import fold, show_line
from tinycrm.domain.operation import WORDS, contact_ids, deal_ids, in_words
from tinycrm.store.audit import audited_tables
from tinycrm.store.reader import Reader, quoted

# an operation, what undid it, what took that back …: it is undone while there is an odd number of links behind it
_CHAIN = """(WITH RECURSIVE chain (id, depth) AS (SELECT {start}, 0
    UNION ALL SELECT u.id, depth + 1 FROM operation u JOIN chain ON u.undoes_id = chain.id) SELECT {what} FROM chain)"""
UNDONE = _CHAIN.format(start="o.id", what="max(depth) % 2")
TIP = _CHAIN.format(start="o.id", what="max(id)")
ROOT = """(WITH RECURSIVE chain (id, undoes_id) AS (SELECT o.id, o.undoes_id
    UNION ALL SELECT u.id, u.undoes_id FROM operation u JOIN chain ON u.id = chain.undoes_id)
    SELECT min(id) FROM chain)"""

_COLUMNS = f"""
    SELECT o.id, o.at, o.source, o."by", o.what, o.refs, o.undoes_id, {UNDONE},
        (SELECT count(DISTINCT "table" || ' ' || row_id) FROM change WHERE operation_id = o.id)
    FROM operation o
"""


_HAS_WORD = """(o.what IN (SELECT value FROM json_each(:whats{at}))
    OR json_extract(o.refs, '$.of') IN (SELECT value FROM json_each(:whats{at}))
    OR o."by" LIKE :like{at} ESCAPE '\\' OR o.source LIKE :like{at} ESCAPE '\\' OR 'o' || o.id = lower(:word{at})
    OR EXISTS (SELECT 1 FROM json_tree(o.refs) j WHERE j.type = 'text' AND j.key <> 'of'
        AND j.value LIKE :like{at} ESCAPE '\\')
    OR EXISTS (SELECT 1 FROM json_each(o.refs, '$.contact') j JOIN contact_words w ON w.contact_id = j.value
        WHERE w.names LIKE :like{at} ESCAPE '\\' OR w.sort_key LIKE :folded{at} ESCAPE '\\')
    OR EXISTS (SELECT 1 FROM json_each(o.refs, '$.contact') j JOIN change g ON g."table" = 'contact'
        AND g.row_id = j.value AND g.action = 'delete'
        WHERE json_extract(g."before", '$.name') LIKE :like{at} ESCAPE '\\'))"""
_MOST_WORDS = 20
_NAME_LIMIT = 60
_LINE_LIMIT = 200


class Operation(NamedTuple):
    """Something that was done as one; `refs` are the ids its words speak of, `records` how many rows it touched."""

    ref: str
    at: str
    source: str
    by: str
    what: str
    refs: dict[str, Any]
    undoes: str | None
    undone: bool
    records: int

    @property
    def id(self) -> int:
        return int(self.ref[1:])


class Import(NamedTuple):
    """A file that people were brought in from, and what became of its records."""

    ref: str
    at: str
    by: str
    file: str | None
    created: int
    updated: int
    unchanged: int
    skipped: int
    refused: int
    undone: bool


class Change(NamedTuple):
    """A row that an operation touched: the fields that changed, before and after; empty for what was not there."""

    operation_id: int | None
    table: str
    row_id: int
    action: str
    before: dict[str, Any]
    after: dict[str, Any]


def operation(reader: Reader, operation_id: int) -> Operation | None:
    """One operation, None when it is not there."""
    return reader.one(_operation, f"{_COLUMNS} WHERE o.id = ?", (operation_id,))


def newest_standing(reader: Reader) -> Operation | None:
    """What `undo` takes back: the newest operation that is neither undone nor itself an undo or redo."""
    return reader.one(_operation, f"{_COLUMNS} WHERE o.undoes_id IS NULL AND {UNDONE} = 0 ORDER BY o.id DESC LIMIT 1")


def newest_undone(reader: Reader) -> Operation | None:
    """What `redo` brings back: the operation whose undoing is the newest that still stands."""
    standing = f"SELECT {ROOT} FROM operation o WHERE o.what = 'undo' AND {UNDONE} = 0 ORDER BY o.id DESC LIMIT 1"
    root = reader.value(standing)
    return None if root is None else operation(reader, root)


def root_of(reader: Reader, operation_id: int) -> int | None:
    """The operation that an undo or redo is about in the end (itself when it is neither); None when it is not there."""
    found = reader.value(f"SELECT {ROOT} FROM operation o WHERE o.id = ?", (operation_id,))
    return None if found is None else int(found)


def tip_of(reader: Reader, root: int) -> int:
    """The newest of an operation and its undos and redos: the one to take back next."""
    return int(reader.value(f"SELECT {TIP} FROM operation o WHERE o.id = ?", (root,)))


def newest(reader: Reader, limit: int | None = None, contact_id: int | None = None) -> list[Operation]:
    """Operations, newest first; those that touched a contact or what hangs on it when one is given."""
    where = f"WHERE o.id IN ({_touching(reader)})" if contact_id is not None else ""
    parameters = {"contact": contact_id, "limit": -1 if limit is None else limit}
    return reader.all(_operation, f"{_COLUMNS} {where} ORDER BY o.id DESC LIMIT :limit", parameters)


def page(reader: Reader, text: str, limit: int, offset: int = 0) -> list[Operation]:
    """A page of the operations that `text` speaks of (all when it is blank), newest first.

    Each of its words stands in what was done, in a name, tag or kind that it was done with, or is who did it.
    """
    where, parameters = _spoken_of(text)
    sql = f"{_COLUMNS} {where} ORDER BY o.id DESC LIMIT :limit OFFSET :offset"
    return reader.all(_operation, sql, {**parameters, "limit": limit, "offset": offset})


def count(reader: Reader, text: str) -> int:
    """How many operations `text` speaks of."""
    where, parameters = _spoken_of(text)
    return int(reader.value(f"SELECT count(*) FROM operation o {where}", parameters))


def imports(reader: Reader, limit: int | None = None) -> list[Import]:
    """The files that people were brought in from, newest first."""
    counts = ", ".join(f"coalesce(json_extract(o.refs, '$.{name}'), 0)" for name in Import._fields[4:-1])
    sql = f"""SELECT 'o' || o.id, o.at, o."by", json_extract(o.refs, '$.file'), {counts}, {UNDONE} FROM operation o
        WHERE o.what = 'contact.import' ORDER BY o.id DESC LIMIT ?"""
    return reader.all(_import, sql, (-1 if limit is None else limit,))


def changes(reader: Reader, operation_ids: Sequence[int], most: int | None = None) -> list[Change]:
    """What these operations changed, in the order it happened; of each only the first `most`, where that is said."""
    limit = "" if most is None else f"ORDER BY id LIMIT {most:d}"
    sql = f"""SELECT g.operation_id, g."table", g.row_id, g.action, g."before", g."after" FROM json_each(?) j
        JOIN change g ON g.id IN (SELECT id FROM change WHERE operation_id = j.value {limit}) ORDER BY g.id"""
    return reader.all(change, sql, (json.dumps(list(operation_ids)),))


def as_made(reader: Reader, changes: Sequence[Change]) -> list[Change]:
    """The same changes, those that made a row with the row as it was made.

    History keeps no image of a new row, so it is what the row is now, with all that was changed since put back.
    """
    made = {(change.table, change.row_id) for change in changes if change.action == "insert"}
    rows = images(reader, made)
    born: dict[tuple[int | None, str, int], dict[str, Any]] = {}
    for later in _backwards(reader, made):
        place = (later.table, later.row_id)
        if later.action == "delete":
            rows[place] = dict(later.before)
        elif later.action == "update":
            rows[place] = {**rows.get(place, {}), **later.before}
        else:
            born[later.operation_id, *place] = rows.pop(place, {})
    return [
        change._replace(after=born.get((change.operation_id, change.table, change.row_id), {}))
        if change.action == "insert"
        else change
        for change in changes
    ]


def _backwards(reader: Reader, rows: Iterable[tuple[str, int]]) -> list[Change]:
    """Every change to these rows, the latest first."""
    sql = """SELECT g.operation_id, g."table", g.row_id, g.action, g."before", g."after" FROM json_each(?) j
        JOIN change g ON g."table" = json_extract(j.value, '$[0]') AND g.row_id = json_extract(j.value, '$[1]')
        ORDER BY g.id DESC"""
    return reader.all(change, sql, (json.dumps(sorted(rows)),))


def names(reader: Reader, contact_ids: Iterable[int]) -> dict[int, str]:
    """What contacts are called, those that were deleted by the name they had last."""
    sql = """SELECT j.value, coalesce(c.name, (SELECT json_extract("before", '$.name') FROM change
            WHERE "table" = 'contact' AND row_id = j.value AND action = 'delete' ORDER BY id DESC LIMIT 1))
        FROM json_each(?) j LEFT JOIN contact c ON c.id = j.value"""
    found = reader.all(lambda *pair: pair, sql, (json.dumps(sorted(set(contact_ids))),))
    return {contact_id: name for contact_id, name in found if name is not None}


def titles(reader: Reader, deal_ids: Iterable[int]) -> dict[int, str]:
    """What deals are called, those that were deleted by the title they had last."""
    sql = """SELECT j.value, coalesce(d.title, (SELECT json_extract("before", '$.title') FROM change
            WHERE "table" = 'deal' AND row_id = j.value AND action = 'delete' ORDER BY id DESC LIMIT 1))
        FROM json_each(?) j LEFT JOIN deal d ON d.id = j.value"""
    wanted = sorted(set(deal_ids))
    found = reader.all(lambda *pair: pair, sql, (json.dumps(wanted),)) if wanted else []
    return {deal_id: title for deal_id, title in found if title is not None}


def words(reader: Reader, found: Sequence[Operation]) -> dict[int, str]:
    """What these operations did, in a line each, by their ids."""
    known = names(reader, (contact_id for each in found for contact_id in contact_ids(each.refs)))
    called = titles(reader, (deal_id for each in found for deal_id in deal_ids(each.refs)))
    shown, deals = ({each: show_line(name, _NAME_LIMIT) for each, name in some.items()} for some in (known, called))
    return {each.id: show_line(in_words(each.what, each.refs, shown, deals), _LINE_LIMIT) for each in found}


def images(reader: Reader, rows: Iterable[tuple[str, int]]) -> dict[tuple[str, int], dict[str, Any]]:
    """The rows (table, id) that are there, by the names of their columns."""
    by_table: dict[str, list[int]] = {}
    for table, row_id in rows:
        by_table.setdefault(table, []).append(row_id)
    return {
        (table, record["id"]): record
        for table, ids in by_table.items()
        for record in reader.records(
            f"SELECT * FROM {quoted(table)} WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(ids),)
        )
    }


def references(reader: Reader) -> list[tuple[str, str, str]]:
    """Every foreign key between tables with a history, from the live schema: (table, column, referred table)."""
    sql = """SELECT t.name, f."from", f."table" FROM pragma_table_list t JOIN pragma_foreign_key_list(t.name) f
        WHERE t.schema = 'main' AND t.type = 'table' ORDER BY 1, 2"""
    audited = set(audited_tables(reader.connection))
    return [found for found in reader.all(lambda *names: names, sql) if found[0] in audited]


def _touching(reader: Reader) -> str:
    """A SELECT of the operations that touched the contact `:contact`, or rows that hang on it now or did."""
    # a contact that it referred is somebody else
    links = [link[:2] for link in references(reader) if link[2] == "contact" and link[0] != "contact"]
    hung = " UNION ".join(
        f"""SELECT '{table}', id FROM {quoted(table)} WHERE {quoted(column)} = :contact
        UNION SELECT "table", row_id FROM change
            WHERE "table" = '{table}' AND action = 'delete' AND json_extract("before", '$."{column}"') = :contact"""
        for table, column in links
    )
    return f"""
        WITH hung (t, r) AS (SELECT 'contact', :contact UNION {hung}),
        gone (contact, interaction) AS (
            SELECT json_extract("before", '$.contact_id'), json_extract("before", '$.interaction_id')
            FROM change WHERE "table" = 'participant' AND action = 'delete'),
        touched (t, r) AS (SELECT t, r FROM hung
            UNION SELECT 'interaction', interaction_id FROM participant WHERE contact_id = :contact
            UNION SELECT 'interaction', interaction FROM gone WHERE contact = :contact
            UNION SELECT 'deal', deal_id FROM deal_contact WHERE contact_id = :contact
            UNION SELECT 'move', m.id FROM move m JOIN deal_contact x ON x.deal_id = m.deal_id
                WHERE x.contact_id = :contact
            UNION SELECT 'line', l.id FROM line l JOIN purchase p ON p.id = l.purchase_id
                WHERE p.contact_id = :contact)
        SELECT g.operation_id FROM touched JOIN change g ON g."table" = t AND g.row_id = r
    """


def _spoken_of(text: str) -> tuple[str, dict[str, str]]:
    """The WHERE clause of operations that have every word of a text, and its parameters."""
    conditions: list[str] = []
    parameters: dict[str, str] = {}
    for at, word in enumerate(text.split()[:_MOST_WORDS]):
        key = fold(word) or word
        whats = [what for what, words in WORDS.items() if key in fold(words.partition("{")[0])]
        likes = {"like": f"%{_escaped(word)}%", "folded": f"%{_escaped(key)}%"}
        values = {**likes, "whats": json.dumps(whats), "word": word}
        parameters |= {f"{name}{at}": value for name, value in values.items()}
        conditions.append(_HAS_WORD.format(at=at))
    return f"WHERE {' AND '.join(conditions)}" if conditions else "", parameters


def _escaped(word: str) -> str:
    return re.sub(r"[\\%_]", r"\\\g<0>", word)


def _operation(operation_id: int, at: str, source: str, by: str, what: str, refs: str, *rest: Any) -> Operation:
    undoes, undone, records = rest
    undone_ref = None if undoes is None else f"o{undoes}"
    return Operation(f"o{operation_id}", at, source, by, what, json.loads(refs), undone_ref, bool(undone), records)


def _import(*row: Any) -> Import:
    *told, undone = row
    return Import._make([*told, bool(undone)])


def change(operation_id: int | None, table: str, row_id: int, action: str, *images: str | None) -> Change:
    """A change from its columns, the images read from JSON."""
    before, after = (json.loads(image) if image else {} for image in images)
    return Change(operation_id, table, row_id, action, before, after)
