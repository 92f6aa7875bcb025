"""A file from outside: what may be opened at all, its bytes, and how much of it was read."""

import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from tinycrm.errors import InvalidError, UnreadableError

Source = Path | bytes

MEGABYTE = 1024**2

_CHUNK = 256 * 1024
_WEB = re.compile(r"https?:/", re.IGNORECASE)


class Meter:
    """How much of a file was read so far."""

    def __init__(self) -> None:
        self._read = 0
        self._whole = 0

    def begin(self, whole: int) -> None:
        """Starts again, for as many bytes."""
        self._read, self._whole = 0, whole

    def add(self, size: int) -> None:
        """Bytes that were read."""
        self._read += size

    def counted(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """The pieces, each counted when it is taken."""
        for piece in pieces:
            self.add(len(piece))
            yield piece

    def share(self) -> float | None:
        """From 0 to 1; None when nothing was begun."""
        return min(self._read / self._whole, 1.0) if self._whole else None


def check_path(path: Path, limit: int | None = None) -> None:
    """Raises UnreadableError for what is no plain file, is empty, or has more than `limit` bytes.

    Nothing is opened: a pipe without a writer would keep us waiting. Raises InvalidError for a web address.
    """
    if _WEB.match(str(path)):
        raise InvalidError("tinycrm fetches nothing from the web. Download the file, then name it.")
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        raise UnreadableError(f"{path} cannot be read: {_reason(error)}.") from None
    if what := _kind(status.st_mode):
        raise UnreadableError(f"{path} is {what}, not a file. Name a file that was saved.")
    if not status.st_size:
        raise UnreadableError(f"{path} is empty.")
    if limit is not None and status.st_size > limit:
        raise UnreadableError(
            f"{path} has {status.st_size / MEGABYTE:,.0f} MB; at most {limit // MEGABYTE:,} MB are read. Split it."
        )


def size(source: Source) -> int:
    """How many bytes there are. Raises UnreadableError when the file is gone."""
    if isinstance(source, bytes):
        return len(source)
    try:
        return source.stat().st_size
    except OSError as error:
        raise UnreadableError(f"{source} cannot be read: {_reason(error)}.") from None


def head(source: Source, most: int) -> bytes:
    """The first few bytes. Raises UnreadableError when the file cannot be read."""
    for chunk in chunks(source):
        return chunk[:most]
    return b""


def chunks(source: Source) -> Iterator[bytes]:
    """The bytes in pieces. Raises UnreadableError when the file cannot be read."""
    if isinstance(source, bytes):
        yield from (source[at : at + _CHUNK] for at in range(0, len(source), _CHUNK))
        return
    try:
        with source.open("rb") as file:
            while chunk := file.read(_CHUNK):
                yield chunk
    except OSError as error:
        raise UnreadableError(f"{source} cannot be read: {_reason(error)}.") from None


def _kind(mode: int) -> str:
    if stat.S_ISREG(mode):
        return ""
    if stat.S_ISDIR(mode):
        return "a folder"
    return "a pipe" if stat.S_ISFIFO(mode) else "a device"


def _reason(error: Exception) -> str:
    return ((error.strerror if isinstance(error, OSError) else None) or str(error)).lower()
