"""The card: everything that matters before a call, on one screen."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from tinycrm.cli.env import Env
from tinycrm.cli.table import fit
from tinycrm.cli.table import width as cells
from tinycrm.cli.wrap import folded, wrapped
from tinycrm.domain import cadence, occasion, rhythm
from tinycrm.domain import interaction as words
from tinycrm.domain.clean import show_line
from tinycrm.domain.day import show_day
from tinycrm.domain.when import since
from tinycrm.queries import interaction, reminder
from tinycrm.queries.card import Card
from tinycrm.queries.interaction import Interaction
from tinycrm.queries.reminder import Reminder

LABEL = 11
LABEL_LIMIT = 20  # a field of the shop's own may be called anything
NARROW = 50
LATELY = 6
LINE_LIMIT = 400


def lines(env: Env, card: Card) -> Iterator[str]:
    """The card as a person reads it; facts and sections that are empty do not appear."""
    yield from _title(env, card)
    yield from _warnings(env, card)
    yield ""
    facts = [(label, fact) for label, fact in _facts(env, card) if fact]
    margin = max([LABEL, *(min(cells(label), LABEL_LIMIT) + 1 for label, _ in facts)])
    for label, fact in facts:
        yield from _labelled(env, label, fact, margin)
    reminders = reminder.open_of(env.reader, card.id)
    if reminders:
        yield from _section(env, "NEXT", [_next(env, each) for each in reminders])
    if card.deals:
        yield from _section(env, "DEALS", [_deal(env, each) for each in card.deals])
    if card.wants:
        yield from _section(env, "WANTS", [_want(env, each) for each in card.wants])
    if card.likes or card.dislikes:
        yield from _section(env, "LIKES", _likes(card))
    if card.notes:
        yield from _section(env, "NOTES", _wrapped(env, card.notes))
    lately = interaction.of_contact(env.reader, card.id, LATELY)
    if lately:
        yield from _section(env, "LATELY", [_lately(env, card, each) for each in lately])
        if card.interactions > len(lately):
            more = f"  {card.interactions:,} in all: {env.command(f'timeline {card.ref}')}"
            yield from (env.out.style(line, faint=True) for line in folded(env.out, more, 2))


def _title(env: Env, card: Card) -> Iterator[str]:
    name = show_line(card.name, 120)
    stage = card.stage or ("organisation" if card.kind == "organisation" else "")
    said = f"say {card.pronunciation}" if card.pronunciation else ""
    known = f"“{card.nickname}”" if card.nickname else ""
    rest = "  ".join(part for part in (show_line(known, 60), stage, show_line(said, 60), card.ref) if part)
    if len(folded(env.out, f"{name}  {rest}")) == 1:
        yield f"{env.out.style(name, bold=True)}  {rest}"
    else:
        yield from (env.out.style(line, bold=True) for line in folded(env.out, name))
        yield from folded(env.out, rest)


def _warnings(env: Env, card: Card) -> Iterator[str]:
    if card.deceased:
        died = f"† died {show_day(date.fromisoformat(card.deceased))}"
        yield from (env.out.style(line, bold=True) for line in folded(env.out, died, 2))
    if card.do_not_contact:
        yield env.out.style("⊘ do not contact", bold=True)
    if card.archived:
        away = "put away; `tinycrm contact unarchive` brings them back"
        yield from (env.out.style(line, faint=True) for line in folded(env.out, away))
    if card.pinned:
        yield from (
            f"★ {line}" if number == 0 else f"  {line}" for number, line in enumerate(_wrapped(env, card.pinned))
        )


def _facts(env: Env, card: Card) -> Iterator[tuple[str, str]]:
    yield "phone", _reached(card.phones)
    yield "email", _reached(card.emails)
    yield "lives", "; ".join(address_words(each) for each in card.addresses)
    yield "web", _reached(card.links)
    yield "works", ", ".join(part for part in (card.role, card.company) if part)
    yield "birthday", _birthday(env, card.birthday) if card.birthday else ""
    for each in card.occasions:
        yield "occasion", f"{each['name']}, {occasion.show(each['day'])}"
    for each in card.relatives:
        born = f", born {occasion.show(each['birthday'])}" if each["birthday"] else ""
        yield "family", f"{each['name']}{', ' + each['relation'] if each['relation'] else ''}{born}"
    yield "tags", " · ".join(card.tags)
    yield "prefers", card.channel or ""
    yield "hears", cadence.in_words(card.cadence) if card.cadence else ""
    yield "mailings", consent_words(card)
    yield "came from", card.source or ""
    yield "sent by", f"{card.referred_by} ({card.referred_by_ref})" if card.referred_by else ""
    yield from _own(env, card)
    yield "bought", _bought(env, card)
    yield "reads", " · ".join([*card.favourite_authors, *card.favourite_genres])
    yield "seen", _seen(env, card)


def _own(env: Env, card: Card) -> Iterator[tuple[str, str]]:
    if card.fields:
        from tinycrm.domain.field import shown
        from tinycrm.queries.field import fields

        for field in fields(env.reader):
            value = card.fields.get(field.name)
            if value is not None:
                yield field.name, shown(field.kind, value)


def _labelled(env: Env, label: str, fact: str, margin: int) -> Iterator[str]:
    head = f"{label}{' ' * (margin - 1 - cells(label))} "
    first, *rest = folded(env.out, head + show_line(fact, LINE_LIMIT), margin if env.out.width >= NARROW else 2)
    yield env.out.style(first[: len(head)], faint=True) + first[len(head) :]
    yield from rest


def _section(env: Env, title: str, rows: list[str]) -> Iterator[str]:
    yield ""
    yield env.out.style(title, bold=True, faint=True)
    yield from (f"  {fit(row, env.out.width - 2)}" if env.out.terminal else f"  {row}" for row in rows)


def _next(env: Env, each: Reminder) -> str:
    day = date.fromisoformat(each.due)
    late = (env.today - day).days
    when = f"{show_day(day)}{' ' + each.due_time if each.due_time else ''}"
    mark = "▲" if late > 0 else "□"
    how = f", {late} day{'s' if late != 1 else ''} late" if late > 0 else ""
    return f"{mark} {each.ref}  {when}{how}: {show_line(each.text or 'get in touch', LINE_LIMIT)}"


def _deal(env: Env, each: dict[str, Any]) -> str:
    worth = f", {env.money(each['value'])}" if each["value"] else ""
    step = " ".join(part for part in (each["next"], each["next_on"]) if part)
    after = f": {step}" if step and each["status"] == "open" else f" {each['closed']}" if each["closed"] else ""
    return show_line(f"◆ {each['ref']}  {each['title']}{worth}, {each['stage']}{after}", LINE_LIMIT)


def _want(env: Env, each: dict[str, Any]) -> str:
    title, author = each["title"], each["author"]
    what = f"{title}{f' by {author}' if author else ''}" if title else f"anything by {author}"
    price = f"up to {env.money(each['max_price'])}" if each["max_price"] else ""
    until = f"until {show_day(date.fromisoformat(each['until']))}" if each["until"] else ""
    parts = (what, each["edition"], each["condition"], price, until, "found" if each["found"] else "")
    return show_line(f"{each['ref']}  {', '.join(part for part in parts if part)}", LINE_LIMIT)


def _lately(env: Env, card: Card, each: Interaction) -> str:
    ago = since(date.fromisoformat(each.day), env.today)
    said = in_words(each, besides=card.ref)
    return f"{ago}  {each.ref}  {said}" if env.out.width < NARROW else f"{ago:>13}  {each.ref:<6}  {said}"


def in_words(each: Interaction, *, besides: str = "") -> str:
    """An interaction in one line: how, with whom besides, what was said, what came of it."""
    others = [show_line(who["name"], 60) for who in each.who if who["ref"] != besides]
    how = words.told(each.kind, each.direction) + (f" with {', '.join(others)}" if others else "")
    outcome = f" → {each.outcome}" if each.outcome else ""
    return show_line(f"{how}: {each.text}{outcome}" if each.text else f"{how}{outcome}", LINE_LIMIT)


def _likes(card: Card) -> list[str]:
    likes = [" · ".join(card.likes)] if card.likes else []
    return [
        show_line(line, LINE_LIMIT)
        for line in [*likes, *([f"not {', not '.join(card.dislikes)}"] if card.dislikes else [])]
    ]


def _reached(rows: list[dict[str, Any]]) -> str:
    return "  ".join(f"{each['value']}{' ' + each['label'] if each['label'] else ''}" for each in rows)


def address_words(each: dict[str, Any]) -> str:
    """An address in one line, its label at the end."""
    parts = (each[name] for name in ("street", "city", "region", "postcode", "country"))
    return ", ".join(part for part in parts if part) + (f" ({each['label']})" if each["label"] else "")


def _birthday(env: Env, birthday: str) -> str:
    following = occasion.next_on(birthday, env.today, env.config.leap_day)
    age = occasion.age_on(birthday, following, env.config.leap_day)
    soon = "today" if following == env.today else show_day(following)
    return f"{occasion.show(birthday)} ({soon}{f', turns {age}' if age is not None else ''})"


def consent_words(card: Card) -> str:
    """Whether they want mailings, since when, and how they said so; nothing when they were not asked."""
    if card.mailings is None:
        return ""
    since_when = f" since {show_day(date.fromisoformat(card.mailings_on))}" if card.mailings_on else ""
    return (
        f"{'yes' if card.mailings else 'no'}{since_when}{f', {card.mailings_source}' if card.mailings_source else ''}"
    )


def _seen(env: Env, card: Card) -> str:
    known = datetime.fromisoformat(card.created).astimezone().date()
    last = f"{since(date.fromisoformat(card.last_interaction), env.today)}; " if card.last_interaction else ""
    return f"{last}known since {known:%B %Y}"


def _bought(env: Env, card: Card) -> str:
    """What they bought in sum: "23 books · £412.50; last 9 days ago, every 5 weeks"."""
    if not card.last_purchase:
        return ""
    books = f"{card.books:,} book{'s' if card.books != 1 else ''}"
    spent = " + ".join(env.money(each, pence=True) for each in card.spent)
    often = f", every {rhythm.in_words(card.rhythm_days)}" if card.rhythm_days else ""
    return f"{books} · {spent}; last {since(date.fromisoformat(card.last_purchase), env.today)}{often}"


def _wrapped(env: Env, text: str) -> list[str]:
    room = min(env.out.width - 4, 76)
    return [piece for line in text.split("\n") for piece in wrapped(show_line(line, len(line)), room)]
