import os
import socket
from pathlib import Path

import pytest

from tinycrm.errors import InvalidError, UnreadableError
from tinycrm.formats.file import MEGABYTE, Meter, check_path, chunks, head, size


def test_a_meter_tells_the_share() -> None:
    meter = Meter()
    assert meter.share() is None
    meter.begin(10)
    shares = [meter.share() for _ in meter.counted([b"1234", b"56", b"789012"])]
    assert shares == [0.4, 0.6, 1.0]
    meter.begin(4)
    assert meter.share() == 0.0


def test_bytes_are_a_file_too(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    data = b"name\n" + b"Ada\n" * 200_000
    path.write_bytes(data)
    for source in (path, data):
        assert b"".join(chunks(source)) == data
        assert max(map(len, chunks(source))) < len(data) / 2
        assert (head(source, 6), size(source)) == (b"name\nA", len(data))
    assert head(b"", 6) == b""


def test_what_is_gone_is_told(tmp_path: Path) -> None:
    path = tmp_path / "gone.csv"
    for ask in (check_path, size, lambda path: list(chunks(path))):
        with pytest.raises(UnreadableError, match="no such file"):
            ask(path)


def test_only_plain_files_are_opened(tmp_path: Path) -> None:
    pipe, device, empty = tmp_path / "pipe.csv", Path("/dev/null"), tmp_path / "empty.csv"
    os.mkfifo(pipe)
    empty.touch()
    for path, words in (
        (tmp_path, "is a folder"),
        (pipe, "is a pipe"),
        (device, "is a device"),
        (empty, "is empty"),
        (tmp_path / "gone.csv", "no such file"),
        (tmp_path / ("x" * 300), "cannot be read"),
        (Path("nul\0.csv"), "cannot be read"),
    ):
        with pytest.raises(UnreadableError, match=words):
            check_path(path)


def test_a_socket_is_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket")
        with pytest.raises(UnreadableError, match="not a file"):
            check_path(Path("socket"))


def test_nothing_is_fetched_from_the_web() -> None:
    with pytest.raises(InvalidError, match="Download the file"):
        check_path(Path("https://example.org/people.csv"))


def test_a_file_may_be_too_large(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(3 * MEGABYTE + 1)
    check_path(path)
    with pytest.raises(UnreadableError, match="has 3 MB; at most 2 MB are read"):
        check_path(path, 2 * MEGABYTE)
