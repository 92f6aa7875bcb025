"""A sheet that no program has made: what its headers mean, in six languages."""

from collections.abc import Sequence

from tinycrm.formats.header import Meaning, meaning, plain
from tinycrm.formats.presets.slot import ADDRESS_PARTS, Preset, Slot, Slots

# Columns called so hold the family name where another holds the given name, and the whole name elsewhere.
_MAYBE_FAMILY = frozenset("name nom naam".split())
_MAYBE_WHOLE = frozenset("nombre nome".split())
_FIXED = {
    "mobile": Slot("phone", label="mobile"),
    "fax": Slot("phone", label="fax"),
    "anniversary": Slot("occasion", "day", label="anniversary"),
    "spouse": Slot("relative", "name", label="spouse"),
    "child": Slot("relative", "name", label="child"),
    "author": Slot("likes", label="author"),
    "genre": Slot("likes", label="genre"),
}


def _slots(headers: Sequence[str]) -> Slots:
    meanings = [meaning(header) for header in headers]
    known = {each.field for each in meanings if each}
    slots = [_slot(header, each, known) for header, each in zip(headers, meanings, strict=True)]
    parted = {each.group for each in slots if each and each.field == "address" and each.part != "whole"}
    return [_as_street(each) if each and each.group in parted else each for each in slots]


def _slot(header: str, said: Meaning | None, known: set[str]) -> Slot | None:
    if said is None:
        return None
    word = plain(header)
    if word in _MAYBE_FAMILY and "given" in known and "family" not in known:
        return Slot("family")
    if word in _MAYBE_WHOLE and "family" not in known:
        return Slot("name")
    group = f"{said.label} {said.number}".strip()
    if said.field in ("address", "street2", *ADDRESS_PARTS):
        part = {"address": "whole", "street2": "street"}.get(said.field, said.field)
        is_second_line = said.field == "street2" or (said.field == "address" and said.number)
        return Slot("address", "street" if is_second_line else part, said.label, said.label)
    if said.field in _FIXED:
        fixed = _FIXED[said.field]
        label = f"{said.label} {fixed.label}".strip() if fixed.field == "phone" else fixed.label
        return fixed._replace(group=f"{header}", label=label)
    return Slot(said.field, "", group, said.label)


def _as_street(slot: Slot) -> Slot:
    return slot._replace(part="street") if slot.field == "address" and slot.part == "whole" else slot


UNKNOWN = Preset("unknown", "an unknown sheet", lambda _: True, _slots, typed=True)
