import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.store.tool import look, ordinary_user
from tinycrm.errors import StoreError
from tinycrm.store import lock
from tinycrm.store.lock import Queue

HOLD = (
    "import sys; from pathlib import Path; from tinycrm.store.lock import Queue\n"
    "with Queue(Path(sys.argv[1]), print):\n"
    "    print('held', flush=True); sys.stdin.read()\n"
)


@contextmanager
def held_by_another(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process at the head of the queue until it is told to stop."""
    command = [sys.executable, "-c", HOLD, str(path)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, text=True, **pipes) as other:  # type: ignore[call-overload]  # both are pipes
        assert other.stdout.readline() == "held\n"
        yield other
        if other.poll() is None:
            other.communicate("")


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "TELL_AFTER_SECONDS", 0.01)
    monkeypatch.setattr(lock, "PATIENCE_SECONDS", 0.05)


def test_a_free_queue_is_entered_without_a_word(tmp_path: Path) -> None:
    told: list[str] = []
    with Queue(tmp_path / "shop.db", told.append):
        assert (tmp_path / "shop.db.lock").stat().st_mode & 0o777 == 0o600
    with Queue(tmp_path / "shop.db", told.append):
        pass
    assert told == []


@pytest.mark.usefixtures("impatient")
def test_who_waits_too_long_is_told_why_and_gives_up(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    told: list[str] = []
    with held_by_another(path), pytest.raises(StoreError, match="has been writing"), Queue(path, told.append):
        pytest.fail("two were first in the queue")
    assert told == ["Waiting for another tinycrm to finish writing…"]


def test_who_gave_up_does_not_hold_the_queue_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "shop.db"
    with held_by_another(path), monkeypatch.context() as patch:
        patch.setattr(lock, "TELL_AFTER_SECONDS", 0.01)
        patch.setattr(lock, "PATIENCE_SECONDS", 0.02)
        with pytest.raises(StoreError), Queue(path, lambda _: None):
            pytest.fail("two were first in the queue")
    with Queue(path, lambda _: None):
        pass


def test_an_interrupted_wait_does_not_hold_the_queue_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "shop.db"

    def interrupt(_: str) -> None:
        raise KeyboardInterrupt

    with held_by_another(path), monkeypatch.context() as patch:
        patch.setattr(lock, "TELL_AFTER_SECONDS", 0.01)
        with pytest.raises(KeyboardInterrupt), Queue(path, interrupt):
            pytest.fail("two were first in the queue")
    with Queue(path, lambda _: None):
        pass


def test_a_killed_holder_lets_go(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    with held_by_another(path) as other:
        other.send_signal(signal.SIGKILL)
        other.wait()
        with Queue(path, lambda _: None):
            pass


def test_writers_enter_one_at_a_time(tmp_path: Path) -> None:
    """Threads stand for programs: each has a descriptor of its own, as flock wants it."""
    path = tmp_path / "shop.db"
    inside, most = 0, 0
    waiting = threading.Barrier(6)

    def write() -> None:
        nonlocal inside, most
        waiting.wait()
        for _ in range(20):
            with Queue(path, lambda _: None):
                inside += 1
                most = max(most, inside)
                inside -= 1

    threads = [threading.Thread(target=write) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (inside, most) == (0, 1)


@pytest.mark.usefixtures("impatient")
def test_all_names_of_a_file_share_one_queue(tmp_path: Path) -> None:
    path, other = tmp_path / "shop.db", tmp_path / "other.db"
    path.touch()
    other.symlink_to(path)
    with Queue(path, lambda _: None), pytest.raises(StoreError, match="has been writing"):
        Queue(other, lambda _: None).__enter__()


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with ordinary_user(), pytest.raises(StoreError, match="cannot be written"):
        Queue(tmp_path / "shop.db", lambda _: None).__enter__()
    tmp_path.chmod(0o700)
    assert look(tmp_path) == {}
