import pytest

from tests.services.demo.conftest import Filled

OPEN = "r.done_at IS NULL"
WITH_WHO = "FROM reminder r JOIN contact c ON c.id = r.contact_id"


@pytest.mark.parametrize(
    "where",
    [
        f"{OPEN} AND r.due < '2026-11-24'",
        f"{OPEN} AND r.due = '2026-11-24' AND r.due_time = '14:30'",
        f"{OPEN} AND r.due = '2026-11-24' AND r.due_time IS NULL",
        f"{OPEN} AND r.due BETWEEN '2026-11-25' AND '2026-11-30'",
        f"{OPEN} AND r.due > '2026-12-01'",
        "r.done_at IS NOT NULL AND substr(r.done_at, 1, 10) < r.due",
        "r.done_at IS NOT NULL AND substr(r.done_at, 1, 10) > r.due",
        "r.interaction_id IS NULL",
    ],
)
def test_follow_ups_of_every_sort_are_there(filled: Filled, where: str) -> None:
    assert filled().value(f"SELECT count(*) {WITH_WHO} WHERE {where}") > 0


def test_most_were_done(filled: Filled) -> None:
    done, still_open = (
        filled(600).value(f"SELECT count(*) FROM reminder r WHERE {where}") for where in ("r.done_at IS NOT NULL", OPEN)
    )
    assert done > 5 * still_open


def test_one_comes_of_talk_with_the_same_person(filled: Filled) -> None:
    wrong = (
        "SELECT r.id FROM reminder r WHERE r.interaction_id IS NOT NULL AND r.contact_id NOT IN"
        " (SELECT contact_id FROM participant p WHERE p.interaction_id = r.interaction_id)"
    )
    assert filled(600).values(wrong) == []


def test_one_is_due_and_done_after_it_was_set(filled: Filled) -> None:
    wrong = "r.due < substr(r.created_at, 1, 10) OR r.done_at < r.created_at OR r.created_at < c.created_at"
    assert filled(600).values(f"SELECT r.id {WITH_WHO} WHERE {wrong}") == []


def test_nothing_is_open_with_those_to_be_left_alone(filled: Filled) -> None:
    alone = "c.do_not_contact = 1 OR c.archived = 1 OR c.deceased_on IS NOT NULL"
    assert filled(600).values(f"SELECT r.id {WITH_WHO} WHERE {OPEN} AND ({alone})") == []


def test_open_ones_are_spread_over_people(filled: Filled) -> None:
    most = f"SELECT max(n) FROM (SELECT count(*) AS n FROM reminder r WHERE {OPEN} GROUP BY contact_id)"
    assert filled(600).value(most) <= 2
