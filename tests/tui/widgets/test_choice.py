from tests.tui.dialogs.tool import HOSTILE, FieldSheet, form_of, in_loop, shown
from tests.tui.tool import lines, press, settled, text
from tinycrm.tui.widgets.choice import ChoiceField, Option, yes_no

KINDS = [Option(word, word, "call") for word in ("call", "visit", "letter", "meeting", "message", "event", "note")]
LONG = [*KINDS, Option("odd", HOSTILE)]


def field(chosen: str = "call") -> ChoiceField:
    return ChoiceField("kind", "kind", LONG, chosen)


@in_loop
async def test_arrows_letters_and_blanks_choose() -> None:
    async with shown(FieldSheet.of(field())) as pilot:
        chosen = form_of(pilot.app).field("kind")
        for key, expected in (
            ("right", "visit"),
            ("left", "call"),
            ("m", "meeting"),
            ("m", "message"),
            ("space", "event"),
        ):
            await press(pilot, key)
            assert chosen.value == expected
        await press(pilot, "left", "left", "left", "left", "left", "left")
        assert chosen.value == "odd"


@in_loop
async def test_what_does_not_fit_waits_behind_more() -> None:
    async with shown(FieldSheet.of(field()), (80, 24)) as pilot:
        assert "more ▾" in text(pilot.app)
        assert HOSTILE not in text(pilot.app)
        row, line = next((y, line) for y, line in enumerate(lines(pilot.app)) if "more ▾" in line)
        await pilot.click(offset=(line.index("more"), row))
        await settled(pilot)
        assert "more ▾" not in text(pilot.app)
        assert HOSTILE in text(pilot.app)


@in_loop
async def test_what_is_chosen_is_never_hidden() -> None:
    async with shown(FieldSheet.of(field("odd")), (80, 24)) as pilot:
        assert HOSTILE in text(pilot.app)


@in_loop
async def test_a_click_chooses() -> None:
    async with shown(FieldSheet.of(field())) as pilot:
        row, line = next((y, line) for y, line in enumerate(lines(pilot.app)) if "letter" in line)
        await pilot.click(offset=(line.index("letter"), row))
        await settled(pilot)
        assert form_of(pilot.app).field("kind").value == "letter"


@in_loop
async def test_other_words_can_be_offered() -> None:
    chosen = field("event")
    assert chosen.value == "event"
    async with shown(FieldSheet.of(chosen)) as pilot:
        chosen.offer(yes_no("of course", "never"))
        await settled(pilot)
        assert chosen.value is False
        assert "of course" in text(pilot.app)
        chosen.value = True
        assert form_of(pilot.app).values == {"kind": True}
