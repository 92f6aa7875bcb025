from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.conftest import NOW, TESTER
from tests.store.tool import add_contact, look
from tinycrm.errors import StoreError
from tinycrm.store import Store


def test_a_new_shop_is_open_and_empty(shop: Store) -> None:
    assert shop.reader.value("SELECT count(*) FROM contact") == 0
    assert shop.reader.value("SELECT count(*) FROM operation") == 0


def test_reading_leaves_the_folder_as_it_was(shop: Store, tmp_path: Path) -> None:
    before = look(tmp_path)
    assert shop.reader.values("SELECT name FROM contact") == []
    assert look(tmp_path) == before


def test_writing_leaves_only_the_queue_beside_the_file(shop: Store, tmp_path: Path) -> None:
    with shop.begin("contact.add") as tx:
        add_contact(tx, "Ada")
    assert sorted(look(tmp_path)) == ["shop.db", "shop.db.lock"]


def test_each_operation_asks_the_clock(shop_path: Path) -> None:
    ticks = iter([NOW, NOW + timedelta(hours=1)])
    told: list[str] = []
    store = Store.open(shop_path, TESTER, lambda: next(ticks), told.append)
    for name in ("Ada", "Bea"):
        with store.begin("contact.add") as tx:
            add_contact(tx, name)
    moments = [datetime.fromisoformat(at) for at in store.reader.values("SELECT at FROM operation")]
    store.close()
    assert moments == [NOW, NOW + timedelta(hours=1)]
    assert told == []


def test_a_reader_sees_what_was_written_since(shop: Store) -> None:
    assert shop.reader.values("SELECT name FROM contact") == []
    with shop.begin("contact.add") as tx:
        add_contact(tx, "Ada")
        assert shop.reader.values("SELECT name FROM contact") == []
    assert shop.reader.values("SELECT name FROM contact") == ["Ada"]


def test_a_closed_store_can_be_read_again(shop: Store) -> None:
    first = shop.reader
    shop.close()
    shop.close()
    assert shop.reader is not first
    assert shop.reader.value("SELECT count(*) FROM contact") == 0


def test_opening_never_makes_a_shop(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"There is no shop .* `tinycrm init`"):
        Store.open(tmp_path / "shop.db", TESTER, lambda: NOW, lambda _: None)
    assert look(tmp_path) == {}


def test_its_state_tells_that_somebody_wrote_or_replaced_it(shop: Store, shop_path: Path, tmp_path: Path) -> None:
    before = shop.state
    assert shop.state == before
    assert not shop.replaced
    with Store.open(shop_path, TESTER, lambda: NOW, lambda _: None).begin("contact.add") as tx:
        add_contact(tx, "Ada")
    written = shop.state
    assert written != before
    (tmp_path / "other.db").write_bytes(shop_path.read_bytes())
    (tmp_path / "other.db").replace(shop_path)
    assert shop.state != written
    assert shop.replaced
