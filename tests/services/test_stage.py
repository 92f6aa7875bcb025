from typing import Any

import pytest

from tests.queries.pipeline import ENQUIRY, LOSING, LOST, QUOTED, SOURCING, TODAY, WON, columns, lose, move, start, the
from tinycrm.errors import InvalidError, NotFoundError, RefusedError
from tinycrm.queries import deal as deals
from tinycrm.queries import stage as stages
from tinycrm.services import stage, undo
from tinycrm.services.stage import Draft
from tinycrm.store import Store

DEFAULTS = ["Enquiry", "Sourcing", "Quoted", "Reserved", "Won", "Lost"]


def names(shop: Store) -> list[str]:
    return [each.name for each in stages.stages(shop.reader)]


def add(shop: Store, *facts: Any, place: int | None = None, **more: Any) -> int:
    with shop.begin("stage.add") as tx:
        return stage.add(tx, Draft(*facts, **more), place)


def undone(shop: Store) -> None:
    plan = undo.plan_undo(shop.reader)
    with shop.begin("undo", undoes=plan.tip) as tx:
        undo.carry_out(tx, plan)


def test_a_new_shop_has_the_stages_of_a_bookshop(shop: Store) -> None:
    found = stages.stages(shop.reader)
    assert [(each.name, each.kind, each.probability) for each in found] == [
        ("Enquiry", "open", 10), ("Sourcing", "open", 25), ("Quoted", "open", 50), ("Reserved", "open", 85),
        ("Won", "won", 100), ("Lost", "lost", 0),
    ]  # fmt: skip
    assert [each.ref for each in found] == ["s1", "s2", "s3", "s4", "s5", "s6"]


def test_a_stage_is_added_last_of_its_kind_or_at_a_place(shop: Store) -> None:
    add(shop, "On approval", "open", 70, 10, "plum")
    add(shop, "Second look", place=2)
    add(shop, "Given away", "lost")
    assert names(shop) == [
        "Enquiry", "Second look", "Sourcing", "Quoted", "Reserved", "On approval", "Won", "Lost", "Given away",
    ]  # fmt: skip
    made = {each.name: each for each in stages.stages(shop.reader)}
    assert made["On approval"][3:6] == (70, 10, "plum")
    assert (made["Second look"].probability, made["Given away"].probability) == (50, 0)


@pytest.mark.parametrize(
    ("draft", "sentence"),
    [
        (Draft(" "), "cannot be blank"),
        (Draft("x" * 41), "at most 40"),
        (Draft("A", "shut"), "no kind of stage; the kinds are open, won, lost"),
        (Draft("A", "open", 101), "0 to 100 per cent"),
        (Draft("A", "won", 90), "A won deal has a probability of 100"),
        (Draft("A", "open", 50, 0), "1 to 9999 days"),
        (Draft("A", "lost", None, 5), "open stages only"),
        (Draft("A", "open", 50, 5, "mauve"), "none of the colours blue"),
    ],
)
def test_a_stage_that_makes_no_sense_is_told(shop: Store, draft: Draft, sentence: str) -> None:
    with pytest.raises(InvalidError, match=sentence), shop.begin("stage.add") as tx:
        stage.add(tx, draft)
    assert names(shop) == DEFAULTS


def test_two_stages_are_not_called_the_same(shop: Store) -> None:
    with pytest.raises(RefusedError, match="There is a stage QUOTED already"):
        add(shop, "QUOTED")
    with pytest.raises(RefusedError, match="There is a stage won already"), shop.begin("stage.rename") as tx:
        stage.edit(tx, QUOTED, {"name": "won"})
    with shop.begin("stage.rename") as tx:
        stage.edit(tx, QUOTED, {"name": "QUOTED"})
    assert "QUOTED" in names(shop)


def test_renaming_keeps_deals_and_their_history(shop: Store) -> None:
    nana = start(shop, "Nana", stage=QUOTED)
    with shop.begin("stage.rename") as tx:
        stage.edit(tx, QUOTED, {"name": "Offered"})
    assert (the(shop, nana).stage, deals.passed(shop.reader, [nana])[0].stage) == ("Offered", "Offered")
    undone(shop)
    assert names(shop) == DEFAULTS


def test_deals_follow_their_stages_probability_but_not_their_own(shop: Store) -> None:
    start(shop, "A", stage=QUOTED)
    start(shop, "B", stage=QUOTED, probability=70)
    with shop.begin("stage.edit") as tx:
        stage.edit(tx, QUOTED, {"probability": 40, "rot_days": None})
    assert [the(shop, number).probability for number in (1, 2)] == [40, 70]
    assert [each.probability for each in deals.passed(shop.reader, [1, 2])] == [50, 70]


def test_stages_move_among_their_kind(shop: Store) -> None:
    with shop.begin("stage.move") as tx:
        stage.move(tx, 4, 1)
    assert names(shop) == ["Reserved", "Enquiry", "Sourcing", "Quoted", "Won", "Lost"]
    with shop.begin("stage.move") as tx:
        stage.move(tx, WON, 1)
        stage.move(tx, 4, 99)
    assert names(shop) == DEFAULTS
    undone(shop)
    assert names(shop)[0] == "Reserved"


def test_a_stage_with_deals_goes_only_when_they_have_somewhere_to_go(shop: Store) -> None:
    start(shop, "A", stage=ENQUIRY)
    start(shop, "B", stage=SOURCING)
    start(shop, "C", stage=SOURCING)
    with pytest.raises(RefusedError, match="2 deals stand in Sourcing; --to STAGE"), shop.begin("x") as tx:
        stage.remove(tx, SOURCING, None, TODAY)
    with shop.begin("stage.remove") as tx:
        assert stage.remove(tx, SOURCING, ENQUIRY, TODAY) == 2
    assert names(shop) == ["Enquiry", "Quoted", "Reserved", "Won", "Lost"]
    assert columns(shop, ENQUIRY) == [["A", "B", "C"]]
    assert [each.stage for each in deals.passed(shop.reader, [2])] == ["Sourcing", "Enquiry"]
    undone(shop)
    assert (names(shop), columns(shop, ENQUIRY, SOURCING)) == (DEFAULTS, [["A"], ["B", "C"]])


def test_an_empty_stage_just_goes_and_its_name_is_free_again(shop: Store) -> None:
    with shop.begin("stage.remove") as tx:
        assert stage.remove(tx, SOURCING, None, TODAY) == 0
    assert add(shop, "Sourcing") == 7
    with pytest.raises(NotFoundError, match="removed in another window"), shop.begin("stage.edit") as tx:
        stage.edit(tx, SOURCING, {"probability": 5})


def test_the_last_of_a_kind_stays(shop: Store) -> None:
    with pytest.raises(RefusedError, match="Won is the only won stage, so it stays"), shop.begin("x") as tx:
        stage.remove(tx, WON, ENQUIRY, TODAY)


def test_lost_deals_keep_their_reason_in_another_lost_stage(shop: Store) -> None:
    other = add(shop, "Let go", "lost")
    nana = start(shop, "Nana")
    lose(shop, nana, "no answer", "rang twice", since=3)
    with shop.begin("stage.remove") as tx:
        stage.remove(tx, LOST, other, TODAY)
    found = the(shop, nana)
    assert (found.stage, found.reason, found.reason_words) == ("Let go", "no answer", "rang twice")
    assert found.closed == "2026-11-21"


def test_open_deals_go_to_a_lost_stage_with_a_reason(shop: Store) -> None:
    nana = start(shop, "Nana", stage=SOURCING)
    with pytest.raises(RefusedError, match="needs a reason"), shop.begin("x") as tx:
        stage.remove(tx, SOURCING, LOST, TODAY)
    with shop.begin("stage.remove") as tx:
        stage.remove(tx, SOURCING, LOST, TODAY, LOSING)
    assert the(shop, nana).reason == "too dear"


def test_reasons_are_added_respelt_and_taken_away(shop: Store) -> None:
    nana = start(shop, "Nana")
    lose(shop, nana, "too dear")
    with shop.begin("reason.add") as tx:
        assert stage.add_reason(tx, " bought  at auction ") == "bought at auction"
    with shop.begin("reason.rename") as tx:
        assert stage.rename_reason(tx, "TOO DEAR", "the price") == "the price"
    with shop.begin("reason.remove") as tx:
        assert stage.remove_reason(tx, "No answer") == "no answer"
    assert [(each.name, each.deals) for each in stages.reasons(shop.reader)] == [
        ("the price", 1), ("found one elsewhere", 0), ("changed their mind", 0), ("we could not find it", 0),
        ("bought at auction", 0),
    ]  # fmt: skip
    assert the(shop, nana).reason == "the price"
    for _ in range(3):
        undone(shop)
    assert (the(shop, nana).reason, stages.reasons(shop.reader)[0].name) == ("too dear", "too dear")


def test_reasons_that_are_there_or_not_are_told(shop: Store) -> None:
    with pytest.raises(RefusedError, match="is offered already"), shop.begin("x") as tx:
        stage.add_reason(tx, "Too dear")
    with pytest.raises(RefusedError, match="is offered already"), shop.begin("x") as tx:
        stage.rename_reason(tx, "too dear", "No answer")
    with pytest.raises(NotFoundError, match="is no reason that is offered"), shop.begin("x") as tx:
        stage.remove_reason(tx, "gone fishing")


def test_moving_into_a_second_won_stage_wins(shop: Store) -> None:
    paid = add(shop, "Paid", "won")
    nana = start(shop, "Nana")
    move(shop, nana, WON, since=2)
    move(shop, nana, paid)
    assert (the(shop, nana).stage, the(shop, nana).status, the(shop, nana).closed) == ("Paid", "won", "2026-11-22")


def test_a_removed_stage_comes_back_while_an_undo_has_put_a_deal_there(shop: Store) -> None:
    nana = start(shop, "Nana", stage=SOURCING)
    move(shop, nana, QUOTED)
    moved = shop.reader.value("SELECT max(id) FROM operation")
    with shop.begin("stage.remove") as tx:
        stage.remove(tx, SOURCING, None, TODAY)
    plan = undo.plan_undo(shop.reader, moved)
    with shop.begin("undo", undoes=plan.tip) as tx:
        undo.carry_out(tx, plan)
    assert (the(shop, nana).stage, names(shop)) == ("Sourcing", DEFAULTS)
    with shop.begin("stage.remove") as tx:
        assert stage.remove(tx, SOURCING, ENQUIRY, TODAY) == 1
    assert "Sourcing" not in names(shop)
