from tinycrm.services.demo.batch import COLUMNS, SIZE, Batch
from tinycrm.store import Store

NOTED = "2026-11-20T10:00:00Z"


def test_rows_are_written_in_the_order_they_hang(shop: Store) -> None:
    with shop.begin("demo") as tx:
        batch = Batch(tx)
        batch.add("participant", 1, 1)
        batch.add("interaction", 1, "note", None, "2026-11-20", None, "Likes tea.", None, NOTED)
        batch.add("tag", 1, "tea")
        batch.add("contact", 1, "person", "Ada", *[None] * 14, 0, None, 0, NOTED)
        assert tx.value("SELECT count(*) FROM contact") == 0
        batch.flush()
        batch.flush()
    assert shop.reader.values("SELECT name FROM contact") == ["Ada"]
    assert shop.reader.values("SELECT contact_id FROM participant") == [1]
    assert shop.reader.values("SELECT name FROM tag") == ["tea"]


def test_rows_wait_until_they_are_many(shop: Store) -> None:
    with shop.begin("demo") as tx:
        batch = Batch(tx)
        for at in range(1, SIZE + 1):
            batch.flush_when_full()
            assert tx.value("SELECT count(*) FROM interaction") == 0
            batch.add("interaction", at, "note", None, "2026-11-20", None, None, None, NOTED)
        batch.flush_when_full()
        assert tx.value("SELECT count(*) FROM interaction") == SIZE


def test_the_columns_are_the_files(shop: Store) -> None:
    for table, columns in COLUMNS.items():
        there = shop.reader.values("SELECT name FROM pragma_table_info(?)", (table,))
        assert set(columns.split(", ")) <= set(there), table
