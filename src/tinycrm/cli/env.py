"""What the edge finds for the floors below: the clock, the shop's file, its settings, the terminal."""

import os
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from functools import cached_property
from pathlib import Path

import typer

from tinycrm import config, paths
from tinycrm.cli import clock
from tinycrm.cli.out import Out
from tinycrm.domain.clean import show_line
from tinycrm.domain.contact import Reading
from tinycrm.domain.money import Money, Style, show, style
from tinycrm.domain.when import When, when
from tinycrm.errors import InvalidError, StoreError
from tinycrm.queries.condition import Context
from tinycrm.queries.contact import Chosen
from tinycrm.store import Author, Reader, Store

WORD_LIMIT = 2000
ANSWER_ROOM = len(" [y/N]: y")


@dataclass
class Env:
    """The surroundings of one command."""

    named: Path | None = None
    args: list[str] = field(default_factory=list)
    out: Out = field(default_factory=Out)
    ended_badly: bool = False
    throwaway: bool = False
    interrupted: str = "Interrupted, nothing was changed."

    @staticmethod
    def of(ctx: typer.Context) -> "Env":
        """The surroundings of the command that `ctx` belongs to."""
        env = ctx.find_root().obj
        assert isinstance(env, Env)
        return env

    @cached_property
    def now(self) -> datetime:
        """The time, with the machine's zone; TINYCRM_NOW (an ISO date or time) replaces it.

        Raises InvalidError when that is none, or outside the years 1900 to 2200.
        """
        return clock.now(os.environ)

    @property
    def is_told_the_time(self) -> bool:
        """Whether TINYCRM_NOW replaces the clock."""
        return bool(os.environ.get("TINYCRM_NOW"))

    @property
    def today(self) -> date:
        """The shop's local date."""
        return self.now.date()

    @cached_property
    def zone(self) -> tzinfo:
        """The machine's zone, with its summer and winter time."""
        return clock.LocalZone()

    @cached_property
    def path(self) -> Path:
        """The shop's file."""
        return paths.shop_file(self.named, os.environ)

    @cached_property
    def config(self) -> config.Config:
        """The shop's settings."""
        return config.load(paths.settings_file(self.path), os.environ)

    @cached_property
    def store(self) -> Store:
        """The shop, opened; its settings are read first, so that a typo there is told whatever is asked."""
        _ = self.config
        return Store.open(self.path, self.author, lambda: self.now, self.out.say)

    @cached_property
    def writable(self) -> Store:
        """The shop, opened for writing; where there is none at the default place, a terminal is offered a new one."""
        if not self.path.exists() and self.asks and self.path == paths.default_shop_file():
            from tinycrm.cli.init import offer

            offer(self)
        return self.store

    @property
    def reader(self) -> Reader:
        """The shop for reading."""
        return self.store.reader

    @property
    def author(self) -> Author:
        """Who is writing."""
        return clock.author("cli", os.environ)

    @property
    def asks(self) -> bool:
        """Whether there is someone to ask: a terminal at all ends."""
        return self.out.terminal and sys.stderr.isatty() and sys.stdin is not None and sys.stdin.isatty()

    @property
    def reading(self) -> Reading:
        """What is needed to read what is typed about a contact."""
        return Reading(self.today, self.config.country, self.config.day_first)

    def chosen(self, text: str, *, archived: bool = False) -> Chosen:
        """Whom a query in the owner's words means; those put away only when it speaks of them.

        Raises FilterError, which points at the character, for a query that makes no sense.
        """
        from tinycrm.domain import filter as language
        from tinycrm.queries import words

        tree = language.parse(text)
        found = words.condition(tree, self.context)
        return Chosen(found, None if language.uses(tree, "archived") else archived)

    @property
    def context(self) -> Context:
        """What filters are read against."""
        from tinycrm.queries import field, stage

        config = self.config
        return Context(
            self.today,
            self.zone,
            config.country,
            config.day_first,
            config.leap_day,
            config.first_weekday,
            lambda: field.fields(self.reader),
            config.currency,
            lambda: [each.name for each in stage.stages(self.reader)],
        )

    def money(self, amount: Money | None, *, pence: bool | None = None) -> str:
        """An amount as the shop writes it, without pence where it has none; nothing when there is none."""
        return "" if amount is None else show(amount, self.money_style, pence=pence)

    @cached_property
    def money_style(self) -> Style:
        """How the shop writes money."""
        return style(self.config.money, self.config.currency, self.config.country)

    def when(self, text: str, *, future: bool) -> When:
        """A day and time in the owner's words, in the future for reminders, in the past for logs.

        Raises InvalidError when it is none.
        """
        return when(
            text,
            now=self.now.replace(tzinfo=None),
            future=future,
            day_first=self.config.day_first,
            languages=self.config.languages,
            week_start=self.config.first_weekday,
        )

    def day(self, text: str) -> date:
        """A day in the owner's words, before or after today.

        Raises InvalidError when it is none.
        """
        try:
            return self.when(text, future=True).day
        except InvalidError:
            return self.when(text, future=False).day

    def told_today(self, day: date) -> bool:
        """Whether the morning list of this shop was shown on that day already."""
        mark = paths.told_file(self.path)
        try:
            return mark.read_text(encoding="ascii").strip() == day.isoformat()
        except (OSError, UnicodeDecodeError):
            return False

    def tell_today(self, day: date) -> None:
        """Remember that the morning list was shown; where nothing can be remembered it is shown again."""
        mark = paths.told_file(self.path)
        with suppress(OSError, StoreError):
            mark.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            config.replace(mark, day.isoformat() + "\n")

    def command(self, words: str) -> str:
        """A command to type next, for the same shop as this one."""
        import shlex

        named = self.named is not None and not self.throwaway
        return f"tinycrm --db {shlex.quote(str(self.named))} {words}" if named else f"tinycrm {words}"

    @property
    def undoes(self) -> str:
        """What every writing command ends its answer with."""
        return f"`{self.command('undo')}` takes it back."

    def again(self, text: str, ref: str) -> str:
        """The command that was typed, with `ref` in the place of `text`: to be repeated."""
        import shlex

        words = list(self.args)
        first = _command_words(words)
        for number, word in enumerate(words[first:], first):
            option, equals, value = word.partition("=")
            if word == text or (option.startswith("--") and value == text):
                words[number] = f"{option}{equals}{ref}" if equals else ref
                break
        return "tinycrm " + shlex.join(show_line(word, WORD_LIMIT) for word in words)

    def confirm(self, question: str, *, default: bool = False) -> bool:
        """Ask on the terminal for a yes or no."""
        from tinycrm.cli.wrap import wrapped

        room = max(self.out.width - ANSWER_ROOM, 0)
        return typer.confirm("\n".join(wrapped(question, room)), default=default, err=True)

    def close(self) -> None:
        """Let go of the file."""
        for name in ("store", "writable"):
            if name in self.__dict__:
                self.__dict__[name].close()


def _command_words(words: list[str]) -> int:
    """How many words come before the first that could name somebody: --db FILE, the command, its second word."""
    from tinycrm.cli.app import COMMANDS

    before = next((number for number, word in enumerate(words) if word in COMMANDS and words[number - 1] != "--db"), 0)
    double = words[before] == "log" or COMMANDS.get(words[before], "").endswith(":group")
    return before + (2 if double else 1)
