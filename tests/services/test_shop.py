from pathlib import Path

import pytest

from tests.conftest import NOW, TESTER
from tinycrm import config
from tinycrm.config import Config
from tinycrm.errors import StoreError
from tinycrm.queries import contact as contacts
from tinycrm.queries.contact import Chosen
from tinycrm.services import shop as service
from tinycrm.store import Store


def test_a_new_shop_has_its_settings_beside_it(tmp_path: Path) -> None:
    service.make(tmp_path / "new.db", Config(shop="The Cozy Corner"))
    assert config.load(tmp_path / "new.toml", {}).shop == "The Cozy Corner"
    with pytest.raises(StoreError, match="is there already"):
        service.make(tmp_path / "new.db", Config())


def test_settings_that_are_there_are_never_taken(tmp_path: Path) -> None:
    (tmp_path / "new.toml").write_text("", encoding="utf-8")
    with pytest.raises(StoreError, match="is there already, with the settings of another shop"):
        service.ensure_free(tmp_path / "new.db")


def test_a_shop_beside_it_keeps_its_settings(shop_path: Path) -> None:
    with pytest.raises(StoreError, match="would share its settings"):
        service.ensure_free(shop_path.with_suffix(".sqlite"))


def test_what_follows_from_a_country() -> None:
    found = service.suited(Config(), {"country": "FR", "languages": ("fr",)})
    assert (found.currency, found.locale, found.week_start) == ("EUR", "fr_FR", "monday")
    assert service.suited(Config(), {"country": "US"}).week_start == "sunday"
    assert service.suited(Config(), {"country": "FR", "currency": "GBP"}).currency == "GBP"


def test_the_demo_shop_is_full(tmp_path: Path) -> None:
    service.make_demo(tmp_path / "demo.db", people=5, seed=1, author=TESTER, now=lambda: NOW)
    store = Store.open(tmp_path / "demo.db", TESTER, lambda: NOW, lambda _: None)
    assert contacts.count(store.reader, Chosen(archived=None)) == 5
    store.close()


def test_a_demo_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="0 people"):
        service.make_demo(tmp_path / "demo.db", people=0, seed=1, author=TESTER, now=lambda: NOW)
    assert list(tmp_path.iterdir()) == []
