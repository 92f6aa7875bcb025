"""All that a screen may ask of the store: reads in one thread, writes in another, never in the one that paints."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import partial
from pathlib import Path
from typing import Any, Generic, NamedTuple, ParamSpec, TypeVar

from tinycrm import config, paths
from tinycrm.config import Config
from tinycrm.domain.contact import Reading
from tinycrm.domain.money import Style, style
from tinycrm.domain.when import When, when
from tinycrm.errors import InvalidError
from tinycrm.queries.condition import Condition, Context
from tinycrm.queries.contact import Chosen
from tinycrm.store import Author, Store, Transaction

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Surroundings:
    """What the edge that opens the screen found: the file, the clock, the zone, who is there, the defaults of here."""

    path: Path
    now: Callable[[], datetime]
    zone: tzinfo
    author: Author
    environ: dict[str, str]
    throwaway: bool = False


class Written(NamedTuple, Generic[T]):
    """What a write gave back, the operation it became, and whether it changed anything."""

    result: T
    operation_id: int
    changed: bool


class Shop:
    """A shop that is open on a screen. It owns its threads and connections, and knows no widgets."""

    def __init__(self, surroundings: Surroundings) -> None:
        self.path = surroundings.path
        self.zone = surroundings.zone
        self.throwaway = surroundings.throwaway
        self.author = surroundings.author
        self.tell: Callable[[str], None] = lambda _: None
        self._surroundings = surroundings
        self._reading = ThreadPoolExecutor(1, "reading")
        self._writing = ThreadPoolExecutor(1, "writing")
        self._store: Store | None = None
        self._state: tuple[int, ...] = ()
        self.config = self.reload()

    @property
    def now(self) -> datetime:
        """The time, with the machine's zone."""
        return self._surroundings.now()

    @property
    def today(self) -> date:
        """The shop's local date."""
        return self.now.date()

    @property
    def exists(self) -> bool:
        """Whether there is a file at all."""
        return self.path.exists()

    async def read(self, query: Callable[..., T], *args: Any, **options: Any) -> T:
        """`query(reader, *args)`, answered by the one thread that reads.

        Raises StoreError when the file is not to be had.
        """
        return await self._in(self._reading, lambda: query(self._opened().reader, *args, **options))

    async def read_apart(self, query: Callable[..., T], *args: Any) -> T:
        """As `read`, on a connection of its own: for what takes long, while the screen goes on reading.

        Raises StoreError as `read` does.
        """

        def apart() -> T:
            store = Store.open(self.path, self.author, lambda: self.now, self.tell)
            try:
                return query(store.reader, *args)
            finally:
                store.close()

        return await self.call(apart)

    async def write(self, what: str, work: Callable[[Transaction], T], *, undoes: int | None = None, **refs: Any) -> T:
        """Do `work` as one operation called `what`; returns what it returns.

        Raises CrmError, whatever the rule or trouble that stood in the way; then nothing was changed.
        """
        return (await self.carry_out(what, work, undoes=undoes, **refs)).result

    async def carry_out(
        self, what: str, work: Callable[[Transaction], T], *, undoes: int | None = None, **refs: Any
    ) -> Written[T]:
        """As `write`, and tells whether anything was changed.

        Raises CrmError as `write` does.
        """
        # the store that was read from: what was seen in a file that is replaced by now is not written about
        store = self._store
        if store is None:
            store = await self._in(self._reading, self._opened)

        def begin() -> Written[T]:
            with store.begin(what, undoes=undoes, **refs) as tx:
                return Written(work(tx), tx.operation_id, tx.changed)

        return await self._in(self._writing, begin)

    async def hand_over(self, work: Callable[[Store], T]) -> T:
        """Give a store of its own to something long that begins its operations itself, in the thread that writes.

        Raises CrmError as `write` does.
        """

        def handed() -> T:
            store = Store.open(self.path, self.author, lambda: self.now, self.tell)
            try:
                return work(store)
            finally:
                store.close()

        return await self._in(self._writing, handed)

    async def call(self, work: Callable[P, T], *args: P.args, **options: P.kwargs) -> T:
        """Something slow that is neither read nor write, off the thread that paints."""
        return await asyncio.get_running_loop().run_in_executor(None, partial(work, *args, **options))

    async def changed(self) -> bool:
        """Whether anybody, here or in another program, wrote since this was asked last; a restored file counts."""
        return await self._in(self._reading, self._has_changed)

    def chosen(self, text: str, *, archived: bool = False) -> Chosen:
        """Whom a query in the owner's words means; those put away only when it speaks of them.

        Raises FilterError, which points at the character, for a query that makes no sense.
        """
        from tinycrm.domain import filter as language
        from tinycrm.queries import words

        tree = language.parse(text)
        return Chosen(words.condition(tree, self.context), None if language.uses(tree, "archived") else archived)

    def deals(self, text: str) -> Condition:
        """Which deals a query in the owner's words means, open ones and others.

        Raises FilterError as `chosen`.
        """
        from tinycrm.domain import filter as language
        from tinycrm.queries import deal_filter

        return deal_filter.condition(language.parse(text), self.context)

    @property
    def context(self) -> Context:
        """What a query is read against."""
        from tinycrm.queries import field, stage

        settings = self.config
        return Context(
            self.today,
            self.zone,
            settings.country,
            settings.day_first,
            settings.leap_day,
            settings.first_weekday,
            lambda: field.fields(self._store.reader) if self._store else [],
            settings.currency,
            lambda: [each.name for each in stage.stages(self._store.reader)] if self._store else [],
        )

    @property
    def money(self) -> Style:
        """How amounts are written."""
        return style(self.config.money, self.config.currency, self.config.country)

    def when(self, text: str, *, future: bool = True) -> When:
        """A day and time in the owner's words, in the future for follow-ups, in the past for talks.

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
            return self.when(text).day
        except InvalidError:
            return self.when(text, future=False).day

    @property
    def reading(self) -> Reading:
        """What is needed to read what is typed about a contact."""
        return Reading(self.today, self.config.country, self.config.day_first)

    @property
    def cadences(self) -> dict[str, str]:
        """How often people with a tag want to hear from the shop, so far as the settings make sense."""
        from tinycrm.domain.cadence import pair

        found = {}
        for said in self.config.cadences:
            with suppress(InvalidError):  # the command line says what is wrong there
                name, span = pair(said)
                found[name] = span
        return found

    async def set(self, **settings: Any) -> Config:
        """Change settings, and write them beside the shop.

        Raises InvalidError for a value that makes no sense, StoreError when they cannot be written.
        """
        from tinycrm.services import config as service

        file, environ = paths.settings_file(self.path), self._surroundings.environ

        def work() -> None:
            for key, value in settings.items():
                service.change(file, key, service.checked(key, value), environ)

        await self.call(work)
        return self.reload()

    def reload(self) -> Config:
        """Read the settings again.

        Raises InvalidError for what makes no sense there.
        """
        self.config = config.load(paths.settings_file(self.path), self._surroundings.environ)
        return self.config

    async def make(self, said: dict[str, Any]) -> None:
        """Make the shop that is not there yet, with what was said of its settings.

        Raises CrmError for a setting that makes no sense, and when the shop cannot be made.
        """
        from tinycrm.services import config as settings
        from tinycrm.services import shop as service

        def work() -> None:
            checked = {key: settings.checked(key, value) for key, value in said.items()}
            service.make(self.path, service.suited(self.config, checked))

        await self.call(work)

    def close(self) -> None:
        """Let what is being written finish, and let go of the file."""
        self._writing.shutdown(wait=True)
        self._reading.shutdown(wait=True, cancel_futures=True)
        if self._store is not None:
            self._store.close()
            self._store = None

    def _opened(self) -> Store:
        """The store, for the thread that reads; opened anew when another file has taken its place (a restore)."""
        store = self._store
        if store is None or store.replaced:
            if store is not None:
                store.close()
            store = Store.open(self.path, self.author, lambda: self.now, self.tell)
            self._store = store
            self._state = self._state or store.state  # what is written after the very first look is noticed too
        return store

    def _has_changed(self) -> bool:
        state = self._opened().state
        before, self._state = self._state or state, state
        return state != before

    async def _in(self, thread: ThreadPoolExecutor, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(thread, work)
