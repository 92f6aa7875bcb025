"""Short ways to fill a shop with deals; days are those before the day of the tests."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from tests.conftest import NOW
from tinycrm.queries import deal as deals
from tinycrm.queries.deal import Deal
from tinycrm.services import deal
from tinycrm.services.deal import Closing, Draft
from tinycrm.store import Store

TODAY = NOW.date()
ENQUIRY, SOURCING, QUOTED, RESERVED, WON, LOST = range(1, 7)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def day(within: int) -> str:
    """The day so many days from now, as the file writes it."""
    return ago(-within).isoformat()


def start(shop: Store, title: str, *contact_ids: int, stage: int = ENQUIRY, since: int = 0, **facts: Any) -> int:
    """Start a deal, `since` days ago; `value` is in minor units."""
    with shop.begin("deal.add") as tx:
        draft = Draft(title, facts.pop("currency", "GBP"), **facts)
        return deal.add(tx, draft, contact_ids, ago(since), stage)


def move(shop: Store, deal_id: int, stage: int, position: int | None = None, since: int = 0, **more: Any) -> None:
    with shop.begin("deal.move") as tx:
        deal.move(tx, deal_id, stage, position, today=ago(since), **more)


def win(shop: Store, deal_id: int, since: int = 0) -> None:
    with shop.begin("deal.won") as tx:
        deal.win(tx, deal_id, today=ago(since))


def lose(shop: Store, deal_id: int, reason: str = "too dear", words: str | None = None, since: int = 0) -> None:
    with shop.begin("deal.lost") as tx:
        deal.lose(tx, deal_id, reason, words, today=ago(since))


def the(shop: Store, deal_id: int) -> Deal:
    """The deal as it is now."""
    found = deals.deal(shop.reader, deal_id, TODAY)
    assert found is not None
    return found


def columns(shop: Store, *stages: int) -> list[list[str]]:
    """The titles of the cards in these stages, in their order."""
    wanted = stages or (ENQUIRY, SOURCING, QUOTED, RESERVED)
    return [[card.title for card in deals.cards(shop.reader, stage, TODAY)] for stage in wanted]


def titles(found: Sequence[Deal]) -> list[str]:
    return [each.title for each in found]


LOSING = Closing(reason="too dear")
