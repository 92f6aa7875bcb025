"""Everything a shop knows, out into a file and back into an empty shop (docs/dump.md)."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from tinycrm import config
from tinycrm.config import Config
from tinycrm.errors import InvalidError, StoreError, UnreadableError
from tinycrm.files import replacing
from tinycrm.formats import dump
from tinycrm.paths import settings_file
from tinycrm.store import Reader
from tinycrm.store.connection import Connection, identity, known
from tinycrm.store.dump import Filling, count, filling, rows, snapshot, tables
from tinycrm.store.lock import Tell
from tinycrm.store.migrate import Steps
from tinycrm.store.transaction import stamp


def lines(reader: Reader, settings: Config, now: datetime) -> Iterator[str]:
    """The lines of a dump of the whole shop, each with its end, all of one moment.

    Raises StoreError when the shop cannot be read.
    """
    with snapshot(reader) as shop:
        kept = tables(shop)
        header = dump.Header(
            schema=shop.execute("PRAGMA user_version").fetchone()[0],
            made=stamp(now),
            settings=asdict(settings),
            tables={table: count(shop, table) for table in kept},
        )
        yield from dump.write(header, _rows(shop, kept))


def export_all(reader: Reader, settings: Config, now: datetime, target: Path) -> None:
    """Write a dump of the whole shop into a file that its owner alone may read; there is all of it or nothing.

    Raises InvalidError when the file is a shop or this one's settings, StoreError when it cannot be written.
    """
    ensure_no_shop(target, reader.path)
    with replacing(target) as file:
        file.writelines(lines(reader, settings, now))


def load(path: Path, chunks: Iterable[bytes], tell: Tell, steps: Steps | None = None) -> dict[str, int]:
    """Fill the empty shop at `path` with a dump, ids and history and all, or change nothing; returns rows by table.

    `chunks` are the dump's bytes; its settings are taken when the shop has none. Raises RefusedError when the shop
    is not empty, UnreadableError that names the line when the dump is damaged or newer, StoreError when the shop
    cannot be had.
    """
    known(path)
    header, found = dump.read(chunks)
    with _settings(path, header.settings), filling(path, header.schema, tell, steps) as shop:
        for row in found:
            _put(shop, row)
        _compare(header.tables, shop.counts())
    return header.tables


def ensure_no_shop(target: Path, shop: Path) -> None:
    """Raises InvalidError when a file that is to be written would replace a shop, or the settings of `shop`."""
    if target.resolve() == settings_file(shop).resolve():
        raise InvalidError(f"{target} holds the shop's settings; name another file.")
    try:
        identity(target)
    except StoreError:
        return
    raise InvalidError(f"{target} is a tinycrm shop; name another file.")


def _rows(shop: Connection, kept: Mapping[str, list[str]]) -> Iterator[tuple[str, dict[str, Any]]]:
    for table, columns in kept.items():
        for values in rows(shop, table, columns):
            yield table, values


def _put(shop: Filling, row: dump.Row) -> None:
    try:
        shop.put(row.table, row.values)
    except UnreadableError as error:
        raise UnreadableError(f"Line {row.line}: {error}") from None


def _compare(promised: Mapping[str, int], there: Mapping[str, int]) -> None:
    """What a dump that was cut short, or was put together by hand, gives away."""
    for table in [*there, *(promised.keys() - there.keys())]:
        wanted, got = promised.get(table, 0), there.get(table, 0)
        if wanted != got:
            raise UnreadableError(
                f"This dump is not whole: it speaks of {wanted:,} rows of {dump.shown(table)} and has {got:,}."
            )


@contextmanager
def _settings(path: Path, settings: Mapping[str, Any]) -> Iterator[None]:
    """Settings for a shop that has none, taken away again when the body fails."""
    file = settings_file(path)
    if file.exists():
        yield
        return
    try:
        checked = {key: config.check(key, value) for key, value in settings.items()}
    except InvalidError as error:
        raise UnreadableError(f"Line 1: {error}") from None
    config.replace(file, config.written(Config(**checked)))
    try:
        yield
    except BaseException:
        file.unlink(missing_ok=True)
        raise
