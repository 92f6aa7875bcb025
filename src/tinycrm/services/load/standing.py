"""A contact as it stands while the records about it are put into it, one after another."""

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from tinycrm.domain import clean
from tinycrm.domain.contact import Row
from tinycrm.services.load.said import PARTS, Part, Said, same

_GIVEN, _DAY, _SOURCE = (PARTS["consent"].index(name) for name in ("given", "day", "source"))
_E164, _DIGITS = (PARTS["phone"].index(name) for name in ("e164", "digits"))


class Change(NamedTuple):
    """What is to be written about a contact; `contact_id` is None for a new one.

    `added` are rows by table, each with its position; `updated` are rows that are there: the table, the row's id, and
    its new values by column.
    """

    contact_id: int | None
    facts: Row
    added: dict[str, list[tuple[int, Part]]]
    updated: list[tuple[str, int, Row]]


class Hung(NamedTuple):
    """A row that hangs on a contact; its id is None while it is not written."""

    id: int | None
    values: Part


class Standing:
    """The facts of a contact and the rows that hang on it; there are none yet of one that is new."""

    def __init__(
        self, contact_id: int | None = None, facts: Row | None = None, own_uid: Callable[[], str] | None = None
    ) -> None:
        self.id = contact_id
        self.facts: Row = facts or {}
        self._own_uid = own_uid
        self._hung: dict[str, dict[Any, Hung]] = {}
        self._last: dict[str, int] = {}
        self._changed: Row = {}
        self._added: dict[str, list[tuple[int, Part]]] = {}
        self._updated: dict[tuple[str, int], Row] = {}

    def hang(self, table: str, row_id: int | None, values: Part, position: int = 0) -> None:
        """Takes a row as it hangs on the contact; of several that are the same the first one counts."""
        rows = self._hung.setdefault(table, {})
        row = Hung(row_id, values)
        rows.setdefault(same(table, values), row)
        if table == "phone":
            rows.setdefault(("digits", values[_DIGITS]), row)
        self._last[table] = max(position, self._last.get(table, -1))

    def put(self, said: Said, *, fill: bool) -> bool:
        """Puts a record in; `fill` leaves what is there. Returns whether that changed anything."""
        changed = self._put_name(said, fill=fill)
        for column, value in said.facts.items():
            changed |= self.put_fact(column, value, fill=fill)
        for table, rows in said.parts.items():
            for row in rows:
                changed |= self.put_row(table, row, fill=fill)
        return changed

    def put_fact(self, column: str, value: Any, *, fill: bool) -> bool:
        """Puts in a fact; notes are added to those that are there. Returns whether that changed anything."""
        new = self._fact(column, value, fill=fill)
        if new == self.facts.get(column):
            return False
        self._set(column, new)
        return True

    def put_row(self, table: str, row: Part, *, fill: bool) -> bool:
        """Puts in a row; where the same one hangs there, what is said of it. Returns whether that changed anything."""
        if self._is_own_uid(table, row):
            return False
        there = self._there(table, row)
        if there is None:
            self._add(table, row)
            return True
        news = _news(table, row, there.values, fill=fill)
        if news:
            self._update(table, there, news)
        return bool(news)

    def holds(self, said: Said, *, fill: bool) -> bool:
        """Whether putting a record in would change nothing."""
        return (
            not self._has_new_name(said, fill=fill)
            and all(
                self._fact(column, value, fill=fill) == self.facts.get(column) for column, value in said.facts.items()
            )
            and all(self.holds_row(table, row, fill=fill) for table, rows in said.parts.items() for row in rows)
        )

    def holds_row(self, table: str, row: Part, *, fill: bool) -> bool:
        """Whether putting a row in would change nothing."""
        there = self._there(table, row)
        return self._is_own_uid(table, row) or (there is not None and not _news(table, row, there.values, fill=fill))

    def change(self) -> Change | None:
        """What is to be written; None when nothing changed."""
        if self.id is not None and not (self._changed or self._added or self._updated):
            return None
        updated = [(table, row_id, values) for (table, row_id), values in self._updated.items()]
        return Change(self.id, self._changed, self._added, updated)

    def _has_new_name(self, said: Said, *, fill: bool) -> bool:
        known = self.facts.get("name")
        return bool(said.name) and said.name != known and not (known and fill)

    def _put_name(self, said: Said, *, fill: bool) -> bool:
        if not self._has_new_name(said, fill=fill):
            return False
        self._set("name", said.name)
        for column, value in (("given", said.given), ("family", said.family)):
            if self.facts.get(column) != value:
                self._set(column, value)
        return True

    def _fact(self, column: str, value: Any, *, fill: bool) -> Any:
        """What a column says once a value was put in."""
        known = self.facts.get(column)
        if column == "notes" and known:
            if _says(known, value) or _says(value, known):
                return max(known, value, key=len)
            both = f"{known}\n\n{value}"
            return both if len(both) <= clean.TEXT_LIMIT else known
        return known if fill and known and column != "do_not_contact" else value

    def _is_own_uid(self, table: str, row: Part) -> bool:
        return table == "uid" and self._own_uid is not None and row[0] == self._own_uid()

    def _set(self, column: str, value: Any) -> None:
        self.facts[column] = value
        self._changed[column] = value

    def _there(self, table: str, row: Part) -> Hung | None:
        rows = self._hung.get(table)
        if not rows:
            return None
        is_bare = table == "phone" and not row[_E164]
        return rows.get(("digits", row[_DIGITS]) if is_bare else same(table, row))

    def _add(self, table: str, row: Part) -> None:
        values, position = list(row), self._last.get(table, -1) + 1
        self.hang(table, None, values, position)
        self._added.setdefault(table, []).append((position, values))

    def _update(self, table: str, there: Hung, said: Mapping[int, Any]) -> None:
        columns = PARTS[table]
        for at, value in said.items():
            there.values[at] = value
            if there.id is not None:
                self._updated.setdefault((table, there.id), {})[columns[at]] = value


def _news(table: str, row: Part, known: Part, *, fill: bool) -> dict[int, Any]:
    """What a row says beyond the same one that is there; a no takes the place of a yes, a yes never that of a no."""
    if table == "consent":
        is_no = not row[_GIVEN] and known[_GIVEN]
        return {at: row[at] for at in (_GIVEN, _DAY, _SOURCE)} if is_no else {}
    return {
        at: value
        for at, (value, old) in enumerate(zip(row, known, strict=True))
        if value is not None and value != old and not (fill and old is not None)
    }


def _says(notes: str, words: str) -> bool:
    """Whether notes have these words, whole: "no" is not in "knows"."""
    return words in notes and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", notes) is not None
