from tinycrm.queries.contact_editor import PARTS, whole
from tinycrm.services import field as service
from tinycrm.store import Store
from tinycrm.store.reader import quoted


def test_a_contact_comes_with_all_its_rows(shop: Store) -> None:
    with shop.begin("x") as tx:
        jane = tx.insert("contact", kind="person", name="Jane", created_at=tx.at)
        ada = tx.insert("contact", kind="person", name="Ada", referred_by_id=jane, created_at=tx.at)
        tx.insert("phone", contact_id=ada, position=1, number="2222", digits="2222")
        tx.insert("phone", contact_id=ada, position=0, number="1111", digits="1111")
        tx.insert("phone", contact_id=jane, number="3333", digits="3333")
        tx.insert("tag", contact_id=ada, name="regular")
    found = whole(shop.reader, ada)
    assert found is not None
    assert (found.facts["id"], found.facts["name"], found.referrer) == (ada, "Ada", "Jane")
    assert [row["number"] for row in found.parts["phone"]] == ["1111", "2222"]
    assert [row["name"] for row in found.parts["tag"]] == ["regular"]
    assert {table for table, rows in found.parts.items() if not rows} == PARTS.keys() - {"phone", "tag"}


def test_the_fields_of_the_shops_own_come_with_what_they_hold(shop: Store) -> None:
    with shop.begin("x") as tx:
        shelf, level = service.declare(tx, "shelf"), service.declare(tx, "level")
        ada = tx.insert("contact", kind="person", name="Ada", created_at=tx.at)
        tx.insert("field_value", contact_id=ada, field_id=level.id, value="gold")
    found = whole(shop.reader, ada)
    assert found is not None
    assert found.fields == [shelf, level]
    assert [(row["field_id"], row["value"]) for row in found.parts["field_value"]] == [(level.id, "gold")]


def test_nobody_is_none(shop: Store) -> None:
    assert whole(shop.reader, 1) is None


def test_no_table_that_hangs_on_a_contact_is_forgotten(shop: Store) -> None:
    tables = shop.reader.values("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'contact%'")
    hanging = {
        table
        for table in tables
        if "contact_id" in shop.reader.values(f"SELECT name FROM pragma_table_info({quoted(table)})")
    }
    assert hanging - PARTS.keys() == {"participant", "reminder", "uid", "property", "deal_contact", "purchase", "want"}
