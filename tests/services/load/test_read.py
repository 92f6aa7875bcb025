import re
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import NOW
from tests.queries.people import READING
from tinycrm.formats.person import Labelled, Occasion, Person, Postal, Refused, Relative
from tinycrm.services.load.custom import Customs
from tinycrm.services.load.read import PROPERTIES, Reader
from tinycrm.services.load.report import Choices, Notes
from tinycrm.services.load.said import Said

TODAY = NOW.date().isoformat()
TOMORROW = (NOW.date() + timedelta(1)).isoformat()


def read(person: Person, **choices: Any) -> tuple[Said | Refused, Notes]:
    notes = Notes()
    return Reader(READING, Choices(**choices), Customs([], READING, keep=False), notes).said(person), notes


def said(name: str = "Ada", **facts: Any) -> Said:
    found, _ = read(Person(2, name=name, **facts))
    assert isinstance(found, Said)
    return found


def refused(**facts: Any) -> str:
    found, _ = read(Person(2, name="Ada", **facts))
    assert isinstance(found, Refused)
    assert found.line == 2
    return found.reason


def ways(*values: str) -> list[Labelled]:
    return [Labelled(None, value) for value in values]


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (Person(name="Ada Lovelace"), ("Ada Lovelace", "", "person", "Ada", "Lovelace")),
        (Person(name="Lovelace, Ada"), ("Ada Lovelace", "", "person", "Ada", "Lovelace")),
        (Person(name="Countess", given="Ada"), ("Countess", "", "person", None, None)),
        (Person(given="Ada", family="King"), ("Ada King", "", "person", None, None)),
        (Person(company="Mill Books"), ("Mill Books", "", "organisation", None, None)),
        (Person(name="Mill Books", kind="organisation"), ("Mill Books", "", "organisation", None, None)),
        (Person(nickname="Ace"), (None, "Ace", "person", None, None)),
        (Person(emails=ways("n/a", "Ada@x.org")), (None, "Ada@x.org", "person", None, None)),
        (Person(name="020 7946 0018", phones=ways("020 7946 0018")), (None, "020 7946 0018", "person", None, None)),
    ],
)
def test_what_they_are_called(person: Person, expected: tuple[str | None, ...]) -> None:
    found, _ = read(person)
    assert isinstance(found, Said)
    assert found[1:6] == expected
    assert "company" not in found.facts


def test_who_cannot_be_called_anything_is_refused() -> None:
    for person in (Person(7), Person(7, emails=ways("n/a"), notes="x"), Person(7, emails=ways("ada@"))):
        for strict in (True, False):
            found, _ = read(person, strict=strict)
            assert isinstance(found, Refused)
    assert read(Person(7))[0] == Refused(7, "This record has no name, company, email or phone.")


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"emails": ways("ada@")}, '"ada@" is not an email'),
        ({"phones": ways("ring her")}, '"ring her" holds no phone number'),
        ({"birthday": "31/02/1990"}, "Birthday: 31 Feb 1990 is not a day"),
        ({"birthday": TOMORROW}, "Birthday: .*lies in the future"),
        ({"birthday": "3/4/90"}, "Birthday: .*four digits"),
        ({"deceased_on": "--03-04"}, "Deceased: .*no year"),
        ({"stage": "whale"}, "Stage: 'whale' is not a stage"),
        ({"channel": "pigeon"}, "Channel: 'pigeon'"),
        ({"kind": "cat"}, "Kind: 'cat'"),
        ({"cadence": "soon"}, "Cadence: "),
        ({"nickname": "x" * 201}, "A nickname has at most 200 characters"),
        ({"addresses": [Postal(street="x" * 201)]}, "A line of an address has at most 200"),
        ({"links": ways("ftp://x")}, "not a web link"),
        ({"tags": ["c12"]}, "reads like a reference"),
        ({"relatives": [Relative(" ")]}, "A relative's name cannot be blank"),
        ({"likes": ["author:"]}, "has no value"),
    ],
)
def test_a_value_that_makes_no_sense_refuses_a_row_and_goes_into_the_notes_of_a_card(
    facts: dict[str, Any], words: str
) -> None:
    reason = refused(**facts)
    assert re.search(words, reason)
    found, notes = read(Person(2, name="Ada", notes="old", **facts), strict=False)
    assert isinstance(found, Said)
    assert found.facts["notes"].startswith("old\n")
    assert notes.warnings == [(2, f"{reason} It is in the notes.")]


def test_placeholders_are_empty_and_nobody_is_told() -> None:
    empty = Person(
        2, name="Ada", emails=ways("n/a", "-"), phones=ways("none", "000", "?"), birthday="0/0/00", deceased_on="TBD",
        occasions=[Occasion("wedding", "n/a")], relatives=[Relative("Tom", None, "unknown")], addresses=[Postal("x")],
    )  # fmt: skip
    found, notes = read(empty)
    assert isinstance(found, Said)
    assert (found.facts, found.parts, notes.warnings) == ({}, {"relative": [["Tom", None, None]]}, [])


def test_a_day_that_can_be_read_both_ways_is_read_as_the_shop_does_and_told() -> None:
    found, notes = read(Person(5, name="Ada", birthday="3/4/1990"))
    assert isinstance(found, Said)
    assert found.facts == {"birthday": "1990-04-03"}
    assert notes.warnings == [(5, "3/4/1990 was read as Tue 3 Apr 1990, as this shop writes days.")]


def test_what_the_reader_of_the_file_guessed_is_told_of_its_line() -> None:
    _, notes = read(Person(5, name="Ada", guesses=["Line 7: a guess.", "another."], photos=2, mailings=True))
    assert notes.warnings == [(7, "a guess."), (5, "another.")]
    assert (notes.photos, notes.consents) == (2, 1)


def test_days_of_one_name_are_told_apart() -> None:
    days = [Occasion("fair", "--01-02"), Occasion("fair", "--01-02"), Occasion("fair", "--05-06")]
    assert said(occasions=days).parts == {"occasion": [["fair", "--01-02"], ["fair (2)", "--05-06"]]}


def test_lines_that_nobody_understands_are_kept_up_to_a_limit() -> None:
    kept = ["X-A:\tb\x1b[1m", "x" * 10_001, *(f"X-{at}:1" for at in range(PROPERTIES))]
    found, notes = read(Person(2, name="Ada", kept=kept))
    assert isinstance(found, Said)
    rows = found.parts["property"]
    assert (rows[0], len(rows)) == (["X-A: b"], PROPERTIES)
    assert [sentence for _, sentence in notes.warnings] == [
        "A line of a card has at most 10,000 characters; this one has 10,001. It was left out.",
        f"Of the lines that nobody understands only {PROPERTIES} are kept.",
    ]


@pytest.mark.parametrize(
    ("mailings", "consent", "expected"),
    [
        (None, "x", None),
        (True, None, None),
        (True, "at the till", ["mailings", 1, "2020-01-02", "at the till"]),
        (False, "at the till", ["mailings", 0, "2020-01-02", "by post"]),
    ],
)
def test_consent(mailings: bool | None, consent: str | None, expected: list[Any] | None) -> None:
    person = Person(2, name="Ada", mailings=mailings, mailings_on="2020-01-02", mailings_source="by post")
    found, _ = read(person, consent=consent)
    assert isinstance(found, Said)
    assert found.parts.get("consent") == (expected and [expected])


TEXTS = st.none() | st.text(max_size=300)
FIELDS = (
    "uid kind given family nickname company birthday deceased_on notes stage channel referred_by cadence mailings_on"
).split()
HOSTILE = st.builds(
    Person,
    line=st.just(2),
    **dict.fromkeys(FIELDS, TEXTS),
    name=st.text(max_size=300),
    emails=st.lists(st.builds(Labelled, TEXTS, st.text(max_size=50)), max_size=2),
    phones=st.lists(st.builds(Labelled, TEXTS, st.text(max_size=50)), max_size=2),
    tags=st.lists(st.text(max_size=50), max_size=2),
    others=st.dictionaries(st.text(max_size=50), st.text(max_size=50), max_size=2),
    kept=st.lists(st.text(max_size=50), max_size=2),
)  # fmt: skip


@given(HOSTILE, st.booleans())
def test_anything_is_read_or_refused_and_can_be_kept(person: Person, strict: bool) -> None:
    found, _ = read(person, strict=strict)
    if isinstance(found, Said):
        assert Said.from_json(found.to_json()) == found
        assert 1 <= len(found.known_as) <= 200


def test_what_was_put_aside_before_is_not_put_aside_again() -> None:
    first, _ = read(Person(2, name="Ada", birthday="sometime", notes="old"), strict=False)
    assert isinstance(first, Said)
    again, _ = read(Person(2, name="Ada", birthday="sometime", notes=first.facts["notes"]), strict=False)
    assert isinstance(again, Said)
    assert again.facts["notes"] == first.facts["notes"] == "old\nbirthday: sometime"
