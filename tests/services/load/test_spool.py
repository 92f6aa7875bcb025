import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tinycrm.errors import StoreError
from tinycrm.services.load import spool as module
from tinycrm.services.load.spool import Spool


@pytest.fixture
def spool(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Spool]:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    spool = Spool()
    yield spool
    spool.close()


def test_lines_come_back_by_number_and_in_order(spool: Spool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BLOCK", 50)
    lines = [f"line {number}".encode() for number in range(2500)]
    for number, line in enumerate(lines):
        spool.add(line)
        assert spool[number // 2] == lines[number // 2]
    assert len(spool) == 2500
    assert list(spool.lines()) == lines
    assert spool.some(range(7, 12)) == lines[7:12]
    assert spool.some([3, 9, 2000]) == [lines[3], lines[9], lines[2000]]
    assert spool.some([]) == []


def test_nothing_is_to_be_seen_of_it(spool: Spool, tmp_path: Path) -> None:
    spool.add(b"Ada")
    assert spool[0] == b"Ada"
    assert list(tmp_path.iterdir()) == []
    spool.close()
    with pytest.raises(ValueError, match="closed"):
        spool[0]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="a device that is always full")  # noqa: PTH110
def test_no_room_is_told_in_a_sentence(spool: Spool, monkeypatch: pytest.MonkeyPatch) -> None:
    spool.close()
    with Path("/dev/full").open("wb", buffering=0) as full:
        monkeypatch.setattr(spool, "_file", full)
        spool.add(b"Ada")
        with pytest.raises(StoreError, match="no room for the file's people"):
            list(spool.lines())
