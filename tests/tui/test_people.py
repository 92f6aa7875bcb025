"""What is done to people: most of it is held by the tests of the places; here is what they do not reach."""

import pytest

from tests.queries import people as made_people
from tests.tui.dialogs.tool import in_loop
from tests.tui.tool import made, opened, press, said, settled, text, typed
from tinycrm.services.contact import Hanging
from tinycrm.store import Store
from tinycrm.tui.people import FACTS, called, hanging_words
from tinycrm.tui.screen import Place


@pytest.mark.parametrize(
    ("hanging", "words"),
    [
        (Hanging(0, 0, 0, 0), []),
        (Hanging(1, 0, 2, 0), ["1 talk", "2 follow-ups"]),
        (Hanging(0, 2, 0, 1), ["2 talks shared with others stay theirs", "1 person loses who sent them"]),
    ],
)
def test_what_hangs_on_people(hanging: Hanging, words: list[str]) -> None:
    assert hanging_words(hanging) == words


def test_every_fact_has_a_key_of_its_own() -> None:
    assert len({key for key, _, _ in FACTS}) == len(FACTS)


@in_loop
async def test_one_is_called_by_name_and_several_by_their_number(shop: Store) -> None:
    for name in ("Ada [/]", "Jun"):
        made_people.add(shop, name)
    app = made(shop.path)
    async with opened(app):
        assert isinstance(app.screen, Place)
        assert await called(app.screen, [1]) == "Ada [/]"
        assert await called(app.screen, list(range(2000))) == "2,000 people"


@in_loop
async def test_tags_are_taken_off_that_somebody_has(shop: Store) -> None:
    made_people.add(shop, "Ada", tag=["french", "vip"])
    made_people.add(shop, "Jun", tag=["vip"])
    app = made(shop.path)
    async with opened(app) as pilot:
        await press(pilot, "2", "space", "space", "T")
        assert "Untag 2 people" in text(app)
        await typed(pilot, "vip")
        await press(pilot, "enter", "ctrl+s")
        assert shop.reader.values("SELECT name FROM tag") == ["french"]
        await press(pilot, "escape", "end", "T")
        assert "Jun has no tag." in text(app)


@in_loop
async def test_notes_are_written_in_the_editor(shop: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    made_people.add(shop, "Ada", notes="Likes maps.")
    monkeypatch.setattr("tinycrm.tui.editor.edited", lambda _, said: f"{said}\nAnd atlases.")
    app = made(shop.path)
    async with opened(app) as pilot:
        app.open_contact(1)
        await settled(pilot)
        await press(pilot, "E")
        assert shop.reader.value("SELECT notes FROM contact") == "Likes maps.\nAnd atlases."
        assert "Wrote the notes of Ada" in text(app)


@in_loop
async def test_a_sheet_is_never_written_over_the_shop(shop: Store) -> None:
    made_people.add(shop, "Ada")
    app = made(shop.path)
    async with opened(app) as pilot:
        await press(pilot, "2", "X", "ctrl+u")
        await typed(pilot, str(shop.path))
        await press(pilot, "ctrl+s", "enter")
        assert "name another file" in said(app)  # on the screen its lines break where the folder's name lets them
        assert shop.reader.value("SELECT count(*) FROM contact") == 1
