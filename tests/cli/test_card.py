from pathlib import Path

import pytest

from tests.cli.tool import Crm, Terminal
from tinycrm.cli.table import width

BUSY = [
    "--nickname", "Countess", "--pronunciation", "LUV-lace", "--phone", "mobile:020 7946 0018", "--email", "ada@x.org",
    "--address", "home:12 St James's Square, London, SW1Y 4JH", "--link", "example.org/ada", "--company", "Engines",
    "--role", "Programmer", "--birthday", "10 dec 1985", "--occasion", "wedding: 8 jul 1999",
    "--relative", "Tom, son, 3 may 2015", "--tag", "vip", "--likes", "author:Zola", "--dislikes", "genre:crime",
    "--channel", "letter", "--source", "book fair", "--stage", "regular", "--pinned", "Ring after five",
    "--notes", "Collects first editions.", "--mailings", "--mailings-source", "at the till", "--referred-by", "babbage",
]  # fmt: skip


def test_fields_of_the_shops_own_stand_there_in_their_order(crm: Crm) -> None:
    for words in (["membership-number"], ["joined", "--kind", "date"], ["vip", "--kind", "yes-no"], ["shelf"]):
        crm("config", "field", "add", *words)
    values = ("joined=10 dec", "membership-number=00123", "vip=yes")
    crm("add", "Ada", *(word for value in values for word in ("--set", value)))
    lines = crm("show", "ada").out.splitlines()
    start = lines.index("membership-number 00123")
    assert lines[start + 1 : start + 3] == ["joined            10 Dec", "vip               yes"]
    assert lines[start + 3].startswith("seen  ")


def test_everything_that_matters_stands_on_one_screen(crm: Crm) -> None:
    crm("add", "Charles Babbage")
    crm("add", "Ada Lovelace", *BUSY)
    crm("log", "call", "ada", "asked about Nana", "--follow-up", "27 nov 2026 15:00", "--outcome", "ordered")
    crm("log", "meeting", "ada", "the engine", "--with", "babbage", "--at", "yesterday")
    lines = crm("show", "ada").out.splitlines()
    assert lines[0] == "Ada Lovelace  “Countess”  regular  say LUV-lace  c2"
    assert lines[1] == "★ Ring after five"
    for line in (
        "phone      020 7946 0018 mobile",
        "email      ada@x.org",
        "lives      12 St James's Square, London, SW1Y 4JH (home)",
        "web        https://example.org/ada",
        "works      Programmer, Engines",
        "birthday   10 Dec 1985 (Thu 10 Dec 2026, turns 41)",
        "occasion   wedding, 8 Jul 1999",
        "family     Tom, son, born 3 May 2015",
        "tags       vip",
        "prefers    letter",
        "mailings   yes since Tue 24 Nov 2026, at the till",
        "came from  book fair",
        "sent by    Charles Babbage (c1)",
        "seen       today; known since November 2026",
        "  □ f1  Fri 27 Nov 2026 15:00: asked about Nana",
        "  author:Zola",
        "  not genre:crime",
        "  Collects first editions.",
        "          today  i1      call: asked about Nana → ordered",
        "      yesterday  i2      met with Charles Babbage: the engine",
    ):
        assert line in lines
    assert len(lines) <= 40


def test_an_empty_card_is_short(crm: Crm) -> None:
    crm("add", "Ada Lovelace")
    assert crm("show", "ada").out == "Ada Lovelace  c1\n\nseen       known since November 2026\n"


def test_warnings_come_first(crm: Crm) -> None:
    crm("add", "Ada Lovelace", "--do-not-contact", "--deceased", "1 nov 2026")
    crm("contact", "archive", "ada")
    assert crm("show", "ada").out.splitlines()[1:4] == [
        "† died Sun 1 Nov 2026",
        "⊘ do not contact",
        "put away; `tinycrm contact unarchive` brings them back",
    ]


@pytest.mark.parametrize(
    ("now", "line"),
    [
        ("2026-11-28", "▲ f1  Fri 27 Nov 2026, 1 day late: asked about Nana"),
        ("2026-12-04", "▲ f1  Fri 27 Nov 2026, 7 days late: asked about Nana"),
        ("2026-11-27", "□ f1  Fri 27 Nov 2026: asked about Nana"),
    ],
)
@pytest.mark.usefixtures("ada")
def test_what_is_late_is_marked(crm: Crm, now: str, line: str) -> None:
    crm("log", "call", "ada", "asked about Nana", "--follow-up", "fri")
    assert f"  {line}\n" in crm("show", "ada", env={"TINYCRM_NOW": now}).out


def test_a_birthday_today_is_told(crm: Crm) -> None:
    crm("add", "Ada Lovelace", "--birthday", "24 nov 1985")
    assert "birthday   24 Nov 1985 (today, turns 41)\n" in crm("show", "ada").out


@pytest.mark.usefixtures("ada")
def test_only_the_latest_talks_are_shown(crm: Crm) -> None:
    for number in range(8):
        crm("log", "call", "ada", f"talk {number}")
    out = crm("show", "ada").out
    assert out.count("call: talk") == 6
    assert "talk 7" in out
    assert out.endswith("  8 in all: tinycrm timeline c1\n")


def test_long_notes_are_wrapped_and_whole(crm: Crm) -> None:
    words = [f"word{number}" for number in range(200)]
    crm("add", "Ada Lovelace", "--notes", " ".join(words))
    out = crm("show", "ada").out
    assert out.partition("NOTES\n")[2].split() == words
    assert max(map(len, out.splitlines())) <= 78


@pytest.mark.parametrize("columns", [20, 40, 80])
def test_on_a_terminal_every_line_fits_and_nothing_is_lost(crm: Crm, own: Path, columns: int) -> None:
    name = "李小明李小明李小明 Augusta Ada King, Countess of Lovelace"
    crm("add", "Charles Babbage")
    crm("add", name, *BUSY, "--notes", "李小明 " * 30, "--email", f"{'x' * 60}@example.org")
    for number in range(8):
        crm("log", "call", "c2", f"talk {number} " * 9, "--follow-up", "fri")
    crm("contact", "archive", "c2")
    whole = crm("show", "c2").out
    shown = Terminal("--db", own, "show", "c2", columns=columns).end().out
    assert max(map(width, shown.splitlines())) <= columns
    facts, _, _ = whole.partition("NEXT")
    assert "".join(shown.split()).startswith("".join(facts.split()))
    assert max(map(width, facts.splitlines())) > 80
