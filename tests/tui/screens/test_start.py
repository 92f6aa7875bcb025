from pathlib import Path

from tests.tui.dialogs.tool import in_loop
from tests.tui.tool import lines, made, opened, press, same_as_golden, text, typed
from tinycrm import config
from tinycrm.store.connection import SCHEMA, identity
from tinycrm.tui.run import SHOW_DEMO


@in_loop
async def test_a_name_is_enough(tmp_path: Path) -> None:
    app = made(tmp_path / "new.db")
    async with opened(app) as pilot:
        same_as_golden(app, "start-100x30")
        await press(pilot, "n")
        await typed(pilot, "The Cozy Corner")
        await press(pilot, "ctrl+s")
        assert identity(tmp_path / "new.db") == SCHEMA
        assert config.load(tmp_path / "new.toml", {}).shop == "The Cozy Corner"
        assert lines(app)[0].startswith("  The Cozy Corner")
        assert "Nobody here yet." in text(app)


@in_loop
async def test_what_makes_no_sense_is_told(tmp_path: Path) -> None:
    app = made(tmp_path / "new.db")
    async with opened(app) as pilot:
        await press(pilot, "n")
        await typed(pilot, "Corner")
        app.screen.form.field("country").value = "Albion"  # type: ignore[attr-defined]
        await press(pilot, "ctrl+s")
        assert "country is like 'GB'" in text(app)
        assert not (tmp_path / "new.db").exists()


@in_loop
async def test_without_a_shop_nothing_else_can_be_done(tmp_path: Path) -> None:
    app = made(tmp_path / "new.db")
    async with opened(app) as pilot:
        await press(pilot, "l", "a", "2", "u", "slash", "ctrl+p", "question_mark")
        assert "There is no shop here yet." in text(app)
        assert len(app.screen_stack) == 1


@in_loop
async def test_the_demo_is_asked_for(tmp_path: Path) -> None:
    app = made(tmp_path / "new.db")
    async with opened(app) as pilot:
        await press(pilot, "d")
    assert app.return_value == SHOW_DEMO
