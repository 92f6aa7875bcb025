"""What follows when a book came in: calls that are logged, wants that are found, words to send."""

import re
from collections.abc import Iterable, Iterator, Sequence

import typer

from tinycrm.cli.arrived_text import Person, grouped
from tinycrm.cli.env import Env
from tinycrm.cli.ref import who
from tinycrm.domain import book
from tinycrm.domain.clean import show_line
from tinycrm.errors import InvalidError
from tinycrm.queries.arrived import Answer
from tinycrm.services import interaction
from tinycrm.services import want as wants
from tinycrm.services.interaction import Talk
from tinycrm.store import Transaction
from tinycrm.store.transaction import stamp

MET = (1, 2)  # how close a copy is that meets a want


def carry_out(env: Env, answers: Sequence[Answer], called: Sequence[str], *, found: bool) -> str:
    """Log the calls with those who were rung, and mark wants as told and found; says what was done.

    Raises InvalidError for someone who need not hear of it.
    """
    people = {each.contact_id: each for each in grouped(answers)}
    rung = []
    for text in called:
        contact_id = who(env, text)
        if contact_id not in people:
            raise InvalidError(f"{show_line(text, 60)} is not among those who should hear of it; nothing was changed.")
        rung.append(people[contact_id])
    return _save(env, rung, people.values() if found else ())


def ask(env: Env, answers: Sequence[Answer]) -> None:
    """Ask on the terminal whom the owner rang, and whether the morning list should tell of the others' wants."""
    people = grouped(answers)
    if not people:
        return
    chosen = _numbers(env, len(people))
    rung = [people[number - 1] for number in chosen]
    waiting = [each for each in people if each not in rung and _met(each)]
    words = f"{len(waiting)} more want{'s' if len(waiting) == 1 else ''} it"
    found = bool(waiting) and env.confirm(f"{words}; tell of it in `today` until they know?", default=True)
    if rung or found:
        env.out.say(_save(env, rung, waiting if found else ()))


def message(env: Env, person: Person) -> Iterator[str]:
    """Words to send to somebody, ready to be copied."""
    titles = [book.named(copy.title, copy.author) for copy, _ in person.books]
    what = titles[0] if len(titles) == 1 else f"{', '.join(titles[:-1])} and {titles[-1]}"
    verb = "has" if len(titles) == 1 else "have"
    reach = person.email if person.channel == "email" and person.email else person.phone or person.email
    yield show_line(f"To {person.who} ({person.who_ref}{f', {reach}' if reach else ''})", 200)
    yield show_line(
        f"{what} {verb} just come in, and we thought of you. Shall we put it aside? {env.config.shop}", 1000
    )
    yield ""


def _numbers(env: Env, most: int) -> list[int]:
    while True:
        typed = typer.prompt(
            "Whom did you ring? Numbers, or Enter for nobody", default="", show_default=False, err=True
        )
        numbers = [int(each) for each in re.findall(r"[0-9]{1,6}", str(typed))]
        if all(1 <= each <= most for each in numbers) and not re.sub(r"[0-9,\s]", "", str(typed)):
            return list(dict.fromkeys(numbers))
        env.out.say(f"Type numbers from 1 to {most}, with blanks between them.")


def _save(env: Env, rung: Sequence[Person], found: Iterable[Person]) -> str:
    """One operation: a call with each who was rung, whose wants are told with it; wants of others are found."""
    others = [each for each in found if each not in rung]
    marked = 0
    ids = [each.contact_id for each in rung] + [each.contact_id for each in others if _met(each)]
    with env.writable.begin("arrived", contact=ids) as tx:
        for person in rung:
            interaction.log(tx, _talk(env, person), [person.contact_id])
            for want_id in _met(person):
                wants.told(tx, want_id, env.today)
        for person in others:
            marked += _mark(tx, person)
    told = f"Logged a call with {', '.join(show_line(each.who, 60) for each in rung)}." if rung else ""
    told += f"{' ' if told else ''}{marked} want{'s' if marked != 1 else ''} found." if marked or not rung else ""
    return f"{told} {env.undoes}" if ids else "No want was met; nothing was changed."


def _mark(tx: Transaction, person: Person) -> int:
    met = _met(person)
    for want_id in met:
        wants.found(tx, want_id)
    return len(met)


def _met(person: Person) -> list[int]:
    """The wants of somebody that are met, by their ids, each once."""
    return list(dict.fromkeys(int(match.want[1:]) for _, match in person.books if match.want and match.fit in MET))


def _talk(env: Env, person: Person) -> Talk:
    titles = ", ".join(book.named(copy.title, copy.author) for copy, _ in person.books)
    return Talk("call", env.today.isoformat(), stamp(env.now), f"Came in: {titles}", "out")
