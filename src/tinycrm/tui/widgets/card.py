"""The card of a person beside a list, and the peek at one below it."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from tinycrm.domain import cadence, occasion
from tinycrm.domain import interaction as talks
from tinycrm.domain.when import since
from tinycrm.tui import words
from tinycrm.tui.text import MARKS, Pen, cut, plain
from tinycrm.tui.widgets.line import pen_of, wrap

if TYPE_CHECKING:
    from tinycrm.queries.card import Card, Whole
    from tinycrm.queries.interaction import Interaction
    from tinycrm.queries.reminder import Reminder

LABEL = 11
LATELY = 4
NEXT = 4
MEASURE = 68
PEEK_ROWS = 3


class Day(NamedTuple):
    """What days are told against: today, and how 29 February is kept."""

    today: date
    leap_day: str = "feb28"


def stage_mark(card: "Card") -> str:
    """The mark that says what somebody is to the shop."""
    if card.deceased:
        return "died"
    if card.do_not_contact:
        return "quiet"
    if card.stage:
        return card.stage
    return "organisation" if card.kind == "organisation" else ""


def copyable(pen: Pen, value: str, ground: str | None = None) -> Text:
    """A phone, email or link: underlined, and copied by a click."""
    shown = plain(value)
    click = Style(meta={"@click": ("app", "copy", (shown,))})
    return Text().append(shown, pen.style("ink", ground, marks="underline") + click)


def opens(pen: Pen, name: str, ref: str) -> Text:
    """A person's name that opens their page by a click."""
    click = Style(meta={"@click": ("app", "open_contact", (int(ref[1:]),))})
    return Text().append(plain(name), pen.style("ink", marks="underline") + click)


class CardPane(VerticalScroll, can_focus=False):
    """Everything that matters about one person before a call, as wide as the pane."""

    DEFAULT_CSS = """
    CardPane { background: $background; padding: 0 0 0 3; scrollbar-size-vertical: 1; scrollbar-gutter: stable; }
    CardPane Static { width: 100%; height: auto; padding: 0 1 0 0; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # as every widget calls it
        super().__init__(id=id)
        self._text = Static(markup=False)
        self._rows = 0
        self._shown: tuple[Whole, Day] | None = None

    def compose(self) -> Iterator[Widget]:
        """The text."""
        yield self._text

    def show(self, whole: "Whole | None", day: Day) -> None:
        """Show a person, or nobody."""
        moved = not (whole and self._shown and whole.card.ref == self._shown[0].card.ref)
        self._shown = (whole, day) if whole else None
        self._draw()
        if moved:
            self.scroll_home(animate=False)

    def on_mount(self) -> None:
        """Draw anew when the theme changes."""
        self.app.theme_changed_signal.subscribe(self, lambda _: self._draw())

    def on_resize(self) -> None:
        """Lines are as wide as the pane."""
        self._draw()

    def _draw(self) -> None:
        width = max(self.scrollable_content_region.width - 1, 20)
        lines = list(CardLines(pen_of(self), width, self._shown[1]).of(self._shown[0])) if self._shown else []
        # as many rows as the pane has: then nothing is laid out anew for another person
        lines += [Text()] * (self.scrollable_content_region.height - len(lines))
        self._text.update(Text("\n", end="").join(lines), layout=len(lines) != self._rows)
        self._rows = len(lines)


class CardLines:
    """The lines of a card, drawn with a pen into a width."""

    def __init__(self, pen: Pen, width: int, day: Day) -> None:
        self.pen = pen
        self.width = width
        self.day = day

    def of(self, whole: "Whole") -> Iterator[Text]:
        """Title, pinned note, facts, what is next, likes, what was last, sums; what is empty does not appear."""
        card = whole.card
        yield from self.title(card)
        yield from self.pinned(card.pinned)
        facts = list(self.facts(card))
        yield from [Text(), *facts] if facts else []
        yield from self.section("next", [self.reminder(each) for each in whole.reminders[:NEXT]])
        yield from self.section("likes", self.likes(card))
        yield from self.section("people", [self.relative(each) for each in card.relatives])
        yield from self.section("notes", self.wrapped(card.notes, "ink"))
        yield from self.section("lately", [self.talk(each) for each in whole.lately])
        yield from self.sums(card)

    def title(self, card: "Card") -> Iterator[Text]:
        """The name with the stage at its right, and how it is said and since when they are known."""
        pen, mark = self.pen, stage_mark(card)
        stage = Text()
        if mark:
            stage = Text.assemble(pen.mark(mark), " ", (MARKS[mark].word, pen.style("soft")))
        yield pen.spread(pen.text(card.name, marks="bold"), stage, self.width)
        said = [f"say {card.pronunciation}"] if card.pronunciation else []
        called = [f"“{card.nickname}”"] if card.nickname else []
        works = [" at ".join(part for part in (card.role, card.company) if part)] if card.company or card.role else []
        known = f"since {datetime.fromisoformat(card.created).astimezone():%B %Y}"
        about = f" {pen.sign('dot')} ".join(map(plain, [*called, *said, *works, known]))
        yield Text(cut(about, self.width, pen.end), pen.style("soft", marks="italic"))
        if card.deceased:
            yield pen.text(f"died {words.day(date.fromisoformat(card.deceased), self.day.today)}", "soft")
        if card.archived:
            yield pen.text("put away", "faint")

    def pinned(self, note: str | None) -> Iterator[Text]:
        """The pinned note, after its star."""
        if note:
            yield Text()
            for number, line in enumerate(self.wrapped(note, "ink", "italic", inset=2)):
                yield Text.assemble(self.pen.mark("pinned") if number == 0 else " ", " ", line)

    def facts(self, card: "Card") -> Iterator[Text]:
        """What is known, a label before each; what is not known does not appear."""
        pen = self.pen
        for label, rows in (("phone", card.phones), ("email", card.emails), ("web", card.links)):
            for number, row in enumerate(rows):
                value = copyable(pen, row["value"])
                value.truncate(self.width - LABEL)
                kind = f"  {plain(row['label'])}" if row["label"] else ""
                if value.cell_len + cell_len(kind) <= self.width - LABEL:
                    value.append(kind, pen.style("soft"))
                yield self._fact(label if number == 0 else "", value)
        for each in card.addresses:
            yield from self._long("lives", address(each))
        if card.birthday:
            yield self._fact("born", self.birthday(card.birthday))
        for each in card.occasions:
            yield from self._long(
                "occasion", f"{each['name']}, {occasion.show(each['day'])}" if each["day"] else each["name"]
            )
        yield from self._long("tags", f" {pen.sign('dot')} ".join(card.tags))
        yield from self._long("prefers", card.channel or "")
        yield from self._long("keep up", cadence.in_words(card.cadence) if card.cadence else "")
        if card.mailings is not None:
            mark = pen.mark("right" if card.mailings else "quiet")
            yield self._fact(
                "may write", Text.assemble(mark, " ", ("mailings" if card.mailings else "no mailings", pen.style()))
            )
        yield from self._long("came from", card.source or "")
        if card.referred_by and card.referred_by_ref:
            yield self._fact("sent by", opens(pen, card.referred_by, card.referred_by_ref))
        for name, value in card.fields.items():
            said = ("yes" if value else "no") if isinstance(value, bool) else str(value)
            yield from self._long(cut(plain(name), LABEL - 1, pen.end), "" if value is None else said)

    def birthday(self, birthday: str) -> Text:
        """A birthday, when it is next, and how old they will be."""
        following = occasion.next_on(birthday, self.day.today, self.day.leap_day)
        age = occasion.age_on(birthday, following, self.day.leap_day)
        turns = f", turns {age}" if age else ""
        soon = since(following, self.day.today)
        return self.pen.text(occasion.show(birthday)).append(f"  {soon}{turns}", self.pen.style("soft"))

    def reminder(self, each: "Reminder") -> Text:
        """A follow-up: its mark, what, and when."""
        pen, due, today = self.pen, date.fromisoformat(each.due), self.day.today
        mark = "late" if due < today else "due" if due == today else "later"
        left = Text.assemble(pen.mark(mark), " ", (plain(each.text) or "get in touch", pen.style()))
        if each.every:
            left.append(" ").append_text(pen.mark("repeats"))
        when = each.due_time if due == today and each.due_time else words.day(due, today)
        return pen.spread(left, pen.text(when, "rubric" if due < today else "soft"), self.width)

    def talk(self, each: "Interaction") -> Text:
        """An interaction: its mark, what was said, and how long ago."""
        pen = self.pen
        how = talks.told(each.kind, each.direction)
        said = plain(each.text) or how[:1].upper() + how[1:]
        left = Text.assemble(pen.mark(each.kind), " ", (said, pen.style()))
        ago = words.span(date.fromisoformat(each.day), self.day.today)
        return pen.spread(left, pen.text(ago, "soft"), self.width)

    def relative(self, each: dict[str, Any]) -> Text:
        """Somebody who belongs to them."""
        pen = self.pen
        left = pen.text(each["name"])
        if each["relation"]:
            left.append(f"  {plain(each['relation'])}", pen.style("soft"))
        if not each["birthday"]:
            return left
        born = Text.assemble(pen.mark("birthday"), " ", (occasion.show(each["birthday"]), pen.style("soft")))
        return pen.spread(left, born, self.width)

    def likes(self, card: "Card") -> list[Text]:
        """What they like, and what they do not."""
        dot = f" {self.pen.sign('dot')} "
        likes = self.wrapped(dot.join(map(liking, card.likes)), "ink")
        return likes + self.wrapped(", ".join(f"not {liking(each)}" for each in card.dislikes), "soft")

    def sums(self, card: "Card") -> Iterator[Text]:
        """One closing line."""
        if card.interactions:
            yield Text()
            yield self.pen.text(words.plural(card.interactions, "talk"), "soft")

    def section(self, title: str, lines: Sequence[Text]) -> Iterator[Text]:
        """A title and its lines; nothing when there are none."""
        if lines:
            yield Text()
            yield self.pen.title(title, self.width)
            yield from lines

    def wrapped(self, text: str | None, ink: str, marks: str = "", inset: int = 0) -> list[Text]:
        """A text in lines that fit."""
        if not text:
            return []
        style = self.pen.style(ink, marks=marks)
        return [Text(plain(line), style) for line in wrap(text, min(self.width, MEASURE) - inset)]

    def _fact(self, label: str, value: Text) -> Text:
        return Text.assemble((label.ljust(LABEL), self.pen.style("faint")), value)

    def _long(self, label: str, value: str) -> Iterator[Text]:
        for number, line in enumerate(self.wrapped(value, "ink", inset=LABEL)):
            yield self._fact("" if number else label, line)


class Peek(Widget):
    """A hairline and two rows about the person in hand: how to reach them, and the last thing said."""

    DEFAULT_CSS = """
    Peek { height: 3; background: $background; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # as every widget calls it
        super().__init__(id=id)
        self._shown: tuple[Whole, Day] | None = None

    def show(self, whole: "Whole | None", day: Day) -> None:
        """Show a person, or nobody."""
        self._shown = (whole, day) if whole else None
        self.refresh()

    def render(self) -> Text:
        """The three rows."""
        pen, width = pen_of(self), self.size.width - 4
        lines = [pen.rule(width)]
        if self._shown:
            lines += peek(pen, width, *self._shown)
        return Text("\n", no_wrap=True, end="").join(Text.assemble("  ", line) for line in lines)


def peek(pen: Pen, width: int, whole: "Whole", day: Day) -> list[Text]:
    """Name, stage and phone with the last talk at the right; below them what was said."""
    card, last = whole.card, whole.lately[0] if whole.lately else None
    mark = stage_mark(card)
    reached = [row["value"] for row in [*card.phones[:1], *card.emails[:1]]][:1]
    seen = f"{talks.told(last.kind, last.direction)} {since(date.fromisoformat(last.day), day.today)}" if last else ""
    right = pen.text(seen, "soft")
    rest = Text()
    if mark:
        rest.append("   ").append_text(pen.mark(mark)).append(f" {MARKS[mark].word}", pen.style("soft"))
    if reached and not (card.deceased or card.do_not_contact):
        rest.append("   ").append_text(copyable(pen, reached[0]))
    if rest.cell_len + right.cell_len + cell_len(plain(card.name)) + 4 > width:
        right = Text()
    name = cut(plain(card.name), max(width - rest.cell_len - right.cell_len - 2, 10), pen.end)
    first = Text.assemble((name, pen.style("ink", marks="bold")), rest)
    said = card.pinned if last is None or not last.text else last.text
    second = Text(cut(plain((said or "").replace("\n", " ")), width, pen.end), pen.style("soft", marks="italic"))
    return [pen.spread(first, right, width), second]


def address(each: dict[str, Any]) -> str:
    """An address in one line."""
    parts = (each[name] for name in ("street", "city", "region", "postcode", "country"))
    return ", ".join(part for part in parts if part)


def liking(each: str) -> str:
    """A preference without its facet: "Zola" for "author:Zola"."""
    return plain(each.partition(":")[2] or each)
