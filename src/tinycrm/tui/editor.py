"""Longer words in the owner's own editor, while the screen waits."""

import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from textual.app import App, SuspendNotSupported

from tinycrm.domain.clean import show_line
from tinycrm.errors import InvalidError

USUAL = ("sensible-editor", "nano", "vi")


def edited(app: App[object], text: str, suffix: str = ".txt") -> str:
    """`text` as the owner's editor leaves it.

    Raises InvalidError when there is no editor, it fails, or it leaves nothing that can be read.
    """
    command = words_of(os.environ)
    folder = Path(tempfile.mkdtemp(prefix="tinycrm-"))
    try:
        file = folder / f"text{suffix}"
        with os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as new:
            new.write(text)
        try:
            with app.suspend():
                _run([*command, str(file)])
        except SuspendNotSupported:
            raise InvalidError("An editor cannot be opened on this screen.") from None
        return _left(file)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def words_of(environ: Mapping[str, str]) -> list[str]:
    """The words that start the editor: $VISUAL, $EDITOR, or one that is usual.

    Raises InvalidError when there is none.
    """
    for name in ("VISUAL", "EDITOR"):
        if environ.get(name, "").strip():
            try:
                return shlex.split(environ[name])
            except ValueError:
                said = show_line(environ[name], 60)
                raise InvalidError(f"${name} is {said!r}, with a quote that is not closed.") from None
    found = next(filter(None, map(shutil.which, USUAL)), None)
    if found is None:
        raise InvalidError("No editor was found; set EDITOR to the one you like.")
    return [found]


def _run(command: list[str]) -> None:
    shown = show_line(command[0], 60)
    try:
        code = subprocess.call(command)
    except OSError as error:
        raise InvalidError(
            f"The editor {shown!r} cannot be started: {error.strerror}. Set EDITOR to another."
        ) from None
    if code:
        how = f"ended with code {code}" if code > 0 else f"was ended by signal {-code}"
        raise InvalidError(f"The editor {shown!r} {how}; nothing was changed.")


def _left(file: Path) -> str:
    try:
        found = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InvalidError(f"The editor left nothing to read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise InvalidError("What the editor left is not UTF-8 text.") from None
    return found.replace("\r\n", "\n").replace("\r", "\n")
