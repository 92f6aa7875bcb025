"""What an import is told to do, and what it answers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from tinycrm.formats.person import Refused

REFUSED_KEPT = 10_000
BATCH = 500  # records that are compared with the shop at once

Progress = Callable[[str, int, int | None], None]  # "reading", "comparing" or "writing"; how many are done, of how many


class Choices(NamedTuple):
    """How people are brought in.

    `on_match` says what happens to someone who is here already: "update" (what the file says replaces what we have),
    "fill" (only what we do not have) or "skip". `tags` are put on everyone, `source` on those who have none. With
    `keep_others` columns that no field has become fields of the shop's own. `consent` is how they said yes to
    mailings; without it no yes is taken. `strict` refuses a record for a value that makes no sense; else the value
    goes into the notes.
    """

    on_match: str = "update"
    tags: Sequence[str] = ()
    source: str | None = None
    keep_others: bool = False
    consent: str | None = None
    strict: bool = True


class Report(NamedTuple):
    """What an import did, or would do: every record counts once, one that joins another of its file as what it adds.

    Of `refused` and `warnings` (line, sentence) only the first ones are kept. `left_out` are headers with the filled
    cells that went nowhere, `photos` and `consents` were left out too. `operation` is None when nothing was changed.
    """

    created: int
    updated: int
    unchanged: int
    skipped: int
    refused: list[Refused]
    refused_total: int
    warnings: list[tuple[int, str]]
    left_out: dict[str, int]
    photos: int
    consents: int
    new_fields: list[str]
    operation: int | None = None

    @property
    def ref(self) -> str | None:
        """The operation as it is named to people."""
        return None if self.operation is None else f"o{self.operation}"


@dataclass
class Notes:
    """What is to be told of the records, collected while they are read and compared."""

    refused: list[Refused] = field(default_factory=list)
    refused_total: int = 0
    warnings: list[tuple[int, str]] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)
    photos: int = 0
    consents: int = 0

    def refuse(self, refused: Refused) -> None:
        """Takes a record that does not come in."""
        self.refused_total += 1
        if len(self.refused) < REFUSED_KEPT:
            self.refused.append(refused)

    def warn(self, line: int, sentence: str) -> None:
        """Takes a sentence about the record that begins at a line."""
        if len(self.warnings) < REFUSED_KEPT:
            self.warnings.append((line, sentence))

    def leave(self, header: str) -> None:
        """Counts a cell that goes nowhere."""
        self.left_out[header] = self.left_out.get(header, 0) + 1


@dataclass
class Tally:
    """What becomes of the records, counted."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0

    def count(self, *, changed: bool) -> None:
        """Counts a record of someone who is here."""
        if changed:
            self.updated += 1
        else:
            self.unchanged += 1
