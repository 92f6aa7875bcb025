import pytest

from tests.formats.presets.tool import inspected, people, person, table
from tinycrm.formats.person import Labelled, Occasion, Postal, Relative

DESKTOP = {
    "Title": "Dr",
    "First Name": "Ada",
    "Middle Name": "",
    "Last Name": "Lovelace",
    "Suffix": "",
    "Company": "Engines Ltd",
    "Department": "Numbers",
    "Job Title": "Analyst",
    "Business Street": "1 High Street",
    "Business Street 2": "Floor 2",
    "Business City": "York",
    "Business State": "",
    "Business Postal Code": "YO1 7HH",
    "Business Country/Region": "UK",
    "Home Street": "12 Mill Lane",
    "Home City": "Harlow",
    "Business Fax": "020 7946 0020",
    "Business Phone": "020 7946 0018",
    "Home Phone 2": "01279 900123",
    "Mobile Phone": "07700 900123",
    "Primary Phone": "01279 900001",
    "Assistant's Phone": "020 7946 0099",
    "Anniversary": "7/8/1935",
    "Birthday": "12/31/1915",
    "Categories": "Book club;VIP",
    "Children": "Byron, Anne; Ralph",
    "Spouse": "William",
    "Manager's Name": "Charles",
    "E-mail Address": "ada@example.org",
    "E-mail Type": "SMTP",
    "E-mail 2 Address": "work@example.org",
    "Notes": "one\r\ntwo",
    "Referred By": "Mary",
    "User 4": "M-7",
    "Web Page": "https://example.org/ada",
}


def test_the_desktop_s_sheet() -> None:
    ada = person(DESKTOP)
    assert (ada.name, ada.kind, ada.company, ada.role) == ("Dr Ada Lovelace", "person", "Engines Ltd", "Analyst")
    assert ada.emails == [Labelled(None, "ada@example.org"), Labelled(None, "work@example.org")]
    assert ada.phones == [
        Labelled(None, "01279 900001"),
        Labelled("work fax", "020 7946 0020"),
        Labelled("work", "020 7946 0018"),
        Labelled("home", "01279 900123"),
        Labelled("mobile", "07700 900123"),
        Labelled("assistant", "020 7946 0099"),
    ]
    assert ada.addresses == [
        Postal("work", "1 High Street, Floor 2", "York", None, "YO1 7HH", "UK"),
        Postal("home", "12 Mill Lane", "Harlow"),
    ]
    assert ada.birthday == "1915-12-31"
    assert ada.occasions == [Occasion("anniversary", "7/8/1935")]  # nothing in its column tells the order
    assert ada.relatives == [
        Relative("Byron", "child"),
        Relative("Anne", "child"),
        Relative("Ralph", "child"),
        Relative("William", "spouse"),
        Relative("Charles", "manager"),
    ]
    assert (ada.tags, ada.notes, ada.referred_by) == (["Book club", "VIP"], "one\ntwo", "Mary")
    assert ada.others == {"E-mail Type": "SMTP", "User 4": "M-7", "Department": "Numbers"}


@pytest.mark.parametrize(
    "headers",
    [
        "First Name,Last Name,E-mail Address,Home Street,Business Country,Managers Name,Assistants Phone,Callback",
        "Categories,Business Phone,E-mail Address,Last Name,First Name",
        "first name,last name,e-mail address,business phone",
    ],
)
def test_all_families_of_headers_are_known(headers: str) -> None:
    assert inspected(f"{headers}\n".encode()).preset == "outlook"


def test_apostrophes_may_be_missing() -> None:
    found = person(
        {"E-mail Address": "", "Home Street": "", "Managers Name": "Charles", "Assistants Phone": "020 7946 0018"}
    )
    assert (found.relatives, found.phones) == (
        [Relative("Charles", "manager")],
        [Labelled("assistant", "020 7946 0018")],
    )


def test_a_whole_address_counts_where_its_parts_are_missing() -> None:
    base = {"E-mail Address": "a@x.org", "Home Street": "", "Home City": ""}
    whole = {"Home Address": "12 Mill Lane\nHarlow CM17 0AB\nUK"}
    assert person(base | whole).addresses == [Postal("home", "12 Mill Lane", "Harlow", None, "CM17 0AB", "UK")]
    parts = {"Home Street": "12 Mill Lane", "Home City": "Old Harlow"}
    assert person(base | whole | parts).addresses == [Postal("home", "12 Mill Lane", "Old Harlow")]


def birthdays(*texts: str) -> list[str | None]:
    rows = [{"First Name": "Ada", "E-mail Address": "", "Business Phone": "", "Birthday": text} for text in texts]
    return [each.birthday for each in people(table(*rows))]


def test_the_column_tells_the_order_of_its_days() -> None:
    assert birthdays("4/5/1985", "12/31/1990", "0/0/00") == ["1985-04-05", "1990-12-31", None]
    assert birthdays("4/5/1985", "20/01/1991") == ["1985-05-04", "1991-01-20"]


def test_a_column_that_does_not_tell_keeps_its_words() -> None:
    assert birthdays("4/5/1985", "6/7/1990") == ["4/5/1985", "6/7/1990"]


def test_a_column_of_both_orders_is_told_of() -> None:
    rows = [{"First Name": "A", "E-mail Address": "", "Business Phone": "", "Birthday": text}
            for text in ("4/5/1985", "12/31/1990", "31/12/1990")]  # fmt: skip
    found = people(table(*rows))
    assert [each.birthday for each in found] == ["4/5/1985", "1990-12-31", "1990-12-31"]
    assert found[0].guesses == ["Line 2: 4/5/1985 can be read both ways, and Birthday has both."]
    assert found[1].guesses == []
