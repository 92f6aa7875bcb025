from datetime import UTC
from typing import Any

import pytest

from tests.conftest import NOW
from tests.queries.people import add
from tinycrm.domain.filter import FilterError, parse
from tinycrm.queries.field import fields
from tinycrm.queries.words import Context, completions, condition
from tinycrm.services import field as service
from tinycrm.store import Store

CONTEXT = Context(NOW.date(), UTC)
DECLARED = [
    ("Membership No.", "text", ()),
    ("shelf", "number", ()),
    ("joined", "date", ()),
    ("vip", "yes-no", ()),
    ("level", "choice", ("Bronze", "Gold member")),
    ("größe", "text", ()),
    ("2nd-shelf", "number", ()),
]
HELD: dict[str, dict[str, str]] = {
    "Ada": {"membership-no": "A-00123", "shelf": "3.5", "joined": "2020-12-10", "vip": "yes", "level": "gold member"},
    "Bea": {"membership-no": "St. Émile's", "shelf": "10", "joined": "10 dec", "vip": "no", "2nd-shelf": "4"},
    "Cleo": {"shelf": "-2", "joined": "2026-11-20", "größe": "XL", "level": "bronze"},
    "Dot": {},
}


@pytest.fixture
def shelves(shop: Store) -> Store:
    with shop.begin("field.add") as tx:
        for name, kind, choices in DECLARED:
            service.declare(tx, name, kind, choices)
    by_name = {each.name: each for each in fields(shop.reader)}
    for who, values in HELD.items():
        add(shop, who, fields=[(by_name[name], value) for name, value in values.items()])
    return shop


def named(shop: Store, text: str, **other: Any) -> str:
    """The first letters of everyone whom the filter chooses."""
    chosen = condition(parse(text), CONTEXT._replace(fields=lambda: fields(shop.reader), **other))
    sql = f"SELECT substr(c.name, 1, 1) FROM contact c WHERE {chosen.sql} ORDER BY c.id"
    return "".join(shop.reader.values(sql, chosen.parameters))


CHOSEN = {
    "membership-no:a-00123": "A", "membership-no:00123": "A", "membership-no:123": "", "membership-no:emiles": "B",
    "MEMBERSHIP-NO:st": "B", "membership-no:any": "AB", "membership-no:none": "CD", "not:membership-no:a": "BCD",
    "shelf:3.5": "A", "shelf:3,50": "A", "shelf:10": "B", "shelf:3..": "AB", "shelf:3..7": "A", "shelf:..3": "C",
    "shelf:-5..-1": "C", "shelf>3.5": "B", "shelf:>=3.5": "AB", "shelf<10": "AC", "shelf:none": "D",
    "joined:2020": "A", "joined:2020..": "AC", "joined:2020-12": "A", "joined:7d": "C", "joined:..2020": "A",
    "joined:10-dec": "B", "joined:10-dec-2020": "A", "joined:dec": "B", "joined:nov": "C", "joined:any": "ABC",
    "vip:yes": "A", "vip:no": "B", "vip:none": "CD", "not:vip:yes": "BCD", "vip:y": "A",
    "level:gold-member": "A", "level:BRONZE": "C", "level:bronze or: level:gold-member": "AC",
    "größe:xl": "C", "Größe:xl": "C", "2nd-shelf:4": "B", "shelf:3.. vip:yes ada": "A",
}  # fmt: skip


def test_each_filter_chooses_whom_it_means(shelves: Store) -> None:
    assert {text: found for text, expected in CHOSEN.items() if (found := named(shelves, text)) != expected} == {}


@pytest.mark.parametrize(
    ("text", "position", "sentence"),
    [
        ("shelf:many", 6, 'shelf: "many" is no number. Try 12 or 12.5.'),
        ("shelf:7..3", 6, '"7..3" ends before it starts.'),
        ("joined:soon", 7, '"soon" is no time I know. Try 90d, 2026-01 or 2026-01-01..'),
        ("ada vip:maybe", 8, 'vip: "maybe" is neither yes nor no.'),
        ("level:silver", 6, 'level: "silver" is none of Bronze, Gold member.'),
        ("membership-no:&", 14, '"&" holds no letter and no digit to look for.'),
        ("memberhip-no:1", 0, "There is no filter word «memberhip-no:»; did you mean membership-no:?"),
        ("tga:1", 0, "There is no filter word «tga:»; did you mean tag:?"),
    ],
)
def test_what_a_field_does_not_take_is_pointed_at(shelves: Store, text: str, position: int, sentence: str) -> None:
    with pytest.raises(FilterError) as caught:
        named(shelves, text)
    assert (caught.value.sentence, caught.value.position) == (sentence, position)


def test_a_thousand_is_read_as_the_shop_writes_it(shelves: Store) -> None:
    assert named(shelves, "shelf:..1,234") == "ABC"
    with pytest.raises(FilterError, match=r"may be 1234 or 1\.234"):
        named(shelves, "shelf:..1,234", country="DE")


def test_the_fields_are_asked_for_only_by_a_word_that_is_none_of_ours() -> None:
    def fail() -> list[Any]:
        raise AssertionError("nobody asked")

    assert condition(parse("tag:vip ada"), CONTEXT._replace(fields=fail)).sql
    with pytest.raises(AssertionError):
        condition(parse("shelf:3"), CONTEXT._replace(fields=fail))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("mem", ["membership-no:"]),
        ("not:sh", ["not:shelf:"]),
        ("vip:", ["vip:yes", "vip:no", "vip:none", "vip:any"]),
        ("level:g", ["level:Gold-member"]),
        ("shelf:1", ["shelf:10"]),
        ("gr", ["größe:"]),
        ("joined:to", ["joined:today"]),
    ],
)
def test_what_is_being_typed_is_completed(shelves: Store, typed: str, expected: list[str]) -> None:
    assert completions(shelves.reader, typed) == expected


def test_what_completion_offers_is_understood(shelves: Store) -> None:
    offered = [each for field in fields(shelves.reader) for each in completions(shelves.reader, f"{field.name}:")]
    assert len(offered) > 20
    for each in offered:
        named(shelves, each)
