import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import typer

from tests.cli.tool import Crm, surroundings
from tinycrm.cli.app import COMPLETE
from tinycrm.cli.command import Group
from tinycrm.cli.complete import filter_words, follow_ups, interactions, operations, people, people_and_tags


def offered(shop: Path | None, line: str, **env: str) -> list[str]:
    """What bash would be offered at the end of a line."""
    words = line.split(" ")
    settings = {COMPLETE: "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1), **env}
    if shop is not None:
        settings["TINYCRM_DB"] = str(shop)
    found = subprocess.run(
        [sys.executable, "-m", "tinycrm"], env=surroundings(settings), capture_output=True, text=True, check=False
    )
    assert found.stderr == ""
    return found.stdout.split("\n")[:-1] if found.stdout.endswith("\n") else found.stdout.split("\n")


@pytest.fixture
def shop(crm: Crm, shop_path: Path) -> Path:
    crm("add", "Ada Lovelace", "--tag", "regular", "--address", "1 High Street, Leeds")
    crm("add", "Adèle O'Brien", "--tag", "red")
    crm("remind", "ada", "fri", "ring her")
    crm("log", "call", "ada", "about Nana")
    crm("config", "field", "add", "membership")
    crm("config", "field", "add", "level", "--kind", "choice", "--choice", "bronze", "--choice", "gold")
    crm("config", "field", "add", "vip", "--kind", "yes-no")
    crm("deal", "add", "Nana", "--contact", "ada")
    return shop_path


@pytest.mark.parametrize(
    ("line", "offers"),
    [
        ("tinycrm show ad", ["ada-lovelace", "adele-obrien"]),
        ("tinycrm show Lov", ["Lovelace-ada"]),
        ("tinycrm show c", ["c1", "c2"]),
        ("tinycrm log vi", ["visit"]),
        ("tinycrm log call ada-l", ["ada-lovelace"]),
        ("tinycrm contact tag ada re", ["red", "regular"]),
        ("tinycrm done f", ["f1"]),
        ("tinycrm interaction show i", ["i1"]),
        ("tinycrm undo o4", ["o4"]),
        ("tinycrm contact list cit", ["city:"]),
        ("tinycrm contact list tag:re", ["tag:red", "tag:regular"]),
        ("tinycrm rem", ["remind", "reminder"]),
        ("tinycrm contact una", ["unarchive"]),
        ("tinycrm import run x.csv --map birth", ["birthday="]),
        ("tinycrm import run x.csv --map memb", ["membership="]),
        ("tinycrm import run x.csv --on-match f", ["fill"]),
        ("tinycrm import run x.csv --tag re", ["red", "regular"]),
        ("tinycrm import run ", [""]),
        ("tinycrm contact edit ada --set mem", ["membership="]),
        ("tinycrm add Bea --set level=", ["level=bronze", "level=gold"]),
        ("tinycrm add Bea --set vip=y", ["vip=yes"]),
        ("tinycrm contact list level:g", ["level:gold"]),
        ("tinycrm config field rename l", ["level"]),
        ("tinycrm deal show d", ["d1"]),
        ("tinycrm deal move d1 q", ["quoted"]),
        ("tinycrm deal move d1 s", ["sourcing", "s1", "s2", "s3", "s4", "s5", "s6"]),
        ("tinycrm deal add x --stage re", ["reserved"]),
        ("tinycrm deal stages remove quoted --to e", ["enquiry"]),
        ("tinycrm deal lost d1 --reason too", ["too dear"]),
        ("tinycrm deal list stage:r", ["stage:reserved"]),
        ("tinycrm deal board deal:w", ["deal:won"]),
    ],
)
def test_tab_offers_what_is_there(shop: Path, line: str, offers: list[str]) -> None:
    assert sorted(offered(shop, line)) == sorted(offers)


def test_the_file_of_the_command_line_is_asked(shop: Path, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere.db"
    assert offered(other, f"tinycrm --db {shop} show ada") == ["ada-lovelace"]


@pytest.mark.parametrize("content", [None, b"", b"no shop at all"])
def test_without_a_shop_nothing_is_offered_made_or_said(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "shop.db"
    if content is not None:
        path.write_bytes(content)
    before = sorted(tmp_path.iterdir())
    assert offered(path, "tinycrm show ad") == [""]
    assert sorted(tmp_path.iterdir()) == before


def test_a_file_that_can_be_no_shop_offers_nothing_and_says_nothing(tmp_path: Path) -> None:
    assert offered(tmp_path / "shop.db", f"tinycrm --db {tmp_path / 'x.toml'} show a") == [""]
    assert offered(tmp_path / "x.toml", "tinycrm contact tag ada re") == [""]


@pytest.mark.parametrize("asked", [people, people_and_tags, follow_ups, interactions, operations, filter_words])
def test_a_file_that_another_program_keeps_to_itself_offers_nothing_at_once(
    shop: Path, asked: Callable[[typer.Context, str], list[object]]
) -> None:
    ctx = typer.Context(Group(name="tinycrm"))
    ctx.params["db"] = shop
    incomplete = "f" if asked is follow_ups else "tag:re" if asked is filter_words else ""
    assert asked(ctx, incomplete)
    with closing(sqlite3.connect(shop, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        began = time.monotonic()
        assert asked(ctx, incomplete) == []
        assert 0.1 <= time.monotonic() - began < 1.5


def test_what_is_offered_finds_its_person(shop: Path, crm: Crm) -> None:
    for offer in offered(shop, "tinycrm show a"):
        assert crm("show", offer).code == 0
