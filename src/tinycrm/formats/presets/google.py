"""Google Contacts as CSV, in the older layout and in the one since 2023, and writing the newer one."""

import re
from collections.abc import Sequence

from tinycrm.formats.header import plain
from tinycrm.formats.presets.slot import Preset, Slot, Slots
from tinycrm.formats.presets.value import groups

MULTIPLE = ":::"

_SINGLE = {
    "name": "name", "givenname": "given", "firstname": "given", "additionalname": "middle", "middlename": "middle",
    "familyname": "family", "lastname": "family", "nameprefix": "prefix", "namesuffix": "suffix",
    "nickname": "nickname", "birthday": "birthday", "notes": "notes", "organizationname": "company",
    "organizationtitle": "role", "organizationdepartment": "department", "fileas": "file_as",
    "organization1name": "company", "organization1title": "role", "organization1department": "department",
    "givennameyomi": "phonetic_given", "additionalnameyomi": "phonetic_middle", "familynameyomi": "phonetic_family",
    "phoneticfirstname": "phonetic_given", "phoneticmiddlename": "phonetic_middle",
    "phoneticlastname": "phonetic_family", "groupmembership": "tag", "labels": "tag", "photo": "photo",
}  # fmt: skip
_NUMBERED = re.compile(r"(email|phone|address|website|event|relation|customfield)(\d+)(\w+)")
_WAYS = {"email": "email", "phone": "phone", "website": "link", "customfield": "custom"}
_LABELS = ("type", "label")
_ADDRESS = {
    "formatted": "whole", "street": "street", "extendedaddress": "street", "pobox": "street", "city": "city",
    "region": "region", "postalcode": "postcode", "country": "country", "type": "label", "label": "label",
}  # fmt: skip


def _slots(headers: Sequence[str]) -> Slots:
    return [_slot(plain(header)) for header in headers]


def _slot(header: str) -> Slot | None:
    if header in _SINGLE:
        return Slot(_SINGLE[header])
    match = _NUMBERED.fullmatch(header)
    if match is None:
        return None
    kind, number, part = match.groups()
    if kind == "address":
        return Slot("address", _ADDRESS[part], number) if part in _ADDRESS else None
    if part not in (*_LABELS, "value"):
        return None
    is_label = part in _LABELS
    if kind in _WAYS:
        return Slot(_WAYS[kind], "label" if is_label else "", number)
    if kind == "event":
        return Slot("occasion", "name" if is_label else "day", number)
    return Slot("relative", "relation" if is_label else "name", number)


def _is_old(headers: frozenset[str]) -> bool:
    return {"givenname", "familyname"} <= headers and not headers.isdisjoint(
        {"email1type", "phone1type", "groupmembership"}
    )


def _is_new(headers: frozenset[str]) -> bool:
    return "firstname" in headers and (
        {"email1label", "email1value"} <= headers
        or {"phone1label", "phone1value"} <= headers
        or {"organizationname", "labels"} <= headers
    )


OLD = Preset("google-old", "Google Contacts (older layout)", _is_old, _slots, groups, MULTIPLE)
NEW = Preset("google", "Google Contacts (new layout)", _is_new, _slots, groups, MULTIPLE)
