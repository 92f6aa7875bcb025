import re
from typing import Any

from tests.services.demo.conftest import Filled
from tinycrm.domain import name, preference, reach, tag

PEOPLE = 600
CAST = 47
RESERVED = re.compile(
    r"\+44(2079460\d{3}|7700900\d{3}|1632960\d{3}|11[3-8]4960\d{3}|1[2-6]14960\d{3}|1914980\d{3}|2920180\d{3})"
    r"(;ext=\d+)?|\+1[2-9]\d\d55501\d\d(;ext=\d+)?"
)


def rows(filled: Filled, sql: str) -> list[dict[str, Any]]:
    found = filled(PEOPLE).records(sql)
    assert len(found) > 100
    return found


def test_names_are_split_as_if_they_were_typed(filled: Filled) -> None:
    for row in rows(filled, "SELECT name, given, family, kind FROM contact"):
        assert name.split(row["name"], row["kind"]) == (row["name"], row["given"], row["family"])


def test_phones_are_as_if_they_were_typed_and_nobodys(filled: Filled) -> None:
    for row in rows(filled, "SELECT number, e164, digits FROM phone"):
        assert reach.phone(row["number"], "GB") == (row["number"], row["e164"], row["digits"])
        assert RESERVED.fullmatch(row["e164"]), row


def test_emails_are_as_if_they_were_typed_and_nobodys(filled: Filled) -> None:
    for row in rows(filled, "SELECT address, key FROM email"):
        assert reach.email(row["address"]) == (row["address"], row["key"])
        assert row["key"].endswith(".example")


def test_addresses_are_as_if_they_were_typed(filled: Filled) -> None:
    for row in rows(filled, "SELECT street, city, region, postcode, country FROM address"):
        assert reach.address(", ".join(part for part in row.values() if part)) == tuple(row.values())


def test_tastes_and_tags_are_as_if_they_were_typed(filled: Filled) -> None:
    for row in rows(filled, "SELECT facet, value, key FROM preference"):
        assert preference.preference(f"{row['facet']}:{row['value']}") == tuple(row.values())
    for row in rows(filled, "SELECT name FROM tag"):
        assert tag.tag(row["name"]) == row["name"]


def test_households_share_what_a_household_shares(filled: Filled) -> None:
    shared = filled(PEOPLE).records(
        "SELECT count(DISTINCT c.family) AS families, count(DISTINCT a.street) AS streets"
        " FROM email e JOIN contact c ON c.id = e.contact_id JOIN address a ON a.contact_id = c.id"
        f" WHERE c.id > {CAST} AND c.id > 300 GROUP BY e.key HAVING count(*) > 1"
    )
    assert len(shared) > 3
    assert all(row == {"families": 1, "streets": 1} for row in shared)


def test_the_crowd_is_mixed(filled: Filled) -> None:
    reader = filled(PEOPLE)
    stages = reader.values(f"SELECT DISTINCT stage FROM contact WHERE id > {CAST}")
    assert set(stages) == {"lead", "prospect", "customer", "regular", "lapsed"}
    for where in ("kind = 'organisation'", "archived = 1", "do_not_contact = 1", "referred_by_id IS NOT NULL"):
        assert reader.value(f"SELECT count(*) FROM contact WHERE id > {CAST} AND {where}") > 0, where


def test_who_wants_no_contact_wants_no_mailings(filled: Filled) -> None:
    asked = "SELECT max(s.given) FROM consent s JOIN contact c ON c.id = s.contact_id WHERE c.do_not_contact = 1"
    assert filled(PEOPLE).value(asked) == 0


def test_no_day_has_a_page_of_birthdays(filled: Filled) -> None:
    day = "SELECT max(n) FROM (SELECT count(*) AS n FROM contact GROUP BY substr(birthday, -5) HAVING birthday <> '')"
    assert filled(PEOPLE).value(day) < 12
