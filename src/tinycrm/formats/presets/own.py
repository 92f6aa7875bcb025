"""Our own CSV: every field of a person in a column of its own, for spreadsheets and back.

Cells that a spreadsheet would run as a formula are guarded by an apostrophe, and so are cells that begin with one; the
first header says that this was done, and only then is one taken off again.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from tinycrm.formats.header import plain
from tinycrm.formats.person import Person
from tinycrm.formats.presets.slot import ADDRESS_PARTS, WAYS, Preset, Slot, Slots
from tinycrm.formats.presets.value import SEPARATOR, TAG_SEPARATORS, join_own

MARK = "tinycrm 1"  # the first header; its column holds the UID
OWN_COLUMNS = (
    MARK, "name", "kind", "given", "family", "nickname", "pronunciation", "company", "role",
    "email", "phone", "address", "link", "birthday", "deceased", "occasion", "relative", "tags", "likes", "dislikes",
    "notes", "pinned", "channel", "stage", "source", "referred_by", "cadence", "mailings",
    "mailings_on", "mailings_source", "do_not_contact",
)  # fmt: skip

_REPEATED = {
    "email": ("", "label"),
    "phone": ("", "label"),
    "address": ("label", *ADDRESS_PARTS),
    "link": ("", "label"),
    "occasion": ("", "day"),
    "relative": ("", "relation", "birthday"),
}
_LISTS = {"tags": "tag", "likes": "likes", "dislikes": "dislikes"}
_AT_LEAST = {"email": 1, "phone": 2, "address": 1}  # columns that are there to be filled in
_FIRST_PART = {"occasion": "name", "relative": "name"}
_TEXTS = {MARK: "uid", "deceased": "deceased_on"}
_RARE = ("revised", "kept")  # columns that stand there only when someone has it
_OTHER = "other: "  # before the name of an other value that is called as one of our columns
_GUARDED = re.compile(r"[=+\-@\t\r\n|%＝＋－＠']")
_NUMBERED = re.compile(rf"({'|'.join(_REPEATED)}) (\d+)(?: (\w+))?")
_BOM = "\ufeff"
_YES_NO = {True: "yes", False: "no", None: ""}


class Shape(NamedTuple):
    """How many columns people need: the most that one has of each, the names of other values, what else there is."""

    most: dict[str, int]
    others: tuple[str, ...]
    rare: tuple[str, ...]


def shape(people: Iterable[Person]) -> Shape:
    """The columns that these people need."""
    most = dict(_AT_LEAST)
    others: dict[str, None] = {}
    rare: set[str] = set()
    for person in people:
        for field in _REPEATED:
            most[field] = max(most.get(field, 0), len(_several(person, field)))
        others.update(dict.fromkeys(person.others))
        rare.update(field for field in _RARE if getattr(person, field))
    return Shape(most, tuple(others), tuple(field for field in _RARE if field in rare))


def write_own(people: Iterable[Person], delimiter: str = ",", shaped: Shape | None = None) -> Iterator[str]:
    """The lines of a CSV file for spreadsheets, each with its end: a byte order mark, every field quoted.

    Without `shaped` all people are taken into memory to learn their columns. Blanks around values are cut; a newline
    inside a value is LF.
    """
    if shaped is None:
        people = list(people)
        shaped = shape(people)
    yield _BOM + line(_headers(shaped), delimiter)
    for person in people:
        yield line(_cells(person, shaped), delimiter)


def line(cells: Iterable[str], delimiter: str) -> str:
    """One line (RFC 4180), guarded against formulas."""
    return delimiter.join('"' + guarded(cell).replace('"', '""') + '"' for cell in cells) + "\r\n"


def guarded(text: str) -> str:
    """A cell that no spreadsheet runs: an apostrophe before what begins as a formula, or with one."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    return f"'{text}" if _GUARDED.match(text) else text


def unguarded(text: str) -> str:
    """What `guarded` was given."""
    return text.removeprefix("'")


def _headers(shaped: Shape) -> list[str]:
    headers: list[str] = []
    for column in OWN_COLUMNS:
        if column in _REPEATED:
            headers.extend(
                f"{column} {number} {part}".rstrip()
                for number in range(1, shaped.most.get(column, 0) + 1)
                for part in _REPEATED[column]
            )
        else:
            headers.append(column)
    headers.extend(shaped.rare)
    return headers + [_other_header(name) for name in shaped.others]


def _cells(person: Person, shaped: Shape) -> list[str]:
    cells: list[str] = []
    for column in OWN_COLUMNS:
        if column in _REPEATED:
            cells.extend(_repeated(person, column, shaped.most.get(column, 0)))
        elif column in _LISTS:
            cells.append(join_own(getattr(person, column), _separators(column)))
        else:
            value = getattr(person, _TEXTS.get(column, column))
            cells.append(_YES_NO[value] if value is None or isinstance(value, bool) else value)
    cells.extend(_rare(person, field) for field in shaped.rare)
    return cells + [person.others.get(name, "") for name in shaped.others]


def _repeated(person: Person, column: str, most: int) -> Iterator[str]:
    known = _several(person, column)
    assert len(known) <= most, "the shape is of other people"
    for parts in known:
        yield from (part or "" for part in parts)
    yield from [""] * (len(_REPEATED[column]) * (most - len(known)))


def _several(person: Person, column: str) -> Sequence[tuple[str | None, ...]]:
    if column in WAYS:
        return [(way.value, way.label) for way in getattr(person, WAYS[column])]
    others: dict[str, Sequence[tuple[str | None, ...]]] = {
        "address": person.addresses,
        "occasion": person.occasions,
        "relative": person.relatives,
    }
    return others[column]


def _rare(person: Person, field: str) -> str:
    value = getattr(person, field)
    return value or "" if field == "revised" else "\n".join(value)


def _other_header(name: str) -> str:
    return f"{_OTHER}{name}" if name.startswith(_OTHER) or _slot(name) is not None else name


def _separators(column: str) -> str:
    return TAG_SEPARATORS if column == "tags" else SEPARATOR


def other_name(header: str) -> str:
    """The name of the other value in a column that has no field."""
    return unguarded(header).removeprefix(_OTHER)


def _slots(headers: Sequence[str]) -> Slots:
    return [_slot(unguarded(header)) for header in headers]


def _slot(header: str) -> Slot | None:
    if plain(header) == plain(MARK):
        return Slot("uid")
    if header in _LISTS:
        return Slot(_LISTS[header])
    if match := _NUMBERED.fullmatch(header):
        field, number, part = match[1], match[2], match[3] or ""
        if part in _REPEATED[field]:
            return Slot(field, part or _FIRST_PART.get(field, ""), number)
        return None
    return Slot(header) if header in OWN_COLUMNS or header in _RARE else None


def _fits(headers: frozenset[str]) -> bool:
    return plain(MARK) in headers


OWN = Preset("own", "tinycrm", _fits, _slots, own=True)
