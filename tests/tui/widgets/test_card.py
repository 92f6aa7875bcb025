from datetime import date

from tests.queries import people
from tests.tui.conftest import HOSTILE
from tests.tui.test_text import VARIABLES
from tinycrm.queries import card as cards
from tinycrm.store import Store
from tinycrm.tui.text import Pen
from tinycrm.tui.widgets.card import LATELY, CardLines, Day, copyable, peek, stage_mark

PEN = Pen(VARIABLES)
TODAY = Day(date(2026, 11, 24))


def whole(shop: Store, contact_id: int) -> cards.Whole:
    found = cards.whole(shop.reader, contact_id, LATELY)
    assert found is not None
    return found


def shown(shop: Store, contact_id: int, width: int = 50) -> list[str]:
    return [line.plain for line in CardLines(PEN, width, TODAY).of(whole(shop, contact_id))]


def test_what_is_known_in_the_order_it_is_looked_for(busy: Store) -> None:
    assert [line.rstrip() for line in shown(busy, 1)] == [
        "Ada Lovelace                             ● regular",
        "say AY-da LUV-lace · since November 2026",
        "",
        "★ Never before ten.",
        "",
        "phone      020 7946 0018  mobile",
        "email      ada@analytical.example",
        "",
        "NEXT ─────────────────────────────────────────────",
        "▲ quote her the Nana first edition      Fri 20 Nov",
        "▫ send the Sand list                    Fri 27 Nov",
        "",
        "LATELY ───────────────────────────────────────────",
        "⌂ Looked at the Zola shelf.                 7 days",
        "",
        "1 talk",
    ]


def test_what_is_empty_does_not_appear(shop: Store) -> None:
    assert [line.rstrip() for line in shown(shop, people.add(shop, "Ada"))] == ["Ada", "since November 2026"]


def test_a_whole_life(shop: Store) -> None:
    bea = people.add(
        shop, "Bea Long-Name", address=["12 St James’s Square, London"], birthday="10 dec 1970", tag=["french", "vip"],
        relative=["Tom, son, 12 may"], occasion=["wedding: 3 jun 2000"], likes=["author:Zola"], dislikes=["crime"],
        channel="phone", cadence="6w", source="a friend", notes="A long note. " * 9, link=["https://x.example"],
        company="Elm Lodge", role="Owner", nickname="B",
    )  # fmt: skip
    lines = shown(shop, bea, 44)
    for words in ("born       10 Dec 1970  in 2 weeks, turns 56", "tags       french · vip", "not crime", "✿ 12 May"):
        assert any(words in line for line in lines), words
    assert max(map(len, lines)) <= 44


def test_nothing_steers_the_terminal(busy: Store) -> None:
    lines = shown(busy, 7)
    assert any("[@click=app.quit]x[/]" in line for line in lines)
    assert not any("\x1b" in line for line in lines)


def test_a_phone_is_copied_by_a_click() -> None:
    assert copyable(PEN, HOSTILE).spans[0].style.meta["@click"][:2] == ("app", "copy")  # type: ignore[union-attr]


def test_the_peek_has_the_phone_and_the_last_words(busy: Store) -> None:
    first, second = peek(PEN, 76, whole(busy, 1), TODAY)
    assert first.plain == "Ada Lovelace   ● regular   020 7946 0018" + " " * 18 + "came in 7 days ago"
    assert second.plain == "Looked at the Zola shelf."
    assert peek(PEN, 30, whole(busy, 1), TODAY)[0].cell_len <= 42


def test_who_must_not_be_rung_has_no_phone(shop: Store) -> None:
    ada = people.add(shop, "Ada", phone=["020 7946 0018"], do_not_contact=True)
    found = whole(shop, ada)
    assert stage_mark(found.card) == "quiet"
    assert "7946" not in peek(PEN, 76, found, TODAY)[0].plain
