"""Settings on a shop: changing each kind of them, keys, and fields of the shop's own."""

from pathlib import Path

import pytest

from tests.conftest import NOW, TESTER
from tests.queries import people
from tests.tui.dialogs.tool import in_loop
from tests.tui.tool import lines, made, opened, press, said, same_as_golden, settled, text, typed
from tinycrm import config, paths
from tinycrm.config import Config
from tinycrm.queries import field as fields
from tinycrm.services import field as service
from tinycrm.store import Store
from tinycrm.tui.app import TinyCrm
from tinycrm.tui.screens.settings import Settings
from tinycrm.tui.widgets.sections import Sections


@pytest.fixture
def filled(shop: Store) -> Path:
    """Somebody with a membership card, which is a choice."""
    ada = people.add(shop, "Ada Lovelace")
    with shop.begin("field.add", field="card") as tx:
        made = service.declare(tx, "card", "choice", ["gold", "silver"])
        tx.insert("field_value", contact_id=ada, field_id=made.id, value="gold")
    shop.close()
    return shop.path


def settings(path: Path) -> Config:
    return config.load(paths.settings_file(path), {"LANG": "en_GB.UTF-8"})


def names(path: Path) -> list[str]:
    shop = Store.open(path, TESTER, lambda: NOW, lambda _: None)
    found = [each.name for each in fields.fields(shop.reader)]
    shop.close()
    return found


def is_open(app: TinyCrm) -> bool:
    return isinstance(app.screen, Settings)


async def to(app: TinyCrm, row_id: str) -> None:
    """Take a line in hand."""
    assert isinstance(app.screen, Settings)
    rows = app.screen.query_one(Sections)
    at = [row.id for row in rows.rows].index(row_id)
    rows.action_edge(0)
    rows.action_step(at)


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
def test_it_looks_like_that(filled: Path, size: tuple[int, int]) -> None:
    @in_loop
    async def flow() -> None:
        app = made(filled)
        async with opened(app, size) as pilot:
            await press(pilot, "comma", "down")
            same_as_golden(app, f"settings-{size[0]}x{size[1]}")

    flow()


@in_loop
async def test_every_setting_stands_there_with_what_it_means(filled: Path) -> None:
    app = made(filled)
    async with opened(app, (140, 50)) as pilot:
        await press(pilot, "comma")
        rows = {row.id for row in app.screen.query_one(Sections).rows}
        assert {f"setting {name}" for name in config.MEANINGS if name != "keys"} <= rows
        for name, meaning in config.MEANINGS.items():
            if name != "keys":
                await to(app, f"setting {name}")
                await settled(pilot)
                assert meaning[1:60] in text(app)


@in_loop
async def test_a_line_is_typed_and_kept(filled: Path) -> None:
    app = made(filled)
    async with opened(app) as pilot:
        await press(pilot, "comma", "enter")
        assert "Shop" in text(app)
        await press(pilot, "ctrl+u")
        await typed(pilot, "The Cozy Corner")
        await press(pilot, "enter")
        await settled(pilot)
        assert "Shop: The Cozy Corner" in said(app)
        assert lines(app)[0].startswith("  The Cozy Corner")
    assert settings(filled).shop == "The Cozy Corner"


@in_loop
async def test_what_makes_no_sense_is_said_beside_the_field(filled: Path) -> None:
    app = made(filled)
    async with opened(app) as pilot:
        await press(pilot, "comma", "down", "down", "e", "ctrl+u")
        await typed(pilot, "XXQ")
        await press(pilot, "ctrl+s")
        await settled(pilot)
        assert "There is no currency" in text(app)
    assert settings(filled).currency == "GBP"


@in_loop
async def test_one_of_a_few_words_is_chosen(filled: Path) -> None:
    app = made(filled)
    async with opened(app) as pilot:
        await press(pilot, "comma")
        await to(app, "setting week_start")
        await press(pilot, "e", "down", "enter")
        await settled(pilot)
        assert "Week start: sunday" in said(app)
    assert settings(filled).week_start == "sunday"


@in_loop
async def test_a_theme_is_seen_chosen_and_remembered(filled: Path) -> None:
    app = made(filled)
    async with opened(app) as pilot:
        await press(pilot, "comma")
        await to(app, "setting theme")
        await press(pilot, "e", "down")
        assert app.theme == "lamplight"
        await press(pilot, "escape")
        assert app.theme == "paper"
        await press(pilot, "e", "down", "enter")
        await settled(pilot)
        assert app.theme == "lamplight"
    assert settings(filled).theme == "lamplight"


@in_loop
async def test_signs_change_at_once(filled: Path) -> None:
    app = made(filled)
    async with opened(app) as pilot:
        await press(pilot, "comma")
        await to(app, "setting symbols")
        await press(pilot, "e", "down", "down", "enter")
        await settled(pilot)
        assert "THE SHOP ---" in text(app)
    assert settings(filled).symbols == "ascii"


@in_loop
async def test_a_key_is_changed_heard_and_reset(filled: Path) -> None:
    app = made(filled)
    async with opened(app) as pilot:
        await press(pilot, "comma")
        await to(app, "key history")
        await press(pilot, "e", "u")
        assert "u is taken: take back what was done last" in text(app)
        await press(pilot, "z")
        await settled(pilot)
        assert "z: go to History" in said(app)
        assert "h at first" in text(app)
        await press(pilot, "h")
        assert is_open(app)
        await press(pilot, "z")
        assert not is_open(app)
        assert settings(filled).keys == {"history": "z"}
        await press(pilot, "comma")
        await to(app, "key history")
        await press(pilot, "D")
        await settled(pilot)
    assert settings(filled).keys == {}


@in_loop
async def test_the_owners_keys_count_from_the_start(filled: Path) -> None:
    config.write(paths.settings_file(filled), {"keys": {"settings": "z"}})
    app = made(filled)
    async with opened(app) as pilot:
        await press(pilot, "z")
        assert is_open(app)


@in_loop
async def test_a_field_is_declared_renamed_and_removed(filled: Path) -> None:
    app = made(filled)
    async with opened(app, (100, 40)) as pilot:
        await press(pilot, "comma", "n")
        await typed(pilot, "Member since")
        await press(pilot, "ctrl+s")
        await settled(pilot)
        assert "Declared the field member-since · u undoes" in said(app)
        assert names(filled) == ["card", "member-since"]
        await to(app, "field card")
        await settled(pilot)
        assert "A choice field: gold, silver. 1 contact" in text(app)
        await press(pilot, "e", "ctrl+u")
        await typed(pilot, "loyalty")
        await press(pilot, "enter")
        await settled(pilot)
        assert names(filled) == ["loyalty", "member-since"]
        await to(app, "field loyalty")
        await press(pilot, "D", "enter")
        assert names(filled) == ["loyalty", "member-since"]
        await press(pilot, "D")
        await settled(pilot)
        assert names(filled) == ["member-since"]
        await press(pilot, "u")
        await settled(pilot)
    assert names(filled) == ["loyalty", "member-since"]


@in_loop
async def test_a_name_that_is_taken_is_refused(filled: Path) -> None:
    app = made(filled)
    async with opened(app) as pilot:
        await press(pilot, "comma", "n")
        await typed(pilot, "birthday")
        await press(pilot, "ctrl+s")
        await settled(pilot)
        assert "birthday means something else already" in said(app)
    assert names(filled) == ["card"]


@in_loop
async def test_what_is_as_it_was_is_not_written(filled: Path) -> None:
    app = made(filled)
    async with opened(app) as pilot:
        await press(pilot, "comma", "e", "enter", "down", "D")
        await settled(pilot)
    assert not paths.settings_file(filled).exists()
