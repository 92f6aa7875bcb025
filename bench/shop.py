"""The shops that are measured: made by the demo generator, kept until its code changes, used as copies."""

import hashlib
import json
import shlex
import shutil
from datetime import date
from pathlib import Path
from typing import NamedTuple

from bench.command import KNOWN
from bench.process import environment, piped, tinycrm

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "build" / "bench"
MAKERS = ("domain", "store", "services/demo")


class Shop(NamedTuple):
    """A shop's file, how many people it knows, the day it was made on, and what that took."""

    path: Path
    people: int
    made_on: str
    seconds: float
    megabytes: float

    @property
    def variables(self) -> dict[str, str]:
        """The environment of a command on this shop, the clock standing on the day it was made."""
        return environment(HOME=str(self.path.parent), TINYCRM_DB=str(self.path), TINYCRM_NOW=f"{self.made_on}T11:30")

    @property
    def size(self) -> int:
        """The file's size in MB."""
        return round(self.path.stat().st_size / 1_000_000)


def shop(people: int) -> Shop:
    """The demo shop of that many people, made when there is none by the present code."""
    folder = FOLDER / f"{people}-{_fingerprint()}"
    facts = folder / "facts.json"
    if not facts.exists():
        for old in FOLDER.glob(f"{people}-*"):
            shutil.rmtree(old)
        folder.mkdir(parents=True)
        made = _make(folder / "shop.db", people, date.today())  # noqa: DTZ011 - the shop's day is local
        facts.write_text(json.dumps(made._replace(path=Path())._asdict(), default=str), encoding="utf-8")
    return Shop(**{**json.loads(facts.read_text(encoding="utf-8")), "path": folder / "shop.db"})


def copy(made: Shop, folder: Path) -> Shop:
    """A copy to write to, with the people whom the commands speak of, and no backup due."""
    target = folder / str(made.people) / made.path.name
    target.parent.mkdir()
    for file in (made.path, made.path.with_suffix(".toml")):
        shutil.copy(file, target.with_name(file.name))
    copied = made._replace(path=target)
    for line in ("backup daily", *KNOWN):
        piped([*tinycrm(), *shlex.split(line)], copied.variables)
    return copied


def _make(path: Path, people: int, today: date) -> Shop:
    print(f"Making a shop of {people:,} people …", flush=True)
    variables = environment(HOME=str(path.parent), TINYCRM_NOW=today.isoformat())
    ran = piped([*tinycrm(), "demo", "--people", str(people), "--save", str(path)], variables)
    # or today's backup, which the line above has started, would still run while something is measured
    piped([*tinycrm(), "--db", str(path), "backup", "daily"], variables)
    return Shop(path, people, today.isoformat(), ran.seconds, ran.megabytes)


def _fingerprint() -> str:
    sources = [file for part in MAKERS for file in sorted((ROOT / "src" / "tinycrm" / part).rglob("*.*"))]
    text = b"".join(file.read_bytes() for file in sources if file.suffix in (".py", ".sql"))
    return hashlib.sha256(text).hexdigest()[:12]
