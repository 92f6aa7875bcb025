from typing import Any

from tests.conftest import NOW
from tests.tui.dialogs.tool import HOSTILE, got, in_loop, shown
from tests.tui.tool import press, text
from tests.tui.widgets.test_deal_card import STYLE
from tinycrm.domain.money import Money
from tinycrm.queries.deal import Deal, Passed
from tinycrm.tui.dialogs.deal_view import DealView, Goal, Told

TODAY = NOW.date()
NANA = Deal(
    "d6", "Nana, first edition", "Quoted", Money(18000, "GBP"), 50, "2026-12-01", "Ada Lovelace", "quote her",
    "2026-11-20", "c1", "s3", "open", "2026-11-09", 15, False, None, None, None,
    [{"ref": "c1", "name": "Ada Lovelace"}, {"ref": "c2", "name": HOSTILE}], False, "the fair", "foxed\n\nspine gone",
    "2026-11-02T10:00:00Z", "GBP",
)  # fmt: skip
WAY = [
    Passed(6, "Nana", "2026-11-02", None, "Enquiry", "open", None, False, Money(20000, "GBP"), 10, None),
    Passed(6, "Nana", "2026-11-09", None, "Quoted", "open", "Enquiry", True, Money(18000, "GBP"), 50, None),
]


def view(follow_ups: int = 0, way: list[Passed] = WAY, **facts: Any) -> DealView:
    return DealView(Told(NANA._replace(**facts), way, follow_ups, "even", "soft", TODAY), STYLE)


@in_loop
async def test_it_tells_everything() -> None:
    async with shown(view(2)) as pilot:
        told = [" ".join(line.split()) for line in text(pilot.app).split("\n")]
        for line in (
            "Nana, first edition d6", "stage ◑ Quoted 50 % for 2 weeks", "worth £180 ≈ £90", "▌with Ada Lovelace",
            HOSTILE,
            "next ▲ quote her 4 days late", "closes Tue 1 Dec", "came from the fair", "follow-ups 2 open", "foxed",
            "spine gone", "Mon 9 Nov Moved from Enquiry to Quoted £180 15 d", "Mon 2 Nov Started in Enquiry £200 7 d",
        ):  # fmt: skip
            assert any(line.replace(" ", "") in each.replace(" ", "") for each in told), line


@in_loop
async def test_what_is_missing_and_what_stands_still_is_said() -> None:
    async with shown(view(next=None, next_on=None, rotting=True, contacts=[], value=None)) as pilot:
        assert "▵ no next step" in text(pilot.app)
        assert "◌ standing still for 2 weeks" in text(pilot.app)
        assert "worth" not in text(pilot.app)
        await press(pilot, "enter")
        assert got(pilot) == "nothing yet"


@in_loop
async def test_a_lost_one_tells_why_and_is_reopened() -> None:
    lost = Passed(6, "Nana", "2026-11-20", None, "Lost", "lost", "Quoted", True, None, 0, "too dear")
    facts: dict[str, Any] = {"status": "lost", "stage": "Lost", "closed": "2026-11-20"}
    facts |= {"reason": "too dear", "reason_words": "by far"}
    async with shown(view(way=[*WAY, lost], **facts)) as pilot:
        for words in ("lost", "because    too dear", "by far", "Lost: too dear", "R reopen"):
            assert words in text(pilot.app)
        assert "w won" not in text(pilot.app)
        await press(pilot, "w", "x")
        assert got(pilot) == "nothing yet"
        await press(pilot, "R")
        assert got(pilot) == Goal("reopen")


@in_loop
async def test_its_people_are_opened() -> None:
    async with shown(view()) as pilot:
        await press(pilot, "down", "enter")
        assert got(pilot) == Goal("contact", 2)


@in_loop
async def test_keys_say_what_is_to_be_done() -> None:
    for key, what in (("e", "edit"), ("w", "win"), ("x", "lose"), ("D", "delete")):
        async with shown(view()) as pilot:
            await press(pilot, "R")
            assert got(pilot) == "nothing yet"
            await press(pilot, key)
            assert got(pilot) == Goal(what)


@in_loop
async def test_long_and_hostile_words_stay_inside() -> None:
    long = f"{HOSTILE} {'李小明' * 40}"
    async with shown(view(title=long, next=long, source=long, notes=long, stage=HOSTILE), (60, 16)) as pilot:
        assert max(len(line.rstrip()) for line in text(pilot.app).split("\n")) <= 60
        await press(pilot, "end", "escape")
        assert got(pilot) is None
