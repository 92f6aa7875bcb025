from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tinycrm import config
from tinycrm.cli.contact_editor import Text
from tinycrm.cli.contact_text import LISTS, MEANINGS, written
from tinycrm.cli.env import Env
from tinycrm.cli.fields import CHANGES
from tinycrm.domain.contact import Edit
from tinycrm.domain.field import Field
from tinycrm.queries.contact_editor import PARTS, Whole

HOSTILE = st.text(
    st.sampled_from("aZ é李ألف,:;#[]{}=\"'\\\n\t\r\0\x1b\x7f\x85\u00a0\u200d\u202e\u2028\ufeff\U0001f600")
    | st.characters(exclude_categories=["Cs"]),
    min_size=1,
    max_size=30,
)
MAYBE = st.none() | HOSTILE
DAYS = st.sampled_from(["1815-12-10", "--02-29", "2026-11-24", "0999-01-01"])
FLAGS = st.integers(0, 1)

OWN = (
    Field(1, "membership-no", "text"),
    Field(2, "größe", "text"),
    Field(3, "level", "choice", ("\"'\n\x1b[1m", "gold")),
    Field(4, "shelf", "number"),
)
WORDS = (
    *("given", "family", "nickname", "pronunciation", "company", "role"),
    *("channel", "source", "stage", "cadence", "pinned", "notes"),
)
ADDRESS = ("label", "street", "city", "region", "postcode", "country")
COLUMNS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "email": {"label": MAYBE, "address": HOSTILE, "key": HOSTILE},
    "phone": {"label": MAYBE, "number": HOSTILE, "e164": MAYBE, "digits": HOSTILE},
    "address": dict.fromkeys(ADDRESS, MAYBE),
    "link": {"label": MAYBE, "url": HOSTILE},
    "occasion": {"name": HOSTILE, "day": DAYS},
    "relative": {"name": HOSTILE, "relation": MAYBE, "birthday": st.none() | DAYS},
    "tag": {"name": HOSTILE},
    "preference": {
        "attitude": st.sampled_from(["like", "dislike"]),
        "facet": HOSTILE,
        "value": HOSTILE,
        "key": HOSTILE,
    },
    "field_value": {"value": HOSTILE},
    "consent": {"purpose": st.just("mailings"), "given": FLAGS, "day": st.just("2026-11-24"), "source": MAYBE},
}


def parts() -> st.SearchStrategy[dict[str, list[dict[str, Any]]]]:
    return st.fixed_dictionaries(
        {
            table: st.lists(st.fixed_dictionaries(columns), max_size=1 if table == "consent" else 3).map(numbered)
            for table, columns in COLUMNS.items()
        }
    )


def numbered(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"id": number, "contact_id": 1, "field_id": number, **row} for number, row in enumerate(rows, 1)]


WHOLES = st.builds(
    Whole,
    st.fixed_dictionaries(
        {
            "id": st.just(1),
            "kind": st.sampled_from(["person", "organisation"]),
            "name": HOSTILE,
            **dict.fromkeys(WORDS, MAYBE),
            "birthday": st.none() | DAYS,
            "referred_by_id": st.none() | st.just(2),
            "do_not_contact": FLAGS,
            "deceased_on": st.none() | st.just("2026-11-01"),
            "archived": FLAGS,
        }
    ),
    parts(),
    MAYBE,
    st.sampled_from([(), OWN, OWN[:2]]),
)


def person(**facts: Any) -> Whole:
    nothing = dict.fromkeys((*WORDS, "birthday", "referred_by_id", "deceased_on"))
    return Whole(
        {"id": 1, "kind": "person", "name": "Ada", "do_not_contact": 0, "archived": 0, **nothing, **facts},
        {table: [] for table in PARTS},
        None,
    )


@given(WHOLES)
@example(person(notes="ends with '\n'"))
@example(person(notes="'''\n\"\"\"\\"))
@example(person(notes="\n\n", pinned="notes = 'x'\nphones = []"))
def test_an_unchanged_text_changes_nothing(whole: Whole) -> None:
    assert Text(Env(), whole, written(whole)).edit() == Edit()


@given(WHOLES)
def test_nothing_that_a_terminal_would_obey_stands_in_a_text(whole: Whole) -> None:
    assert not set(written(whole)) & set("\0\x1b\x7f\x85\u202e\u2028\ufeff\r")


@given(HOSTILE)
@example("one\ntwo\n")
@example("'''\n'")
def test_a_long_text_stands_there_whole(notes: str) -> None:
    assert config.toml(written(person(notes=notes)))["notes"] == notes


def test_a_person_of_whom_nothing_is_known_shows_what_could_be() -> None:
    said = config.toml(written(person()))
    assert list(said) == list(MEANINGS)
    assert {key for key, value in said.items() if value} == {"kind", "name", "do_not_contact"}
    assert {key for key, value in said.items() if value == []} == LISTS.keys()


def test_fields_of_the_shops_own_stand_at_the_end_with_what_they_take() -> None:
    joined, level = Field(1, "joined", "date"), Field(2, "größe", "choice", ("small", "large"))
    whole = person()._replace(fields=[joined, level])
    whole.parts["field_value"].append({"id": 1, "field_id": 1, "value": "2020-12-10"})
    text = written(whole)
    assert config.toml(text)["fields"] == {"joined": "10 Dec 2020", "größe": ""}
    assert text.endswith(
        "\n# fields of your own\n[fields]\n# a day: 10 dec 2020, or 10 dec\n"
        'joined = "10 Dec 2020"\n# one of small, large\n"größe" = ""\n'
    )


def test_every_option_has_its_field() -> None:
    options = {name for name in CHANGES if not name.startswith(("remove_", "primary_"))}
    fields = {LISTS[key][0] if key in LISTS else key for key in MEANINGS}
    assert options - fields == {"organisation", "set"}
    assert fields - options == {"kind"}


@pytest.mark.parametrize(
    ("table", "row", "field", "text"),
    [
        ("email", {"label": "work", "address": "ada@x.org"}, "emails", "work: ada@x.org"),
        ("phone", {"label": None, "number": "01632 960001"}, "phones", "01632 960001"),
        ("link", {"label": "blog", "url": "https://x.org"}, "links", "blog: https://x.org"),
        ("occasion", {"name": "wedding", "day": "--05-03"}, "occasions", "wedding: 3 May"),
        ("relative", {"name": "Tom", "relation": None, "birthday": "2015-05-03"}, "relatives", "Tom, , 3 May 2015"),
        ("relative", {"name": "Kit", "relation": "cat", "birthday": None}, "relatives", "Kit, cat"),
        ("tag", {"name": "regular"}, "tags", "regular"),
        ("preference", {"attitude": "like", "facet": "author", "value": "Zola"}, "likes", "author: Zola"),
        ("preference", {"attitude": "dislike", "facet": "subject", "value": "war"}, "dislikes", "war"),
        (
            "address",
            dict(zip(ADDRESS, ("home", "12, Lamb St", "Leeds", None, "LS1 4AB", "UK"), strict=True)),
            "addresses",
            "home: 12, Lamb St, Leeds, LS1 4AB, UK",
        ),
        (
            "address",
            dict(zip(ADDRESS, (None, "\u200b", None, None, None, None), strict=True)),
            "addresses",
            {"street": "\u200b"},
        ),
        (
            "address",
            dict(zip(ADDRESS, (None, "1 High St", "Leeds", "Yorkshire", None, None), strict=True)),
            "addresses",
            {"street": "1 High St", "city": "Leeds", "region": "Yorkshire"},
        ),
    ],
)
def test_a_row_reads_as_it_would_be_typed(table: str, row: dict[str, Any], field: str, text: Any) -> None:
    whole = person()
    whole.parts[table].append({"id": 1, **row})
    assert config.toml(written(whole))[field] == [text]
