from pathlib import Path
from typing import Any

from tests.tui.dialogs.tool import HOSTILE, form_of, got, in_loop, kept, lookup, shown
from tests.tui.tool import lines, press, settled, text, typed
from tinycrm.domain.field import Field
from tinycrm.tui.dialogs.contact import AddSheet, ContactSheet

OWN = (Field(3, "membership", "number"), Field(4, "shelf", "choice", ("A", "B")), Field(5, "vip", "yes-no"))
ADA: dict[str, Any] = {
    "name": "Ada Lovelace",
    "kind": "person",
    "phone": [[1, "020 7946 0018"], [2, "mobile: 07700 900123"]],
    "email": [[1, "ada@example.org"]],
    "tag": [["regular", "regular"]],
    "birthday": "10 Dec 1985",
    "notes": f"{HOSTILE}\nsecond line",
    "own-3": "12",
    "own-4": "A",
    "own-5": None,
}


@in_loop
async def test_a_name_is_enough() -> None:
    async with shown(AddSheet(lookup())) as pilot:
        await typed(pilot, "Tom Ash")
        await press(pilot, "ctrl+s")
        assert got(pilot) == {"name": "Tom Ash"}


@in_loop
async def test_a_name_is_needed() -> None:
    async with shown(AddSheet(lookup())) as pilot:
        await press(pilot, "ctrl+s")
        assert "✗ A name is enough" in text(pilot.app)
        assert got(pilot) == "nothing yet"


@in_loop
async def test_everything_can_be_said_at_once() -> None:
    async with shown(AddSheet(lookup(), OWN)) as pilot:
        await typed(pilot, "Tom Ash")
        await press(pilot, "enter")
        await typed(pilot, "mobile: 07700 900123")
        await press(pilot, "enter", "enter")
        await typed(pilot, "tom@example.org")
        await press(pilot, "tab", "tab")
        await typed(pilot, "10 dec 1985")
        assert "✿ 10 Dec 1985, 40 years" in text(pilot.app)
        await press(pilot, "enter")
        await typed(pilot, "reg")
        await press(pilot, "enter", "ctrl+s")
        assert got(pilot) == {
            "name": "Tom Ash",
            "phone": [[None, "mobile: 07700 900123"]],
            "email": [[None, "tom@example.org"]],
            "birthday": "10 dec 1985",
            "tag": [["regular", "regular", "", "", ""]],
        }


@in_loop
async def test_who_is_here_already_is_shown_while_typing_and_opened() -> None:
    async with shown(AddSheet(lookup())) as pilot:
        await typed(pilot, "ada lovelace")
        assert "Ada Lovelace is here already, the same name" in text(pilot.app)
        await press(pilot, "ctrl+g")
        assert got(pilot) == 1


@in_loop
async def test_saving_who_is_here_already_is_asked_about() -> None:
    async with shown(AddSheet(lookup(), name="Ada Lovelace")) as pilot:
        await press(pilot, "ctrl+s")
        assert "enter open them" in text(pilot.app)
        assert got(pilot) == "nothing yet"
        await press(pilot, "x", "escape", "ctrl+s", "A")
        assert got(pilot) == {"name": "Ada Lovelace"}


@in_loop
async def test_a_phone_tells_who_it_is() -> None:
    async with shown(AddSheet(lookup(), name="Countess")) as pilot:
        await press(pilot, "enter")
        await typed(pilot, "020 7946 0018")
        assert "Ada Lovelace is here already, the same phone" in text(pilot.app)
        await press(pilot, "ctrl+s", "enter")
        assert got(pilot) == 1


@in_loop
async def test_only_what_was_changed_is_handed_back() -> None:
    async with shown(ContactSheet(lookup(), ADA, OWN)) as pilot:
        assert HOSTILE in text(pilot.app)
        form = form_of(pilot.app)
        await press(pilot, "ctrl+o")
        form.field("nickname").value = "Countess"
        form.field("stage").value = "regular"
        form.field("own-4").value = "B"
        form.field("own-5").value = True
        await settled(pilot)
        await press(pilot, "ctrl+s")
        assert got(pilot) == {"nickname": "Countess", "stage": "regular", "own-4": "B", "own-5": True}


@in_loop
async def test_empty_fields_wait_until_they_are_asked_for_and_come_in_their_places() -> None:
    async with shown(ContactSheet(lookup(), ADA, OWN), (100, 60)) as pilot:
        form = form_of(pilot.app)
        assert not any(map(form.has, ("kind", "nickname", "address", "own-5")))
        await press(pilot, "ctrl+o")
        names = [each.name for each in form.fields]
        assert len(names) == len(set(names))
        assert names.index("notes") < names.index("kind") < names.index("company") < names.index("address")
        assert names[-3:] == ["own-3", "own-4", "own-5"]
        await press(pilot, "escape")
        assert got(pilot) is None


@in_loop
async def test_typing_begins_in_the_field_that_was_asked_for() -> None:
    async with shown(ContactSheet(lookup(), ADA, OWN, at="address")) as pilot:
        await typed(pilot, "12 High St, Leeds")
        await press(pilot, "ctrl+s")
        assert got(pilot) == {"address": [[None, "12 High St, Leeds"]]}


@in_loop
async def test_a_draft_brings_back_the_fields_it_was_typed_into(tmp_path: Path) -> None:
    keep = kept(tmp_path, "contact:1")
    async with shown(ContactSheet(lookup(), ADA, OWN, kept=keep)) as pilot:
        await press(pilot, "ctrl+o")
        form_of(pilot.app).field("role").value = "Sums"
        await settled(pilot)
        await press(pilot, "escape", "enter")
    async with shown(ContactSheet(lookup(), ADA, OWN, kept=keep)) as pilot:
        assert form_of(pilot.app).field("role").value == "Sums"
        await press(pilot, "ctrl+s")
        assert got(pilot) == {"role": "Sums"}


@in_loop
async def test_lines_are_taken_away_and_put_first() -> None:
    async with shown(ContactSheet(lookup(), ADA, at="phone")) as pilot:
        await press(pilot, "down", "ctrl+t", "ctrl+s")
        assert got(pilot) == {"phone": [[2, "mobile: 07700 900123"], [1, "020 7946 0018"]]}
    async with shown(ContactSheet(lookup(), ADA, at="phone")) as pilot:
        await press(pilot, "ctrl+d", "ctrl+s")
        assert got(pilot) == {"phone": [[2, "mobile: 07700 900123"]]}


@in_loop
async def test_a_line_is_taken_away_with_the_mouse() -> None:
    async with shown(ContactSheet(lookup(), ADA)) as pilot:
        row, line = next((y, line) for y, line in enumerate(lines(pilot.app)) if "mobile: 07700" in line)
        await pilot.click(offset=(line.index("×"), row))
        await settled(pilot)
        await press(pilot, "ctrl+s")
        assert got(pilot) == {"phone": [[1, "020 7946 0018"]]}


@in_loop
async def test_what_makes_no_sense_is_told_beside_its_field() -> None:
    async with shown(ContactSheet(lookup(), ADA, OWN), (80, 24)) as pilot:
        form = form_of(pilot.app)
        form.field("own-3").value = "twelve"
        await press(pilot, "ctrl+s")
        assert '✗ membership: "twelve" is no number.' in " ".join(text(pilot.app).split())
        assert got(pilot) == "nothing yet"


@in_loop
async def test_an_email_that_is_none_is_told(tmp_path: Path) -> None:
    async with shown(ContactSheet(lookup(), ADA, kept=kept(tmp_path, "contact:1"), at="email")) as pilot:
        await typed(pilot, "@")
        await press(pilot, "ctrl+s")
        assert "is not an email" in text(pilot.app)
        assert got(pilot) == "nothing yet"


@in_loop
async def test_a_contact_that_is_not_changed_is_left_without_a_question() -> None:
    async with shown(ContactSheet(lookup(), ADA, OWN)) as pilot:
        await press(pilot, "tab", "tab", "shift+tab", "escape")
        assert got(pilot) is None
