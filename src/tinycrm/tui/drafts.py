"""Forms that were left half typed: kept beside the shop, for their owner alone, until saved or thrown away."""

import json
from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

from tinycrm.errors import StoreError
from tinycrm.files import replacing

LIMIT = 20  # forms; the oldest goes when there are more
SIZE_LIMIT = 4_000_000  # bytes; a larger file is none of ours


class Draft(NamedTuple):
    """What was typed into a form, by the names of its fields, when (ISO, local), and a line that tells what it is."""

    form: str
    at: str
    about: str
    values: dict[str, Any]


class Drafts:
    """The drafts of one shop. Keeping is quick; `write` brings the file up to date, in a thread if need be."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._touched: dict[str, Draft | None] = {}
        self._lock = Lock()
        self._closed = False

    def all(self) -> list[Draft]:
        """Every draft, the newest first."""
        touched = dict(self._touched)  # before the file: what is written in between stands in one of them at least
        kept = {**self._read(), **touched}
        return sorted((each for each in kept.values() if each), key=lambda each: each.at, reverse=True)

    def of(self, form: str) -> Draft | None:
        """What was typed into a form; None when nothing is kept."""
        return next((each for each in self.all() if each.form == form), None)

    def keep(self, draft: Draft) -> None:
        """Keep a draft in the place of the form's last one."""
        if not self._closed:
            self._touched[draft.form] = draft

    def drop(self, form: str) -> None:
        """Throw a form's draft away."""
        if not self._closed:
            self._touched[form] = None

    def close(self) -> None:
        """Keep and drop no more: a form that is taken down with the screen looks as if it had been emptied."""
        self._closed = True

    @property
    def is_written(self) -> bool:
        """Whether the file holds what was kept."""
        return not self._touched

    def write(self) -> None:
        """Bring the file up to date, together with what another window keeps in it.

        Raises StoreError when it cannot be written; then it is tried again the next time.
        """
        with self._lock:
            touched = dict(self._touched)
            if not touched:
                return
            there = self._read()
            kept = {form: draft for form, draft in {**there, **touched}.items() if draft}
            newest = sorted(kept.values(), key=lambda each: each.at)[-LIMIT:]
            if newest != list(there.values()):
                self._save(newest)
            for form, draft in touched.items():
                if self._touched.get(form) is draft:
                    self._touched.pop(form, None)

    def _save(self, drafts: list[Draft]) -> None:
        if drafts:
            with replacing(self._path) as file:
                json.dump([draft._asdict() for draft in drafts], file, ensure_ascii=True)
            return
        try:
            self._path.unlink(missing_ok=True)
        except OSError as error:
            raise StoreError(f"{self._path} cannot be removed: {error.strerror}.") from None

    def _read(self) -> dict[str, Draft | None]:
        """What the file holds; nothing when it is not there, or is not ours."""
        try:
            if self._path.stat().st_size > SIZE_LIMIT:
                return {}
            found = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        drafts = [_draft(each) for each in found] if isinstance(found, list) else []
        return {draft.form: draft for draft in drafts if draft}


def _draft(found: Any) -> Draft | None:
    if not isinstance(found, Mapping) or not isinstance(found.get("values"), dict):
        return None
    form, at, about = (found.get(name) for name in ("form", "at", "about"))
    if not (isinstance(form, str) and isinstance(at, str) and isinstance(about, str)):
        return None
    return Draft(form, at, about, dict(found["values"]))
