"""Thunderbird's address book as CSV."""

import re
from collections.abc import Sequence

from tinycrm.formats.header import plain
from tinycrm.formats.presets.slot import Preset, Slot, Slots

_SLOTS = {
    "firstname": Slot("given"),
    "lastname": Slot("family"),
    "displayname": Slot("name"),
    "nickname": Slot("nickname"),
    "primaryemail": Slot("email", group="1"),
    "secondaryemail": Slot("email", group="2"),
    "workphone": Slot("phone", group="work", label="work"),
    "homephone": Slot("phone", group="home", label="home"),
    "faxnumber": Slot("phone", group="fax", label="fax"),
    "pagernumber": Slot("phone", group="pager", label="pager"),
    "mobilenumber": Slot("phone", group="mobile", label="mobile"),
    "jobtitle": Slot("role"),
    "department": Slot("department"),
    "organization": Slot("company"),
    "webpage1": Slot("link", group="1"),
    "webpage2": Slot("link", group="2"),
    "birthyear": Slot("birth_year"),
    "birthmonth": Slot("birth_month"),
    "birthday": Slot("birth_day"),
    "notes": Slot("notes"),
}
_ADDRESS = re.compile(r"(home|work)(address2?|city|state|zipcode|country)")
_PARTS = {
    "address": "street", "address2": "street", "city": "city", "state": "region", "zipcode": "postcode",
    "country": "country",
}  # fmt: skip


def _slots(headers: Sequence[str]) -> Slots:
    return [_slot(plain(header)) for header in headers]


def _slot(header: str) -> Slot | None:
    match = _ADDRESS.fullmatch(header)
    if match:
        return Slot("address", _PARTS[match[2]], match[1], match[1])
    return _SLOTS.get(header)


def _fits(headers: frozenset[str]) -> bool:
    return {"primaryemail", "displayname"} <= headers


THUNDERBIRD = Preset("thunderbird", "Thunderbird", _fits, _slots, typed=True)
