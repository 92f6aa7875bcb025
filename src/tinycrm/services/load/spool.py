"""Lines that wait on the disk, so that memory does not grow with a file: in an anonymous file, open to nobody else."""

import tempfile
from array import array
from collections.abc import Iterator, Sequence

from tinycrm.errors import StoreError

BLOCK = 1 << 18


class Spool:
    """Lines without line breaks in them, written one after another, read by their numbers."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - `close` ends it
        self._ends = array("Q", [0])
        self._waiting: list[bytes] = []
        self._size = 0

    def __len__(self) -> int:
        return len(self._ends) - 1

    def add(self, line: bytes) -> None:
        """Keeps one more line.

        Raises StoreError when there is no room for it.
        """
        self._waiting.append(line)
        self._size += len(line)
        self._ends.append(self._ends[-1] + len(line))
        if self._size >= BLOCK:
            self._flush()

    def __getitem__(self, number: int) -> bytes:
        self._flush()
        start, end = self._ends[number], self._ends[number + 1]
        self._file.seek(start)
        return self._file.read(end - start)

    def lines(self) -> Iterator[bytes]:
        """Every line, in the order they came in."""
        for start in range(0, len(self), 1000):
            yield from self.some(range(start, min(start + 1000, len(self))))

    def some(self, numbers: Sequence[int]) -> list[bytes]:
        """The lines with these numbers, which ascend; those that stand together are read at once."""
        if not numbers:
            return []
        first, last = numbers[0], numbers[-1]
        if last - first > 4 * len(numbers):
            return [self[number] for number in numbers]
        self._flush()
        base = self._ends[first]
        self._file.seek(base)
        block = self._file.read(self._ends[last + 1] - base)
        return [block[self._ends[number] - base : self._ends[number + 1] - base] for number in numbers]

    def close(self) -> None:
        """Lets the lines go."""
        self._waiting.clear()
        self._file.close()

    def _flush(self) -> None:
        if self._waiting:
            try:
                self._file.seek(0, 2)
                self._file.write(b"".join(self._waiting))
                self._file.flush()
            except OSError as error:
                raise StoreError(f"There is no room for the file's people meanwhile: {error.strerror}.") from None
            self._waiting.clear()
            self._size = 0
