"""What was done, in words made from a template and references when they are shown."""

from collections.abc import Mapping
from typing import Any

from tinycrm.domain import interaction

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
    "demo": "Filled the demo shop",
    "undo": "Undid {operation}",
    "redo": "Redid {operation}",
}
SPELT_OUT = 3


def contact_ids(refs: Mapping[str, Any]) -> list[int]:
    """The contacts that an operation's references speak of."""
    found = refs.get("contact", [])
    return [found] if isinstance(found, int) else list(found)


def in_words(what: str, refs: Mapping[str, Any], names: Mapping[int, str]) -> str:
    """An operation as a person reads it; contacts by their names so far as `names` knows them."""
    people = [names.get(contact_id, f"c{contact_id}") for contact_id in contact_ids(refs)]
    words = {
        "contact": ", ".join(people) if len(people) <= SPELT_OUT else f"{len(people)} people",
        "tag": ", ".join(refs.get("tag", [])),
        "kind": interaction.a(refs.get("kind", "talk")),
        "interaction": f"i{refs.get('interaction', '')}",
        "operation": f"o{refs.get('operation', '')}",
    }
    return WORDS.get(what, what).format_map(words)
