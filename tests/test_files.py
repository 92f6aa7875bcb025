import os
import stat
from pathlib import Path

import pytest

from tests.store.tool import look, ordinary_user
from tinycrm.errors import StoreError
from tinycrm.files import replacing


def write(path: Path, text: str) -> None:
    with replacing(path) as file:
        file.write(text)


def write_half(path: Path, trouble: type[BaseException]) -> None:
    with replacing(path) as file:
        file.write("half")
        raise trouble


def test_a_file_is_its_owners_alone_and_has_the_bytes_that_were_written(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        write(tmp_path / "out.txt", "Zoë\n李\r\n")
    finally:
        os.umask(before)
    assert look(tmp_path) == {"out.txt": (stat.S_IFREG | 0o600, "Zoë\n李\r\n".encode())}


def test_a_file_that_was_open_to_others_is_closed(tmp_path: Path) -> None:
    (tmp_path / "out.txt").write_text("old")
    (tmp_path / "out.txt").chmod(0o644)
    write(tmp_path / "out.txt", "new")
    assert look(tmp_path) == {"out.txt": (stat.S_IFREG | 0o600, b"new")}


def test_until_it_is_whole_the_old_file_stands(tmp_path: Path) -> None:
    (tmp_path / "out.txt").write_text("old")
    with replacing(tmp_path / "out.txt") as file:
        file.write("new")
        file.flush()
        assert (tmp_path / "out.txt").read_text() == "old"


@pytest.mark.parametrize("trouble", [KeyboardInterrupt, ValueError])
def test_a_body_that_fails_leaves_the_folder_as_it_was(tmp_path: Path, trouble: type[BaseException]) -> None:
    (tmp_path / "out.txt").write_text("old")
    before = look(tmp_path)
    with pytest.raises(trouble):
        write_half(tmp_path / "out.txt", trouble)
    assert look(tmp_path) == before


def test_the_text_and_then_its_name_are_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[tuple[bool, bool]] = []
    target = tmp_path / "out.txt"

    def note(descriptor: int) -> None:
        synced.append((stat.S_ISDIR(os.fstat(descriptor).st_mode), target.exists()))

    monkeypatch.setattr(os, "fsync", note)
    write(target, "new")
    assert synced == [(False, False), (True, True)]


def test_a_link_stays_and_its_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("old")
    (tmp_path / "out.txt").symlink_to("real.txt")
    write(tmp_path / "out.txt", "new")
    assert (tmp_path / "out.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text() == "new"


def test_a_folder_or_a_pipe_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    before = look(tmp_path)
    for name in ("folder", "pipe"):
        with pytest.raises(StoreError, match=f"{name} is not a file"):
            write(tmp_path / name, "new")
    assert look(tmp_path) == before


def test_a_folder_that_may_not_be_written_is_a_sentence(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with ordinary_user(), pytest.raises(StoreError, match=r"out\.txt cannot be written: Permission denied\."):
        write(tmp_path / "out.txt", "new")
    tmp_path.chmod(0o700)


def test_a_name_that_is_nearly_too_long_can_be_written(tmp_path: Path) -> None:
    write(tmp_path / ("n" * 250), "new")
    assert (tmp_path / ("n" * 250)).read_text() == "new"
