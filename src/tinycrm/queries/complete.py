"""What a shell may complete: people, tags, references, by how they begin."""

from tinycrm.domain.clean import fold
from tinycrm.domain.field import Field
from tinycrm.domain.title import author_key, title_key
from tinycrm.queries import field as queries
from tinycrm.queries import search, stage
from tinycrm.store.reader import Reader

ENOUGH = 40


def people(reader: Reader, text: str) -> list[tuple[int, str]]:
    """Contacts (id, name) with every word of `text` beginning a word of their name; put-away ones left out."""
    words = search.searchable(text.replace("-", " ").split())
    match = search.expression(words, search.NAMES, beginnings=True)
    where = "AND c.id IN (SELECT rowid FROM contact_search WHERE contact_search MATCH :match)" if match else ""
    sql = f"""SELECT c.id, c.name FROM contact c LEFT JOIN contact_seen s ON s.contact_id = c.id
        WHERE c.archived = 0 {where} ORDER BY s.day DESC, c.id LIMIT {ENOUGH}"""
    return reader.all(_pair, sql, {"match": match} if match else {})


def contacts_by_id(reader: Reader, digits: str) -> list[tuple[int, str]]:
    """Contacts (id, name) whose number begins with `digits`."""
    sql = f"SELECT id, name FROM contact WHERE CAST(id AS TEXT) LIKE ? || '%' ORDER BY id LIMIT {ENOUGH}"
    return reader.all(_pair, sql, (digits,))


def open_reminders(reader: Reader) -> list[tuple[int, str]]:
    """Open follow-ups (id, words), the soonest first."""
    sql = f"""SELECT r.id, r.due || ' ' || coalesce(c.name, '') || coalesce(': ' || r.text, '') FROM reminder r
        LEFT JOIN contact c ON c.id = r.contact_id WHERE r.done_at IS NULL ORDER BY r.due, r.id LIMIT {ENOUGH}"""
    return reader.all(_pair, sql)


def newest_interactions(reader: Reader) -> list[tuple[int, str]]:
    """Interactions (id, words), the newest first."""
    sql = f"""SELECT i.id, i.day || ' ' || i.kind || coalesce(': ' || i.text, '') FROM interaction i
        ORDER BY i.id DESC LIMIT {ENOUGH}"""
    return reader.all(_pair, sql)


def newest_operations(reader: Reader) -> list[tuple[int, str]]:
    """Operations (id, template), the newest first."""
    return reader.all(
        _pair, f"SELECT id, substr(at, 1, 16) || ' ' || what FROM operation ORDER BY id DESC LIMIT {ENOUGH}"
    )


def tags(reader: Reader, beginning: str) -> list[tuple[str, int]]:
    """Tags in use that begin so, with how many have them."""
    sql = f"""SELECT name, count(*) FROM tag WHERE name >= ? AND name < ? GROUP BY name ORDER BY name LIMIT {ENOUGH}"""
    return reader.all(_counted, sql, (beginning, beginning + "\U0010ffff"))


def deals(reader: Reader) -> list[tuple[int, str]]:
    """Deals (id, title), open ones first."""
    sql = f"SELECT id, title FROM deal ORDER BY closed_on IS NOT NULL, closed_on DESC, id DESC LIMIT {ENOUGH}"
    return reader.all(_pair, sql)


def stages(reader: Reader) -> list[tuple[int, str]]:
    """Stages (id, name) in the order of the board."""
    return [(each.id, each.name) for each in stage.stages(reader)]


def reasons(reader: Reader) -> list[str]:
    """Reasons for losing a deal that are offered."""
    return [each.name for each in stage.reasons(reader)]


def purchases(reader: Reader) -> list[tuple[int, str]]:
    """Purchases (id, words), the newest first."""
    sql = f"""SELECT p.id, p.day || ' ' || coalesce(c.name || ': ', '') || (SELECT title FROM line
            WHERE purchase_id = p.id ORDER BY position, id LIMIT 1)
        FROM purchase p LEFT JOIN contact c ON c.id = p.contact_id ORDER BY p.id DESC LIMIT {ENOUGH}"""
    return reader.all(_pair, sql)


def wants(reader: Reader) -> list[tuple[int, str]]:
    """Wants (id, words) that are open, or found and not told, the newest first."""
    sql = f"""SELECT w.id, c.name || ': ' || coalesce(w.title, w.author) FROM want w
        JOIN contact c ON c.id = w.contact_id WHERE w.told_on IS NULL AND w.dropped_on IS NULL
        ORDER BY w.id DESC LIMIT {ENOUGH}"""
    return reader.all(_pair, sql)


def titles(reader: Reader, beginning: str) -> list[str]:
    """Titles sold before that begin so, as they were written last."""
    return _spelt(reader, "title", title_key(beginning) if beginning.strip() else "", beginning)


def authors(reader: Reader, beginning: str) -> list[str]:
    """Authors sold before whose family or whole name begins so, as they were written last."""
    return _spelt(reader, "author", author_key(beginning), beginning)


def genres(reader: Reader, beginning: str) -> list[str]:
    """Genres sold before that begin so."""
    return _spelt(reader, "genre", fold(beginning), beginning)


def _spelt(reader: Reader, column: str, key: str, typed: str) -> list[str]:
    """The values of a column whose keys begin with `key`, or that begin as typed; read off the index key by key."""
    sql = f"""WITH RECURSIVE k (key) AS (SELECT min({column}_key) FROM line
            UNION ALL SELECT (SELECT min({column}_key) FROM line l WHERE l.{column}_key > k.key) FROM k
            WHERE k.key IS NOT NULL)
        SELECT (SELECT {column} FROM line l WHERE l.{column}_key = k.key ORDER BY l.id DESC LIMIT 1) AS value FROM k
        WHERE k.key IS NOT NULL AND (k.key >= :key AND k.key < :key || char(1114111) OR value LIKE :typed ESCAPE '\\')
        ORDER BY k.key LIMIT {ENOUGH}"""
    return reader.values(sql, {"key": key, "typed": search.like(typed)[1:]})


def fields(reader: Reader) -> list[Field]:
    """The fields that the shop has declared."""
    return queries.fields(reader)


def _pair(number: int, words: str) -> tuple[int, str]:
    return number, words


def _counted(words: str, number: int) -> tuple[str, int]:
    return words, number
