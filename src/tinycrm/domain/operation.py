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
    "done": "Finished {reminder} for {contact}",
    "snooze": "Put off {reminder} for {contact}",
    "reminder.edit": "Changed {reminder} for {contact}",
    "reminder.delete": "Deleted {reminder} for {contact}",
    "demo": "Filled the demo shop",
    "undo": "Undid {operation}: {of}",
    "redo": "Redid {operation}: {of}",
}
SPELT_OUT = 3


def contact_ids(refs: Mapping[str, Any]) -> list[int]:
    """The contacts that an operation's references speak of."""
    return _listed(refs.get("contact", []))


def in_words(what: str, refs: Mapping[str, Any], names: Mapping[int, str]) -> str:
    """An operation as a person reads it; contacts by their names so far as `names` knows them."""
    people = [names.get(contact_id, f"c{contact_id}") for contact_id in contact_ids(refs)]
    words = {
        "contact": ", ".join(people) if len(people) <= SPELT_OUT else f"{len(people)} people",
        "tag": ", ".join(refs.get("tag", [])),
        "kind": a(refs.get("kind", "talk")),
        "interaction": f"i{refs.get('interaction', '')}",
        "reminder": ", ".join(f"f{each}" for each in _listed(refs.get("reminder", []))),
        "operation": f"o{refs.get('operation', '')}",
        "of": in_words(refs["of"], {**refs, "of": None}, names) if refs.get("of") else "",
    }
    return WORDS[what].format_map(words) if what in WORDS else what


def _listed(found: int | list[int]) -> list[int]:
    return [found] if isinstance(found, int) else list(found)
