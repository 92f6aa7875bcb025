"""Who should hear of what came in, in words: one book with its people, or people with their books."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from tinycrm.cli.env import Env
from tinycrm.cli.wrap import folded
from tinycrm.domain import book
from tinycrm.domain.clean import show_line
from tinycrm.domain.day import show_day
from tinycrm.queries.arrived import Answer, Copy, Match

LINE_LIMIT = 400
OWNERS = 5
MARGIN = 6


class Person(NamedTuple):
    """Someone who should hear of several books: one call."""

    who: str
    who_ref: str
    phone: str | None
    email: str | None
    channel: str | None
    books: list[tuple[Copy, Match]]

    @property
    def contact_id(self) -> int:
        """The number of the contact."""
        return int(self.who_ref[1:])


def grouped(answers: Sequence[Answer]) -> list[Person]:
    """Everybody once with all books that are for them; who wants something most comes first, then who gets most."""
    found: dict[str, Person] = {}
    for answer in answers:
        for match in answer.matches:
            empty = Person(match.who, match.who_ref, match.phone, match.email, match.channel, [])
            found.setdefault(match.who_ref, empty).books.append((answer.copy, match))
    for person in found.values():
        person.books.sort(key=lambda each: each[1].fit)
    return sorted(found.values(), key=lambda each: (each.books[0][1].fit, -len(each.books)))


def named(env: Env, copy: Copy) -> str:
    """A copy in a few words: "Nana by Émile Zola, £60, good"."""
    parts = (book.named(copy.title, copy.author), env.money(copy.price), copy.condition)
    return show_line(", ".join(part for part in parts if part), LINE_LIMIT)


def lines(env: Env, answer: Answer) -> Iterator[str]:
    """A copy, numbered below it who should hear of it, and who has it."""
    yield env.out.style(named(env, answer.copy), bold=True)
    for number, person in enumerate(grouped([answer]), 1):
        yield from _person(env, number, person)
    yield from _owners(env, answer)


def people_lines(env: Env, answers: Sequence[Answer]) -> Iterator[str]:
    """Everybody with the books that are for them, numbered; then the books that nobody is known for."""
    for number, person in enumerate(grouped(answers), 1):
        yield from _person(env, number, person, named_books=True)
    lonely = [named(env, each.copy) for each in answers if not each.matches]
    if lonely:
        yield ""
        yield env.out.style("FOR NOBODY WE KNOW", bold=True, faint=True)
        yield from (f"  {each}" for each in lonely)


def _person(env: Env, number: int, person: Person, *, named_books: bool = False) -> Iterator[str]:
    reach = person.email if person.channel == "email" and person.email else person.phone or person.email
    prefers = f" (prefers {person.channel})" if person.channel and person.channel != "phone" else ""
    head = f"{number:>3}  {show_line(person.who, 60)} ({person.who_ref})  {show_line(reach or '', 60)}{prefers}"
    yield from folded(env.out, head.rstrip(), MARGIN)
    for copy, match in person.books:
        what = f"{named(env, copy)}: " if named_books else ""
        price = f"; up to {env.money(match.max_price)}" if match.max_price and match.fit == 1 else ""
        want = f" ({match.want})" if match.want else ""
        yield from folded(env.out, f"{'':<5}{what}{show_line(match.why, LINE_LIMIT)}{price}{want}", MARGIN + 2)


def _owners(env: Env, answer: Answer) -> Iterator[str]:
    if answer.owners:
        yield ""
        shown = [
            f"{show_line(each.who, 60)} ({each.who_ref}, {show_day(date.fromisoformat(each.date))}"
            f"{f', wants another: {each.want}' if each.want else ''})"
            for each in answer.owners[:OWNERS]
        ]
        more = f" and {len(answer.owners) - OWNERS:,} more" if len(answer.owners) > OWNERS else ""
        yield from folded(env.out, f"Have it already: {'; '.join(shown)}{more}.", 2)
