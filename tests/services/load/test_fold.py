from typing import Any

import pytest

from tests.queries.people import READING
from tests.services.load.tool import someone
from tinycrm.formats.person import Person, Postal
from tinycrm.services.load.custom import Customs
from tinycrm.services.load.fold import CANDIDATES, Fold
from tinycrm.services.load.read import Reader
from tinycrm.services.load.report import Choices, Notes
from tinycrm.services.load.said import Said

PHONE = "020 7946 0018"


def leaders(*people: Person) -> list[int]:
    """For each record the number of the first one about the same person."""
    reader = Reader(READING, Choices(), Customs([], READING, keep=True), Notes())
    records: list[Said] = []
    fold = Fold(records.__getitem__)
    found = []
    for number, person in enumerate(people):
        said = reader.said(person)
        assert isinstance(said, Said)
        records.append(said)
        found.append(fold.leader(said, number))
    return found


@pytest.mark.parametrize(
    "later",
    [
        {"name": "Bob", "uid": "u1"},
        {"name": "A. King", "email": "A@x.org"},
        {"email": "a@x.org"},
        {"name": "lovelace ADA", "phone": "+44 20 7946 0018"},
    ],
)
def test_records_of_one_person(later: dict[str, Any]) -> None:
    first = someone("Ada Lovelace", email="a@x.org", phone=PHONE, uid="u1")
    assert leaders(first, someone("Zoë", email="z@x.org"), someone(**later)) == [0, 1, 0]


@pytest.mark.parametrize(
    "later",
    [{"name": "Bob", "email": "a@x.org"}, {"name": "Bob", "phone": PHONE}, {"name": "Ada Lovelace", "role": "x"}],
)
def test_records_of_two(later: dict[str, Any]) -> None:
    assert leaders(someone("Ada Lovelace", email="a@x.org", phone=PHONE), someone(**later)) == [0, 1]


def test_who_had_no_name_is_told_by_the_first_one_that_is_said() -> None:
    shared = "a@x.org"
    assert leaders(someone(email=shared), someone("Ada", email=shared), someone("Bob", email=shared)) == [0, 0, 2]


def test_what_a_later_record_adds_is_known_from_then_on() -> None:
    records = [
        someone("Ada", email="a@x.org"), someone("Ada", email="a@x.org", phone=PHONE), someone("Ada", phone=PHONE),
    ]  # fmt: skip
    assert leaders(*records) == [0, 0, 0]


@pytest.mark.parametrize(
    ("more", "expected"), [({}, 0), ({"notes": "x"}, 0), ({"notes": "y"}, 1), ({"role": "x"}, 1), ({"tags": ["t"]}, 1)]
)
def test_a_name_alone_tells_nobody_unless_all_was_said_already(more: dict[str, Any], expected: int) -> None:
    assert leaders(someone("Ada", notes="x", email="a@x.org"), someone("Ada", **more)) == [0, expected]


def test_other_values_are_said_too() -> None:
    assert leaders(*(someone("Ada", others={"Shelf": shelf}) for shelf in ("1", "2", "1"))) == [0, 1, 0]


def test_an_email_that_everybody_has_is_no_trouble() -> None:
    people = [someone(f"N{at:03} Roe", email="none@x.org") for at in range(3 * CANDIDATES)]
    assert leaders(*people, *people) == [*range(3 * CANDIDATES)] * 2


def test_namesakes_who_live_elsewhere_are_not_fetched() -> None:
    reader = Reader(READING, Choices(), Customs([], READING, keep=True), Notes())
    records: list[Said] = []
    fetched: list[int] = []

    def look(number: int) -> Said:
        fetched.append(number)
        return records[number]

    fold, found = Fold(look), []
    for number, street in enumerate(["1 Mill Lane", "2 Mill Lane", "3 Oak Road", "2 Mill Lane"]):
        said = reader.said(someone("Ada", addresses=[Postal(None, street)], birthday=f"1990-01-0{street[0]}"))
        assert isinstance(said, Said)
        records.append(said)
        found.append(fold.leader(said, number))
    assert found == [0, 1, 2, 1]
    assert len(fetched) < 6  # all pairs
