from collections.abc import Sequence

from tests.tui.dialogs.tool import HOSTILE, got, in_loop, shown
from tests.tui.tool import lines, press, text, typed
from tinycrm.errors import InvalidError
from tinycrm.tui.dialogs.find import FindSheet, Goal, Hit, Section, matched
from tinycrm.tui.widgets.words import words

ADA = Hit(Goal("open", 1), "regular", "Ada Lovelace", "likes Zola", "020 7946 0018", 1, bold=True)
ANA = Hit(Goal("open", 2), "lead", "Ana Zoltán", HOSTILE, "", 2, bold=True)
SAID = Hit(Goal("talk", 1), "visit", "at the Zola shelf", "", "Ada, 17 Nov", 1)
ADD = Hit(Goal("add", words="zol"), "action", "Add someone called “zol”", "", "a")


async def finder(typed: str) -> tuple[Sequence[Section], str]:
    if typed == "too":
        raise InvalidError("That is too much to look for.")
    if not typed:
        return [Section("SEEN LATELY", [ADA], 1)], ""
    return [Section("PEOPLE", [ADA, ANA], 2), Section("SAID", [SAID], 7), Section("DO", [ADD], 1)], ""


@in_loop
async def test_what_is_typed_is_found_in_sections() -> None:
    async with shown(FindSheet(finder)) as pilot:
        assert "SEEN LATELY" in text(pilot.app)
        await typed(pilot, "zol")
        found = [line.strip() for line in lines(pilot.app)]
        assert any(line.startswith("/ zol") and line.endswith("9 found") for line in found)
        assert [line.split()[0] for line in found if line.split()[:1] in (["PEOPLE"], ["SAID"], ["DO"])] == [
            "PEOPLE", "SAID", "DO",
        ]  # fmt: skip
        assert any(line.endswith("020 7946 0018") for line in found)
        assert HOSTILE in text(pilot.app)


@in_loop
async def test_enter_goes_for_the_hit_in_hand() -> None:
    async with shown(FindSheet(finder)) as pilot:
        await typed(pilot, "zol")
        await press(pilot, "down", "enter")
        assert got(pilot) == Goal("open", 2)


@in_loop
async def test_titles_are_passed_over_and_the_ends_are_ends() -> None:
    async with shown(FindSheet(finder), (80, 24)) as pilot:
        await typed(pilot, "zol")
        await press(pilot, "up", *["down"] * 9, "enter")
        assert got(pilot) == ADD.goal


@in_loop
async def test_whoever_is_found_can_be_logged_or_reminded_of_at_once() -> None:
    async with shown(FindSheet(finder)) as pilot:
        await typed(pilot, "zol")
        await press(pilot, "down", "down", "ctrl+l")
        assert got(pilot) == Goal("log", 1)
    async with shown(FindSheet(finder)) as pilot:
        await typed(pilot, "zol")
        await press(pilot, *["down"] * 3, "ctrl+r")
        assert got(pilot) == "nothing yet"


@in_loop
async def test_a_click_opens() -> None:
    async with shown(FindSheet(finder)) as pilot:
        await typed(pilot, "zol")
        row = next(y for y, line in enumerate(lines(pilot.app)) if "Ana Zol" in line)
        await pilot.click(offset=(30, row))
        await pilot.pause()
        assert got(pilot) == Goal("open", 2)


@in_loop
async def test_what_cannot_be_looked_for_is_said() -> None:
    async with shown(FindSheet(finder)) as pilot:
        await typed(pilot, "too")
        assert "That is too much to look for." in text(pilot.app)


@in_loop
async def test_escape_leaves_everything() -> None:
    async with shown(FindSheet(finder)) as pilot:
        await press(pilot, "x", "escape")
        assert got(pilot) is None


def test_beginnings_of_words_are_marked_whatever_their_accents() -> None:
    marked = matched(words("Ana Zoltán, azol"), ["zolta"])
    spans = [(span.start, span.end) for span in marked.spans if "underline" in str(span.style)]
    assert spans == [(4, 9)]


@in_loop
async def test_the_keys_are_those_of_the_hit_in_hand() -> None:
    async with shown(FindSheet(finder)) as pilot:
        await typed(pilot, "zol")
        assert "^l log" in text(pilot.app)
        await press(pilot, "down", "down", "down")
        assert "enter do it" in text(pilot.app)
        assert "^l log" not in text(pilot.app)
