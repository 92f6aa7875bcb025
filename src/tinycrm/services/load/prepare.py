"""Reading a whole file before the shop is locked: every record checked, put on the disk, and told from the others."""

from collections.abc import Iterator, Sequence
from types import TracebackType

from tinycrm.domain.contact import Reading
from tinycrm.domain.field import Field
from tinycrm.formats.person import Person, Refused
from tinycrm.services.load import cell
from tinycrm.services.load.custom import Customs
from tinycrm.services.load.fold import Fold, has_keys
from tinycrm.services.load.read import Reader
from tinycrm.services.load.report import BATCH, Choices, Notes, Progress
from tinycrm.services.load.said import Said
from tinycrm.services.load.spool import Spool


class Prepared:
    """A file that was read: its records wait on the disk. Close it, or use it as a context manager."""

    def __init__(self, reading: Reading, choices: Choices, fields: Sequence[Field]) -> None:
        self.reading = reading
        self.choices = choices
        self.fields = list(fields)
        self.new_fields: list[Field] = []
        self.notes = Notes()
        self.spool = Spool()
        self.later: dict[int, list[int]] = {}  # the first record about a person, and the further ones
        self.keyless: set[str] = set()  # names of those who have nothing else to be found by
        self.referrers: set[str] = set()
        self.uids: set[str] = set()  # those that our own exports may have made
        self.rivals: dict[int, str] = {}  # records that share an email with someone of another given name

    def __enter__(self) -> "Prepared":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets the records go."""
        self.spool.close()

    def said(self, number: int) -> Said:
        """The record of that number, 0 being the first."""
        return Said.from_json(self.spool[number])

    def firsts(self) -> Iterator[list[tuple[int, Said]]]:
        """The first record about each person, in the order of the file, some at a time, with their numbers."""
        followers = {number for numbers in self.later.values() for number in numbers}
        leading = [number for number in range(len(self.spool)) if number not in followers] if followers else None
        numbers: Sequence[int] = range(len(self.spool)) if leading is None else leading
        for start in range(0, len(numbers), BATCH):
            some = numbers[start : start + BATCH]
            yield [(number, Said.from_json(line)) for number, line in zip(some, self.spool.some(some), strict=True)]

    def further(self, number: int) -> list[Said]:
        """The other records about the person of whom that one was the first."""
        return [self.said(each) for each in self.later.get(number, ())]


def prepare(
    records: Iterator[Person | Refused], reading: Reading, choices: Choices, fields: Sequence[Field], tell: Progress
) -> Prepared:
    """Read, check and keep every record on the disk; the shop is not looked at. `fields` are the shop's own.

    Raises whatever `records` raises, InvalidError among it, and StoreError when there is no room for them.
    """
    prepared = Prepared(reading, choices, fields)
    try:
        _read(records, prepared, tell)
    except BaseException:
        prepared.close()
        raise
    return prepared


def _read(records: Iterator[Person | Refused], prepared: Prepared, tell: Progress) -> None:
    customs = Customs(prepared.fields, prepared.reading, keep=prepared.choices.keep_others)
    reader = Reader(prepared.reading, prepared.choices, customs, prepared.notes)
    fold = Fold(prepared.said)
    for done, record in enumerate(records):
        if done % BATCH == 0:
            tell("reading", done, None)
        said = reader.said(record) if isinstance(record, Person) else record
        if isinstance(said, Refused):
            prepared.notes.refuse(said)
        else:
            _keep(prepared, fold, said)
    prepared.new_fields = customs.new()
    prepared.rivals = fold.rivals


def _keep(prepared: Prepared, fold: Fold, said: Said) -> None:
    number = len(prepared.spool)
    prepared.spool.add(said.to_json())
    leader = fold.leader(said, number)
    if leader != number:
        prepared.later.setdefault(leader, []).append(number)
    if not has_keys(said):
        prepared.keyless.add(said.known_as)
    prepared.uids.update(uid for (uid,) in said.parts.get("uid", ()) if cell.is_derived(uid))
    if said.referrer:
        prepared.referrers.add(said.referrer)
