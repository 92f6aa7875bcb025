from tinycrm.domain.interaction import DIRECTIONS, KINDS
from tinycrm.services.demo.cast import FollowUp, Person, Said
from tinycrm.services.demo.people import PEOPLE

NAMES = [person.name for person in PEOPLE]


def said() -> list[tuple[Person, Said]]:
    return [(person, said) for person in PEOPLE for said in person.said]


def test_a_name_stands_for_one_person() -> None:
    assert len(set(NAMES)) == len(NAMES) >= 40
    assert NAMES[0] == "Ada Lovelace"


def test_whoever_is_named_is_there() -> None:
    named = {name for _, said in said() for name in said.company}
    named |= {person.referred_by for person in PEOPLE if person.referred_by}
    assert len(named) > 5
    assert named <= set(NAMES)


def test_who_sent_somebody_was_sent_by_nobody() -> None:
    sent = {person.name for person in PEOPLE if person.referred_by}
    assert not sent & {person.referred_by for person in PEOPLE}


def test_what_was_said_stands_newest_first() -> None:
    for person in PEOPLE:
        days = [said.ago for said in person.said]
        assert days == sorted(days), person.name
        assert all(0 <= ago <= person.since for ago in days), person.name


def test_what_was_said_is_well_formed() -> None:
    assert {said.kind for _, said in said()} == set(KINDS)
    assert {said.direction for _, said in said()} == {*DIRECTIONS, None}
    for person, each in said():
        assert each.hour is None or (each.ago > 0 and "10:00" <= each.hour < "17:00"), person.name


def test_follow_ups_are_open_or_done_in_order() -> None:
    for person, each in said():
        follow_up = each.follow_up or FollowUp(0, "none")
        assert follow_up.due >= -each.ago, person.name
        assert follow_up.done is None or 1 <= follow_up.done <= each.ago, person.name


def test_the_company_was_known_by_then() -> None:
    since = {person.name: person.since for person in PEOPLE}
    assert all(since[name] >= each.ago for _, each in said() for name in each.company)
