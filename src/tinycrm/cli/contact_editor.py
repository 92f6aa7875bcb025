"""A contact in the owner's editor: what was changed in its text becomes an Edit, and nothing else is touched."""

import difflib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, NamedTuple, TypeVar

from tinycrm import config
from tinycrm.cli.contact_text import ADDRESS, LISTS, MEANINGS, OWN, own, rows, shown, written
from tinycrm.cli.editor import edited_as
from tinycrm.cli.env import Env
from tinycrm.cli.fields import referrer
from tinycrm.domain import clean
from tinycrm.domain.clean import show_line
from tinycrm.domain.contact import Edit, Row, edit, named
from tinycrm.errors import CrmError, InvalidError, NotFoundError, RefusedError
from tinycrm.queries.contact_editor import Whole, whole
from tinycrm.services.contact import POSITIONED, same

T = TypeVar("T")

INSTEAD = "options such as --nickname (`tinycrm contact edit --help` lists them)"
MAILINGS = ("mailings", "mailings_on", "mailings_source")
FACTS = tuple(key for key in MEANINGS if key not in LISTS and key not in MAILINGS)


class Listed(NamedTuple):
    """What became of a list: the rows to add, the ids to remove, and the keys of all that stay, in their order."""

    added: list[Row]
    removed: list[int]
    wanted: list[Row]


class Text:
    """A text as it was typed, next to the contact it is about."""

    def __init__(self, env: Env, before: Whole, text: str) -> None:
        self.env = env
        self.whole = before
        self.text = text
        self.was = config.toml(written(before))
        self.now = config.toml(text)
        self.own = self.now.get(OWN, {})

    def edit(self) -> Edit:
        """What is to change in the contact.

        Raises InvalidError, and what looking up a referrer raises, naming the line.
        """
        if not self.text.strip():
            return Edit()
        for key in self.now:
            if key not in MEANINGS and not (key == OWN and self.whole.fields):
                raise InvalidError(f"line {config.line_of(key, self.text)}: There is no field {_meant(key, MEANINGS)}")
        if not isinstance(self.own, dict):
            raise InvalidError(f"line {config.line_of(OWN, self.text)}: {OWN} is a part of the text, under [{OWN}].")
        parts = {key: self._list(key) for key in LISTS if self._is_changed(key)}
        consent = self._mailings() if any(map(self._is_changed, MAILINGS)) else Listed([], [], [])
        added, removed, first = _by_table(
            [*((LISTS[key][1], each) for key, each in parts.items()), ("consent", consent)]
        )
        for new, gone in self._own():
            (added if new else removed).setdefault("field_value", []).append(new or gone)
        for key, each in parts.items():
            if LISTS[key][1] in POSITIONED and (keys := _first(rows(self.whole, key), each)):
                first[LISTS[key][1]] = keys
        return Edit(self._facts(), added, removed, first)

    def _own(self) -> Iterator[tuple[Row, Row]]:
        """A row to add, or else the key of one to remove, for each field of the shop's own that was changed."""
        fields = {field.name: field for field in self.whole.fields}
        for name in self.own:
            if name not in fields:
                with self._at(name):
                    raise InvalidError(f"There is no field {_meant(name, fields)}")
        for name, was in own(self.whole).items():
            value = self.own.get(name, "")
            if value != was:
                with self._at(name):
                    word = ("no", "yes")[value] if isinstance(value, bool) else _word(name, value)
                    change = edit({"fields": [(fields[name], word)]}, self.env.reading)
                    added, removed = change.added["field_value"], change.removed["field_value"]
                    yield (added[0], {}) if added else ({}, removed[0])

    def _is_changed(self, key: str) -> bool:
        return bool(self.now.get(key, "") != self.was[key])

    def _facts(self) -> Row:
        facts: Row = {}
        for key in filter(self._is_changed, FACTS):
            with self._at(key):
                facts |= edit(self._typed(key), self.env.reading).facts
        if "name" in facts:
            with self._at("name"):
                new = named(_word("name", self.now["name"]), facts.get("kind") or self.whole.facts["kind"])
            facts = {**new, **facts, "name": new["name"]}
        return facts

    def _typed(self, key: str) -> dict[str, Any]:
        """A fact under its option's name, as the option would give it."""
        value = self.now.get(key, "")
        if key == "do_not_contact":
            return {key: int(bool(_yes_or_no(key, value)))}
        word = _word(key, value)
        if key == "kind" and not word.strip():
            raise InvalidError("kind cannot be empty; it is person or organisation.")
        if key == "referred_by":
            return {"referred_by_id": referrer(self.env, word, [self.whole.facts["id"]])}
        return {key: word}

    def _mailings(self) -> Listed:
        there = self.whole.parts["consent"]
        with self._at("mailings"):
            given = _yes_or_no("mailings", self.now.get("mailings", ""))
        if given is None:
            for key in MAILINGS[1:]:
                if self._is_changed(key) and self.now.get(key):
                    with self._at(key):
                        raise InvalidError("Say also yes or no at mailings.")
            return Listed([], [row["id"] for row in there], [])
        typed: dict[str, Any] = {"mailings": given}
        is_new = not there or given != bool(there[0]["given"])
        for key in MAILINGS[1:]:
            # a new answer is not given on the day of the old one, nor in the same way
            if self._is_changed(key) or not is_new:
                with self._at(key):
                    typed[key] = _word(key, self.now.get(key, ""))
                    edit(typed, self.env.reading)
        new = edit(typed, self.env.reading).added["consent"]
        # a row that is there would keep the source of the old answer
        gone = [row["id"] for row in there if row["source"] and not new[0]["source"]]
        return Listed(list(new), gone, [])

    def _list(self, key: str) -> Listed:
        """Tell the rows that stay from those that go and those that are new; equal texts are the same row."""
        left = [(shown(key, row), row) for row in rows(self.whole, key)]
        found: list[Row | None] = []
        items = self._items(key)
        for item in items:
            stays = next((pair for pair in left if pair[0] == item), None)
            found.append(stays[1] if stays else None)
            if stays:
                left.remove(stays)
        kept = [row for row in found if row]
        added: list[Row] = []
        wanted: list[Row] = []
        free = [row for _, row in left]
        for item, row in zip(items, found, strict=True):
            if row:
                wanted.append({"id": row["id"]})
                continue
            new = self._read(key, item)
            if self._is_there(key, item, new, [*kept, *added]):
                continue
            taken = next((each for each in free if _is_taken_over(LISTS[key][1], new, each)), None)
            if taken:
                free.remove(taken)
                kept.append(taken | new)
            if not taken or not _is_part(new, taken):
                added.append(new)
            wanted.append({"id": taken["id"]} if taken else _without_label(new))
        return Listed(added, [row["id"] for row in free], wanted)

    def _is_there(self, key: str, item: Any, new: Row, there: Sequence[Row]) -> bool:
        """Whether a new row repeats one; two people or days of one name cannot be told apart later."""
        table = LISTS[key][1]
        twin = next((each for each in there if _is_part(same(table, new), each)), None)
        if twin and table in ("occasion", "relative") and not _is_part(new, twin):
            with self._at(key, item):
                raise InvalidError(f"{show_line(new['name'], 60)} stands there already; give this one another name.")
        return twin is not None

    def _items(self, key: str) -> list[Any]:
        value = self.now.get(key, [])
        if isinstance(value, str):
            value = [value]
        if not isinstance(value, list):
            with self._at(key):
                raise InvalidError(f"{key} is a list between [ and ].")
        return [item for item in value if item not in ("", {})]

    def _read(self, key: str, item: Any) -> Row:
        option, table = LISTS[key]
        with self._at(key, item):
            if key == "addresses" and isinstance(item, dict):
                return _address(item)
            row: Row = edit({option: [_word(key, item)]}, self.env.reading).added[table][0]
            return row

    @contextmanager
    def _at(self, key: str, item: Any = None) -> Iterator[None]:
        """Name the line in what goes wrong with a field, or with one item of its list."""
        try:
            yield
        except CrmError as error:
            if key in self.now or key in self.own:
                error.args = (f"line {self._line(key, item)}: {error}",)
            raise

    def _line(self, key: str, item: Any) -> int:
        start = config.line_of(key, self.text)
        lines = self.text.split("\n")[start - 1 :]
        words = next(iter(item.values()), "") if isinstance(item, dict) else item
        spelled = [repr(words)[1:-1], str(words)]
        return next(
            (start + at for at, line in enumerate(lines) if words and any(each in line for each in spelled)), start
        )


def edited(env: Env, contact_id: int) -> Edit:
    """What the owner changes in the text of a contact; nothing where the text stays as it is.

    Raises what the editor and the text are refused with, naming the file in which the typed text is kept, and
    RefusedError when somebody else changed the contact meanwhile.
    """
    return saved(env, contact_id, lambda change, _: change)


def saved(env: Env, contact_id: int, save: Callable[[Edit, Whole | None], T]) -> T:
    """What `save` answers to the Edit that `edited` gives, and to the contact it was made for.

    The typed text is kept when it raises, too.
    """
    before = whole(env.reader, contact_id)
    if before is None:
        raise NotFoundError(f"There is no c{contact_id}; nothing was changed.")

    def read(text: str) -> T:
        change = Text(env, before, text).edit()
        after = whole(env.reader, contact_id)
        return save(change if after == before or change == Edit() else _on_top(env, before, after, change), after)

    return edited_as(env, written(before), ".toml", read, INSTEAD)


def _on_top(env: Env, before: Whole, after: Whole | None, change: Edit) -> Edit:
    """The same change for a contact that somebody else changed while the editor was open."""
    name = show_line(before.facts["name"], 60)
    if after is None:
        raise RefusedError(f"{name} was deleted by someone else meanwhile; `tinycrm undo` brings them back.")
    if not env.asks:
        raise RefusedError(f"{name} was changed by someone else meanwhile, so your changes were not saved.")
    if not env.confirm(f"{name} was changed by someone else meanwhile. Save your changes on top of theirs?"):
        raise RefusedError("Your changes were not saved.")
    there = {table: {row["id"] for row in found} for table, found in after.parts.items()}
    removed, first = (
        {table: [key for key in keys if "id" not in key or key["id"] in there[table]] for table, keys in each.items()}
        for each in (change.removed, change.first)
    )
    return Edit(change.facts, change.added, removed, first)


def _by_table(listed: Sequence[tuple[str, Listed]]) -> tuple[dict[str, list[Row]], ...]:
    added: dict[str, list[Row]] = {}
    removed: dict[str, list[Row]] = {}
    for table, each in listed:
        if each.added:
            added.setdefault(table, []).extend(each.added)
        if each.removed:
            removed.setdefault(table, []).extend({"id": row_id} for row_id in each.removed)
    return added, removed, {}


def _first(there: Sequence[Row], listed: Listed) -> list[Row]:
    """The keys to be made primary, one after the other, so that the rows stand in the wanted order."""
    kept = [{"id": row["id"]} for row in there]
    wanted = listed.wanted
    order = [*(key for key in kept if key in wanted), *(key for key in wanted if key not in kept)]
    for count in range(len(wanted) + 1):
        front = wanted[:count]
        if [*front, *(key for key in order if key not in front)] == wanted:
            return front[::-1]
    return []


def _is_part(some: Row, row: Row) -> bool:
    return all(row[column] == value for column, value in some.items())


def _is_taken_over(table: str, new: Row, there: Row) -> bool:
    """Whether a new row is one that is there, said in another way, and empties none of its columns."""
    return _is_part(same(table, new), there) and all(new[name] is not None or there[name] is None for name in new)


def _without_label(row: Row) -> Row:
    return {column: value for column, value in row.items() if column != "label"}


def _address(typed: dict[str, Any]) -> Row:
    for name in typed:
        if name not in ("label", *ADDRESS):
            raise InvalidError(f"An address has no {show_line(name, 40)!r}; it has label, {', '.join(ADDRESS)}.")
    words = {name: _word(name, value).strip() for name, value in typed.items()}
    row = {name: clean.line(words[name], f"a {name}") if words.get(name) else None for name in ("label", *ADDRESS)}
    if not any(row[name] for name in ADDRESS):
        raise InvalidError("An address cannot be blank.")
    return row


def _word(key: str, value: Any) -> str:
    """A value as it would be typed; a bare day or number counts."""
    if isinstance(value, str):
        return value
    if isinstance(value, date | int | float) and not isinstance(value, bool):
        return str(value)
    raise InvalidError(f"{key} takes words between quotes.")


def _yes_or_no(key: str, value: Any) -> bool | None:
    word = value.strip().lower() if isinstance(value, str) else value
    if isinstance(word, bool):
        return word
    if word not in ("", "yes", "no"):
        raise InvalidError(f"{key} is yes or no, not {show_line(str(value), 60)!r}.")
    return None if word == "" else word == "yes"


def _meant(key: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(key, list(known), n=1)
    return f"{show_line(key, 40)!r}; did you mean {close[0]}?" if close else f"{show_line(key, 40)!r}."
