"""People as Google Contacts takes them in: the layout since 2023."""

import re
from collections.abc import Iterable, Iterator, Sequence

from tinycrm.formats.person import AFTER, BEFORE, DEPARTMENT, Labelled, Person, Postal
from tinycrm.formats.presets.own import guarded

_SINGLE = (
    "First Name", "Middle Name", "Last Name", "Phonetic First Name", "Phonetic Middle Name", "Phonetic Last Name",
    "Name Prefix", "Name Suffix", "Nickname", "File As", "Organization Name", "Organization Title",
    "Organization Department", "Birthday", "Notes", "Photo", "Labels",
)  # fmt: skip
_NUMBERED = {
    "E-mail": ("Label", "Value"),
    "Phone": ("Label", "Value"),
    "Address": ("Label", "Formatted", "Street", "City", "PO Box", "Region", "Postal Code", "Country",
                "Extended Address"),
    "Website": ("Label", "Value"),
    "Event": ("Label", "Value"),
    "Relation": ("Label", "Value"),
    "Custom Field": ("Label", "Value"),
}  # fmt: skip
_NO_LABEL = "*"
_MULTIPLE = " ::: "
_NAMED_APART = (DEPARTMENT, BEFORE, AFTER)  # other values that have a column of their own
_HARMLESS = re.compile(r"[+-][\d\s()./–-]*")  # a phone or a day: a guard would spoil it


def write_google(people: Iterable[Person]) -> Iterator[str]:
    """The lines of a CSV file, each with its end. All people are taken into memory to learn their columns.

    What could run as a formula is guarded by an apostrophe, which Google keeps; phones and days stay as they are.
    """
    known = [_columns(person) for person in people]
    most = {kind: max((len(each[1][kind]) for each in known), default=0) for kind in _NUMBERED}
    yield _line([*_SINGLE, *_headers(most)])
    for single, numbered in known:
        cells = list(single)
        for kind, parts in _NUMBERED.items():
            rows = numbered[kind]
            cells.extend(cell for row in rows for cell in row)
            cells.extend([""] * (len(parts) * (most[kind] - len(rows))))
        yield _line(cells)


def _headers(most: dict[str, int]) -> Iterator[str]:
    for kind, parts in _NUMBERED.items():
        yield from (f"{kind} {number} - {part}" for number in range(1, most[kind] + 1) for part in parts)


def _columns(person: Person) -> tuple[Sequence[str], dict[str, list[tuple[str, ...]]]]:
    parted = bool(person.given or person.family)
    whole = " ".join(filter(None, (person.given, person.family)))
    others = person.others
    single = (
        person.given or ("" if person.family or person.kind == "organisation" else person.name), "",
        person.family or "", person.pronunciation or "", "", "",
        others.get(BEFORE, ""), others.get(AFTER, ""), person.nickname or "",
        person.name if person.name != whole and parted else "",
        person.company or (person.name if person.kind == "organisation" else ""), person.role or "",
        others.get(DEPARTMENT, ""), person.birthday or "", person.notes or "", "",
        _MULTIPLE.join(["* myContacts", *person.tags]),
    )  # fmt: skip
    numbered: dict[str, list[tuple[str, ...]]] = {
        "E-mail": _ways(person.emails),
        "Phone": _ways(person.phones),
        "Address": [_address(each) for each in person.addresses],
        "Website": _ways(person.links),
        "Event": [(each.name, each.day) for each in person.occasions],
        "Relation": [(each.relation or "", each.name) for each in person.relatives],
        "Custom Field": [(name, said) for name, said in others.items() if name not in _NAMED_APART],
    }
    return single, numbered


def _ways(ways: Sequence[Labelled]) -> list[tuple[str, ...]]:
    """The first of several is the primary one, which Google marks with a star."""
    marked = len(ways) > 1
    return [
        (f"{_NO_LABEL} {way.label or ''}".strip() if marked and not at else way.label or "", way.value)
        for at, way in enumerate(ways)
    ]


def _address(each: Postal) -> tuple[str, ...]:
    place = " ".join(filter(None, (each.city, each.region, each.postcode)))
    formatted = "\n".join(filter(None, (each.street, place, each.country)))
    street, city, region, postcode, country = (part or "" for part in each[1:])
    return (each.label or "", formatted, street, city, "", region, postcode, country, "")


def _line(cells: Iterable[str]) -> str:
    return ",".join('"' + _safe(cell).replace('"', '""') + '"' for cell in cells) + "\r\n"


def _safe(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    return text if text.startswith("'") or _HARMLESS.fullmatch(text) else guarded(text)
