"""A contact as a text that its owner can edit: TOML that teaches what each field takes."""

import json
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

from tinycrm.domain import field as field_rules
from tinycrm.domain import occasion, reach
from tinycrm.domain.clean import show_line
from tinycrm.domain.contact import CHANNELS, KINDS, STAGES, Row
from tinycrm.errors import InvalidError
from tinycrm.queries.contact_editor import Whole

# every field in the order of the text, and what stands above it
MEANINGS = {
    "kind": " or ".join(KINDS),
    "name": "as it is shown",
    "given": "",
    "family": "",
    "nickname": "what they like to be called",
    "pronunciation": "how to say the name",
    "company": "where they work",
    "role": "what they do there",
    "emails": '["ada@example.org", "work: office@example.org"]; the first one is the primary one, here and below',
    "phones": '["mobile: 07700 900123", "01632 960001"]',
    "addresses": '["home: 12 Lamb Street, Leeds, LS1 4AB, UK"]',
    "links": '["blog: example.org/ada"]',
    "birthday": "10 dec, or 10 dec 1985",
    "occasions": '["wedding: 3 may 1999"]',
    "relatives": '["Tom, son, 3 may 2015", "Kit, cat"], who are not contacts themselves',
    "tags": '["regular", "fair-2026"]',
    "likes": '["author: Zola", "genre: crime"]',
    "dislikes": '["format: abridged"]',
    "channel": "how they like to be reached: " + ", ".join(CHANNELS),
    "source": "where they came from",
    "referred_by": "who sent them: a name, or a reference like c12",
    "stage": "how close they are to the shop: " + ", ".join(STAGES),
    "cadence": "how often they want to hear from you: 6w, 3m, monthly",
    "mailings": "whether they want your mailings: yes or no, nothing when they were not asked",
    "mailings_on": "when they said so",
    "mailings_source": "how they said so: form at the till",
    "do_not_contact": "leave them in peace: yes or no",
    "deceased": "the day they died",
    "pinned": "to be seen before anything else",
    "notes": "all that is worth keeping; between ''' there may be several lines",
}
# field of the text -> the option that reads what stands in it, and the table of its rows
LISTS = {
    "emails": ("email", "email"),
    "phones": ("phone", "phone"),
    "addresses": ("address", "address"),
    "links": ("link", "link"),
    "occasions": ("occasion", "occasion"),
    "relatives": ("relative", "relative"),
    "tags": ("tag", "tag"),
    "likes": ("likes", "preference"),
    "dislikes": ("dislikes", "preference"),
}
OWN = "fields"
# kind of a field of the shop's own -> what it takes
TAKES = {
    "text": "",
    "number": "a number",
    "date": "a day: 10 dec 2020, or 10 dec",
    "yes-no": "yes or no",
    "choice": "one of ",
}
ADDRESS = ("street", "city", "region", "postcode", "country")
WIDTH = 88
HEAD = """\
# {name} ({ref})
# Change what you like, save and close. "" or [] empties a field, and so does taking out its line.
# Close without a change, or with an empty text, and nothing happens.
"""


def written(whole: Whole) -> str:
    """The text of a contact."""
    head = HEAD.format(name=show_line(whole.facts["name"], 80), ref=f"c{whole.facts['id']}")
    lines = []
    for key, meaning in MEANINGS.items():
        lines += [f"# {meaning}"] if meaning else []
        lines.append(f"{key} = {_toml(_value(whole, key))}{_aside(whole, key)}")
    return head + "\n" + "\n".join([*lines, *_own(whole)]) + "\n"


def own(whole: Whole) -> dict[str, str]:
    """The fields of the shop's own, and what they hold for a contact; "" for nothing."""
    values = {row["field_id"]: row["value"] for row in whole.parts["field_value"]}
    return {
        field.name: field_rules.shown(field.kind, values[field.id]) if field.id in values else ""
        for field in whole.fields
    }


def rows(whole: Whole, key: str) -> list[Row]:
    """The rows that a list of the text shows, in its order."""
    found = whole.parts[LISTS[key][1]]
    return [row for row in found if row["attitude"] == key.removesuffix("s")] if "like" in key else found


def shown(key: str, row: Row) -> str | Row:
    """A row as it stands in its list; an address that commas could not tell apart as a table."""
    return _SHOWN[LISTS[key][1]](row)


def yes_or_no(value: int) -> str:
    """A flag as a word."""
    return "yes" if value else "no"


def _value(whole: Whole, key: str) -> Any:
    facts, consent = whole.facts, next(iter(whole.parts["consent"]), None)
    if key in LISTS:
        return [shown(key, row) for row in rows(whole, key)]
    match key:
        case "mailings":
            return yes_or_no(consent["given"]) if consent else ""
        case "mailings_on":
            return occasion.show(consent["day"]) if consent else ""
        case "mailings_source":
            return (consent and consent["source"]) or ""
        case "do_not_contact":
            return yes_or_no(facts[key])
        case "birthday":
            return occasion.show(facts[key]) if facts[key] else ""
        case "deceased":
            return occasion.show(facts["deceased_on"]) if facts["deceased_on"] else ""
        case "referred_by":
            return f"c{facts['referred_by_id']}" if facts["referred_by_id"] else ""
        case _:
            return facts[key] or ""


def _own(whole: Whole) -> Iterator[str]:
    """The table at the end of the text; its keys are letters of any script, which TOML wants quoted."""
    if whole.fields:
        yield from ("", "# fields of your own", f"[{OWN}]")
    for field, value in zip(whole.fields, own(whole).values(), strict=True):
        if meaning := TAKES[field.kind]:
            yield f"# {meaning}{show_line(', '.join(field.choices), 200)}"
        yield f"{field.name if field.name.isascii() else _quoted(field.name)} = {_toml(value)}"


def _aside(whole: Whole, key: str) -> str:
    return f"  # {show_line(whole.referrer, 80)}" if key == "referred_by" and whole.referrer else ""


def _labelled(column: str) -> Callable[[Row], str]:
    return lambda row: f"{row['label']}: {row[column]}" if row["label"] else str(row[column])


def _address(row: Row) -> str | Row:
    words = ", ".join(row[column] for column in ADDRESS if row[column])
    text = f"{row['label']}: {words}" if row["label"] else words
    return text if _reads_as(row, text) else {column: row[column] for column in ("label", *ADDRESS) if row[column]}


def _reads_as(row: Row, text: str) -> bool:
    try:
        label, words = reach.labelled(text)
        return (label, *reach.address(words)) == tuple(row[column] for column in ("label", *ADDRESS))
    except InvalidError:
        return False


def _relative(row: Row) -> str:
    birthday = occasion.show(row["birthday"]) if row["birthday"] else ""
    return ", ".join([row["name"], row["relation"] or "", birthday]).rstrip(", ")


_SHOWN: dict[str, Callable[[Row], str | Row]] = {
    "email": _labelled("address"),
    "phone": _labelled("number"),
    "address": _address,
    "link": _labelled("url"),
    "occasion": lambda row: f"{row['name']}: {occasion.show(row['day'])}",
    "relative": _relative,
    "tag": lambda row: str(row["name"]),
    "preference": lambda row: row["value"] if row["facet"] == "subject" else f"{row['facet']}: {row['value']}",
}


def _toml(value: Any) -> str:
    """A value as TOML 1.0 writes it; what cannot be seen is escaped, a text of several lines stays one."""
    if isinstance(value, list):
        items = [_toml(item) for item in value]
        line = f"[{', '.join(items)}]"
        return line if len(line) <= WIDTH else "[\n" + "".join(f"  {item},\n" for item in items) + "]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{name} = {_quoted(item)}" for name, item in value.items()) + " }"
    if "\n" not in value:
        return _quoted(value)
    if "'''" not in value and not value.endswith("'") and all(map(_is_seen, value)):
        return f"'''\n{value}'''"
    plain = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"""\n' + "".join(char if _is_seen(char) else _escaped(char) for char in plain) + '"""'


def _quoted(text: str) -> str:
    # a JSON string is a TOML string but for DEL, which TOML wants escaped
    return "".join(char if _is_seen(char) else _escaped(char) for char in json.dumps(text, ensure_ascii=False))


def _is_seen(char: str) -> bool:
    return char.isprintable() or char in "\n\t\u200c\u200d" or unicodedata.category(char) == "Zs"


def _escaped(char: str) -> str:
    return f"\\u{ord(char):04x}" if ord(char) <= 0xFFFF else f"\\U{ord(char):08x}"
