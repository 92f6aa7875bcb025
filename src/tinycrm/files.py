"""Writing a file for the user: beside the place it is meant for, then into it, whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from tinycrm.errors import StoreError


@contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """A UTF-8 text to write to that takes the place of the file at the end, readable by its owner alone.

    When the body fails, the file is as it was and nothing is left beside it. Raises StoreError when it cannot be
    written, or is a folder or device.
    """
    import tempfile

    try:
        real = path.resolve()
        _ensure_replaceable(path)
        handle, name = tempfile.mkstemp(dir=real.parent, prefix=f".{real.name[:100]}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as new:
                yield new
                new.flush()
                os.fsync(new.fileno())
            Path(name).replace(real)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise StoreError(f"{path} cannot be written: {error.strerror}.") from None
    _settle(real.parent)


def _ensure_replaceable(path: Path) -> None:
    """A folder, pipe or device is never replaced by a file."""
    if path.exists() and not path.is_file():
        raise StoreError(f"{path} is not a file, so nothing can be written in its place.")


def _settle(folder: Path) -> None:
    """Make the names in a folder survive a power cut, on systems that can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
