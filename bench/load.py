"""Bringing people in, measured in seconds: many vCards, many rows, and the same file again.

What counts are the processor's seconds: on a machine that does nothing else an import takes hardly longer.
"""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from bench.process import Ran, piped, tinycrm
from bench.shop import Shop, copy

WORD = "import"  # what `--only` calls these lines
CARDS, ROWS = 10_000, 100_000
CARDS_SECONDS, ROWS_SECONDS = 5.0, 20.0
MEGABYTES = 300
ROUNDS = 3
GIVEN = (
    "Ada Ben Cleo Dora Emil Flora Gus Hana Ivo Jane Kit Lea Max Nora Otto Pia Rosa Sam Tess Uma Vic Wren Zoë".split()
)
BEGINNINGS = (
    "Ash Black Brook Carl Dray East Fair Green Hart Ing Kings Lang Mill North Oak Pem Red Stan Thorn West".split()
)
ENDINGS = "bourne bury by dale den field ford ham hurst leigh ley man more ridge son stead ton well wick wood".split()


class Line(NamedTuple):
    """What was brought in, the processor's seconds it took, the memory at most, and the seconds it may take."""

    what: str
    seconds: float
    megabytes: float
    budget: float

    @property
    def missed(self) -> bool:
        """Whether it took longer, or more memory, than it may."""
        return self.seconds > self.budget or self.megabytes > MEGABYTES


def measure(made: Shop, folder: Path) -> list[Line]:
    """Bring files into copies of a shop, several times each, and the same files once more."""
    cards, rows = folder / "people.vcf", folder / "people.csv"
    cards.write_text("".join(_cards(CARDS)), encoding="utf-8")
    rows.write_text("".join(_rows(ROWS)), encoding="utf-8")
    return [
        *_twice(made, folder, cards, f"{CARDS:,} vCards", CARDS_SECONDS),
        *_twice(made, folder, rows, f"{ROWS:,} rows of a sheet", ROWS_SECONDS),
    ]


def table(lines: Sequence[Line], people: int) -> str:
    """One line a file, in Markdown."""
    rows = [(f"into a shop of {people:,} people", "seconds", "memory")]
    for line in lines:
        verdict = "missed" if line.missed else "met"
        rows.append((line.what, f"{line.seconds:.1f} of {line.budget:g}: {verdict}", f"{line.megabytes:.0f} MB"))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    shown = ["| " + " | ".join(map(str.ljust, row, widths)) + " |" for row in rows]
    return "\n".join([shown[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *shown[1:]])


def _twice(made: Shop, folder: Path, file: Path, what: str, budget: float) -> Iterator[Line]:
    first, again = [], []
    for number in range(ROUNDS):
        place = folder / f"{file.suffix[1:]}-{number}"
        place.mkdir()
        shop = copy(made, place)
        words = [*tinycrm(), "import", "run", str(file), "--yes"]
        first.append(piped(words, shop.variables))
        again.append(piped(words, shop.variables))
        shop.path.unlink()
    for name, runs in ((what, first), (f"{what}, the same again", again)):
        yield _line(name, runs, budget)


def _line(what: str, runs: Sequence[Ran], budget: float) -> Line:
    return Line(what, median(run.processor for run in runs), max(run.megabytes for run in runs), budget)


class _Someone(NamedTuple):
    given: str
    family: str
    email: str
    phone: str
    street: str


def _people(count: int) -> Iterator[_Someone]:
    dice = random.Random(count)
    for number in range(count):
        given, family = dice.choice(GIVEN), dice.choice(BEGINNINGS) + dice.choice(ENDINGS)
        email = f"{family.lower()}{number}@example.org" if dice.random() < 0.9 else ""
        phone = f"020 7946 {dice.randrange(10_000):04}" if dice.random() < 0.7 else ""
        yield _Someone(given, family, email, phone, f"{number % 200 + 1} Mill Lane")


def _cards(count: int) -> Iterator[str]:
    for number, one in enumerate(_people(count)):
        lines = [
            "BEGIN:VCARD", "VERSION:3.0", f"UID:card-{number}", f"N:{one.family};{one.given};;;",
            f"FN:{one.given} {one.family}", f"EMAIL;TYPE=HOME:{one.email}", f"TEL;TYPE=CELL:{one.phone}",
            f"ADR;TYPE=HOME:;;{one.street};Leeds;;LS1 1AB;United Kingdom", "BDAY:1980-04-05", "CATEGORIES:regular",
            "NOTE:looks for old maps\\, and tea", "END:VCARD",
        ]  # fmt: skip
        yield "".join(f"{line}\r\n" for line in lines if not line.endswith(":"))


def _rows(count: int) -> Iterator[str]:
    yield "Name,Email,Phone,Street,City,Postcode,Birthday,Tags\n"
    for one in _people(count):
        yield f"{one.given} {one.family},{one.email},{one.phone},{one.street},Leeds,LS1 1AB,1980-04-05,regular\n"
