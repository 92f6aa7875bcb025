"""Talks on the screen; deleting is held by the tests of the contact page."""

import pytest

from tests.queries import people
from tests.tui.dialogs.tool import in_loop
from tests.tui.tool import made, opened, press, settled, text
from tinycrm.store import Store
from tinycrm.tui.app import TinyCrm

LONG = "Two pages about the library in Rouen."


@pytest.fixture
def app(shop: Store) -> TinyCrm:
    people.log(shop, LONG, people.add(shop, "Ada"), kind="letter")
    return made(shop.path)


@in_loop
async def test_a_talk_is_written_anew_in_the_editor(app: TinyCrm, shop: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tinycrm.tui.editor.edited", lambda _, said: f"{said}\n\x1b[31mAnd more.\n")
    async with opened(app) as pilot:
        app.open_contact(1)
        await settled(pilot)
        await press(pilot, "down", "E")
        assert shop.reader.value("SELECT text FROM interaction") == f"{LONG}\nAnd more."


@in_loop
async def test_what_another_window_wrote_meanwhile_stays(
    app: TinyCrm, shop: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def edited(_: object, said: str) -> str:
        with shop.begin("interaction.edit", interaction=1) as tx:
            tx.update("interaction", 1, text="theirs")
        return f"{said} Mine."

    monkeypatch.setattr("tinycrm.tui.editor.edited", edited)
    async with opened(app) as pilot:
        app.open_contact(1)
        await settled(pilot)
        await press(pilot, "down", "E")
        assert shop.reader.value("SELECT text FROM interaction") == "theirs"
        assert "changed in another window meanwhile" in " ".join(text(app).split())
