from collections.abc import Sequence
from typing import Any

import pytest

from tests.services.demo.conftest import Filled
from tinycrm.domain.clean import fold
from tinycrm.store import Reader


def ids(reader: Reader, where: str, parameters: Sequence[Any] = ()) -> list[int]:
    return reader.values(f"SELECT id FROM contact WHERE {where} ORDER BY id", parameters)


def test_ada_is_as_she_is_known(filled: Filled) -> None:
    reader = filled()
    (ada,) = reader.records("SELECT * FROM contact WHERE name = 'Ada Lovelace'")
    assert (ada["id"], ada["stage"], ada["given"], ada["family"]) == (1, "regular", "Ada", "Lovelace")
    assert ada["pronunciation"] == "AY-da LUV-lace"
    assert ada["pinned"] == "Never before ten. Takes French originals over any translation."
    phones = reader.records("SELECT label, number, e164 FROM phone WHERE contact_id = 1 ORDER BY position")
    assert phones[0] == {"label": "mobile", "number": "020 7946 0018", "e164": "+442079460018"}
    assert reader.values("SELECT address FROM email WHERE contact_id = 1") == ["ada@analytical.example"]
    (home,) = reader.records("SELECT street, city FROM address WHERE contact_id = 1")
    assert home == {"street": "12 St James's Square", "city": "London"}
    likes = "SELECT facet || ':' || value FROM preference WHERE contact_id = 1 AND attitude = ? ORDER BY id"
    assert reader.values(likes, ("like",)) == ["author:Zola", "author:George Sand", "subject:French poetry"]
    assert "genre:crime" in reader.values(likes, ("dislike",))
    open_one = "SELECT due FROM reminder WHERE contact_id = 1 AND done_at IS NULL AND text = ?"
    assert reader.value(open_one, ("quote her the Nana first edition",)) == "2026-11-20"


def test_a_couple_shares_its_email_and_landline(filled: Filled) -> None:
    reader = filled()
    ruth, dov = ids(reader, "family = 'Abelman'")
    for column, table in (("key", "email"), ("e164", "phone"), ("street", "address")):
        one, other = (
            set(reader.values(f"SELECT {column} FROM {table} WHERE contact_id = ?", (each,))) for each in (ruth, dov)
        )
        assert one & other, table


@pytest.mark.parametrize(
    "where",
    [
        "name = 'Patrick O''Brien'",
        "name LIKE 'Zoë %'",
        "name LIKE 'Łukasz %'",
        "name = '李小明'",
        "family = 'Žižek'",
        "name LIKE 'ألف %'",
        "given = 'Jean-Luc'",
        "name = 'Jane Smith'",
        "name = 'Jane Smithson'",
        "kind = 'person' AND given IS NOT NULL AND family IS NULL",
        "deceased_on IS NOT NULL",
        "do_not_contact = 1",
        "archived = 1",
        "birthday LIKE '--%' AND birthday NOT LIKE '--02-29'",
        "birthday = '--02-29'",
        "birthday LIKE '____-02-29'",
        "birthday LIKE '____-11-24'",
        "birthday = '--11-25'",
        "length(name) > 60",
        "length(notes) - length(replace(notes, char(10), '')) >= 5",
        "referred_by_id IS NOT NULL",
        "nickname IS NOT NULL",
        "company IS NOT NULL AND role IS NOT NULL",
        "id IN (SELECT contact_id FROM relative WHERE birthday IS NOT NULL)",
        "id IN (SELECT contact_id FROM occasion)",
        "id IN (SELECT contact_id FROM link)",
        "id IN (SELECT contact_id FROM preference WHERE attitude = 'dislike')",
        "id IN (SELECT contact_id FROM consent WHERE purpose = 'mailings' AND given = 1 AND source <> '')",
        "id IN (SELECT contact_id FROM consent WHERE purpose = 'mailings' AND given = 0 AND source <> '')",
        "id IN (SELECT contact_id FROM phone WHERE e164 LIKE '%;ext=%')",
        "id IN (SELECT contact_id FROM phone WHERE digits LIKE '%55512%')",
        "id IN (SELECT contact_id FROM phone WHERE e164 LIKE '+1%')",
        "id IN (SELECT contact_id FROM email GROUP BY contact_id HAVING count(*) > 1)",
        "id IN (SELECT contact_id FROM tag WHERE name = 'fair-2026')",
        "NOT EXISTS (SELECT 1 FROM email WHERE contact_id = contact.id)",
    ],
)
def test_a_quirk_is_there(filled: Filled, where: str) -> None:
    assert ids(filled(), f"id <= 47 AND {where}")


@pytest.mark.parametrize("word", ["School", "Library", "auctioneers", "printers"])
def test_an_organisation_is_there(filled: Filled, word: str) -> None:
    (found,) = ids(filled(), f"id <= 47 AND kind = 'organisation' AND name LIKE '%{word}%'")
    assert filled().value("SELECT given FROM contact WHERE id = ?", (found,)) is None


def test_margaret_turns_seventy_today(filled: Filled) -> None:
    assert filled().value("SELECT birthday FROM contact WHERE name = 'Margaret Osei'") == "1956-11-24"


def test_who_is_not_among_them_has_sent_nobody(filled: Filled) -> None:
    reader = filled(3)
    assert reader.values("SELECT referred_by_id FROM contact") == [None] * 3


def test_preferences_are_kept_under_their_folded_value(filled: Filled) -> None:
    rows = filled().records("SELECT value, key FROM preference")
    assert len(rows) > 100
    assert [row["key"] for row in rows] == [fold(row["value"]) for row in rows]
