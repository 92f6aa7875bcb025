"""What is known of a person, as blocks of lines: each fact can be taken in hand, empty ones do not appear."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from rich.cells import cell_len

from tinycrm.domain import cadence, occasion
from tinycrm.domain.day import show_day
from tinycrm.domain.when import since
from tinycrm.tui import words
from tinycrm.tui.text import MARKS, Pen, cut, plain
from tinycrm.tui.widgets.blocks import Block
from tinycrm.tui.widgets.card import Day, address, liking
from tinycrm.tui.widgets.line import Line, wrap

if TYPE_CHECKING:
    from tinycrm.queries.card import Card
    from tinycrm.queries.reminder import Reminder

LEFT, VALUE, MARGIN = 2, 13, 2
STAGE = 12
DEALS = 8  # open ones first; the timeline and the board have the others


class Fact(NamedTuple):
    """A fact that can be in hand: its kind, its text to be copied, the number of what it speaks of, and the field of
    the form where it is changed.
    """

    kind: str
    value: str
    id: int = 0
    field: str = ""


class Painter:
    """Draws the facts of one person at one width, on one day."""

    def __init__(self, pen: Pen, width: int, day: Day) -> None:
        self.pen = pen
        self.width = width
        self.day = day
        self._end = width - MARGIN
        self._room = max(self._end - VALUE, 10)

    def blocks(self, card: "Card", reminders: Sequence["Reminder"], *, pinned: bool = True) -> Iterator[Block]:
        """All of them: pinned note, facts, follow-ups, tastes, people, notes, sums."""
        sections = [
            list(self._pinned(card)) if pinned else [],
            [*self._reached(card), *self._days(card), *self._manners(card)],
            self._section("follow-ups", [self._reminder(each) for each in reminders]),
            self._section("deals", map(self._deal, card.deals[:DEALS])),
            self._section("likes", self._tastes(card)),
            self._section("people", [*self._relatives(card), *self._referrer(card)]),
            self._section("notes", self._paragraph(card.notes, "notes", "ink")),
            self._sums(card),
        ]
        for number, section in enumerate(each for each in sections if each):
            if number:
                yield Block([Line()])
            yield from section

    # the facts

    def _pinned(self, card: "Card") -> Iterator[Block]:
        if card.pinned:
            rows = wrap(card.pinned, self._end - LEFT - 2)
            lines = [Line().put(LEFT + 2, row, "ink italic") for row in rows[1:]]
            first = Line().put(LEFT, self.pen.sign("pinned"), "ochre").put(LEFT + 2, rows[0], "ink italic")
            yield Block([first, *lines], "pinned", Fact("text", card.pinned, field="pinned"))

    def _reached(self, card: "Card") -> Iterator[Block]:
        for label, kind, rows in (
            ("phone", "phone", card.phones),
            ("email", "email", card.emails),
            ("web", "link", card.links),
        ):
            for number, row in enumerate(rows):
                value = cut(plain(row["value"]), self._room, self.pen.end)
                line = self._labelled("" if number else label).put(VALUE, value, "ink underline")
                self._beside(line, row["label"])
                yield Block([line], f"{kind} {row['value']}", Fact(kind, row["value"], field=kind))
        for number, each in enumerate(card.addresses):
            yield self._address("" if number else "lives", each, f"address {number}")

    def _days(self, card: "Card") -> Iterator[Block]:
        today = self.day.today
        if card.birthday:
            following = occasion.next_on(card.birthday, today, self.day.leap_day)
            age = occasion.age_on(card.birthday, following, self.day.leap_day)
            turns = f", turns {age}" if age and not card.deceased else ""
            soon = "" if card.deceased else f"{since(following, today)}{turns}"
            yield self._short("born", occasion.show(card.birthday), "birthday", soon)
        for number, each in enumerate(card.occasions):
            when = occasion.show(each["day"]) if each["day"] else ""
            yield self._short("" if number else "occasion", each["name"], "occasion", when, number)
        if card.deceased:
            yield self._short("died", show_day(date.fromisoformat(card.deceased)), "deceased")

    def _manners(self, card: "Card") -> Iterator[Block]:
        works = " at ".join(part for part in (card.role, card.company) if part)
        if works:
            yield self._long("works", works, "company")
        if card.nickname:
            yield self._short("called", card.nickname, "nickname")
        if card.channel:
            yield self._short("prefers", card.channel, "channel")
        if card.cadence:
            yield self._short("keep up", cadence.in_words(card.cadence), "cadence")
        if card.mailings is not None:
            sign = "right" if card.mailings else "quiet"
            line = self._labelled("may write").put(VALUE, self.pen.sign(sign), MARKS[sign].ink)
            said = "mailings" if card.mailings else "no mailings"
            line.add(said, gap=1)
            since_when = show_day(date.fromisoformat(card.mailings_on)) if card.mailings_on else ""
            self._beside(line, since_when)
            yield Block([line], "mailings", Fact("text", said, field="mailings"))
        if card.source:
            yield self._long("came from", card.source, "source")
        for name, value in card.fields.items():
            yield self._long(name, _shown(value), "", f"own {name}")

    # the sections

    def _section(self, title: str, blocks: Iterable[Block]) -> list[Block]:
        found = list(blocks)
        if not found:
            return []
        line = Line().put(LEFT, title.upper(), "soft bold")
        return [Block([line.add(self.pen.sign("rule") * max(self._end - line.end - 1, 0), "rule", gap=1)]), *found]

    def _reminder(self, each: "Reminder") -> Block:
        due, today = date.fromisoformat(each.due), self.day.today
        name = "late" if due < today else "due" if due == today else "later"
        when = each.due_time if name == "due" and each.due_time else words.day(due, today)
        text = plain(each.text) or "get in touch"
        repeats = 2 if each.every else 0
        room = self._end - LEFT - 2 - cell_len(when) - 2 - repeats
        line = Line().put(LEFT, self.pen.sign(name), MARKS[name].ink).put(LEFT + 2, cut(text, room, self.pen.end))
        if repeats:
            line.add(self.pen.sign("repeats"), "soft", gap=1)
        line.put_right(self._end, when, "rubric" if name == "late" else "soft")
        return Block([line], each.ref, Fact("reminder", text, each.id))

    def _deal(self, each: dict[str, Any]) -> Block:
        """An open deal with its stage, a closed one with how it ended."""
        name = "deal" if each["status"] == "open" else each["status"]
        end = cut(plain(each["stage"]), STAGE, self.pen.end)
        room = self._end - LEFT - 2 - cell_len(end) - 2
        line = Line().put(LEFT, self.pen.sign(name), MARKS[name].ink)
        line.put(LEFT + 2, cut(plain(each["title"]), room, self.pen.end), "ink" if name == "deal" else "soft")
        return Block(
            [line.put_right(self._end, end, "soft")], each["ref"], Fact("deal", each["title"], int(each["ref"][1:]))
        )

    def _tastes(self, card: "Card") -> Iterator[Block]:
        likes = f" {self.pen.sign('dot')} ".join(map(liking, card.likes))
        yield from self._paragraph(likes, "likes", "ink")
        yield from self._paragraph(", ".join(f"not {liking(each)}" for each in card.dislikes), "dislikes", "soft")

    def _relatives(self, card: "Card") -> Iterator[Block]:
        for number, each in enumerate(card.relatives):
            line = Line().put(LEFT, cut(plain(each["name"]), self._end - LEFT, self.pen.end))
            born = occasion.show(each["birthday"]) if each["birthday"] else ""
            self._beside(line, each["relation"], keep=cell_len(born) + 4 if born else 0)
            if born:
                line.put_right(self._end - cell_len(born) - 1, self.pen.sign("birthday"), "plum")
                line.put_right(self._end, born, "soft")
            yield Block([line], f"relative {number}", Fact("text", each["name"], field="relative"))

    def _referrer(self, card: "Card") -> Iterator[Block]:
        if card.referred_by and card.referred_by_ref:
            name = cut(plain(card.referred_by), self._end - LEFT, self.pen.end)
            line = Line().put(LEFT, name, "ink underline")
            self._beside(line, "sent them to us")
            yield Block(
                [line], "referrer", Fact("contact", card.referred_by, int(card.referred_by_ref[1:]), "referred_by")
            )

    def _sums(self, card: "Card") -> list[Block]:
        known = f"{words.plural(card.interactions, 'talk')}" if card.interactions else ""
        return [Block([Line().put(LEFT, known, "soft")])] if known else []

    # the lines

    def _labelled(self, label: str) -> Line:
        return Line().put(LEFT, cut(plain(label), VALUE - LEFT - 1, self.pen.end), "faint")

    def _beside(self, line: Line, said: str | None, keep: int = 0) -> None:
        """A few soft words behind a value, where there is room."""
        if said and line.end + 2 + cell_len(plain(said)) <= self._end - keep:
            line.add(said, "soft", gap=2)

    def _short(self, label: str, value: str, field: str, beside: str = "", number: int = 0) -> Block:
        line = self._labelled(label).put(VALUE, cut(plain(value), self._room, self.pen.end))
        self._beside(line, beside)
        return Block([line], f"{field} {number}", Fact("text", value, field=field))

    def _long(self, label: str, value: str, field: str, key: str = "") -> Block:
        first, *rest = wrap(plain(value), self._room)
        lines = [self._labelled(label).put(VALUE, first), *(Line().put(VALUE, row) for row in rest)]
        return Block(lines, key or field, Fact("text", value, field=field))

    def _address(self, label: str, each: dict[str, Any], key: str) -> Block:
        """Street, town and country under one another."""
        town = "  ".join(each[part] for part in ("city", "postcode") if each[part])
        parts = [part for part in (each["street"], town, each["region"], each["country"]) if part]
        rows = [row for part in parts for row in wrap(plain(part), self._room)]
        lines = [self._labelled(label).put(VALUE, rows[0]), *(Line().put(VALUE, row) for row in rows[1:])]
        self._beside(lines[0], each["label"])
        return Block(lines, key, Fact("text", address(each), field="address"))

    def _paragraph(self, text: str | None, key: str, ink: str) -> list[Block]:
        if not text:
            return []
        lines = [Line().put(LEFT, row, ink) for row in wrap(text, self._end - LEFT)]
        return [Block(lines, key, Fact("text", text, field=key))]


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return " ".join(map(str, value.values()))
    return str(value)
