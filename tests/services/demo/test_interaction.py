import pytest

from tests.services.demo.conftest import Filled
from tinycrm.domain.interaction import DIRECTIONS, KINDS
from tinycrm.services.demo.contact import Member
from tinycrm.services.demo.interaction import shares

WITH_WHO = "FROM interaction i JOIN participant p ON p.interaction_id = i.id JOIN contact c ON c.id = p.contact_id"


@pytest.mark.parametrize("total", [0, 10, 100, 12345])
def test_shares_add_up_and_follow_the_weight(total: int) -> None:
    members = [Member(at, 0, 0, weight) for at, weight in enumerate((0, 5, 80, 300, 1), 1)]
    parts = [count for _, count in shares(members, total)]
    assert sum(parts) == total
    assert parts[0] == 0
    assert parts[3] == max(parts)


def test_people_without_weight_get_nothing() -> None:
    assert [count for _, count in shares([Member(1, 0, 0, 0)], 10)] == [0]


def test_all_kinds_directions_and_ends_are_there(filled: Filled) -> None:
    reader = filled()
    assert set(reader.values("SELECT DISTINCT kind FROM interaction")) == set(KINDS)
    assert set(reader.values("SELECT DISTINCT direction FROM interaction")) == {*DIRECTIONS, None}
    for where in ("outcome IS NOT NULL", "outcome IS NULL", "text IS NULL", "at IS NULL", "at IS NOT NULL"):
        assert reader.value(f"SELECT count(*) FROM interaction WHERE {where}") > 20, where


def test_no_text_has_a_blank_left(filled: Filled) -> None:
    assert filled(600).values("SELECT text FROM interaction WHERE text LIKE '%{%' OR text LIKE '%}%'") == []


def test_ids_grow_with_time(filled: Filled) -> None:
    reader = filled()
    assert reader.values("SELECT day FROM interaction ORDER BY id") == sorted(
        reader.values("SELECT day FROM interaction")
    )


def test_an_hour_is_on_its_day_in_opening_time(filled: Filled) -> None:
    wrong = "substr(at, 1, 10) <> day OR substr(at, 12) NOT BETWEEN '10:00' AND '17' OR created_at < at"
    assert filled(600).values(f"SELECT id FROM interaction WHERE {wrong}") == []


def test_nobody_talks_before_they_are_known_or_after_they_died(filled: Filled) -> None:
    wrong = "i.created_at < c.created_at OR i.day < substr(c.created_at, 1, 10) OR i.day > c.deceased_on"
    assert filled(600).values(f"SELECT i.id {WITH_WHO} WHERE {wrong}") == []


def test_made_up_talk_leaves_alone_who_asked_for_it(filled: Filled) -> None:
    called = f"SELECT count(*) {WITH_WHO} WHERE c.do_not_contact = 1 AND i.direction = ?"
    assert filled(600).value(called, ("out",)) == 0
    assert filled(600).value(called, ("in",)) > 0


def test_some_talk_is_with_two_or_three(filled: Filled) -> None:
    company = "SELECT count(*) AS n FROM participant GROUP BY interaction_id"
    sizes = filled().values(company)
    assert set(sizes) == {1, 2, 3}
    assert 10 <= len([size for size in sizes if size > 1]) <= 150


def test_regulars_talk_much_and_leads_little(filled: Filled) -> None:
    each = f"SELECT count(*) * 1.0 / count(DISTINCT c.id) {WITH_WHO} WHERE c.stage = ?"
    regular, customer, lead = (filled(600).value(each, (stage,)) for stage in ("regular", "customer", "lead"))
    assert regular > 2 * customer > 2 * lead
