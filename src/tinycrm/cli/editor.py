"""Text typed in the owner's own editor, and never lost: what is refused is kept and named."""

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, TypeVar

from tinycrm.cli.env import Env
from tinycrm.domain.clean import show_line
from tinycrm.errors import AmbiguousError, CrmError, InvalidError, NotFoundError

T = TypeVar("T")

OPTIONS = "the command's options (--help lists them)"
USUAL = ("sensible-editor", "nano", "vi")
ENDING_SECONDS = 5
STDERR = 2


class Draft(NamedTuple):
    """A text on its way through an editor: a file in a folder of its own, both for their owner alone."""

    file: Path
    before: bytes

    @staticmethod
    def of(text: str, suffix: str) -> "Draft":
        """A new draft that holds `text`."""
        draft = Draft(
            Path(tempfile.mkdtemp(prefix="tinycrm-")) / f"text{suffix}", text.encode("utf-8", "surrogateescape")
        )
        handle = os.open(draft.file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "wb") as new:
            new.write(draft.before)
        return draft

    def text(self) -> str:
        """What it holds now, with LF line ends.

        Raises InvalidError when the editor left no file, or one that is not UTF-8.
        """
        try:
            found = self.file.read_bytes()
        except OSError as error:
            raise InvalidError(f"The editor left nothing to read: {error.strerror}. Nothing was changed.") from None
        try:
            return found.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError as error:
            line = found[: error.start].count(b"\n") + 1
            raise InvalidError(f"line {line}: this is not UTF-8 text; save it as UTF-8.") from None

    @property
    def kept(self) -> str:
        """The sentence that names the file, where something was typed into it."""
        return f" What you typed is kept in {self.file}." if self.is_typed else ""

    @property
    def is_typed(self) -> bool:
        """Whether it holds anything that it did not hold at first."""
        return self.file.is_file() and self.file.read_bytes() not in (self.before, b"")

    def remove(self) -> None:
        """Remove it, with whatever the editor left beside it."""
        shutil.rmtree(self.file.parent, ignore_errors=True)


def edited(env: Env, text: str, suffix: str, instead: str = OPTIONS) -> str:
    """`text` as the owner's editor leaves it.

    Raises InvalidError when there is no editor or it fails.
    """
    return edited_as(env, text, suffix, lambda typed: typed, instead)


def edited_as(env: Env, text: str, suffix: str, read: Callable[[str], T], instead: str = OPTIONS) -> T:
    """What `read` makes of `text` as the owner's editor leaves it; a terminal may mend what `read` refuses.

    `instead` names another way for those without an editor. Raises what `read` raises, naming the file in which the
    typed text is kept, and InvalidError when there is no editor or it fails.
    """
    command = _command(env, instead)
    draft = Draft.of(text, suffix)
    with _kept(env, draft):
        while True:
            _run(env, command, draft.file)
            try:
                return read(draft.text())
            except (InvalidError, NotFoundError, AmbiguousError) as error:
                if not env.asks:
                    raise
                env.out.say(str(error))
                for candidate in getattr(error, "candidates", ()):
                    env.out.say(candidate)
            if not env.confirm("Edit again?", default=True):
                raise InvalidError("Nothing was changed.")


@contextmanager
def _kept(env: Env, draft: Draft) -> Iterator[None]:
    """Remove a draft once all went well, or when nothing was typed; else keep it and name it."""
    try:
        yield
    except CrmError as error:
        error.args = (f"{error}{draft.kept}",)
        raise
    except BaseException:
        if draft.kept:
            env.out.say(draft.kept.strip())
        raise
    else:
        draft.remove()
    finally:
        if not draft.is_typed:
            draft.remove()


def _command(env: Env, instead: str) -> list[str]:
    """The words that start the editor."""
    for name in ("VISUAL", "EDITOR"):
        said = os.environ.get(name, "")
        if said.strip():
            try:
                return shlex.split(said)
            except ValueError:
                raise InvalidError(f"${name} is {show_line(said, 60)!r}, with a quote that is not closed.") from None
    if not env.asks:
        raise InvalidError(f"There is no terminal to open an editor on; use {instead}, or set EDITOR.")
    found = next(filter(None, map(shutil.which, USUAL)), None)
    if found is None:
        raise InvalidError(f"No editor was found; set EDITOR to the one you like, or use {instead}.")
    return [found]


def _run(env: Env, command: list[str], file: Path) -> None:
    """Open the editor and wait for it; Ctrl-C belongs to the editor meanwhile."""
    shown = show_line(command[0], 60)
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        # what the editor writes is no answer of ours: a pipe does not get it
        with subprocess.Popen([*command, str(file)], stdout=None if env.out.terminal else STDERR) as process:
            code = _ended(process)
    except OSError as error:
        raise InvalidError(
            f"The editor {shown!r} cannot be started: {error.strerror}. Set EDITOR to another; nothing was changed."
        ) from None
    finally:
        signal.signal(signal.SIGINT, before)
    if code:
        how = f"ended with code {code}" if code > 0 else f"was ended by signal {-code}"
        raise InvalidError(f"The editor {shown!r} {how}; nothing was changed.")


def _ended(process: subprocess.Popen[bytes]) -> int:
    try:
        return process.wait()
    except BaseException:
        # let it save what it can before it goes
        process.terminate()
        try:
            process.wait(ENDING_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
        raise
