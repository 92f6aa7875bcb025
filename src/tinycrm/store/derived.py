"""What is derived from the rows, kept by triggers: who was seen last, what people bought in sum, and the words they
are found by.
"""

from collections.abc import Container, Iterator

from tinycrm.store.connection import Connection

# Letters that SQLite's `remove_diacritics` leaves alone, and joiners that people leave out when they type.
# tinycrm.domain.clean.fold does the same to what is typed.
SPECIAL = {
    "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "ß": "ss", "ẞ": "ss",
    "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "þ": "th", "Þ": "th", "ı": "i", "ħ": "h", "Ħ": "h", "ĸ": "k",
    "ŋ": "n", "Ŋ": "n", "ŧ": "t", "Ŧ": "t", "ƀ": "b", "Ƀ": "b", "ɖ": "d", "Ɖ": "d", "ə": "e", "Ə": "e",
    "ƒ": "f", "Ƒ": "f", "ɨ": "i", "Ɨ": "i", "ƶ": "z", "Ƶ": "z", "ǥ": "g", "Ǥ": "g", "ȷ": "j", "ⱥ": "a",
    "Ⱥ": "a", "ȼ": "c", "Ȼ": "c", "ɇ": "e", "Ɇ": "e", "ɍ": "r", "Ɍ": "r", "ɏ": "y", "Ɏ": "y", "ᵻ": "i",
}  # fmt: skip
JOINERS = dict.fromkeys("'`´ʹʻʼʽʾʿˈ‘’‛′＇׳-‐‑‒–−﹣－\u05be\u00ad", "")
ACCENTED = {
    "a": "àáâãäåāăąǎÀÁÂÃÄÅĀĂĄǍ", "c": "çćĉċčÇĆĈĊČ", "d": "ďĎ", "e": "èéêëēĕėęěÈÉÊËĒĔĖĘĚ", "g": "ĝğġģĜĞĠĢ",
    "i": "ìíîïĩīĭįÌÍÎÏĨĪĬĮİ", "j": "ĵĴ", "k": "ķĶ", "l": "ĺļľĹĻĽ", "n": "ñńņňÑŃŅŇ", "o": "òóôõöōŏőÒÓÔÕÖŌŎŐ",
    "r": "ŕŗřŔŖŘ", "s": "śŝşšșŚŜŞŠȘ", "t": "ţťțŢŤȚ", "u": "ùúûüũūŭůűųÙÚÛÜŨŪŬŮŰŲ", "w": "ŵŴ", "y": "ýÿŷÝŶŸ",
    "z": "źżžŹŻŽ",
}  # fmt: skip
SORTED_AS = SPECIAL | {letter: plain for plain, letters in ACCENTED.items() for letter in letters}

# SQLite's parser gives up at about thirty nested calls
NESTED_CALLS = 20

_LATEST = (
    "INSERT INTO contact_seen (contact_id, interaction_id, day) SELECT contact_id, id, day FROM"
    " (SELECT p.contact_id, i.id, i.day, row_number() OVER"
    " (PARTITION BY p.contact_id ORDER BY i.day DESC, i.at DESC, i.id DESC) AS newest"
    " FROM participant p JOIN interaction i ON i.id = p.interaction_id"
    " JOIN contact c ON c.id = p.contact_id{where}) WHERE newest = 1"
)
# the common case, a new talk, compares with what is known instead of ranking all talks
_NEWER = (
    "INSERT INTO contact_seen (contact_id, interaction_id, day) SELECT c.id, i.id, i.day FROM contact c, interaction i"
    " WHERE c.id = new.contact_id AND i.id = new.interaction_id ON CONFLICT (contact_id) DO UPDATE"
    " SET interaction_id = excluded.interaction_id, day = excluded.day"
    " WHERE (excluded.day, coalesce((SELECT at FROM interaction WHERE id = excluded.interaction_id), ''),"
    " excluded.interaction_id) > (contact_seen.day,"
    " coalesce((SELECT at FROM interaction WHERE id = contact_seen.interaction_id), ''), contact_seen.interaction_id)"
)
_EVERY_NAME = " || ' ' || ".join(f"coalesce({name}, '')" for name in ("name", "given", "family", "nickname"))
_EVERY_NEW_NAME = _EVERY_NAME.replace("coalesce(", "coalesce(new.")
# whatever is not printable ASCII, and the joiners that are
_WITH_ODD_LETTERS = "'*[^ -&(-,.-_a-~]*'"
_SORTED_BY = "lower(coalesce(nullif(trim(coalesce(given, '') || ' ' || coalesce(family, '')), ''), name))"
_NOTES = "trim(coalesce({row}pinned, '') || ' ' || coalesce({row}notes, ''))"


def derived_triggers(tables: Container[str] = ("line",)) -> list[str]:
    """The CREATE TRIGGER statements that keep all derived tables true; an older schema lacks some `tables`."""
    bought = _bought_triggers() if "line" in tables else ()
    return [*_seen_triggers(), *bought, *_words_triggers(), *_said_triggers()]


def rebuild(connection: Connection) -> None:
    """Make every derived table anew from the rows, inside a transaction of the caller's."""
    for statement in (
        "DELETE FROM contact_seen",
        _LATEST.format(where=""),
        *_bought(""),
        "DELETE FROM contact_words",
        *_words(""),
        "INSERT INTO contact_search (contact_search) VALUES ('rebuild')",
        "INSERT INTO said_search (said_search) VALUES ('delete-all')",
        "INSERT INTO said_search (rowid, words) SELECT id, text FROM interaction WHERE text IS NOT NULL",
        "INSERT INTO said_search (rowid, words)"
        f" SELECT -id, {_NOTES.format(row='')} AS words FROM contact WHERE words <> ''",
    ):
        connection.execute(statement)


def _seen_triggers() -> Iterator[str]:
    yield _trigger("seen", "AFTER INSERT ON participant", _NEWER)
    for event, whose in (
        ("AFTER DELETE ON participant", "= old.contact_id"),
        (
            "AFTER UPDATE OF day, at ON interaction",
            "IN (SELECT contact_id FROM participant WHERE interaction_id = new.id)",
        ),
        # an undo may bring an interaction back after its participants
        (
            "AFTER INSERT ON interaction",
            "IN (SELECT contact_id FROM participant WHERE interaction_id = new.id)",
        ),
    ):
        latest = _LATEST.format(where=f" WHERE p.contact_id {whose}")
        yield _trigger("seen", event, f"DELETE FROM contact_seen WHERE contact_id {whose}", latest)
    yield _trigger(
        "lonely",
        "AFTER DELETE ON participant",
        "DELETE FROM interaction WHERE id = old.interaction_id"
        " AND NOT EXISTS (SELECT 1 FROM participant WHERE interaction_id = old.interaction_id)",
    )


def _bought_triggers() -> Iterator[str]:
    of_line = "IN (SELECT contact_id FROM purchase WHERE id = {row}.purchase_id)"
    yield _trigger("bought", "AFTER INSERT ON line", *_bought(of_line.format(row="new")))
    yield _trigger("bought", "AFTER DELETE ON line", *_bought(of_line.format(row="old")))
    watched = "AFTER UPDATE OF purchase_id, quantity, price, discount ON line"
    either = "IN (SELECT contact_id FROM purchase WHERE id IN (old.purchase_id, new.purchase_id))"
    yield _trigger("bought", watched, *_bought(either))
    whose = "IN (old.contact_id, new.contact_id)"
    yield _trigger("bought", "AFTER UPDATE OF contact_id, day, currency ON purchase", *_bought(whose))
    yield _trigger("bought", "AFTER DELETE ON purchase", *_bought("= old.contact_id"))
    # an undo may bring a purchase back after its lines
    has_lines = "EXISTS (SELECT 1 FROM line WHERE purchase_id = new.id)"
    yield _trigger("bought", "AFTER INSERT ON purchase", *_bought("= new.contact_id"), when=has_lines)


def _bought(whose: str) -> Iterator[str]:
    """Statements that write `contact_bought` and `contact_spent` for the contact whose id is `whose` (everyone's when
    empty). A day counts once, and what only came back is no purchase.
    """
    where = f" WHERE contact_id {whose}" if whose else ""
    bought = (
        " FROM purchase p JOIN line l ON l.purchase_id = p.id JOIN contact c ON c.id = p.contact_id"
        f"{f' WHERE p.contact_id {whose}' if whose else ''}"
    )
    for table in ("contact_bought", "contact_spent"):
        yield f"DELETE FROM {table}{where}"
    yield (
        "INSERT INTO contact_bought (contact_id, purchases, books, days, first, last) SELECT p.contact_id,"
        " count(DISTINCT iif(l.quantity > 0, p.id, NULL)), sum(l.quantity),"
        " count(DISTINCT iif(l.quantity > 0, p.day, NULL)),"
        " coalesce(min(iif(l.quantity > 0, p.day, NULL)), min(p.day)),"
        f" coalesce(max(iif(l.quantity > 0, p.day, NULL)), max(p.day)){bought} GROUP BY p.contact_id"
    )
    yield (
        "INSERT INTO contact_spent (contact_id, currency, amount) SELECT p.contact_id, p.currency,"
        f" sum(l.quantity * l.price - l.discount){bought} GROUP BY p.contact_id, p.currency"
    )


def _words_triggers() -> Iterator[str]:
    this = "= new.id"
    index = (
        "INSERT INTO contact_search (rowid, names, squeezed, company)"
        " SELECT contact_id, names, squeezed, company FROM contact_words WHERE contact_id = new.id"
    )
    forget = "DELETE FROM contact_words WHERE contact_id = new.id"
    # most names have none of the letters that are looked for one by one, and a large import feels it
    plain, odd = (f"({_EVERY_NEW_NAME}) {glob} {_WITH_ODD_LETTERS}" for glob in ("NOT GLOB", "GLOB"))
    yield _trigger("words_plain", "AFTER INSERT ON contact", _unfolded_words(this), index, when=plain)
    yield _trigger("words", "AFTER INSERT ON contact", *_words(this), index, when=odd)
    watched = "AFTER UPDATE OF name, given, family, nickname, company ON contact"
    yield _trigger("words", watched, forget, *_words(this), index)
    yield _trigger(
        "words",
        "AFTER DELETE ON contact_words",
        "INSERT INTO contact_search (contact_search, rowid, names, squeezed, company)"
        " VALUES ('delete', old.contact_id, old.names, old.squeezed, old.company)",
    )


def _said_triggers() -> Iterator[str]:
    for table, row_id, words, watched in (
        ("interaction", "{row}id", "{row}text", "text"),
        ("contact", "-{row}id", _NOTES, "pinned, notes"),
    ):
        new, old = (
            f"SELECT {mark}{row_id.format(row=row)}, {words.format(row=row)}"
            f" WHERE coalesce({words.format(row=row)}, '') <> ''"
            for row, mark in (("new.", ""), ("old.", "'delete', "))
        )
        add = f"INSERT INTO said_search (rowid, words) {new}"
        remove = f"INSERT INTO said_search (said_search, rowid, words) {old}"
        yield _trigger("said", f"AFTER INSERT ON {table}", add)
        yield _trigger("said", f"AFTER DELETE ON {table}", remove)
        yield _trigger("said", f"AFTER UPDATE OF {watched} ON {table}", remove, add)


def _words(whose: str) -> Iterator[str]:
    """Statements that write `contact_words` for the contact whose id is `whose` (everyone's when empty)."""
    words = f" WHERE contact_id {whose}" if whose else " WHERE true"
    yield _unfolded_words(whose)
    for column, letters in (("squeezed", SPECIAL | JOINERS), ("sort_key", SORTED_AS)):
        # most names are plain ASCII without a joiner, and of the others each has few of these letters
        odd = "'*[^ -~]*'" if column == "sort_key" else "'*[^ a-zA-Z]*'"
        pairs = sorted(letters.items())
        for start in range(0, len(pairs), NESTED_CALLS):
            chunk = pairs[start : start + NESTED_CALLS]
            plain = column
            for letter, replacement in chunk:
                plain = f"replace({plain}, {_quoted(letter)}, '{replacement}')"
            # a hyphen that opens the brackets stands for itself
            some = _quoted(f"*[{''.join(sorted((letter for letter, _ in chunk), key='-'.__ne__))}]*")
            yield (
                f"UPDATE contact_words SET {column} = {plain}{words} AND {column} GLOB {odd} AND {column} GLOB {some}"
            )


def _unfolded_words(whose: str) -> str:
    """A statement that writes `contact_words` as `_words` does for who has plain letters only."""
    return (
        "INSERT INTO contact_words (contact_id, names, squeezed, company, sort_key)"
        f" SELECT id, {_EVERY_NAME}, {_EVERY_NAME}, coalesce(company, ''), {_SORTED_BY}"
        f" FROM contact{f' WHERE id {whose}' if whose else ''}"
    )


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _trigger(family: str, event: str, *statements: str, when: str = "") -> str:
    name = "_".join([family, *event.replace(",", "").split()[1:]]).lower()
    condition = f"WHEN {when} " if when else ""
    return f"CREATE TRIGGER {name} {event} {condition}BEGIN {'; '.join(statements)}; END"
