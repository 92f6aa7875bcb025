import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.presets.tool import days, labelled, maybe, occasions, people, postal, relatives, texts
from tinycrm.formats.person import Labelled, Person, Postal
from tinycrm.formats.presets import OWN_COLUMNS, shape, write_own
from tinycrm.formats.presets.own import guarded, line, unguarded
from tinycrm.formats.sheet import open_sheet

ONE_LINE = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), min_size=1)

OURS = st.builds(
    Person,
    uid=maybe(texts()),
    revised=maybe(texts()),
    name=texts(),
    kind=st.sampled_from([None, "person", "organisation"]),
    given=maybe(texts()),
    family=maybe(texts()),
    nickname=maybe(texts()),
    pronunciation=maybe(texts()),
    company=maybe(texts()),
    role=maybe(texts()),
    birthday=maybe(days()),
    deceased_on=maybe(days()),
    emails=labelled(),
    phones=labelled(),
    links=labelled(),
    addresses=st.lists(postal(), max_size=2),
    occasions=occasions(),
    relatives=relatives(),
    tags=st.lists(texts(), max_size=3),
    likes=st.lists(texts(), max_size=3),
    dislikes=st.lists(texts(), max_size=3),
    notes=maybe(texts(lines=True)),
    pinned=maybe(texts(lines=True)),
    channel=maybe(texts()),
    stage=maybe(texts()),
    source=maybe(texts()),
    referred_by=maybe(texts()),
    cadence=maybe(texts()),
    mailings_on=maybe(days() | texts()),
    mailings_source=maybe(texts()),
    mailings=st.none() | st.booleans(),
    do_not_contact=st.none() | st.booleans(),
    others=st.dictionaries(
        ONE_LINE | st.sampled_from(["name", "phone 1", "other: x", "Tags", "tags"]), texts(lines=True)
    ),
    kept=st.lists(texts(), max_size=2),
)


@given(st.lists(OURS, min_size=1, max_size=3), st.sampled_from([",", ";", "\t"]))
def test_what_we_write_we_read(found: list[Person], delimiter: str) -> None:
    text = "".join(write_own(found, delimiter))
    sheet = open_sheet(text.encode())
    assert sheet.delimiter == delimiter
    assert people(text) == found


@given(texts(lines=True))
def test_a_guard_is_taken_off_again(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(tuple("=+-@\t\r\n|%＝＋－＠"))


@pytest.mark.parametrize(
    "text", ["=1+1", "+44 20 7946 0018", "-1", "@SUM(A1)", "|x", "%x", "＝A1", "＋1", "－1", "＠x", "'x"]
)
def test_what_a_spreadsheet_would_run_is_guarded(text: str) -> None:
    assert guarded(text) == f"'{text}"
    assert line([text], ",") == f'"\'{text}"\r\n'


@pytest.mark.parametrize("text", ["Ada", "020 7946 0018", "a=b", "", "12-10"])
def test_what_is_harmless_stays(text: str) -> None:
    assert guarded(text) == text


def test_blanks_do_not_hide_a_formula() -> None:
    assert guarded(" \t=1+1") == "'=1+1"


def test_the_file_is_made_for_spreadsheets() -> None:
    ada = Person(name="Ada", phones=[Labelled("mobile", "+44 7700 900123")], notes="one\r\ntwo\rthree", mailings=True)
    first, second = write_own([ada])
    assert first.startswith('\ufeff"tinycrm 1","name","kind",')
    assert first.endswith('"\r\n')
    assert second.count("\r\n") == 1
    (row,) = csv.DictReader(StringIO((first + second).removeprefix("\ufeff"), newline=""))
    assert {header: cell for header, cell in row.items() if cell} == {
        "name": "Ada",
        "phone 1": "'+44 7700 900123",
        "phone 1 label": "mobile",
        "notes": "one\ntwo\nthree",
        "mailings": "yes",
    }


def test_an_empty_file_has_all_columns_to_fill_in() -> None:
    (header,) = write_own([])
    names = next(csv.reader([header.removeprefix("\ufeff")]))
    assert set(OWN_COLUMNS) - set(names) == {"email", "phone", "address", "link", "occasion", "relative"}
    assert {"email 1", "phone 1", "phone 2 label", "address 1 postcode"} <= set(names)


def test_a_known_shape_needs_no_second_look() -> None:
    found = [Person(name="Ada", others={"Card": "7"}), Person(name="Tom", emails=[Labelled(None, "t@x.org")] * 2)]
    shaped = shape(iter(found))
    assert people("".join(write_own(iter(found), shaped=shaped))) == found
    with pytest.raises(AssertionError, match="of other people"):
        list(write_own([found[1]], shaped=shape([])))


def test_a_row_that_was_typed_into_our_file() -> None:
    data = (
        "tinycrm 1;given;family;birthday;tags;phone 1;address 1 city;Card\n"
        ";Ada;Lovelace;10/12/1815;regular, vip;'0044 20;Leeds;7\n;Tom;Sawyer;31/1/1990;;;;\n"
    )
    ada, tom = people(data)
    assert (ada.name, ada.birthday, ada.tags) == ("Ada Lovelace", "1815-12-10", ["regular", "vip"])
    assert (ada.phones, ada.addresses) == ([Labelled(None, "0044 20")], [Postal(city="Leeds")])
    assert (ada.others, tom.birthday) == ({"Card": "7"}, "1990-01-31")


def test_an_apostrophe_of_another_file_is_none_of_ours() -> None:
    (ada,) = people("name,notes\nAda,'tis true\n")
    assert ada.notes == "'tis true"
