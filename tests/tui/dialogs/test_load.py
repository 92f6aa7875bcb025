from pathlib import Path

import pytest

from tests.tui.dialogs.tool import HOSTILE, form_of, got, in_loop, shown, tags
from tests.tui.tool import press, settled, text
from tinycrm.errors import UnreadableError
from tinycrm.tui.dialogs.load import Going, LoadSheet, Told, Wish


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text("Name\nTom\n")
    return path


class Steps:
    def __init__(self, *told: Told) -> None:
        self.told = list(told)
        self.wishes: list[Wish] = []

    async def __call__(self, wish: Wish, going: Going) -> Told:
        going.words = "reading 1"
        self.wishes.append(wish)
        if not self.told:
            raise UnreadableError(f"{HOSTILE} is no list.")
        return self.told.pop(0)


@in_loop
async def test_a_file_is_seen_before_it_comes_in(file: Path) -> None:
    look = Steps(Told("A sheet: 1 new", [f"line 2: {HOSTILE}"], coming=True))
    run = Steps(Told("Brought in: 1 new", [], coming=True))
    async with shown(LoadSheet(look, run, tags), (80, 24)) as pilot:
        form_of(pilot.app).field("path").value = str(file)
        await press(pilot, "ctrl+s")
        assert "A sheet: 1 new" in text(pilot.app)
        assert HOSTILE in text(pilot.app)
        assert "bring them in" in text(pilot.app)
        assert run.wishes == []
        await press(pilot, "ctrl+s")
        assert run.wishes == look.wishes == [Wish(file, "update", (), False)]
        assert "Brought in: 1 new" in text(pilot.app)
        await press(pilot, "enter")
        assert got(pilot) is True


@in_loop
async def test_another_wish_is_looked_at_anew(file: Path) -> None:
    look, run = Steps(*[Told("1 new", [], coming=True)] * 2), Steps()
    async with shown(LoadSheet(look, run, tags)) as pilot:
        form = form_of(pilot.app)
        form.field("path").value = str(file)
        await press(pilot, "ctrl+s")
        form.field("on_match").value = "skip"
        form.field("tags").value = [["vip", "vip"]]
        await settled(pilot)
        assert "look at it" in text(pilot.app)
        await press(pilot, "ctrl+s")
        assert run.wishes == []
        assert look.wishes[-1] == Wish(file, "skip", ("vip",), False)


@in_loop
async def test_what_cannot_be_read_is_told_and_can_be_left(file: Path) -> None:
    async with shown(LoadSheet(Steps(), Steps(), tags)) as pilot:
        form_of(pilot.app).field("path").value = str(file)
        await press(pilot, "ctrl+s")
        assert f"{HOSTILE} is no list." in text(pilot.app)
        await press(pilot, "escape")
        assert got(pilot) is None


@in_loop
async def test_nothing_to_bring_in_is_not_brought_in(file: Path) -> None:
    look, run = Steps(*[Told("1 as they are", [], coming=False)] * 2), Steps()
    async with shown(LoadSheet(look, run, tags)) as pilot:
        form_of(pilot.app).field("path").value = str(file)
        await press(pilot, "ctrl+s", "ctrl+s")
        assert (len(look.wishes), run.wishes) == (2, [])


@in_loop
async def test_where_letters_are_uncertain_it_asks_which_reads_right(file: Path) -> None:
    letters = [("cp1252", "José,Genève"), ("cp1250", "Josč,Gencve")]
    look = Steps(Told("Which reads right?", [], coming=False, letters=letters), Told("CSV: 1 new", [], coming=True))
    async with shown(LoadSheet(look, Steps(), tags)) as pilot:
        form_of(pilot.app).field("path").value = str(file)
        assert not form_of(pilot.app).field("encoding").display
        await press(pilot, "ctrl+s")
        assert "reads right José,Genève" in text(pilot.app)
        await press(pilot, "right", "ctrl+s")
        assert [wish.encoding for wish in look.wishes] == ["", "cp1250"]
        assert "bring them in" in text(pilot.app)
