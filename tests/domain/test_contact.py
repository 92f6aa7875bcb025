from datetime import date

import pytest

from tinycrm.domain.contact import CHANNELS, FACTS, PARTS, STAGES, Edit, Reading, edit, named
from tinycrm.errors import InvalidError

READING = Reading(date(2026, 11, 24), "GB", day_first=True)


def test_nothing_typed_changes_nothing() -> None:
    assert edit({}, READING) == Edit()


def test_facts_stand_under_their_columns() -> None:
    typed = {"nickname": " The  Countess ", "birthday": "10 dec", "deceased": "1 nov 2026", "do_not_contact": True}
    assert edit(typed, READING).facts == {
        "nickname": "The Countess",
        "birthday": "--12-10",
        "deceased_on": "2026-11-01",
        "do_not_contact": 1,
    }


@pytest.mark.parametrize("option", sorted({*FACTS} - {"name"}))
def test_an_empty_text_empties_a_fact(option: str) -> None:
    (value,) = edit({option: "  "}, READING).facts.values()
    assert value is None


@pytest.mark.parametrize(
    "typed",
    [
        {"name": " "}, {"stage": "friend"}, {"channel": "pigeon"}, {"birthday": "31 feb"}, {"deceased": "1 nov"},
        {"email": ["x"]}, {"phone": ["x"]}, {"occasion": ["wedding"]}, {"occasion": [": 3 may"]},
        {"occasion": ["wedding: someday"]}, {"relative": [", son"]}, {"relative": ["Tom, son, someday"]},
        {"relative": ["Tom, son, 3 may, more"]}, {"tag": ["c12"]}, {"likes": [" "]}, {"remove_email": ["x"]},
        {"link": ["mailto:x"]},
        {"primary_phone": "x"}, {"mailings_on": "today"}, {"mailings": True, "mailings_on": "3 nov"},
    ],
    ids=str,
)  # fmt: skip
def test_what_makes_no_sense_is_refused_in_a_sentence(typed: dict[str, object]) -> None:
    with pytest.raises(InvalidError) as error:
        edit(typed, READING)
    assert str(error.value).endswith(".")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("option", "typed", "row"),
    [
        ("email", "work:Ada@X.org", {"label": "work", "address": "Ada@x.org", "key": "ada@x.org"}),
        ("phone", "020 7946 0018",
         {"label": None, "number": "020 7946 0018", "e164": "+442079460018", "digits": "02079460018"}),
        ("link", "blog:example.org", {"label": "blog", "url": "https://example.org"}),
        ("occasion", "Wedding: 8 jul 1999", {"name": "Wedding", "day": "1999-07-08"}),
        ("relative", "Tom", {"name": "Tom", "relation": None, "birthday": None}),
        ("relative", "Tom, , 3 may", {"name": "Tom", "relation": None, "birthday": "--05-03"}),
        ("tag", "First Editions", {"name": "first-editions"}),
        ("likes", "Author:Zola", {"attitude": "like", "facet": "author", "value": "Zola", "key": "zola"}),
        ("dislikes", "crime", {"attitude": "dislike", "facet": "subject", "value": "crime", "key": "crime"}),
    ],
)  # fmt: skip
def test_parts_become_rows_of_their_table(option: str, typed: str, row: dict[str, object]) -> None:
    assert edit({option: [typed]}, READING).added == {PARTS[option][0]: [row]}


def test_likes_and_dislikes_share_a_table() -> None:
    added = edit({"likes": ["Zola"], "dislikes": ["crime"]}, READING).added
    assert [row["attitude"] for row in added["preference"]] == ["like", "dislike"]


@pytest.mark.parametrize(
    ("option", "typed", "table", "key"),
    [
        ("email", "home: ADA@x.org", "email", {"key": "ada@x.org"}),
        ("phone", "+44 20 7946 0018", "phone", {"e164": "+442079460018"}),
        ("phone", "555-12", "phone", {"digits": "55512"}),
        ("address", "Home", "address", {"label": "home"}),
        ("link", "blog:example.org", "link", {"url": "https://example.org"}),
        ("occasion", "wedding: 8 jul", "occasion", {"name": "wedding"}),
        ("relative", "Tom, son", "relative", {"name": "Tom"}),
        ("tag", "VIP", "tag", {"name": "vip"}),
    ],
)
def test_a_part_is_known_again_by_its_key(option: str, typed: str, table: str, key: dict[str, object]) -> None:
    assert edit({f"remove_{option}": [typed]}, READING).removed == {table: [key]}
    assert edit({f"primary_{option}": typed}, READING).first == {table: [key]}


def test_consent_has_its_day_and_source() -> None:
    assert edit({"mailings": False}, READING).added == {
        "consent": [{"purpose": "mailings", "given": 0, "day": "2026-11-24", "source": None}]
    }
    typed = {"mailings": True, "mailings_on": "3 nov 2026", "mailings_source": "form at the till"}
    assert edit(typed, READING).added == {
        "consent": [{"purpose": "mailings", "given": 1, "day": "2026-11-03", "source": "form at the till"}]
    }


@pytest.mark.parametrize("word", [*STAGES, *CHANNELS])
def test_words_are_taken_in_any_case(word: str) -> None:
    option = "stage" if word in STAGES else "channel"
    assert edit({option: f" {word.upper()} "}, READING).facts == {option: word}


@pytest.mark.parametrize(("typed", "day"), [("today", "2026-11-24"), (" Yesterday ", "2026-11-23")])
def test_a_past_day_may_be_said_as_it_is_spoken(typed: str, day: str) -> None:
    assert edit({"deceased": typed}, READING).facts == {"deceased_on": day}
    assert edit({"mailings": True, "mailings_on": typed}, READING).added["consent"][0]["day"] == day


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"deceased": "1 nov"}, "'1 nov' has no year; the day someone died needs one."),
        ({"mailings": True, "mailings_on": "3 nov"}, "'3 nov' has no year; the day of a consent needs one."),
        ({"deceased": "tomorrow"}, '"tomorrow" is not a day. Try 10 dec, 10 dec 1986 or 1986-12-10.'),
        ({"birthday": "today"}, '"today" is not a day. Try 10 dec, 10 dec 1986 or 1986-12-10.'),
    ],
    ids=str,
)
def test_what_is_no_past_day_is_refused(typed: dict[str, object], sentence: str) -> None:
    with pytest.raises(InvalidError) as error:
        edit(typed, READING)
    assert str(error.value) == sentence


def test_a_name_is_parted_for_people_only() -> None:
    assert named("Lovelace, Ada", "person") == {
        "kind": "person", "name": "Ada Lovelace", "given": "Ada", "family": "Lovelace",
    }  # fmt: skip
    assert named("Harlow Library", "organisation") == {
        "kind": "organisation", "name": "Harlow Library", "given": None, "family": None,
    }  # fmt: skip
