from tests.tui.conftest import Rows
from tests.tui.dialogs.tool import in_loop
from tests.tui.tool import opened, settled, text
from tinycrm.errors import RefusedError
from tinycrm.store import Transaction
from tinycrm.tui.app import TinyCrm


def pinned(tx: Transaction) -> str:
    tx.update("contact", 1, pinned="after ten")
    return "Ada"


@in_loop
async def test_a_write_is_told_and_shown(crm: TinyCrm, rows: Rows) -> None:
    async with opened(crm, (140, 40)) as pilot:
        place = crm.visible_place
        assert place is not None
        assert await place.write("contact.edit", pinned, lambda who: f"Changed {who}", contact=1)
        await settled(pilot)
        assert "Changed Ada · u undoes" in text(crm)
        assert "★ after ten" in text(crm)
        assert await place.write("contact.edit", pinned, "Changed", contact=1)
        await settled(pilot)
        assert "It is like that already; nothing was changed." in text(crm)
        assert rows("SELECT count(*) FROM operation WHERE source = 'tui'") == [(1,)]


@in_loop
async def test_a_refused_write_is_said(crm: TinyCrm) -> None:
    def refused(_: Transaction) -> None:
        raise RefusedError("Not that one.")

    async with opened(crm) as pilot:
        assert crm.visible_place is not None
        assert not await crm.visible_place.write("contact.edit", refused, "Changed")
        await settled(pilot)
        assert "Not that one." in text(crm)


@in_loop
async def test_it_is_loaded_again_only_when_something_changed(crm: TinyCrm) -> None:
    async with opened(crm) as pilot:
        place = crm.visible_place
        assert place is not None
        loaded = place.loaded
        place.refresh_rows()
        await settled(pilot)
        assert place.loaded == loaded == crm.revision
        crm.touched()
        await settled(pilot)
        assert place.loaded == loaded + 1
