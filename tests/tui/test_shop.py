import asyncio
import shutil
import threading
from pathlib import Path

import pytest

from tests.queries import people
from tests.tui.dialogs.tool import in_loop
from tests.tui.tool import surroundings
from tinycrm.errors import InvalidError, RefusedError, StoreError
from tinycrm.queries import contact as contacts
from tinycrm.store import Reader, Store, Transaction
from tinycrm.tui.shop import Shop


@pytest.fixture
def there(shop_path: Path) -> Shop:
    return Shop(surroundings(shop_path))


def added(tx: Transaction) -> int:
    return people.add_in(tx, "Ada")


@in_loop
async def test_what_is_written_is_read(there: Shop) -> None:
    assert await there.write("contact.add", added) == 1
    assert await there.read(contacts.name, 1) == "Ada"
    there.close()


@in_loop
async def test_a_write_tells_whether_it_changed_anything(there: Shop) -> None:
    assert (await there.carry_out("contact.add", added)).changed
    assert not (await there.carry_out("contact.tag", lambda _: None)).changed
    there.close()


@in_loop
async def test_a_refused_write_changes_nothing(there: Shop) -> None:
    def refused(tx: Transaction) -> None:
        added(tx)
        raise RefusedError("no")

    with pytest.raises(RefusedError):
        await there.write("contact.add", refused)
    assert await there.read(contacts.name, 1) == ""
    there.close()


@in_loop
async def test_it_is_seen_that_others_wrote(there: Shop, shop: Store) -> None:
    assert not await there.changed()
    assert not await there.changed()
    people.add(shop, "Byron")
    assert await there.changed()
    assert not await there.changed()
    there.close()


@in_loop
async def test_what_others_write_right_after_the_first_look_is_seen(there: Shop, shop: Store) -> None:
    assert await there.read(contacts.name, 1) == ""
    people.add(shop, "Byron")
    assert await there.changed()
    there.close()


@in_loop
async def test_a_long_reading_leaves_the_other_free(there: Shop, shop: Store) -> None:
    begun, ends = threading.Event(), threading.Event()
    people.add(shop, "Byron")

    def long(reader: Reader) -> str:
        begun.set()
        assert ends.wait(10)
        return contacts.name(reader, 1)

    apart = asyncio.ensure_future(there.read_apart(long))
    assert await there.call(begun.wait, 10)
    assert await there.read(contacts.name, 1) == "Byron"
    ends.set()
    assert await apart == "Byron"
    there.close()


@in_loop
async def test_a_restored_file_is_opened_anew(there: Shop, shop_path: Path, template: Path, tmp_path: Path) -> None:
    await there.write("contact.add", added)
    assert await there.changed()
    shutil.copy(template, tmp_path / "other.db")
    (tmp_path / "other.db").replace(shop_path)
    with pytest.raises(StoreError, match="was restored in another window"):
        await there.write("contact.add", added)
    assert await there.changed()
    assert await there.read(contacts.name, 1) == ""
    assert await there.write("contact.add", added) == 1
    there.close()


@in_loop
async def test_a_file_that_is_gone_is_a_sentence(there: Shop, shop_path: Path) -> None:
    shop_path.unlink()
    with pytest.raises(StoreError, match="There is no shop"):
        await there.read(contacts.name, 1)
    there.close()


@in_loop
async def test_settings_are_checked_and_kept(there: Shop, shop_path: Path) -> None:
    assert (await there.set(theme="lamplight")).theme == "lamplight"
    assert Shop(surroundings(shop_path)).config.theme == "lamplight"
    with pytest.raises(InvalidError):
        await there.set(symbols="pictures")
    there.close()


@in_loop
async def test_a_shop_is_made(tmp_path: Path) -> None:
    there = Shop(surroundings(tmp_path / "new.db"))
    assert not there.exists
    await there.make({"shop": "The Cozy Corner", "country": "FR", "languages": "fr"})
    assert there.reload().currency == "EUR"
    assert await there.read(contacts.name, 1) == ""
    there.close()


def test_words_are_read_as_on_the_command_line(there: Shop) -> None:
    assert there.when("fri").day.isoformat() == "2026-11-27"
    assert there.day("yesterday").isoformat() == "2026-11-23"
    assert there.chosen("tag:vip").archived is False
    assert there.chosen("archived:any").archived is None


def test_cadences_that_make_no_sense_are_left_out(shop_path: Path) -> None:
    shop_path.with_suffix(".toml").write_text('cadences = ["vip 3w", "regular sometimes"]\n', encoding="utf-8")
    assert Shop(surroundings(shop_path)).cadences == {"vip": "3w"}
