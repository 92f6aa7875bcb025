import json
from pathlib import Path
from typing import Any

import pytest

from tinycrm.errors import StoreError
from tinycrm.tui.drafts import LIMIT, Draft, Drafts

ADA = Draft("log:1", "2026-11-24T10:30:00", "Ada, rang", {"text": "rang", "also": [[2, "Jun"]]})
NEW = Draft("add", "2026-11-24T10:31:00", "Tom", {"name": "Tom"})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "shop.db.drafts"


def test_what_is_kept_is_there_at_the_next_start(path: Path) -> None:
    drafts = Drafts(path)
    drafts.keep(ADA)
    drafts.keep(NEW)
    before = drafts.is_written
    drafts.write()
    assert (before, drafts.is_written) == (False, True)
    assert Drafts(path).all() == [NEW, ADA]
    assert Drafts(path).of("log:1") == ADA
    assert path.stat().st_mode & 0o777 == 0o600


def test_what_is_kept_is_known_before_it_is_written(path: Path) -> None:
    drafts = Drafts(path)
    drafts.keep(ADA)
    assert drafts.of("log:1") == ADA
    assert not path.exists()


def test_the_last_draft_goes_with_its_file(path: Path) -> None:
    drafts = Drafts(path)
    drafts.keep(ADA)
    drafts.write()
    drafts.drop("log:1")
    assert drafts.of("log:1") is None
    drafts.write()
    assert list(path.parent.iterdir()) == []


def test_two_windows_keep_each_others_drafts(path: Path) -> None:
    one, other = Drafts(path), Drafts(path)
    one.keep(ADA)
    one.write()
    other.keep(NEW)
    other.write()
    one.drop("log:1")
    one.write()
    assert Drafts(path).all() == [NEW]


def test_a_draft_that_goes_while_others_are_looked_for_stays_gone(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drafts = Drafts(path)
    drafts.keep(ADA)
    drafts.write()
    drafts.drop("log:1")
    read = Drafts._read  # noqa: SLF001  # the moment between file and memory is inside

    def read_then_written(self: Drafts) -> Any:
        found = read(self)
        monkeypatch.setattr(Drafts, "_read", read)
        self.write()  # as another thread may just then
        return found

    monkeypatch.setattr(Drafts, "_read", read_then_written)
    assert drafts.all() == []


@pytest.mark.parametrize(
    "found",
    ["", "{", "[]", "[1, null]", '[{"form": "log"}]', '[{"form": 1, "at": "", "about": "", "values": {}}]', "[" * 9000],
)
def test_a_file_that_is_not_ours_is_no_draft(path: Path, found: str) -> None:
    path.write_text(found, encoding="utf-8")
    assert Drafts(path).all() == []
    assert Drafts(path).of("log") is None


def test_hostile_words_come_back_as_they_were(path: Path) -> None:
    drafts = Drafts(path)
    drafts.keep(ADA._replace(values={"text": "[/] \x1b[2J \ud800 李"}))
    drafts.write()
    found = Drafts(path).of("log:1")
    assert found
    assert found.values["text"] == "[/] \x1b[2J \ud800 李"


def test_the_oldest_go_when_there_are_too_many(path: Path) -> None:
    drafts = Drafts(path)
    for number in range(LIMIT + 5):
        drafts.keep(Draft(f"log:{number}", f"2026-11-24T10:{number:02}:00", "", {}))
    drafts.write()
    assert json.loads(path.read_text("utf-8"))[0]["form"] == "log:5"


def test_a_folder_that_is_gone_is_told_and_tried_again(path: Path) -> None:
    drafts = Drafts(path.parent / "gone" / "shop.db.drafts")
    drafts.keep(ADA)
    with pytest.raises(StoreError, match="cannot be written"):
        drafts.write()
    assert not drafts.is_written


def test_what_is_taken_down_empties_no_draft(path: Path) -> None:
    drafts = Drafts(path)
    drafts.keep(ADA)
    drafts.close()
    drafts.drop(ADA.form)
    drafts.write()
    assert drafts.all() == [ADA]
