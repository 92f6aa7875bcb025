"""What was done, in words made from a template and references when they are shown."""

from collections.abc import Mapping
from typing import Any

from tinycrm.domain.noun import a

WORDS = {
    "contact.add": "Added {contact}",
    "contact.edit": "Changed {contact}",
    "contact.delete": "Deleted {contact}",
    "contact.tag": "Tagged {contact}: {tag}",
    "contact.untag": "Untagged {contact}: {tag}",
    "contact.archive": "Put away {contact}",
    "contact.unarchive": "Brought back {contact}",
    "log": "Logged {kind} with {contact}",
    "interaction.edit": "Changed {interaction}",
    "interaction.delete": "Deleted {interaction} with {contact}",
    "remind": "Set a follow-up for {contact}",
    "remind.deal": "Set a follow-up for {deal}",
    "done": "Finished {reminder} for {contact}",
    "snooze": "Put off {reminder} for {contact}",
    "reminder.edit": "Changed {reminder} for {contact}",
    "reminder.delete": "Deleted {reminder} for {contact}",
    "field.add": "Declared the field {field}",
    "field.rename": "Renamed the field {field} to {to}",
    "field.edit": "Changed the field {field}",
    "field.remove": "Removed the field {field} and its values",
    "deal.add": "Started {deal}",
    "deal.edit": "Changed {deal}",
    "deal.move": "Moved {deal} to {stage}",
    "deal.won": "Won {deal}",
    "deal.lost": "Lost {deal}",
    "deal.reopen": "Reopened {deal}",
    "deal.delete": "Deleted {deal}",
    "stage.add": "Added the stage {stage}",
    "stage.rename": "Renamed the stage {stage} to {to}",
    "stage.edit": "Changed the stage {stage}",
    "stage.move": "Moved the stage {stage}",
    "stage.remove": "Removed the stage {stage}",
    "reason.add": "Offered a reason for losing: {reason}",
    "reason.rename": "Renamed a reason for losing: {reason} to {to}",
    "reason.remove": "Offered a reason for losing no longer: {reason}",
    "purchase.add": "Noted {purchase}, bought by {contact}",
    "purchase.edit": "Changed {purchase}, bought by {contact}",
    "purchase.return": "Took a book of {purchase} back from {contact}",
    "purchase.refund": "Gave money back for {purchase} to {contact}",
    "purchase.delete": "Deleted {purchase}, bought by {contact}",
    "arrived": "Told of what came in: {contact}",
    "want.add": "Noted a want of {contact} ({want})",
    "want.edit": "Changed {want} of {contact}",
    "want.found": "Found {want} for {contact}",
    "want.told": "Told {contact} of {want}",
    "want.drop": "Dropped {want} of {contact}",
    "contact.import": "Brought in {file}: {counts}",
    "demo": "Filled the demo shop",
    "undo": "Undid {operation}: {of}",
    "redo": "Redid {operation}: {of}",
}
NOTHING: Mapping[int, str] = {}
COUNTS = ("created", "updated")
SPELT_OUT = 3
NOBODY = "nobody known"


def contact_ids(refs: Mapping[str, Any]) -> list[int]:
    """The contacts that an operation's references speak of."""
    return _listed(refs.get("contact", []))


def deal_ids(refs: Mapping[str, Any]) -> list[int]:
    """The deals that an operation's references speak of."""
    return _listed(refs.get("deal", []))


def in_words(what: str, refs: Mapping[str, Any], names: Mapping[int, str], titles: Mapping[int, str] = NOTHING) -> str:
    """An operation as a person reads it; contacts by their names so far as `names` knows them, deals by `titles`."""
    people = [names.get(contact_id, f"c{contact_id}") for contact_id in contact_ids(refs)]
    words = {
        "contact": (", ".join(people) or NOBODY) if len(people) <= SPELT_OUT else f"{len(people)} people",
        "tag": ", ".join(refs.get("tag", [])),
        "kind": a(refs.get("kind", "talk")),
        "interaction": f"i{refs.get('interaction', '')}",
        "reminder": ", ".join(f"f{each}" for each in _listed(refs.get("reminder", []))),
        "field": refs.get("field", ""),
        "deal": ", ".join(f"{titles[each]} (d{each})" if each in titles else f"d{each}" for each in deal_ids(refs)),
        "purchase": f"p{refs.get('purchase', '')}",
        "want": ", ".join(f"w{each}" for each in _listed(refs.get("want", []))),
        "stage": refs.get("stage", ""),
        "reason": refs.get("reason", ""),
        "to": refs.get("to", ""),
        "file": refs.get("file") or "a file",
        "counts": _counted(refs) or "nothing",
        "operation": f"o{refs.get('operation', '')}",
        "of": in_words(refs["of"], {**refs, "of": None}, names, titles) if refs.get("of") else "",
    }
    return WORDS[what].format_map(words) if what in WORDS else what


def _counted(refs: Mapping[str, Any]) -> str:
    """What an import did: "790 created, 10 updated"."""
    return ", ".join(f"{refs[name]:,} {name}" for name in COUNTS if refs.get(name))


def _listed(found: int | list[int]) -> list[int]:
    return [found] if isinstance(found, int) else list(found)
