"""The board on a shop: carrying cards by keys, what others do meanwhile, filtering, numbers."""

from pathlib import Path

import pytest

from tests.queries.pipeline import ENQUIRY, RESERVED, SOURCING
from tests.queries.pipeline import move as moved
from tests.tui.board import fill, found, held, place, said, standing, store
from tests.tui.dialogs.tool import in_loop
from tests.tui.pace import hurried
from tests.tui.tool import lines, made, opened, press, same_as_golden, settled, text, typed
from tinycrm.store import Store
from tinycrm.tui.screens.contact import ContactPage
from tinycrm.tui.screens.pipeline import Pipeline
from tinycrm.tui.widgets.blank import Blank

MET = "This card was moved to Reserved in another window. Put back there; move it again if you meant it."


@pytest.fixture
def stocked(shop: Store) -> Path:
    return fill(shop)


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (140, 40)])
def test_it_looks_like_that(stocked: Path, size: tuple[int, int]) -> None:
    @in_loop
    async def flow() -> None:
        app = made(stocked)
        async with opened(app, size) as pilot:
            await press(pilot, "3", "right", "right")
            await pilot.app.workers.wait_for_complete()
            place(app).count_up()
            await settled(pilot)
            same_as_golden(app, f"pipeline-{size[0]}x{size[1]}")

    flow()


@in_loop
async def test_a_card_is_carried_by_keys_and_followed_and_undone(stocked: Path) -> None:
    app = made(stocked)
    async with opened(app, (140, 40)) as pilot:
        await press(pilot, "3", "L")
        assert standing(stocked, ENQUIRY, SOURCING) == [
            ["Gift: Persuasion, 1818 set", "Prints"], ["Woolf letters", "Mensagem"],
        ]  # fmt: skip
        assert "Moved to Sourcing · u undoes" in said(app)
        assert held(app) == "Woolf letters"
        await press(pilot, "shift+right", "H")
        assert standing(stocked, SOURCING) == [["Woolf letters", "Mensagem"]]
        await press(pilot, "u")
        assert found(stocked, 1).stage == "Quoted"
        assert held(app) == "Woolf letters"
        await press(pilot, "u", "u")
        assert standing(stocked, ENQUIRY) == [["Woolf letters", "Gift: Persuasion, 1818 set", "Prints"]]
        assert held(app) == "Woolf letters"


@in_loop
async def test_a_card_is_ordered_in_its_column(stocked: Path) -> None:
    app = made(stocked)
    async with opened(app, (140, 40)) as pilot:
        await press(pilot, "3", "K")
        assert said(app) == ""
        await press(pilot, "J")
        assert standing(stocked, ENQUIRY) == [["Gift: Persuasion, 1818 set", "Woolf letters", "Prints"]]
        assert "Moved down in Enquiry" in said(app)
        await press(pilot, "shift+down", "J")
        assert standing(stocked, ENQUIRY) == [["Gift: Persuasion, 1818 set", "Prints", "Woolf letters"]]
        await press(pilot, "K", "shift+up")
        assert standing(stocked, ENQUIRY) == [["Woolf letters", "Gift: Persuasion, 1818 set", "Prints"]]


@in_loop
async def test_keys_pressed_at_once_all_count(stocked: Path) -> None:
    app = made(stocked)
    async with opened(app, (140, 40)) as pilot:
        await press(pilot, "3")
        await pilot.press("L", "L", "J", "J", "L")
        await settled(pilot)
        assert found(stocked, 1).stage == "Reserved"
        assert held(app) == "Woolf letters"
        assert len(place(app).columns[3].cards) == 2


@in_loop
async def test_the_card_stands_there_before_it_is_written(stocked: Path) -> None:
    app = made(stocked)
    async with opened(app, (140, 40)) as pilot:
        await press(pilot, "3")
        other = store(stocked)
        with other.begin("deal.edit"):  # holds the file
            with hurried():
                await pilot.press("L")
                await pilot.pause()
            assert [card.title for card in place(app).columns[1].cards] == ["Woolf letters", "Mensagem"]
            assert "2 · £2,350" in text(app)
            assert "Moved" not in said(app)
        other.close()
        await settled(pilot)
        assert found(stocked, 1).stage == "Sourcing"


@in_loop
async def test_a_card_that_was_moved_elsewhere_is_put_back(stocked: Path) -> None:
    app = made(stocked)
    async with opened(app, (140, 40)) as pilot:
        await press(pilot, "3")
        other = store(stocked)
        moved(other, 1, RESERVED)
        other.close()
        assert held(app) == "Woolf letters"  # this screen has not seen it yet
        assert place(app).columns[0].cards[0].id == 1
        await press(pilot, "L")
        assert MET in said(app)
        assert found(stocked, 1).stage == "Reserved"
        assert 1 in [card.id for card in place(app).columns[3].cards]
        assert held(app) == "Woolf letters"
        await press(pilot, "escape", "H")
        assert found(stocked, 1).stage == "Quoted"


@in_loop
async def test_what_others_do_is_seen_and_the_card_in_hand_stays(stocked: Path) -> None:
    app = made(stocked)
    async with opened(app, (140, 40)) as pilot:
        await press(pilot, "3", "down")
        other = store(stocked)
        moved(other, 1, SOURCING)
        other.close()
        app.touched()
        await settled(pilot)
        assert held(app) == "Gift: Persuasion, 1818 set"
        assert len(place(app).columns[1].cards) == 2


@in_loop
async def test_a_filter_shows_fewer_and_finds_those_closed_long_ago(stocked: Path) -> None:
    app = made(stocked)
    async with opened(app, (140, 40)) as pilot:
        await press(pilot, "3")
        assert "An old one" not in text(app)
        await press(pilot, "f")
        await typed(pilot, "bo")
        assert "An old one" in text(app)
        assert "Woolf letters" not in text(app)
        await press(pilot, "enter")
        assert held(app) == "Gift: Persuasion, 1818 set"
        await press(pilot, "L", "escape")
        assert found(stocked, 2).stage == "Sourcing"
        await press(pilot, "f")
        await typed(pilot, "hetzel")
        assert held(app) == "Hetzel bindings"  # the first that is left
        await press(pilot, "shift+right", "escape")
        assert found(stocked, 5).stage == "Quoted"
        assert "An old one" not in text(app)
        assert "Woolf letters" in text(app)


@in_loop
async def test_a_filter_that_finds_none_or_makes_no_sense_says_so(stocked: Path) -> None:
    app = made(stocked)
    async with opened(app, (140, 40)) as pilot:
        await press(pilot, "3", "f")
        await typed(pilot, "zolla")
        await press(pilot, "shift+down", "shift+right")  # nothing is carried while something is typed
        assert place(app).query_one(Blank).display
        assert "No deal matches zolla." in text(app)
        await press(pilot, "escape")
        await typed(pilot, "stage:nowhere")
        await press(pilot, "enter")
        assert '"nowhere" is none of' in text(app)


@in_loop
async def test_an_empty_pipeline_teaches(shop_path: Path) -> None:
    app = made(shop_path)
    async with opened(app) as pilot:
        await press(pilot, "3")
        assert "No deals yet." in text(app)
        await press(pilot, "n")
        await typed(pilot, "Nana")
        await press(pilot, "ctrl+s")
        assert held(app) == "Nana"
        await press(pilot, "right")
        assert "empty" in text(app)


@in_loop
async def test_the_deal_leads_to_its_people_and_numbers_to_the_deal(stocked: Path) -> None:
    app = made(stocked)
    async with opened(app, (140, 40)) as pilot:
        await press(pilot, "3", "v")
        assert "STANDING STILL" in text(app)
        await press(pilot, "down", "enter")
        assert "Hetzel bindings" in text(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, ContactPage)
        assert app.screen.contact_id == 2


@in_loop
async def test_the_numbers_agree_with_the_cards(stocked: Path) -> None:
    app = made(stocked)
    async with opened(app, (140, 40)) as pilot:
        await press(pilot, "3")
        place(app).count_up()
        await settled(pilot)
        # 950, 600 and 185 at 10 %, 1400 at 25 %, 5200 and 180 at 50 %
        assert "£3,214  of £8,515 asked" in text(app)
        assert "67 %  of those decided were won" in text(app)
        assert "1 standing still" in text(app)
        assert "1 without a next step" in text(app)


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (140, 40)])
def test_hostile_words_do_nothing(stocked: Path, size: tuple[int, int]) -> None:
    @in_loop
    async def flow() -> None:
        app = made(stocked)
        async with opened(app, size) as pilot:
            await press(pilot, "3", "right", "right", "right")
            assert held(app).startswith("[@click=app.quit]x[/]")
            await press(
                pilot, "e", "escape", "enter", "escape", "x", "escape", "w", "escape", "L", "escape", "D", "escape"
            )
            await press(pilot, "y", "H")
            assert isinstance(app.screen, Pipeline)
            assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in text(app)

    flow()


@in_loop
async def test_narrow_boards_scroll_by_whole_columns(stocked: Path) -> None:
    app = made(stocked)
    async with opened(app, (80, 24)) as pilot:
        await press(pilot, "3")
        assert [lane.folded for lane in place(app).board.lanes] == [False] * 4 + [True] * 2
        await press(pilot, "right", "right")
        assert "‹" in lines(app)[3]
        assert "Enquiry" not in text(app)
        await press(pilot, "right", "right")
        assert not place(app).board.lanes[4].folded
        assert "The Waves" in text(app)
