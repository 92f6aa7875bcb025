import pytest

from tests.formats.presets.tool import inspected, people, person, table
from tinycrm.errors import InvalidError
from tinycrm.formats import presets
from tinycrm.formats.person import Labelled, Occasion, Person, Postal, Refused, Relative
from tinycrm.formats.presets.plan import Plan
from tinycrm.formats.sheet import open_sheet


def test_a_column_goes_where_it_is_sent() -> None:
    row = {
        "Who": "Ada Lovelace",
        "Nr": "7",
        "Tel Büro": "020 7946 0018",
        "Name": "x",
        "Wedding": "3 May 1999",
        "Son": "Tom",
    }
    mapped = [
        ("name", "Who"),
        ("phone:work", "tel buro"),
        ("skip", "NAME"),
        ("occasion:wedding", "Wedding"),
        ("relative:son", "Son"),
    ]
    found = person(row, mapped)
    assert (found.name, found.phones) == ("Ada Lovelace", [Labelled("work", "020 7946 0018")])
    assert (found.occasions, found.relatives) == ([Occasion("wedding", "1999-05-03")], [Relative("Tom", "son")])
    assert found.others == {"Nr": "7"}


def test_two_columns_may_go_to_one_field() -> None:
    row = {"A": "020 7946 0018", "B": "07700 900123", "C": "Zola", "D": "Verne", "E": "1 Mill Lane", "F": "York"}
    mapped = [("phone", "A"), ("phone", "B"), ("likes:author", "C"), ("likes", "D"), ("street", "E"), ("city", "F")]
    found = person(row, mapped)
    assert [each.value for each in found.phones] == ["020 7946 0018", "07700 900123"]
    assert found.likes == ["author:Zola", "Verne"]
    assert found.addresses == [Postal(None, "1 Mill Lane", "York")]


def test_a_column_that_is_not_there() -> None:
    data = table({"Name": "Ada", "Telefon": "1"})
    with pytest.raises(InvalidError, match=r'There is no column "Telefn"\. Did you mean "Telefon"\?'):
        people(data, [("phone", "Telefn")])
    with pytest.raises(InvalidError, match="`tinycrm import inspect` lists them"):
        people(data, [("phone", "qqqq")])
    with pytest.raises(InvalidError, match='There is no field "fone"'):
        people(data, [("fone", "Telefon")])


def test_without_a_header_columns_are_mapped_by_number() -> None:
    data = "Ada Lovelace,ada@x.org\nTom Sawyer,tom@x.org\n"
    found = people(data, [("name", "Column 1"), ("email", "column 2")])
    assert [(each.line, each.name, each.emails[0].value) for each in found] == [
        (1, "Ada Lovelace", "ada@x.org"),
        (2, "Tom Sawyer", "tom@x.org"),
    ]


def test_what_has_no_field_is_kept_by_its_header() -> None:
    found = person({"Name": "Ada", "Membership": "M-7", "Shelf": "", "notes": "a", "Comments": "b"})
    assert found.others == {"Membership": "M-7", "Comments": "b"}
    assert found.notes == "a"


def test_ragged_rows_are_taken_and_told_of() -> None:
    ada, tom = people("Name,Email,City\nAda\nTom,t@x.org,York,more,,and more\n")
    assert (ada.name, ada.guesses) == ("Ada", [])
    assert (tom.others, tom.notes) == ({}, "more; and more")
    assert tom.guesses == ["Line 3: the row has 6 cells where the header has 3; what is beyond is in the notes."]


def test_what_is_beyond_the_header_comes_after_the_notes() -> None:
    assert people("Name,Notes\nTom,likes cats,dogs\n")[0].notes == "likes cats\ndogs"


def test_a_cell_that_says_there_is_nothing_is_nothing() -> None:
    row = {"Name": "Ada", "Email": "a@x.org", "Firm": "n/a", "Town": "-", "Tags": "none", "Notes": "N/A", "Shelf": "-",
           "Newsletter": "tbc", "Row": "0", "Organisation": "Ace"}  # fmt: skip
    found = person(row)
    assert (found.others, found.company, found.notes) == ({"Row": "0"}, "Ace", None)
    assert (found.addresses, found.tags, found.mailings) == ([], [], None)
    named = person({"First Name": "Nan", "Surname": "Na", "Nickname": "-", "Town": "Windhoek", "Country": "NA"})
    assert (named.name, named.nickname, named.addresses[0].country) == ("Nan Na", None, "NA")
    mine = people('"tinycrm 1","name","my shelf"\n"","Ada","-"\n')
    assert list(mine[0].others.values()) == ["-"]


def test_what_cannot_be_read_is_passed_on() -> None:
    found = list(presets.people(open_sheet(b'Name,Email\nAda,a@x.org\nTom,"t@x.org\nEve,e@x.org\n')))
    assert [type(each) for each in found] == [Person, Refused, Person]
    assert [each.line for each in found] == [2, 3, 4]


def test_a_label_without_its_column_is_kept() -> None:
    row = {"First Name": "Ada", "Labels": "", "Organization Name": "", "E-mail 1 - Label": "Home"}
    assert person(row).others == {"E-mail 1 - Label": "Home"}
    assert person(row).emails == []


def test_cells_are_without_blanks_around() -> None:
    assert person({"Name": "  Ada  ", "Email": "\ta@x.org ", "City": "   "}) == Person(
        name="Ada", emails=[Labelled(None, "a@x.org")]
    )


def test_days_are_found_in_all_their_columns() -> None:
    assert Plan(["Birthday", "Anniversary", "Deceased", "Name", "Spouse"]).days == [0, 1, 2]


@pytest.mark.parametrize(
    ("headers", "preset"),
    [
        ("tinycrm 1,name", "own"),
        ("First Name,E-mail 1 - Label,E-mail 1 - Value", "google"),
        ("Given Name,Family Name,E-mail 1 - Type", "google-old"),
        ("E-mail Address,Home Street", "outlook"),
        ("Primary Email,Display Name", "thunderbird"),
        ("Record ID,First Name,Last Name,Email,Phone Number,Contact owner", "unknown"),
        ("whatever,else", "unknown"),
    ],
)
def test_a_layout_is_told_by_its_headers(headers: str, preset: str) -> None:
    assert inspected(f"{headers}\n".encode()).preset == preset


def test_columns_go_to_fields_of_the_shop() -> None:
    row = {"Name": "Ada", "Mitgliedsnr": "00123", "Regal": "3", "Regal 2": "4"}
    found = person(row, [("other:membership-no", "Mitgliedsnr"), ("other:shelf", "Regal"), ("other:shelf", "Regal 2")])
    assert found.others == {"membership-no": "00123", "shelf": "3", "Regal 2": "4"}


def test_a_mapped_column_may_be_left_out() -> None:
    assert person({"Name": "Ada", "Email": "a@x.org"}, [("skip", "Email")]) == Person(name="Ada")


def test_reasons_of_an_earlier_time_are_no_value() -> None:
    found = person({"Name": "Ada", "Quux": "1", "tinycrm: refused because": "no email"})
    assert found.others == {"Quux": "1"}
    ours = person({"tinycrm 1": "u-1", "name": "Ada", "tinycrm: refused because": "no email"})
    assert (ours.uid, ours.others) == ("u-1", {})
    assert [column.field for column in inspected(table({"Name": "Ada", "tinycrm: refused because": "x"})).columns] == [
        "name", None]  # fmt: skip
