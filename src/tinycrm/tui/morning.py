"""The words of the morning list: its groups as sections and rows, the greeting, and what is said when all is done."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from tinycrm.domain import cadence
from tinycrm.domain import interaction as talks
from tinycrm.queries import contact as contacts
from tinycrm.queries import today as queries
from tinycrm.queries.contact import Chosen
from tinycrm.queries.today import Group, Item, Progress, Wanted
from tinycrm.store import Reader
from tinycrm.tui import words
from tinycrm.tui.text import plain
from tinycrm.tui.widgets.sections import Row, Section

LIKES = 3
MOST = 300  # lines of a group; a longer list is no morning's work
WEEK = 7
TITLES = {
    "overdue": "Overdue",
    "today": "Due today",
    "coming": "Later this week",
    "birthdays": "Birthdays",
    "slipping": "Slipping away",
    "rhythm": "Rhythm broken",
    "found": "Found, not yet told",
    "steps": "Deals: next steps",
    "closing": "Deals: to close soon",
    "rotting": "Deals: standing still",
}
ORDER = (
    "overdue", "today", "found", "steps", "birthdays", "slipping", "rhythm", "closing", "rotting", "coming",
)  # fmt: skip
LATE = ("steps", "closing")
OF_DEALS = ("steps", "closing", "rotting")
QUIET = {"died": "died", "do not contact": "quiet"}


class Morning(NamedTuple):
    """What the list is made of."""

    groups: Sequence[Group]
    progress: Progress
    likes: dict[str, list[str]]
    rhythms: dict[int, str]
    anyone: bool = True  # whether the shop knows anybody yet


def wanted(now: datetime, leap_day: str, cadences: dict[str, str], first_weekday: int) -> Wanted:
    """What to ask for: all of it, and the rest of this week; on its last day, the week after."""
    left = (first_weekday - now.weekday() - 1) % WEEK
    return Wanted(now.date(), leap_day, cadences, MOST, left or WEEK)


def read(reader: Reader, wanted: Wanted, midnight: str) -> Morning:
    """Everything the list says."""
    groups = {group.key: group for group in queries.today(reader, wanted)}
    celebrated = [int(item.who_ref[1:]) for item in groups["birthdays"].items] if "birthdays" in groups else []
    slipping = [int(item.who_ref[1:]) for item in groups["slipping"].items] if "slipping" in groups else []
    return Morning(
        [groups[key] for key in ORDER if key in groups],
        queries.progress(reader, wanted.today, midnight),
        {found.ref: found.likes for found in contacts.some(reader, celebrated)} if celebrated else {},
        queries.rhythms(reader, slipping, wanted) if slipping else {},
        bool(groups or contacts.page(reader, Chosen(limit=1))),
    )


def midnight(now: datetime) -> str:
    """When the local day began, in UTC as the file writes moments."""
    start = datetime.combine(now.date(), time(), now.tzinfo)
    return start.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def sections(morning: Morning, today: date, next_week: bool) -> list[Section]:
    """The groups as the list shows them."""
    found = []
    for group in morning.groups:
        title = "Next week" if group.key == "coming" and next_week else TITLES[group.key]
        rows = [row(group.key, item, today, morning) for item in group.items]
        late = group.key == "overdue" or (group.key in LATE and any(_is_late(item, today) for item in group.items))
        found.append(Section(group.key, title, group.total, rows, late=late))
    return found


def row(key: str, item: Item, today: date, morning: Morning) -> Row:
    """One line of the list."""
    due = date.fromisoformat(item.due)
    # with its section: what is put off leaves the line in hand, and does not take the cursor along
    who, name = plain(item.who, 120), f"{key} {item.ref} {item.kind} {item.text or ''}"
    if key == "birthdays":
        return Row(name, "birthday", who, _occasion(item, morning), words.near(due, today), "plum", item)
    if key == "slipping":
        ago = words.span(date.fromisoformat(str(item.last["day"])), today) if item.last else "never"
        return Row(name, "slipping", who, _rhythm(item, morning), ago, "ochre", item)
    if key == "rhythm":
        return Row(name, "slipping", who, plain(item.text), words.span(due, today), "ochre", item)
    if key == "found":
        return Row(name, "wanted", who, plain(item.text), words.span(due, today), "soft", item)
    if key in OF_DEALS:
        return _of_deal(key, item, today, name)
    mark = {"overdue": "late", "today": "due", "coming": "later"}[key]
    if item.quiet:
        mark = QUIET[item.quiet]
    what = plain(item.text) or "get in touch"
    if key == "overdue":
        return Row(name, mark, who, what, words.late(due, today), "rubric", item)
    when = item.due_time or "today" if key == "today" else words.day(due, today)
    return Row(name, mark, who, what, when, "soft", item, faded=key == "coming")


def _of_deal(key: str, item: Item, today: date, name: str) -> Row:
    """What a deal wants: its next step, to be closed, or to move at all."""
    due, who = date.fromisoformat(item.due), plain(item.who, 120)
    if key == "rotting":
        return Row(name, "deal", who, plain(item.text), words.span(due, today), "ochre", item)
    late = _is_late(item, today)
    return Row(name, "deal", who, plain(item.text), words.late(due, today) if late else words.day(due, today),
               "rubric" if late else "soft", item)  # fmt: skip


def _is_late(item: Item, today: date) -> bool:
    return item.due < today.isoformat()


def greeting(now: datetime, morning: Morning) -> tuple[str, str]:
    """How the day is greeted, and in one sentence what it holds."""
    hello = "Good morning." if now.hour < 12 else "Good afternoon." if now.hour < 18 else "Good evening."
    groups = {group.key: group for group in morning.groups}
    steps = groups["steps"].items if "steps" in groups else ()
    overdue = groups["overdue"].items if "overdue" in groups else ()
    waiting = [*overdue, *(each for each in steps if _is_late(each, now.date()))]
    late = len({item.who_ref for item in waiting})
    due = groups["today"].total if "today" in groups else 0
    for_deals = sum(item.due == now.date().isoformat() for item in steps)
    if late:
        waits = "is" if late == 1 else "are"
        return hello, f"{_capital(words.people(late))} {waits} waiting to hear from you."
    if due or for_deals:
        noun = "thing" if for_deals else "follow-up"
        return hello, f"{_capital(words.number(due + for_deals))} {noun}{'s' if due + for_deals > 1 else ''} for today."
    return hello, "Nothing is late, nothing is due."


def all_done(morning: Morning, today: date) -> tuple[str, str]:
    """What an empty list says: one sentence, and what comes next."""
    if not morning.anyone:
        return "Nobody here yet.", "Start with the next person who walks in:\na name is enough, the rest can wait."
    done, heard, following = morning.progress
    parts = []
    if heard:
        parts.append(f"{_capital(words.people(heard))} heard from you.")
    if following:
        due = date.fromisoformat(following.due)
        day = f"{due:%A}" if (due - today).days < WEEK else words.day(due, today)
        about = f": {plain(following.text, 80)}" if following.text else ""
        parts.append(f"The next is {plain(following.who, 60)}, on {day}{about}.")
    if done or heard:
        return "That is everything for today.", " ".join(parts)
    parts.insert(0, "A good day to ring someone you have not seen for a while.")
    return "Nothing due today.", " ".join(parts)


def monday(today: date) -> date:
    """The Monday after a day."""
    return today + timedelta(WEEK - today.weekday())


def _occasion(item: Item, morning: Morning) -> str:
    """Whose day it is: the age and what they like, or the occasion's own words."""
    said = plain(item.text)
    if said == "birthday" or said.startswith("birthday, "):
        said = said.removeprefix("birthday").removeprefix(", ")
    likes = [plain(each.partition(":")[2] or each) for each in morning.likes.get(item.who_ref, [])[:LIKES]]
    liked = ", ".join(likes) if said else f"likes {words.listed(likes)}" if likes else "birthday"
    return " · ".join(part for part in (said, liked) if part)


def _rhythm(item: Item, morning: Morning) -> str:
    every = morning.rhythms.get(int(item.who_ref[1:]))
    rhythm = cadence.in_words(every) if every else ""
    if item.last is None:
        return " · ".join(part for part in (rhythm, "not heard from yet") if part)
    how = talks.told(str(item.last["kind"]), item.last["direction"])
    return " · ".join(part for part in (rhythm, plain(item.last["text"]) or how) if part)


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
