from collections.abc import Sequence

from tinycrm.formats.person import KEPT_LIMIT, Labelled, Occasion, Person, Postal, Relative
from tinycrm.formats.presets import taker
from tinycrm.formats.presets.google import NEW
from tinycrm.formats.presets.own import OWN
from tinycrm.formats.presets.slot import Slot
from tinycrm.formats.presets.taker import Taker
from tinycrm.formats.presets.unknown import UNKNOWN


def taken(take: Taker, cells: Sequence[str]) -> Person:
    person = Person()
    take(cells, person)
    return person


def test_ways_of_three_manners() -> None:
    slot, columns = Slot("email", label="work"), {"": [1], "label": [0]}
    assert taken(taker.way(slot, columns, NEW), ["* Home", "a ::: b"]).emails == [
        Labelled("home", "a"),
        Labelled("home", "b"),
    ]
    assert taken(taker.way(slot, columns, OWN), ["* Home", "a ::: b"]).emails == [Labelled("* Home", "a ::: b")]
    assert taken(taker.way(slot, {"": [0]}, UNKNOWN), ["a@x;b@x"]).emails == [
        Labelled("work", "a@x"),
        Labelled("work", "b@x"),
    ]


def test_an_empty_way_is_none() -> None:
    assert taken(taker.way(Slot("phone"), {"": [1], "label": [0]}, NEW), ["Home", ""]).phones == []


def test_an_address_of_parts_and_of_a_whole() -> None:
    columns = {"whole": [0], "street": [1, 2], "city": [3]}
    take = taker.address(Slot("address", label="home"), columns, UNKNOWN)
    assert taken(take, ["", "", "", ""]).addresses == []
    assert taken(take, ["", "1 Mill Lane", "Flat 3", "York"]).addresses == [
        Postal("home", "1 Mill Lane, Flat 3", "York")
    ]
    assert taken(take, ["1 Mill Lane, York", "", "", ""]).addresses == [Postal("home", "1 Mill Lane", "York")]
    assert taken(take, ["", "1 Mill Lane\nYork", "", ""]).addresses == [Postal("home", "1 Mill Lane", "York")]
    assert taken(take, ["", "Mill\nLane", "", "York"]).addresses == [Postal("home", "Mill, Lane", "York")]


def test_our_own_addresses_stay_as_they_are() -> None:
    take = taker.address(Slot("address"), {"street": [0]}, OWN)
    assert taken(take, ["1 Mill Lane\nYork"]).addresses == [Postal(None, "1 Mill Lane\nYork")]


def test_a_day_without_a_name_is_an_occasion() -> None:
    take = taker.occasion(Slot("occasion"), {"day": [0], "name": [1]}, NEW, {0: True})
    assert taken(take, ["3/4/1990", ""]).occasions == [Occasion("occasion", "1990-04-03")]
    assert taken(take, ["0/0/00", "Name day"]).occasions == []


def test_relatives() -> None:
    take = taker.relative(Slot("relative", label="child"), {"name": [0]}, UNKNOWN, {})
    assert taken(take, ["Tom; Eve"]).relatives == [Relative("Tom", "child"), Relative("Eve", "child")]
    own = taker.relative(Slot("relative"), {"name": [0], "relation": [1], "birthday": [2]}, OWN, {2: None})
    assert taken(own, ["Tom; Eve", "child", "2015-05-03"]).relatives == [Relative("Tom; Eve", "child", "2015-05-03")]


def test_words_are_each_said_once() -> None:
    take = taker.words(Slot("likes", label="author"), {"": [0, 1]}, UNKNOWN)
    assert taken(take, ["Zola; Verne", "Zola"]).likes == ["author:Zola", "author:Verne"]


def test_flags() -> None:
    take = taker.flag(Slot("no_mailings"), {"": [0]}, ["Opt out"])
    assert [taken(take, [text]).mailings for text in ("yes", "no", "", "?")] == [False, None, None, None]
    assert taken(take, ["?"]).others == {"Opt out": "?"}


def test_custom_values_have_names() -> None:
    take = taker.custom({"": [1], "label": [0]}, ["L", "Custom Field 1 - Value"])
    assert taken(take, ["Card", "7"]).others == {"Card": "7"}
    assert taken(take, ["*", "7"]).others == {"Custom Field 1 - Value": "7"}
    assert taken(take, ["Card", ""]).others == {}


def test_photos_are_counted_and_properties_kept() -> None:
    assert taken(taker.photo({"": [0]}), ["x"]).photos == 1
    assert taken(taker.photo({"": [0]}), [""]).photos == 0
    assert taken(taker.kept({"": [0]}), ["X-A:1\n\nX-B:2"]).kept == ["X-A:1", "X-B:2"]


def test_another_value_has_the_name_it_was_given() -> None:
    take = taker.other(Slot("other", label="membership-no"), {"": [1]}, ["Name", "Mitgliedsnr"])
    assert taken(take, ["Ada", "M-7"]).others == {"membership-no": "M-7"}
    assert taken(take, ["Ada", ""]).others == {}


def test_kept_properties_have_a_limit() -> None:
    take = taker.kept({"": [0]})
    assert taken(take, ["X-A:1\n\nX-B:2"]).kept == ["X-A:1", "X-B:2"]
    assert len(taken(take, ["X-A:1\n" * 1_000]).kept) == KEPT_LIMIT
