"""What a shell may complete: people, tags, references, by how they begin."""

from tinycrm.queries import search
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


def _pair(number: int, words: str) -> tuple[int, str]:
    return number, words


def _counted(words: str, number: int) -> tuple[str, int]:
    return words, number
