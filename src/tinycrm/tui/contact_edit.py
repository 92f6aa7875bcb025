"""Between a contact's rows and the fields of a form: what stands in them, and what was changed in them as an Edit."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from tinycrm.domain import occasion
from tinycrm.domain.contact import Edit, Reading, Row, edit, named
from tinycrm.domain.field import shown as shown_value
from tinycrm.queries.contact_editor import Whole
from tinycrm.services.contact import POSITIONED, same

ADDRESS = ("street", "city", "region", "postcode", "country")
WORDS = (
    "name", "given", "family", "nickname", "pronunciation", "company", "role", "source", "cadence", "pinned", "notes",
)  # fmt: skip
CHOICES = ("kind", "channel", "stage")
DAYS = {"birthday": "birthday", "deceased": "deceased_on"}
MAILINGS = ("mailings", "mailings_on", "mailings_source")
# field of the form -> the table of its rows
LISTS = {
    "email": "email",
    "phone": "phone",
    "address": "address",
    "link": "link",
    "occasion": "occasion",
    "relative": "relative",
    "likes": "preference",
    "dislikes": "preference",
}
OWN = "own-"  # before the number of a field of the shop's own


class Listed(NamedTuple):
    """What became of a list: rows to add, ids to remove, and the keys of all that stay or come, in their order."""

    added: list[Row]
    removed: list[int]
    order: list[Row]


def values(whole: Whole) -> dict[str, Any]:
    """What stands in the form's fields for a contact."""
    facts, consent = whole.facts, next(iter(whole.parts["consent"]), None)
    own = {row["field_id"]: row["value"] for row in whole.parts["field_value"]}
    return {
        **{name: facts[name] or "" for name in WORDS},
        **{name: facts[name] for name in CHOICES},
        **{name: occasion.show(facts[column]) if facts[column] else "" for name, column in DAYS.items()},
        **{name: [[row["id"], shown(name, row)] for row in rows(whole, name)] for name in LISTS},
        "tag": [[row["name"], row["name"]] for row in whole.parts["tag"]],
        "referred_by": [facts["referred_by_id"], whole.referrer or ""] if facts["referred_by_id"] else "",
        "do_not_contact": bool(facts["do_not_contact"]),
        "mailings": bool(consent["given"]) if consent else None,
        "mailings_on": occasion.show(consent["day"]) if consent else "",
        "mailings_source": (consent and consent["source"]) or "",
        **{f"{OWN}{each.id}": _own(each.kind, own.get(each.id)) for each in whole.fields},
    }


def rows(whole: Whole, name: str) -> list[Row]:
    """The rows that a list of the form shows, in its order."""
    found = whole.parts[LISTS[name]]
    return [row for row in found if row["attitude"] == name.removesuffix("s")] if "like" in name else found


def shown(name: str, row: Row) -> str:
    """A row as it stands in its list, in the words that would be typed for it."""
    return _SHOWN[LISTS[name]](row)


def change(whole: Whole | None, typed: Mapping[str, Any], reading: Reading) -> Edit:
    """What was typed over the values of a contact, as what is to change in it; of None, a new one.

    `typed` holds only what is not as it was. Raises InvalidError for a value that makes no sense.
    """
    facts = _facts(whole, typed, reading)
    added: dict[str, list[Row]] = {}
    removed: dict[str, list[Row]] = {}
    first: dict[str, list[Row]] = {}
    for name, table in LISTS.items():
        if name in typed:
            there = rows(whole, name) if whole else []
            listed = _list(name, typed[name], there, reading)
            _put(added, table, listed.added)
            _put(removed, table, [{"id": row_id} for row_id in listed.removed])
            if table in POSITIONED:
                _put(first, table, _first(there, listed))
    if "tag" in typed:
        _tags(whole, [str(each[0]) for each in typed["tag"]], added, removed, reading)
    if any(name in typed for name in MAILINGS):
        _mailings(whole, typed, added, removed, reading)
    own = [(each, typed[f"{OWN}{each.id}"]) for each in (whole.fields if whole else ()) if f"{OWN}{each.id}" in typed]
    if own:
        fields = edit({"fields": [(each, _said(value)) for each, value in own]}, reading)
        _put(added, "field_value", fields.added["field_value"])
        _put(removed, "field_value", fields.removed["field_value"])
    return Edit(facts, added, removed, first)


def _facts(whole: Whole | None, typed: Mapping[str, Any], reading: Reading) -> Row:
    plain = {name: typed[name] or "" for name in (*WORDS, *CHOICES, *DAYS) if name in typed}
    if "do_not_contact" in typed:
        plain["do_not_contact"] = int(typed["do_not_contact"])
    if "referred_by" in typed:
        who = typed["referred_by"]
        plain["referred_by_id"] = who[0] if isinstance(who, list | tuple) else ""
    facts = edit(plain, reading).facts
    if "name" in typed:
        kind = typed.get("kind") or (whole.facts["kind"] if whole else "person")
        new = named(typed["name"], kind)
        return {**new, **facts, "name": new["name"]}
    return facts


def _list(name: str, items: Sequence[Sequence[Any]], there: Sequence[Row], reading: Reading) -> Listed:
    table = LISTS[name]
    left = {row["id"]: row for row in there}
    added, removed, order = [], [], []
    for row_id, text in items:
        row = left.pop(row_id, None)
        if row and shown(name, row) == text:
            order.append({"id": row_id})
            continue
        new = edit({name: [text]}, reading).added[table][0]
        if row and not _is_taken_over(table, new, row):
            removed.append(row_id)
        added.append(new)
        kept = row and row_id not in removed
        order.append({"id": row_id} if kept else {key: value for key, value in new.items() if key != "label"})
    return Listed(added, [*removed, *left], order)


def _is_taken_over(table: str, new: Row, there: Row) -> bool:
    """Whether a new row is one that is there, said in another way, and empties none of its columns."""
    agrees = all(there[column] == value for column, value in same(table, new).items())
    return agrees and all(new[name] is not None or there[name] is None for name in new)


def _first(there: Sequence[Row], listed: Listed) -> list[Row]:
    """The keys to be made primary, one after the other, so that the rows stand in the wanted order."""
    kept = [{"id": row["id"]} for row in there if {"id": row["id"]} in listed.order]
    natural = [*kept, *(key for key in listed.order if key not in kept)]
    for count in range(len(natural) + 1):
        front = listed.order[:count]
        if [*front, *(key for key in natural if key not in front)] == listed.order:
            return front[::-1]
    return []


def _tags(whole: Whole | None, wanted: list[str], added: Any, removed: Any, reading: Reading) -> None:
    there = {row["name"]: row["id"] for row in whole.parts["tag"]} if whole else {}
    new = [name for name in wanted if name not in there]
    _put(added, "tag", edit({"tag": new}, reading).added["tag"] if new else [])
    _put(removed, "tag", [{"id": row_id} for name, row_id in there.items() if name not in wanted])


def _mailings(whole: Whole | None, typed: Mapping[str, Any], added: Any, removed: Any, reading: Reading) -> None:
    there = whole.parts["consent"] if whole else []
    was = values(whole) if whole else dict.fromkeys(MAILINGS, "")
    given = typed.get("mailings", was["mailings"])
    if given in (None, ""):
        _put(removed, "consent", [{"id": row["id"]} for row in there])
        return
    said: dict[str, Any] = {"mailings": given}
    is_new = not there or given != bool(there[0]["given"])
    for name in MAILINGS[1:]:
        # a new answer is not given on the day of the old one, nor in the same way
        if name in typed or not is_new:
            said[name] = typed.get(name, was[name])
    new = edit(said, reading).added["consent"]
    _put(added, "consent", new)
    # a row that is there would keep the source of the old answer
    _put(removed, "consent", [{"id": row["id"]} for row in there if row["source"] and not new[0]["source"]])


def _put(rows_by_table: dict[str, list[Row]], table: str, found: Sequence[Row]) -> None:
    if found:
        rows_by_table.setdefault(table, []).extend(found)


def _own(kind: str, value: str | None) -> Any:
    if kind == "yes-no":
        return None if value is None else value == "yes"
    return shown_value(kind, value) if value is not None else ""


def _said(value: Any) -> str:
    return {None: "", True: "yes", False: "no"}.get(value, value) if not isinstance(value, str) else value


def _labelled(column: str) -> Callable[[Row], str]:
    return lambda row: f"{row['label']}: {row[column]}" if row["label"] else str(row[column])


def _address(row: Row) -> str:
    words = ", ".join(row[column] for column in ADDRESS if row[column])
    return f"{row['label']}: {words}" if row["label"] else words


def _relative(row: Row) -> str:
    birthday = occasion.show(row["birthday"]) if row["birthday"] else ""
    return ", ".join([row["name"], row["relation"] or "", birthday]).rstrip(", ")


_SHOWN: dict[str, Callable[[Row], str]] = {
    "email": _labelled("address"),
    "phone": _labelled("number"),
    "address": _address,
    "link": _labelled("url"),
    "occasion": lambda row: f"{row['name']}: {occasion.show(row['day'])}",
    "relative": _relative,
    "preference": lambda row: row["value"] if row["facet"] == "subject" else f"{row['facet']}: {row['value']}",
}
