import pytest

from tests.queries import people
from tests.tui.board import fill
from tests.tui.dialogs.tool import in_loop
from tests.tui.tool import lines, made, opened, press, settled, typed
from tinycrm.store import Store
from tinycrm.tui import finder
from tinycrm.tui.app import TinyCrm
from tinycrm.tui.dialogs.deal_view import DealView
from tinycrm.tui.finder import Command
from tinycrm.tui.screens.contact import ContactPage


@in_loop
async def test_before_anything_is_typed_those_seen_last(crm: TinyCrm) -> None:
    async with opened(crm):
        sections, _ = await finder.find(crm.shop, "")
        assert [section.title for section in sections] == ["SEEN LATELY"]
        assert sections[0].hits[0].name == "Ada Lovelace"


@in_loop
async def test_people_likes_talks_and_what_can_be_done(crm: TinyCrm) -> None:
    async with opened(crm):
        sections, _ = await finder.find(crm.shop, "woolf")
        assert [section.title for section in sections] == ["LIKE IT", "SAID", "DO"]
        talk = sections[1].hits[0]
        assert (talk.name, talk.end) == ("Asked for Woolf.", "Clara Nwosu, Tue 1 Sep")
        assert (talk.goal.id, talk.goal.person) == (2, 6)


@in_loop
async def test_a_misspelt_word_is_told(crm: TinyCrm) -> None:
    async with opened(crm):
        sections, told = await finder.find(crm.shop, "lovelcae")
        assert sections[0].hits[0].name == "Ada Lovelace"
        assert told == "Nothing with “lovelcae”; looked for lovelace."


@in_loop
async def test_the_palette_offers_commands_and_people(crm: TinyCrm) -> None:
    async with opened(crm):
        commands = [Command("l", "Log a call", "log", crm), Command("r", "Set a follow-up", "remind", crm)]
        assert [len(each.hits) for each in (await finder.palette(crm.shop, commands, ""))[0]] == [2]
        sections, _ = await finder.palette(crm.shop, commands, "lo")
        assert [(each.title, [hit.name for hit in each.hits]) for each in sections] == [
            ("DO", ["Log a call", "Set a follow-up"]),
            ("PEOPLE", ["Ada Lovelace"]),
        ]


@pytest.mark.parametrize(
    ("text", "word", "shown"),
    [
        ("Asked for Zola.", "zola", "Asked for Zola."),
        ("Offered the lot from the box: a Zólá among them", "zol", "… the lot from the box: a Zólá among them"),
        (
            "Offered the lot from the box: Zola, and more like it",
            "zola",
            "… lot from the box: Zola, and more like it",
        ),
        ("Nothing here has the word that was looked for", "zola", "Nothing here has the word that was looked for"),
        ("(“Zola”)", "zola", "(“Zola”)"),
    ],
)
def test_what_was_said_is_shown_from_near_the_word(text: str, word: str, shown: str) -> None:
    assert finder.excerpt(text, [word]) == shown


@in_loop
async def test_a_talk_that_is_found_is_in_hand_on_its_page(busy: Store) -> None:
    for day in range(1, 29):  # more than are read at once
        for number in range(2):
            people.log(busy, f"Came by {day} {number}", 6, day=f"2026-10-{day:02}")
    app = made(busy.path)
    async with opened(app) as pilot:
        await press(pilot, "slash")
        await typed(pilot, "asked for woolf")
        row = next(number for number, line in enumerate(lines(app)) if "Clara Nwosu, Tue 1 Sep" in line)
        await pilot.click(offset=(40, row))
        await settled(pilot)
        assert isinstance(app.screen, ContactPage)
        assert app.screen.entry
        assert app.screen.entry.talk.text == "Asked for Woolf."
        assert any(line.startswith("▌") and "1 Sep" in line for line in lines(app))


@in_loop
async def test_a_deal_is_found_by_its_title_and_shown(shop: Store) -> None:
    app = made(fill(shop))
    async with opened(app) as pilot:
        await press(pilot, "slash")
        await typed(pilot, "hetzel")
        row = next(number for number, line in enumerate(lines(app)) if "◆  Hetzel bindings" in line)
        assert "DEALS ─" in lines(app)[row - 1]
        assert "Hetzel bindings   Bo Yard, Quoted" in lines(app)[row]
        assert "£5,200" in lines(app)[row]
        await press(pilot, "enter")
        assert isinstance(app.screen, DealView)


@in_loop
async def test_a_deal_that_is_over_says_so_and_its_words_do_nothing(shop: Store) -> None:
    app = made(fill(shop))
    async with opened(app):
        sections, _ = await finder.find(app.shop, "waves")
        hit = next(section for section in sections if section.title == "DEALS").hits[0]
        assert (hit.mark, hit.name, hit.about, hit.end) == ("won", "The Waves", "Ada Lovelace, Won", "£420")
        assert (hit.goal.what, hit.goal.id, hit.person) == ("deal", 8, 1)
