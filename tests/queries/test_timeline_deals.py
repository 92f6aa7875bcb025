"""Steps of deals among what was said and done."""

from tests.queries import people
from tests.queries.pipeline import QUOTED, ago, lose, move, start, win
from tinycrm.queries import timeline
from tinycrm.store import Store


def test_steps_of_deals_stand_among_what_was_said(shop: Store) -> None:
    ada, bea = people.add(shop, "Ada"), people.add(shop, "Bea")
    nana = start(shop, "Nana", ada, bea, since=9)
    people.log(shop, "rang about it", ada, day=ago(5).isoformat())
    move(shop, nana, QUOTED, since=3)
    lose(shop, nana, "too dear", since=1)
    move(shop, nana, QUOTED)
    win(shop, nana)
    start(shop, "Maps")
    told = [(each.ref, each.kind, each.text) for each in timeline.mixed(shop.reader, ada)]
    assert told == [
        ("d1", "deal", "Nana: won"),
        ("d1", "deal", "Nana: reopened from Lost to Quoted"),
        ("d1", "deal", "Nana: lost, too dear"),
        ("d1", "deal", "Nana: moved from Enquiry to Quoted"),
        ("i1", "call", "rang about it"),
        ("d1", "deal", "Nana: started in Enquiry"),
    ]
    assert timeline.mixed(shop.reader, ada, 2) == timeline.mixed(shop.reader, ada)[:2]
    assert [each["name"] for each in timeline.steps(shop.reader, bea)[0].who] == ["Ada", "Bea"]
    assert len(timeline.mixed(shop.reader)) == 7
