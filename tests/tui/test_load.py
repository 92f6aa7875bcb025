import shutil
from pathlib import Path

from tests.tui.dialogs.tool import HOSTILE, form_of, in_loop
from tests.tui.tool import made, opened, press, settled, text, typed
from tinycrm.queries import contact
from tinycrm.queries.contact import Chosen
from tinycrm.tui import load
from tinycrm.tui.app import TinyCrm
from tinycrm.tui.screen import Place

ROWS = f"Name,Email,Shelf\nTom Ash,tom@example.org,A\n{HOSTILE},bad@,B\nJun Watanabe,jun@example.org,C\n"


def sheet(folder: Path) -> Path:
    path = folder / "people.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def place(app: TinyCrm) -> Place:
    assert app.visible_place
    return app.visible_place


@in_loop
async def test_a_list_is_looked_at_and_then_brought_in(shop_path: Path, tmp_path: Path) -> None:
    app = made(shop_path)
    async with opened(app) as pilot:
        app.run_worker(load.bring_in(place(app)), group="asks")
        await settled(pilot)
        await typed(pilot, str(sheet(tmp_path)))
        await press(pilot, "ctrl+s")
        assert "2 new and 1 refused" in text(app)
        assert "left out: Shelf" in text(app)
        assert await app.shop.read(contact.count, Chosen()) == 0
        await press(pilot, "ctrl+s")
        assert "Brought in: 2 new and 1 refused" in text(app)
        await press(pilot, "enter")
        assert await app.shop.read(contact.count, Chosen()) == 2
        assert "The list is in · u undoes" in text(app)
        await press(pilot, "u", "enter")  # another program, the import, made it: it is asked about
        assert await app.shop.read(contact.count, Chosen()) == 0


@in_loop
async def test_what_is_no_list_is_told(shop_path: Path, tmp_path: Path) -> None:
    app = made(shop_path)
    other = Path(shutil.copy(shop_path, tmp_path / "other.csv"))
    async with opened(app, (80, 24)) as pilot:
        app.run_worker(load.bring_in(place(app)), group="asks")
        await settled(pilot)
        await typed(pilot, "/nowhere/people.csv")
        await press(pilot, "ctrl+s")
        assert "✗ There is no file /nowhere/people.csv." in text(app)
        form_of(app).field("path").value = str(other)
        await press(pilot, "ctrl+s")
        assert "Bring in a list" in text(app)
        assert "new" not in text(app).split("Bring in a list")[1].split("\n")[0]
        await press(pilot, "escape", "D")
        assert await app.shop.read(contact.count, Chosen()) == 0


@in_loop
async def test_letters_that_are_uncertain_are_asked_about(shop_path: Path, tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    path.write_bytes("Name,City\nTom,Leeds\nJosé Muñoz,Genève\n".encode("cp1252"))
    app = made(shop_path)
    async with opened(app) as pilot:
        app.run_worker(load.bring_in(place(app)), group="asks")
        await settled(pilot)
        await typed(pilot, str(path))
        await press(pilot, "ctrl+s")
        assert "Which reads right?" in text(app)
        assert "bring them in" not in text(app)
        await press(pilot, "ctrl+s", "ctrl+s", "enter")
        names = [each.name for each in await app.shop.read(contact.page, Chosen(limit=5))]
        assert names == ["José Muñoz", "Tom"]
