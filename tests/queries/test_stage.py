import pytest

from tests.queries.pipeline import QUOTED, lose, start
from tinycrm.queries import stage as stages
from tinycrm.store import Store


def test_a_stage_says_how_many_deals_stand_in_it(shop: Store) -> None:
    start(shop, "Nana", stage=QUOTED)
    found = stages.stage(shop.reader, QUOTED)
    assert found is not None
    assert found._asdict() == {
        "ref": "s3", "name": "Quoted", "kind": "open", "probability": 50, "rot_days": 21, "colour": None, "deals": 1,
    }  # fmt: skip
    assert found.id == QUOTED
    assert stages.stage(shop.reader, 99) is None


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("quoted", ["Quoted"]),
        ("QUO", ["Quoted"]),
        ("re", ["Reserved"]),
        ("second-offer", ["Second offer"]),
        ("second offer", ["Second offer"]),
        ("Séc", ["Second offer"]),
        ("e", ["Enquiry"]),
        ("s", ["Sourcing", "Second offer"]),
        ("", []),
        ("shut", []),
    ],
)
def test_a_name_or_its_beginning_means_a_stage(shop: Store, typed: str, wanted: list[str]) -> None:
    with shop.begin("x") as tx:
        tx.insert("stage", pipeline_id=1, name="Second offer", kind="open", position=9, probability=60)
    assert [each.name for each in stages.named(shop.reader, typed)] == wanted


def test_the_first_of_a_kind(shop: Store) -> None:
    assert [each and each.name for each in (stages.first(shop.reader, kind) for kind in ("open", "won", "lost"))] == [
        "Enquiry", "Won", "Lost",
    ]  # fmt: skip
    assert stages.first(shop.reader, "shut") is None


def test_reasons_are_offered_with_the_deals_that_have_them(shop: Store) -> None:
    lose(shop, start(shop, "Nana"), "No Answer")
    assert {each.name: each.deals for each in stages.reasons(shop.reader)}["no answer"] == 1
    assert stages.reason(shop.reader, "TOO DEAR") == "too dear"
    assert stages.reason(shop.reader, "dear") is None
