from pathlib import Path

from tests.conftest import NOW
from tinycrm import paths
from tinycrm.tui import log


def test_it_is_told_where_it_is_written(tmp_path: Path) -> None:
    shop = tmp_path / "shop.db"
    try:
        raise KeyError("Ada Lovelace")
    except KeyError as error:
        said = log.write(shop, error, NOW)
    assert said.startswith("tinycrm broke off (KeyError); nothing that was saved is lost.")
    assert str(paths.log_file(shop)) in said
    written = paths.log_file(shop).read_text(encoding="utf-8")
    assert written.startswith("2026-11-24T10:30:00+00:00\n")
    assert "test_log.py" in written


def test_where_nothing_can_be_written_it_is_still_said(tmp_path: Path) -> None:
    assert "nothing that was saved is lost" in log.write(tmp_path / "none" / "shop.db", ValueError(), NOW)
