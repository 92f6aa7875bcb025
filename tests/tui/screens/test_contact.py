"""A person's page: what it shows, what is in hand, what is changed and where it leads."""

from typing import Any

import pytest
from textual.app import App

from tests.queries import people
from tests.tui.dialogs.tool import in_loop
from tests.tui.tool import lines, made, opened, press, same_as_golden, settled, text, typed
from tinycrm.store import Store
from tinycrm.tui.app import TinyCrm
from tinycrm.tui.screens.contact import ContactPage
from tinycrm.tui.widgets.timeline import TimelineTitle
from tinycrm.tui.widgets.title import Title

HOSTILE = "[@click=app.quit]x[/] \x1b[31mred"
WIDE, USUAL, SMALL = (140, 40), (100, 30), (80, 24)


@pytest.fixture
def shop(shop: Store) -> Store:
    """Ada with everything, Charles who sent her, and somebody who means harm."""
    people.add(shop, "Charles Babbage")
    people.add(
        shop, "Ada Lovelace", stage="regular", pronunciation="AY-da", pinned="Never before ten.", tag=["french"],
        phone=["mobile: 020 7946 0018", "020 7946 0460"], email=["ada@analytical.example"], birthday="10 dec",
        address=["12 St James’s Square, London, SW1Y 4JH"], likes=["author:Zola"], dislikes=["genre:crime"],
        relative=["Byron, son, 12 may"], link=["https://analytical.example"], referred_by_id=1,
    )  # fmt: skip
    people.add(shop, HOSTILE, notes=HOSTILE, tag=["x"], company=HOSTILE, relative=[HOSTILE.replace(",", "")])
    people.log(shop, "Is the Nana still here? It is.", 2, day="2026-11-03", direction="in", outcome="answered")
    talk = people.log(shop, "Would take the Nana.", 2, 1, day="2026-11-17", kind="visit")
    people.log(shop, "Two pages about the library in Rouen.", 2, day="2024-08-02", kind="letter", direction="in")
    people.remind(shop, 2, due="2026-11-20", text="quote her the Nana", interaction_id=talk)
    people.remind(shop, 2, due="2026-11-27", text="send the Sand list", every="2w")
    people.log(shop, HOSTILE, 3)
    return shop


@pytest.fixture
def app(shop: Store) -> TinyCrm:
    return made(shop.path)


def page(app: App[Any]) -> ContactPage:
    assert isinstance(app.screen, ContactPage)
    return app.screen


async def look_at(pilot: Any, contact_id: int = 2) -> None:
    pilot.app.open_contact(contact_id, [1, 2, 3])
    await settled(pilot)


def line_with(app: TinyCrm, words: str) -> str:
    return next(line for line in lines(app) if words in line)


@in_loop
async def test_facts_and_timeline_stand_beside_one_another(app: TinyCrm) -> None:
    async with opened(app, WIDE) as pilot:
        await look_at(pilot)
        shown = lines(app)
        assert line_with(app, "say AY-da").endswith("‹ 2 of 3 ›")
        assert line_with(app, "regular since").endswith("last seen 7 days ago")
        assert line_with(app, "020 7946 0018").split()[:2] == ["phone", "020"]
        assert "london sw1y 4jh" in " ".join(text(app).lower().split())
        head = next(line for line in shown if "TIMELINE" in line)
        assert head.split()[-8:-1] == ["───", "all", "talks", "visits", "letters", "notes", "deals"]
        visit, call = (line_with(app, word) for word in ("Came in", "Call"))
        assert visit[51:].split() == ["17", "Nov", "⌂", "Came", "in", "with", "Charles", "Babbage", "i2"]
        assert call[51:].split() == ["3", "Nov", "✆", "Call", "rang", "us", "answered", "i1"]
        assert visit.index("⌂") == call.index("✆") == line_with(app, "2024").rindex("│")
        assert "↳ follow-up Fri 20 Nov ▲ 4 days late" in text(app)
        follow_ups = shown[next(number for number, line in enumerate(shown) if "FOLLOW-UPS" in line) :]
        assert "▲ quote her the Nana" in follow_ups[1]
        assert "▫ send the Sand list ↻" in follow_ups[2]


@in_loop
async def test_a_narrow_page_tells_what_matters_and_tab_shows_the_facts(app: TinyCrm) -> None:
    async with opened(app, SMALL) as pilot:
        await look_at(pilot)
        shown = lines(app)
        assert shown[3].startswith("  Ada Lovelace   ● regular   020 7946 0018")
        assert shown[4] == "  ★ Never before ten."
        assert shown[5].split() == "▲ quote her the Nana and 1 more 4 days late".split()
        assert "Zola" not in text(app)
        await press(pilot, "tab")
        assert "Zola" in text(app)
        assert "TIMELINE" not in text(app)
        await press(pilot, "tab")
        assert "TIMELINE" in text(app)


@pytest.mark.parametrize("size", [WIDE, SMALL])
@in_loop
async def test_the_whole_page(app: TinyCrm, size: tuple[int, int]) -> None:
    async with opened(app, size) as pilot:
        await press(pilot, "2")
        await look_at(pilot)
        same_as_golden(app, f"contact-{size[0]}x{size[1]}")


@in_loop
async def test_empty_facts_do_not_appear(app: TinyCrm) -> None:
    async with opened(app, WIDE) as pilot:
        await look_at(pilot, 1)
        facts = "\n".join(line[:50] for line in lines(app)[4:-1])
        assert [word for word in ("phone", "email", "born", "LIKES", "FOLLOW-UPS", "NOTES") if word in facts] == []


@in_loop
async def test_the_timeline_is_narrowed_to_a_kind_by_key_and_mouse(app: TinyCrm) -> None:
    async with opened(app, USUAL) as pilot:
        await look_at(pilot)
        await press(pilot, "v")
        assert ("Call" in text(app), "Came in" in text(app)) == (True, False)
        await pilot.click(TimelineTitle, offset=(line_with(app, "TIMELINE").index("letters"), 0))
        await settled(pilot)
        assert ("Call" in text(app), "Rouen" in text(app), page(app).kind) == (False, True, "letters")
        await press(pilot, "v")
        assert "No notes." in text(app)


@in_loop
async def test_older_pages_come_while_scrolling(app: TinyCrm, shop: Store) -> None:
    for number in range(60):
        people.log(shop, f"talk number {number}", 1, day="2026-01-05")
    async with opened(app, USUAL) as pilot:
        await look_at(pilot, 1)
        assert len(page(app).timeline.all) < 61
        for _ in range(20):
            await press(pilot, "pagedown")
        assert len(page(app).timeline.all) == 61
        assert "talk number 0" in text(app)
        assert "older" not in text(app)


@in_loop
async def test_nothing_noted_yet_says_what_to_press(app: TinyCrm, shop: Store) -> None:
    people.add(shop, "Nobody Yet")
    async with opened(app) as pilot:
        await look_at(pilot, 4)
        assert "Nothing noted yet." in text(app)
        assert "l  logs the first talk" in text(app)


@in_loop
async def test_the_next_person_of_the_list(app: TinyCrm) -> None:
    async with opened(app) as pilot:
        await look_at(pilot)
        await press(pilot, "right_square_bracket")
        assert page(app).contact_id == 3
        await press(pilot, "right_square_bracket")
        assert "Charles Babbage" in text(app)
        at = line_with(app, "1 of 3").index("‹")
        await pilot.click(Title, offset=(at, 0))
        await settled(pilot)
        assert page(app).contact_id == 3


@in_loop
async def test_a_follow_up_is_finished_put_off_changed_and_deleted(app: TinyCrm, shop: Store) -> None:
    due = "SELECT due FROM reminder WHERE done_at IS NULL ORDER BY id"
    async with opened(app, WIDE) as pilot:
        await look_at(pilot)
        await press(pilot, "s", "t")
        assert shop.reader.values(due) == ["2026-11-25", "2026-11-27"]
        await press(pilot, "d")
        assert shop.reader.values(due) == ["2026-11-27"]
        assert "Done: quote her the Nana" in text(app)
        await press(pilot, "tab")
        while page(app).facts.data.kind != "reminder":
            await press(pilot, "down")
        await press(pilot, "e", "tab", *["backspace"] * 30)
        await typed(pilot, "send it")
        await press(pilot, "ctrl+s")
        assert shop.reader.values("SELECT text FROM reminder WHERE done_at IS NULL") == ["send it"]
        await press(pilot, "D", "D")
        assert shop.reader.values(due) == []
        await press(pilot, "u")
        assert shop.reader.values(due) == ["2026-11-27"]


@in_loop
async def test_a_talk_is_mended_and_deleted(app: TinyCrm, shop: Store) -> None:
    async with opened(app, USUAL) as pilot:
        await look_at(pilot)
        await press(pilot, "down", "e")
        assert "Mend i2" in text(app)
        await press(pilot, "end")
        await typed(pilot, " Soon.")
        await press(pilot, "ctrl+s")
        assert shop.reader.value("SELECT text FROM interaction WHERE id = 2") == "Would take the Nana. Soon."
        assert page(app).entry is not None
        await press(pilot, "D")
        assert "It leaves the timeline of one person more." in text(app)
        await press(pilot, "D")
        assert shop.reader.values("SELECT id FROM interaction WHERE id = 2") == []
        assert "Came in" not in text(app)


@in_loop
async def test_a_fact_is_changed_where_it_stands(app: TinyCrm, shop: Store) -> None:
    async with opened(app, WIDE) as pilot:
        await look_at(pilot)
        await press(pilot, "plus", "b", *["backspace"] * 10)
        await typed(pilot, "11 dec")
        await press(pilot, "ctrl+s")
        assert shop.reader.value("SELECT birthday FROM contact WHERE id = 2") == "--12-11"
        assert "11 Dec" in text(app)


@in_loop
async def test_what_another_window_changed_meanwhile_is_told_and_asked(app: TinyCrm, shop: Store) -> None:
    async with opened(app, WIDE) as pilot:
        await look_at(pilot)
        await press(pilot, "e", "end")
        await typed(pilot, " King")
        people.change(shop, 2, nickname="Countess")
        await press(pilot, "ctrl+s")
        assert "changed in another window meanwhile" in text(app)
        assert shop.reader.value("SELECT name FROM contact WHERE id = 2") == "Ada Lovelace"
        await press(pilot, "enter")
        row = shop.reader.all(lambda *values: values, "SELECT name, nickname FROM contact WHERE id = 2")
        assert row == [("Ada Lovelace King", "Countess")]


@in_loop
async def test_what_is_in_hand_is_copied_and_opened(app: TinyCrm, monkeypatch: pytest.MonkeyPatch) -> None:
    links: list[str] = []
    monkeypatch.setattr(app, "open_url", links.append)
    async with opened(app, WIDE) as pilot:
        await look_at(pilot)
        await press(pilot, "y", "o")
        assert (app.clipboard, links) == ("020 7946 0018", ["mailto:ada@analytical.example"])
        await press(pilot, "down", "y")
        assert app.clipboard == "Would take the Nana."
        await press(pilot, "tab", "down", "down", "y")
        assert app.clipboard == "020 7946 0460"
        while page(app).facts.data.kind != "link":
            await press(pilot, "down")
        await press(pilot, "enter")
        assert links[1:] == ["https://analytical.example"]
        while page(app).facts.data.kind != "contact":
            await press(pilot, "down")
        await press(pilot, "enter")
        assert page(app).contact_id == 1


@in_loop
async def test_a_person_is_deleted_and_the_page_closes(app: TinyCrm, shop: Store) -> None:
    async with opened(app) as pilot:
        await look_at(pilot)
        await press(pilot, "D")
        assert "Delete Ada Lovelace and all that hangs on them?" in text(app)
        await press(pilot, "D")
        assert shop.reader.values("SELECT id FROM contact") == [1, 3]
        assert not isinstance(app.screen, ContactPage)


@in_loop
async def test_a_person_whom_another_program_deletes_is_said_to_be_gone(app: TinyCrm, shop: Store) -> None:
    async with opened(app) as pilot:
        await look_at(pilot)
        people.delete(shop, 2)
        app.touched()
        await settled(pilot)
        assert not isinstance(app.screen, ContactPage)
        assert "c2 was deleted." in text(app)


@in_loop
async def test_what_another_program_logs_appears_and_what_is_in_hand_stays(app: TinyCrm, shop: Store) -> None:
    async with opened(app, USUAL) as pilot:
        await look_at(pilot)
        await press(pilot, "down", "down")
        people.log(shop, "just now", 2)
        app.touched()
        await settled(pilot)
        assert "just now" in text(app)
        entry = page(app).entry
        assert entry is not None
        assert entry.talk.ref == "i1"


@pytest.mark.parametrize("size", [WIDE, USUAL, SMALL, (40, 10)])
@in_loop
async def test_hostile_texts_do_nothing(app: TinyCrm, size: tuple[int, int]) -> None:
    async with opened(app, size) as pilot:
        await look_at(pilot, 3)
        assert "[@click=app.qui" in text(app)
        assert "\x1b" not in text(app)
        await press(pilot, "tab", "down", "enter", "escape", "tab", "down", "e", "escape", "D", "escape", "y", "o")
        assert isinstance(app.screen, ContactPage)
