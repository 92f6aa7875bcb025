"""A disk without room: a sentence, nothing half done, nothing left behind."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from shutil import copy

import pytest

from tests.conftest import NOW
from tests.soak.test_load import saved, start
from tests.store.tool import opened
from tinycrm.store import Store
from tinycrm.store.doctor import examine


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a megabyte; only the superuser may make one."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode != 0:
        pytest.skip("no disk can be made here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def ensure_as_told(path: Path, lines: str) -> None:
    """What was told to be saved is there, and nothing else."""
    with closing(opened(path)) as store:
        names = store.reader.values("SELECT name FROM contact ORDER BY id")
        assert names == [each.words for each in saved(lines)]
        assert store.reader.value("SELECT count(*) FROM operation") == len(names)
    assert [each for each in examine(path, NOW) if each.level == "trouble"] == []
    assert {each.name for each in path.parent.iterdir()} <= {"shop.db", "shop.db.lock"}


def test_a_file_that_may_not_grow_is_told(shop: Store) -> None:
    worker = start("fill-limited", shop.path, "w", 0)
    lines, said = worker.communicate()
    assert worker.returncode == 7
    assert said.count("\n") == 1
    assert "The disk failed" in said
    ensure_as_told(shop.path, lines)


def test_a_full_disk_is_told(small_disk: Path, template: Path) -> None:
    path = Path(copy(template, small_disk / "shop.db"))
    worker = start("fill", path, "w", 0)
    lines, said = worker.communicate()
    assert worker.returncode == 7
    assert said.count("\n") == 1
    assert f"There is no room left for {path}" in said
    assert lines.count("\n") > 3
    ensure_as_told(path, lines)


def test_a_backup_without_room_leaves_nothing(shop: Store) -> None:
    worker = start("backup", shop.path, "w", 0)
    lines, said = worker.communicate()
    assert (worker.returncode, lines) == (7, "")
    assert said.count("\n") == 1
    assert "The disk failed" in said
    assert list((shop.path.parent / "backups").iterdir()) == []
