import time
from pathlib import Path

import pytest

from tests.cli.tool import process
from tinycrm import config, paths

PATIENCE = 20.0


def copies(path: Path) -> list[Path]:
    """The finished copies beside a shop, once there is one or patience is at its end."""
    end = time.monotonic() + PATIENCE
    while not (found := list((path.parent / "backups").glob("*.db"))) and time.monotonic() < end:
        time.sleep(0.02)
    return found


@pytest.mark.parametrize("command", [("add", "Ada"), ("contact", "list")])
def test_the_first_command_of_a_day_starts_a_copy(shop_path: Path, command: tuple[str, ...]) -> None:
    assert process("--db", shop_path, *command).code == 0
    (copy,) = copies(shop_path)
    assert copy.name == "shop-20261124T103000Z-daily.db"
    assert copy.stat().st_mode & 0o777 == 0o600


def test_no_copy_is_started_where_there_is_one_or_none_is_wanted(shop_path: Path) -> None:
    assert process("--db", shop_path, "backup", "now").code == 0
    assert process("--db", shop_path, "contact", "list").code == 0
    config.write(paths.settings_file(shop_path), {"daily_backup": False})
    next_day = {"TINYCRM_NOW": "2026-11-25T09:00:00+00:00"}
    assert process("--db", shop_path, "contact", "list", env=next_day).code == 0
    assert len(copies(shop_path)) == 1


def test_a_mistake_starts_none(shop_path: Path) -> None:
    assert process("--db", shop_path, "show", "nobody").code == 3
    assert not (shop_path.parent / "backups").exists()
