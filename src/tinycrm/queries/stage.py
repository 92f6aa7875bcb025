"""The stages that deals pass through, in the order of the board: open ones first, then won, then lost."""

from typing import NamedTuple

from tinycrm.domain.clean import fold
from tinycrm.store.reader import Reader

ORDER = "CASE {0}.kind WHEN 'open' THEN 0 WHEN 'won' THEN 1 ELSE 2 END, {0}.position, {0}.id"

_SQL = """SELECT 's' || s.id, s.name, s.kind, s.probability, s.rot_days, s.colour,
        (SELECT count(*) FROM deal WHERE stage_id = s.id) FROM stage s"""
# one that was removed comes back while a deal stands in it: an undo out of the middle may have put it there
_THERE = "(s.removed = 0 OR EXISTS (SELECT 1 FROM deal WHERE stage_id = s.id))"


class Stage(NamedTuple):
    """A stage as lists and scripts see it; `probability` is a percentage, `deals` how many stand in it."""

    ref: str
    name: str
    kind: str
    probability: int
    rot_days: int | None
    colour: str | None
    deals: int

    @property
    def id(self) -> int:
        return int(self.ref[1:])


class Reason(NamedTuple):
    """Why deals are lost: words that are offered, and how many lost deals have them now."""

    ref: str
    name: str
    deals: int


def stages(reader: Reader) -> list[Stage]:
    """Every stage there is, in the order of the board."""
    return reader.all(Stage, f"{_SQL} WHERE {_THERE} ORDER BY {ORDER.format('s')}")


def stage(reader: Reader, stage_id: int) -> Stage | None:
    """One stage; None when it is not there, or was removed."""
    return reader.one(Stage, f"{_SQL} WHERE s.id = ? AND {_THERE}", (stage_id,))


def first(reader: Reader, kind: str) -> Stage | None:
    """The first stage of a kind: open, won, lost."""
    return next((each for each in stages(reader) if each.kind == kind), None)


def named(reader: Reader, text: str) -> list[Stage]:
    """The stages that a name means: the one that is called so, else all whose names begin so."""
    wanted = fold(text.replace("-", " "))
    there = [(fold(each.name.replace("-", " ")), each) for each in stages(reader)]
    same = [each for name, each in there if name == wanted]
    return same or [each for name, each in there if wanted and name.startswith(wanted)]


def reasons(reader: Reader) -> list[Reason]:
    """The reasons for losing that are offered, in their order."""
    sql = """SELECT r.name, r.name, (SELECT count(*) FROM deal WHERE lost_reason = r.name) FROM lost_reason r
        ORDER BY r.position, r.id"""
    return reader.all(Reason, sql)


def reason(reader: Reader, text: str) -> str | None:
    """The offered reason that is meant, as it is spelt; None when it is none of them."""
    wanted = fold(text)
    return next((each.name for each in reasons(reader) if fold(each.name) == wanted), None)
