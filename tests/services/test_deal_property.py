"""Whatever is done to deals, and whatever of it is taken back, the board stays true."""

import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import NOW, TESTER
from tests.queries.pipeline import ENQUIRY, LOST, TODAY, WON, start
from tinycrm.domain.pipeline import KINDS
from tinycrm.errors import NotFoundError, RefusedError
from tinycrm.queries import deal as deals
from tinycrm.queries import stage as stages
from tinycrm.queries.deal import Wanted
from tinycrm.services import deal, stage, undo
from tinycrm.services.deal import Closing
from tinycrm.store import Store, Transaction

DEALS = st.integers(1, 4)
STAGES = st.integers(ENQUIRY, LOST)
STEPS = st.one_of(
    st.tuples(st.just("move"), DEALS, STAGES, st.none() | st.integers(-(2**24), 2**24)),
    st.tuples(st.just("put"), DEALS, DEALS),
    st.tuples(st.just("reopen"), DEALS),
    st.tuples(st.just("delete"), DEALS),
    st.tuples(st.just("remove"), st.integers(ENQUIRY, WON), STAGES),
    st.tuples(st.just("undo"), st.none() | st.integers(1, 12)),
)


def do(shop: Store, step: tuple[Any, ...]) -> None:
    what, *rest = step
    if what == "undo":
        plan = undo.plan_undo(shop.reader, *rest)
        with shop.begin("undo", undoes=plan.tip) as tx:
            undo.carry_out(tx, plan)
        return
    doing: dict[str, Callable[..., None]] = {
        "move": move, "put": put, "reopen": reopen, "delete": delete, "remove": remove,
    }  # fmt: skip
    with shop.begin(f"deal.{what}") as tx:
        doing[what](tx, *rest)


def move(tx: Transaction, deal_id: int, stage_id: int, position: int | None) -> None:
    deal.move(tx, deal_id, stage_id, position, today=TODAY, closing=Closing(reason="too dear"))


def put(tx: Transaction, deal_id: int, before: int) -> None:
    """Above another card, where there is none and where there is no room."""
    tx.expect("deal", before)
    found = tx.all(lambda *row: row, "SELECT stage_id, position FROM deal WHERE id = ?", (before,))
    tx.execute("UPDATE deal SET position = ? WHERE stage_id = ? AND id <> ?", (found[0][1] - 1, found[0][0], before))
    move(tx, deal_id, *found[0])


def reopen(tx: Transaction, deal_id: int) -> None:
    deal.reopen(tx, deal_id, today=TODAY)


def delete(tx: Transaction, deal_id: int) -> None:
    deal.delete(tx, deal_id)


def remove(tx: Transaction, stage_id: int, to_id: int) -> None:
    stage.remove(tx, stage_id, to_id, TODAY, Closing(reason="no answer"))


def check(shop: Store) -> None:
    found = deals.page(shop.reader, TODAY, Wanted(status=None))
    order = stages.stages(shop.reader)
    assert {each.kind for each in order} == set(KINDS)
    assert {each.stage_ref for each in found} <= {each.ref for each in order}
    ways = deals.passed(shop.reader, [each.id for each in found])
    for each in found:
        assert (each.closed is None) == (each.status == "open")
        assert (each.reason is None) == (each.status != "lost")
        assert [step.stage for step in ways if step.deal_id == each.id][-1] == each.stage
    shown = [card.ref for column in deals.board(shop.reader, TODAY, "GBP") for card in column.cards]
    assert sorted(shown) == sorted(each.ref for each in found)


@settings(max_examples=40, deadline=None)
@given(st.lists(STEPS, max_size=10))
def test_the_board_stays_true(
    template: Path, tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[Any, ...]]
) -> None:
    path = shutil.copy(template, tmp_path_factory.mktemp("board") / "shop.db")
    shop = Store.open(Path(path), TESTER, lambda: NOW, lambda _: None)
    for title in "ABCD":
        start(shop, title)
    for step in steps:
        with suppress(RefusedError, NotFoundError):
            do(shop, step)
        check(shop)
    shop.close()
