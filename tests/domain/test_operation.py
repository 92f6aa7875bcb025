from collections.abc import Mapping
from typing import Any

import pytest

from tinycrm.domain.operation import WORDS, contact_ids, in_words

NAMES = {1: "Ada Lovelace", 2: "Jane Smith", 3: "Zoë"}


@pytest.mark.parametrize(
    ("what", "refs", "words"),
    [
        ("contact.add", {"contact": 1}, "Added Ada Lovelace"),
        ("contact.tag", {"contact": [1, 2], "tag": ["vip", "fair"]}, "Tagged Ada Lovelace, Jane Smith: vip, fair"),
        ("contact.archive", {"contact": [1, 2, 3, 4]}, "Put away 4 people"),
        ("contact.delete", {"contact": 9}, "Deleted c9"),
        ("log", {"contact": [1], "kind": "email"}, "Logged an email with Ada Lovelace"),
        ("interaction.edit", {"interaction": 7}, "Changed i7"),
        ("undo", {"operation": 4, "of": "contact.add", "contact": 1}, "Undid o4: Added Ada Lovelace"),
        (
            "redo",
            {"operation": 4, "of": "log", "contact": [2], "kind": "call"},
            "Redid o4: Logged a call with Jane Smith",
        ),
        ("field.rename", {"field": "shelf", "to": "bookcase"}, "Renamed the field shelf to bookcase"),
        (
            "contact.import",
            {"file": "people.csv", "created": 1790, "updated": 10, "unchanged": 3},
            "Brought in people.csv: 1,790 created, 10 updated",
        ),
        ("contact.import", {"file": None, "created": 0}, "Brought in a file: nothing"),
        ("undo", {"operation": 4, "of": "contact.import", "file": "x"}, "Undid o4: Brought in x: nothing"),
        ("from.a.newer.version", {}, "from.a.newer.version"),
        ("{0.__class__}", {}, "{0.__class__}"),
    ],
)
def test_an_operation_in_words(what: str, refs: Mapping[str, Any], words: str) -> None:
    assert in_words(what, refs, NAMES) == words


def test_a_name_is_only_a_name() -> None:
    assert in_words("contact.add", {"contact": 1}, {1: "{tag}{0}%s"}) == "Added {tag}{0}%s"


@pytest.mark.parametrize("what", WORDS)
def test_every_template_stands_without_references(what: str) -> None:
    assert "{" not in in_words(what, {}, {})


def test_contacts_are_one_or_several() -> None:
    assert [contact_ids(refs) for refs in ({}, {"contact": 3}, {"contact": [1, 2]})] == [[], [3], [1, 2]]
