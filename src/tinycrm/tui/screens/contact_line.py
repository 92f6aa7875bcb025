"""A contact as one line of a list: mark, name, where they live, tags, when last seen, and what presses most."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from tinycrm.queries.standing import Listed
from tinycrm.tui.text import MARKS, Pen, cut, plain
from tinycrm.tui.widgets.line import Line
from tinycrm.tui.words import span

MARGIN = 2
WHO_AT = 5
GAP = 2
WHEN = 10
LIVES = 15
ROOMY, CRAMPED = 84, 62  # from where on a list also says where people live; below where it has no tags


class Column(NamedTuple):
    """A column of the list: what it is called, how it is sorted, where it begins and ends."""

    name: str
    sort: str
    start: int
    end: int
    right: bool = False


def columns(width: int) -> list[Column]:
    """The columns that a list of this width has."""
    when_end = width - MARGIN - 1 - GAP
    left, right = WHO_AT, when_end - WHEN - GAP
    names: dict[str, int] = {"Name": right - left}
    if width >= ROOMY:
        names["Name"] = 28 + max(width - 100, 0) // 4
        names["Lives"] = LIVES + max(width - 100, 0) // 8
    elif width >= CRAMPED:
        names["Name"] = 28 if width >= 72 else 24
    if width >= CRAMPED:
        names["Tags"] = right - left - sum(names.values()) - GAP * len(names)
    return [*_placed(names, left), Column("Last seen", "seen", when_end - WHEN, when_end, right=True)]


def _placed(names: dict[str, int], start: int) -> Iterator[Column]:
    for name, width in names.items():
        yield Column(name, "name" if name == "Name" else "", start, start + width)
        start += width + GAP


def heading(width: int, sort: str, pen: Pen) -> Line:
    """The columns' names, with an arrow at the one that the list is sorted by."""
    line = Line()
    for each in columns(width):
        arrow = f" {pen.sign('up')}" if each.sort and each.sort == sort else ""
        if each.right:
            line.put_right(each.end, f"{each.name}{arrow}", "soft")
        else:
            line.put(each.start, f"{each.name}{arrow}", "soft")
    return line


def line(row: Listed, width: int, pen: Pen, today: date, *, marked: bool) -> Line:
    """The contact's line."""
    found, standing = row
    sign = "done" if marked else person_mark(row)
    made = Line().put(MARGIN, pen.sign(sign), MARKS[sign].ink) if sign else Line()
    told = {"Name": found.name, "Lives": found.city or "", "Tags": ", ".join(found.tags)}
    for each in columns(width):
        if each.right:
            ink = "ochre" if person_mark(row) in ("slipping", "lapsed") else "soft"
            made.put_right(each.end, _seen(row, today), ink)
        else:
            ink = "soft" if each.name != "Name" or standing.deceased else "ink bold"
            made.put(each.start, cut(plain(told[each.name]), each.end - each.start, pen.end), ink)
    pressing = pressing_mark(row, today)
    return made.put(width - MARGIN - 1, pen.sign(pressing), MARKS[pressing].ink) if pressing else made


def _seen(row: Listed, today: date) -> str:
    last = row.contact.last_interaction
    return span(date.fromisoformat(last), today) if last else ""


def person_mark(row: Listed) -> str:
    """The name of the mark that says who somebody is to the shop; "" where nothing is known."""
    found, standing = row
    if standing.deceased:
        return "died"
    if standing.do_not_contact:
        return "quiet"
    if found.kind == "organisation":
        return "organisation"
    return "slipping" if standing.slipping else found.stage or ""


def pressing_mark(row: Listed, today: date) -> str:
    """The name of the mark for what presses most with somebody; "" where nothing does."""
    due, day = row.standing.due, today.isoformat()
    if due and due < day:
        return "late"
    if due == day:
        return "due"
    return "birthday" if row.standing.birthday else ""
