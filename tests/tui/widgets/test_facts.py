from typing import Any

import pytest

from tests.conftest import NOW
from tests.queries import people
from tests.tui.widgets.tool import drawn_blocks, pen
from tinycrm.queries.card import Whole, whole
from tinycrm.store import Store
from tinycrm.tui.widgets.blocks import Block
from tinycrm.tui.widgets.card import Day
from tinycrm.tui.widgets.facts import Fact, Painter

HOSTILE = "[@click=app.quit]x[/] \x1b[31m\u202ered"


def read(shop: Store, contact_id: int) -> Whole:
    found = whole(shop.reader, contact_id, 1)
    assert found is not None
    return found


def blocks(shop: Store, contact_id: int, width: int = 50) -> list[Block]:
    found = read(shop, contact_id)
    return list(Painter(pen(), width, Day(NOW.date())).blocks(found.card, found.reminders))


def seen(shop: Store, contact_id: int, width: int = 50) -> list[str]:
    return drawn_blocks(blocks(shop, contact_id, width), width)


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ({"phone": ["mobile: 020 7946 0018"]}, "  phone      020 7946 0018  mobile"),
        ({"email": ["ada@analytical.example"]}, "  email      ada@analytical.example"),
        ({"link": ["https://analytical.example"]}, "  web        https://analytical.example"),
        ({"birthday": "10 dec 1985"}, "  born       10 Dec 1985  in 2 weeks, turns 41"),
        ({"birthday": "10 dec 1985", "deceased": "2026-01-02"}, "  born       10 Dec 1985"),
        ({"deceased": "2026-01-02"}, "  died       Fri 2 Jan 2026"),
        ({"occasion": ["wedding: 3 may 1999"]}, "  occasion   wedding  3 May 1999"),
        ({"company": "Acme", "role": "binder"}, "  works      binder at Acme"),
        ({"nickname": "Countess"}, "  called     Countess"),
        ({"channel": "phone"}, "  prefers    phone"),
        ({"cadence": "6w"}, "  keep up    every 6 weeks"),
        ({"source": "the fair"}, "  came from  the fair"),
        ({"mailings": True, "mailings_on": "2019-03-14"}, "  may write  ✓ mailings  Thu 14 Mar 2019"),
        ({"mailings": False}, "  may write  ⊘ no mailings  Tue 24 Nov 2026"),
        ({"likes": ["author:Zola", "maps"]}, "  Zola · maps"),
        ({"dislikes": ["genre:crime"]}, "  not crime"),
        ({"relative": ["Byron, son, 12 may"]}, "  Byron  son                            ✿ 12 May"),
        ({"pinned": "Never before ten."}, "  ★ Never before ten."),
        ({"notes": "One.\n\nTwo."}, "  Two."),
    ],
)
def test_a_fact_has_its_line(shop: Store, typed: dict[str, Any], line: str) -> None:
    assert line in seen(shop, people.add(shop, "Ada Lovelace", **typed))


def test_nothing_known_nothing_shown(shop: Store) -> None:
    assert seen(shop, people.add(shop, "Ada")) == []


def test_an_address_stands_on_lines_of_its_own(shop: Store) -> None:
    ada = people.add(shop, "Ada", address=["home: 12 St James’s Square, London, SW1Y 4JH"])
    assert seen(shop, ada)[:2] == ["  lives      12 St James’s Square  home", "             London SW1Y 4JH"]


def test_follow_ups_say_when(shop: Store) -> None:
    ada = people.add(shop, "Ada")
    people.remind(shop, ada, "2026-11-20", "quote her the Nana", every="2w")
    people.remind(shop, ada, "2026-11-24", due_time="14:30")
    people.remind(shop, ada, "2026-12-27", "a very long text that must be cut before it meets its own day")
    title, late, due, later = seen(shop, ada)
    assert title.startswith("  FOLLOW-UPS ───")
    assert (late[2], late[4:22], late[23], late.split()[-3:]) == ("▲", "quote her the Nana", "↻", ["Fri", "20", "Nov"])
    assert due.split() == ["□", "get", "in", "touch", "14:30"]
    assert later.endswith("…  Sun 27 Dec")
    assert {len(line) for line in (late, due, later)} == {48}


def test_what_is_in_hand_says_what_can_be_done_with_it(shop: Store) -> None:
    charles = people.add(shop, "Charles Babbage")
    ada = people.add(
        shop, "Ada", phone=["020 7946 0018"], link=["https://analytical.example"], referred_by_id=charles, notes="x"
    )
    people.remind(shop, ada, text="ring")
    facts = [each.data for each in blocks(shop, ada) if each.data]
    assert facts == [
        Fact("phone", "020 7946 0018", field="phone"),
        Fact("link", "https://analytical.example", field="link"),
        Fact("reminder", "ring", 1),
        Fact("contact", "Charles Babbage", charles, "referred_by"),
        Fact("text", "x", field="notes"),
    ]


@pytest.mark.parametrize("width", [24, 30, 50, 90])
def test_long_and_hostile_values_stay_inside(shop: Store, width: int) -> None:
    long = "李小明" * 20
    ada = people.add(
        shop, HOSTILE, company=long, nickname=HOSTILE, notes=f"{HOSTILE}\n{long}", pinned=long, source=HOSTILE,
        relative=[f"{long}, {HOSTILE}, 12 may"], occasion=[f"{long}: 3 may"], address=[f"{HOSTILE}, {long}"],
        likes=[HOSTILE, long], phone=[f"{'x' * 20}: 020 7946 0018"], link=[f"https://{'a' * 150}.example"],
    )  # fmt: skip
    people.remind(shop, ada, text=HOSTILE, every="2w")
    shown = "\n".join(seen(shop, ada, width))
    assert "\x1b" not in shown
    assert "\u202e" not in shown
