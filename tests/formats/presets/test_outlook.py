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


def test_in_a_column_of_both_orders_what_is_open_stays_so() -> None:
    rows = [{"First Name": "A", "E-mail Address": "", "Business Phone": "", "Birthday": text}
            for text in ("4/5/1985", "12/31/1990", "31/12/1990")]  # fmt: skip
    found = people(table(*rows))
    assert [each.birthday for each in found] == ["4/5/1985", "1990-12-31", "1990-12-31"]


def test_how_a_name_is_said_in_google_s_own() -> None:
    found = person({"First Name": "Hana", "E-mail Address": "", "Business Phone": "", "Given Name Yomi": "HA-na",
                    "Family Name Yomi": "ya-MA-da"})  # fmt: skip
    assert found.pronunciation == "HA-na ya-MA-da"


def test_phones_are_called_as_their_columns() -> None:
    columns = ("Home Phone", "Home Phone 2", "Business Phone 2", "Company Main Phone", "Other Phone", "Car Phone",
               "Pager", "Home Fax", "Other Fax", "Radio Phone", "Callback", "ISDN", "TTY/TDD Phone",
               "Telex")  # fmt: skip
    row = {"E-mail Address": "a@x.org", "Home Street": ""} | {
        name: f"01632 9600{at:02}" for at, name in enumerate(columns)
    }
    assert [way.label for way in person(row).phones] == [
        "home", "home", "work", "main", "other", "car", "pager", "home fax", "other fax", "radio", "callback", "isdn",
        "text phone", "telex",
    ]  # fmt: skip


def test_addresses_of_all_their_columns() -> None:
    row = {"E-mail Address": "a@x.org", "Business Phone": "", "Other Street": "1 A St", "Other Street 2": "Flat 2",
           "Other Street 3": "Rear", "Other Address PO Box": "PO Box 3", "Other City": "York", "Other State": "Yorks",
           "Other Postal Code": "YO1", "Other Country": "UK"}  # fmt: skip
    assert person(row).addresses == [Postal("other", "1 A St, Flat 2, Rear, PO Box 3", "York", "Yorks", "YO1", "UK")]


def test_columns_that_outlook_writes_and_nobody_needs_are_named() -> None:
    unused = (
        "Initials,Gender,Location,Language,Internet Free Busy,Office Location,Organizational ID Number,Profession,"
        "Account,User 1,Keywords,Mileage,Hobby,Billing Information,Directory Server,Sensitivity,Priority,Private"
    ).split(",")
    found = inspected(table({"E-mail Address": "", "Home Street": "", **dict.fromkeys(unused, "")}))
    assert {column.header for column in found.columns if column.field is None} == set(unused)


def test_eight_bits_and_semicolons() -> None:
    data = "First Name;E-mail Address;Home Street\nRené;r@x.org;Straße 1\n".encode("cp1252")
    (rene,) = people(data)
    assert (rene.name, rene.addresses) == ("René", [Postal("home", "Straße 1")])
