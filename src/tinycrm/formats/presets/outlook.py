"""Outlook's CSV in its three families of headers, which Windows, phones and other programs write too."""

import re
from collections.abc import Sequence

from tinycrm.formats.header import plain
from tinycrm.formats.presets.slot import Preset, Slot, Slots

_SINGLE = {
    "title": "prefix", "firstname": "given", "middlename": "middle", "lastname": "family", "suffix": "suffix",
    "nickname": "nickname", "company": "company", "department": "department", "jobtitle": "role",
    "birthday": "birthday", "notes": "notes", "categories": "tag", "referredby": "referred_by",
    "webpage": "link", "personalwebpage": "link", "givenyomi": "phonetic_given", "surnameyomi": "phonetic_family",
    "givennameyomi": "phonetic_given", "familynameyomi": "phonetic_family",
}  # fmt: skip
_PHONES = {
    "primaryphone": "", "mobilephone": "mobile", "homephone": "home", "businessphone": "work", "otherphone": "other",
    "companymainphone": "main", "homefax": "home fax", "businessfax": "work fax", "otherfax": "other fax",
    "pager": "pager", "carphone": "car", "assistantsphone": "assistant", "radiophone": "radio", "callback": "callback",
    "ttytddphone": "text phone", "isdn": "isdn", "telex": "telex",
}  # fmt: skip
_RELATIVES = {
    "spouse": "spouse", "children": "child", "managersname": "manager", "managername": "manager",
    "assistantsname": "assistant", "assistantname": "assistant",
}  # fmt: skip
_PLACES = {"home": "home", "business": "work", "other": "other"}
_PARTS = {
    "address": "whole", "street": "street", "addresspobox": "street", "city": "city", "state": "region",
    "postalcode": "postcode", "country": "country", "countryregion": "country",
}  # fmt: skip
_EMAIL = re.compile(r"email(\d?)address")
_ADDRESS = re.compile(r"(home|business|other)([a-z]+?)(\d?)")
_NUMBER = re.compile(r"(\D+)(\d)")


def _slots(headers: Sequence[str]) -> Slots:
    return [_slot(plain(header)) for header in headers]


def _slot(header: str) -> Slot | None:
    if header in _SINGLE:
        return Slot(_SINGLE[header])
    if header == "anniversary":
        return Slot("occasion", "day", header, header)
    if header in _RELATIVES:
        return Slot("relative", "name", header, _RELATIVES[header])
    if match := _EMAIL.fullmatch(header):
        return Slot("email", "", match[1] or "1")
    match = _NUMBER.fullmatch(header)
    if (base := match[1] if match else header) in _PHONES:
        return Slot("phone", "", header, _PHONES[base])
    match = _ADDRESS.fullmatch(header)
    if match and match[2] in _PARTS:
        return Slot("address", _PARTS[match[2]], match[1], _PLACES[match[1]])
    return None


def _fits(headers: frozenset[str]) -> bool:
    return "emailaddress" in headers and not headers.isdisjoint({"businessphone", "homestreet"})


OUTLOOK = Preset("outlook", "Outlook", _fits, _slots, first=("primaryphone",), typed=True)
