from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from tests.conftest import NOW, TESTER
from tests.tui.dialogs.tool import HOSTILE, form_of, in_loop
from tests.tui.tool import made, opened, press, settled, text, typed
from tinycrm.domain.contact import Edit, Reading, edit, named
from tinycrm.queries import interaction as talks
from tinycrm.queries import reminder as reminders
from tinycrm.queries.card import card
from tinycrm.services import contact as contact_service
from tinycrm.services import interaction as talk_service
from tinycrm.services import reminder as reminder_service
from tinycrm.services.interaction import Talk
from tinycrm.services.reminder import FollowUp
from tinycrm.store import Store, Transaction
from tinycrm.tui import edit as edits
from tinycrm.tui.app import TinyCrm
from tinycrm.tui.drafts import Draft
from tinycrm.tui.screen import Place

READING = Reading(NOW.date(), "GB", True)


def filled(tx: Transaction) -> None:
    for name, given in (("Ada Lovelace", {"phone": ["020 7946 0018"], "tag": ["regular"]}), (HOSTILE, {})):
        parts = edit(given, READING)
        contact_service.add(tx, Edit(named(name, "person") | parts.facts, parts.added))
    talk_service.log(tx, Talk("call", "2026-11-20", None, "about Nana", "in"), [1])
    reminder_service.remind(tx, 1, FollowUp("2026-11-20", None, "quote her"))


def stocked(path: Path) -> TinyCrm:
    store = Store.open(path, TESTER, lambda: NOW, lambda _: None)
    with store.begin("contact.add") as tx:
        filled(tx)
    store.close()
    return made(path)


async def run(pilot: Pilot[int], flow: Coroutine[Any, Any, None]) -> None:
    pilot.app.run_worker(flow, group="asks")
    await settled(pilot)


def place(app: TinyCrm) -> Place:
    assert app.visible_place
    return app.visible_place


@in_loop
async def test_somebody_is_added(shop_path: Path) -> None:
    app = stocked(shop_path)
    async with opened(app) as pilot:
        await run(pilot, edits.add(place(app)))
        await typed(pilot, "Tom Ash")
        await press(pilot, "enter")
        await typed(pilot, "07700 900123")
        await press(pilot, "ctrl+s")
        found = await app.shop.read(card, 3)
        assert found
        assert (found.name, found.given, found.phones[0]["value"]) == ("Tom Ash", "Tom", "07700 900123")
        assert "Added Tom Ash · u undoes" in text(app)
        assert app.drafts.all() == []
        await press(pilot, "u")
        assert await app.shop.read(card, 3) is None


@in_loop
async def test_a_contact_is_changed(shop_path: Path) -> None:
    app = stocked(shop_path)
    async with opened(app) as pilot:
        await run(pilot, edits.contact(place(app), 1, "phone"))
        await press(pilot, "ctrl+d")
        await typed(pilot, "mobile: 07700 900123")
        await press(pilot, "ctrl+s")
        found = await app.shop.read(card, 1)
        assert found
        assert [(each["label"], each["value"]) for each in found.phones] == [("mobile", "07700 900123")]
        assert "Changed Ada Lovelace · u undoes" in text(app)


@in_loop
async def test_what_was_changed_elsewhere_meanwhile_is_told_and_asked_about(shop_path: Path) -> None:
    app = stocked(shop_path)
    async with opened(app) as pilot:
        await run(pilot, edits.contact(place(app), 1))
        await press(pilot, "ctrl+o")
        form_of(app).field("nickname").value = "Countess"
        await settled(pilot)
        other = Store.open(shop_path, TESTER, lambda: NOW, lambda _: None)
        with other.begin("contact.edit", contact=1) as tx:
            contact_service.change(tx, 1, edit({"company": "Babbage & Co"}, READING))
        other.close()
        await press(pilot, "ctrl+s")
        assert "Ada Lovelace was changed in another window meanwhile." in text(app)
        await press(pilot, "escape")
        found = await app.shop.read(card, 1)
        assert found
        assert found.nickname is None
        await run(pilot, edits.contact(place(app), 1))
        assert form_of(app).field("nickname").value == "Countess"
        await press(pilot, "ctrl+s")
        found = await app.shop.read(card, 1)
        assert found
        assert (found.nickname, found.company) == ("Countess", "Babbage & Co")


@in_loop
async def test_a_talk_is_mended(shop_path: Path) -> None:
    app = stocked(shop_path)
    async with opened(app) as pilot:
        await run(pilot, edits.interaction(place(app), 1))
        await typed(pilot, " and Germinal")
        form_of(app).field("when").value = "yesterday 15:30"
        await settled(pilot)
        await press(pilot, "ctrl+s")
        found = await app.shop.read(talks.interaction, 1)
        assert found
        assert (found.text, found.day, found.at) == ("about Nana and Germinal", "2026-11-23", "2026-11-23T15:30:00Z")
        assert found.direction == "in"


@in_loop
async def test_a_late_follow_up_is_changed_without_another_day(shop_path: Path) -> None:
    app = stocked(shop_path)
    async with opened(app) as pilot:
        await run(pilot, edits.reminder(place(app), 1))
        form_of(app).field("text").value = "ring her"
        form_of(app).field("every").value = "2w"
        await settled(pilot)
        await press(pilot, "ctrl+s")
        found = await app.shop.read(reminders.reminder, 1)
        assert found
        assert (found.due, found.text, found.every, found.anchor) == ("2026-11-20", "ring her", "2w", "2026-11-20")


@in_loop
async def test_what_is_gone_is_told(shop_path: Path) -> None:
    app = stocked(shop_path)
    async with opened(app) as pilot:
        for flow in (edits.contact, edits.interaction, edits.reminder):
            await run(pilot, flow(place(app), 99))
            assert "is gone" in " ".join(text(app).split())


@in_loop
async def test_hostile_names_do_nothing_in_any_sheet(shop_path: Path) -> None:
    app = stocked(shop_path)
    async with opened(app, (80, 24)) as pilot:
        await run(pilot, edits.contact(place(app), 2))
        assert HOSTILE in text(app)
        form_of(app).field("tag").value = [[HOSTILE, HOSTILE]]
        await settled(pilot)
        assert HOSTILE in text(app)
        await press(pilot, "escape", "D")
        await run(pilot, edits.add(place(app), HOSTILE))
        assert "is here already" in text(app)


@in_loop
async def test_drafts_are_told_of_and_taken_up(shop_path: Path) -> None:
    app = stocked(shop_path)
    app.drafts.keep(Draft("contact:1", "2026-11-24T09:00:00", "Ada Lovelace", {"nickname": "Countess"}))
    app.drafts.keep(Draft("log:1", "2026-11-24T10:00:00", "Ada, rang", {"text": "rang about"}))
    async with opened(app) as pilot:
        await run(pilot, edits.take_up(place(app)))
        assert "rang about" in text(app)
        await press(pilot, "ctrl+s")
        await run(pilot, edits.take_up(place(app)))
        assert form_of(app).field("nickname").value == "Countess"
        await press(pilot, "ctrl+s")
        await run(pilot, edits.take_up(place(app)))
        assert "No drafts are kept." in text(app)
