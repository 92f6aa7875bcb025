from tests.formats.presets.tool import inspected, people, person, table
from tinycrm.formats.person import Labelled, Occasion, Postal, Relative

OLD = {
    "Name": "Dr Ada King Lovelace",
    "Given Name": "Ada",
    "Additional Name": "King",
    "Family Name": "Lovelace",
    "Given Name Yomi": "AY-da",
    "Family Name Yomi": "LUV-lace",
    "Name Prefix": "Dr",
    "Nickname": "Countess",
    "Birthday": " --12-10",
    "Occupation": "Mathematician",
    "Notes": "likes first editions\nof Zola",
    "Group Membership": "* My Contacts ::: Book club ::: * Starred",
    "E-mail 1 - Type": "Work",
    "E-mail 1 - Value": "work@example.org",
    "E-mail 2 - Type": "* Home",
    "E-mail 2 - Value": "ada@example.org ::: ada.l@example.org",
    "Phone 1 - Type": "Mobile",
    "Phone 1 - Value": "07700 900123 ::: 07700 900124",
    "Phone 2 - Type": "Home Fax",
    "Phone 2 - Value": "020 7946 0018",
    "Address 1 - Type": "Home",
    "Address 1 - Formatted": "12 Mill Lane\nHarlow CM17 0AB\nUK",
    "Address 1 - Street": "12 Mill Lane",
    "Address 1 - City": "Harlow",
    "Address 1 - PO Box": "PO Box 7",
    "Address 1 - Postal Code": "CM17 0AB",
    "Address 1 - Country": "UK",
    "Address 2 - Type": "Work",
    "Address 2 - Formatted": "1 High Street\nYork YO1 7HH",
    "Address 2 - Street": "",
    "Organization 1 - Name": "Engines Ltd",
    "Organization 1 - Title": "Analyst",
    "Organization 1 - Department": "Numbers",
    "Relation 1 - Type": "Spouse",
    "Relation 1 - Value": "William",
    "Website 1 - Type": "Profile",
    "Website 1 - Value": "https://example.org/ada",
    "Event 1 - Type": "Anniversary",
    "Event 1 - Value": "1835-07-08",
    "Custom Field 1 - Type": "Membership",
    "Custom Field 1 - Value": "M-7",
    "Photo": "https://example.org/ada.jpg",
}


def test_the_older_layout() -> None:
    ada = person(OLD)
    assert (ada.name, ada.given, ada.family) == ("Dr Ada King Lovelace", "Ada King", "Lovelace")
    assert (ada.kind, ada.nickname, ada.pronunciation) == ("person", "Countess", "AY-da LUV-lace")
    assert (ada.birthday, ada.notes) == ("--12-10", "likes first editions\nof Zola")
    assert ada.emails == [
        Labelled("home", "ada@example.org"),
        Labelled("work", "work@example.org"),
        Labelled("home", "ada.l@example.org"),
    ]
    assert ada.phones == [
        Labelled("mobile", "07700 900123"),
        Labelled("mobile", "07700 900124"),
        Labelled("home fax", "020 7946 0018"),
    ]
    assert ada.addresses == [
        Postal("home", "12 Mill Lane, PO Box 7", "Harlow", None, "CM17 0AB", "UK"),
        Postal("work", "1 High Street", "York", None, "YO1 7HH", None),
    ]
    assert (ada.company, ada.role, ada.links) == (
        "Engines Ltd",
        "Analyst",
        [Labelled("profile", "https://example.org/ada")],
    )
    assert (ada.relatives, ada.occasions) == ([Relative("William", "spouse")], [Occasion("anniversary", "1835-07-08")])
    assert (ada.tags, ada.photos) == (["Book club"], 1)
    assert ada.others == {"Occupation": "Mathematician", "Membership": "M-7", "Department": "Numbers"}


NEW = {
    "First Name": "Jürgen",
    "Middle Name": "Karl",
    "Last Name": "Müller",
    "Phonetic First Name": "YOOR-gen",
    "Name Suffix": "jr",
    "File As": "Müller, Jürgen",
    "Organization Name": "Harlow Library",
    "Birthday": "1985-04-15",
    "Labels": "* myContacts ::: Regulars",
    "E-mail 1 - Label": "*",
    "E-mail 1 - Value": "j@example.org",
    "E-mail 2 - Label": "Reading Room",
    "E-mail 2 - Value": "room@example.org",
    "Phone 1 - Label": "Mobile",
    "Phone 1 - Value": "07700 900123",
    "Event 1 - Label": "Name Day",
    "Event 1 - Value": "--04-23",
    "Relation 1 - Label": "",
    "Relation 1 - Value": "Anna",
}


def test_the_newer_layout() -> None:
    found = person(NEW)
    assert (found.name, found.given, found.family) == ("Jürgen Karl Müller jr", "Jürgen Karl", "Müller")
    assert found.emails == [Labelled(None, "j@example.org"), Labelled("Reading Room", "room@example.org")]
    assert (found.occasions, found.relatives) == ([Occasion("Name Day", "--04-23")], [Relative("Anna")])
    assert (found.pronunciation, found.tags, found.company) == ("YOOR-gen", ["Regulars"], "Harlow Library")


def test_the_order_of_columns_does_not_matter() -> None:
    assert person(dict(reversed(NEW.items()))).name == "Jürgen Karl Müller jr"
    assert inspected(table(dict(reversed(OLD.items())))).preset == "google-old"


def test_who_has_no_name() -> None:
    empty = dict.fromkeys(NEW, "")
    found = people(
        table(
            empty | {"E-mail 1 - Label": "Home", "E-mail 1 - Value": "noname@example.org"},
            empty | {"Organization Name": "Only Books Ltd"},
            empty | {"First Name": "first@example.org"},
            empty | {"File As": "The Reading Circle"},
        )
    )
    assert [each.called() for each in found] == [
        "noname@example.org",
        "Only Books Ltd",
        "first@example.org",
        "The Reading Circle",
    ]
    assert [each.kind for each in found] == [None, "organisation", None, None]
    assert [each.name for each in found] == ["", "Only Books Ltd", "", "The Reading Circle"]


def test_who_has_only_a_number_is_not_named_by_it() -> None:
    number = NEW | dict.fromkeys(NEW, "") | {"First Name": "07700 900999", "Phone 1 - Value": "07700 900999"}
    found = person(number)
    assert (found.given, found.name, found.called()) == (None, "", "07700 900999")


def test_what_google_writes_without_emails() -> None:
    assert inspected(table({"Given Name": "Ada", "Family Name": "L", "Group Membership": ""})).preset == "google-old"
    assert inspected(table({"First Name": "Ada", "Labels": "", "Organization Name": ""})).preset == "google"


def test_a_label_may_be_only_the_mark_of_the_primary() -> None:
    found = person(NEW | {"Phone 1 - Label": "Mobile", "Phone 2 - Label": "* ", "Phone 2 - Value": "020 7946 0018"})
    assert found.phones == [Labelled(None, "020 7946 0018"), Labelled("mobile", "07700 900123")]


def test_columns_that_google_writes_and_nobody_needs_are_named() -> None:
    unused = (
        "Yomi Name,Initials,Short Name,Maiden Name,Gender,Location,Billing Information,Directory Server,Mileage,"
        "Occupation,Hobby,Sensitivity,Priority,Subject,Language,Organization 1 - Type,Organization 1 - Yomi Name,"
        "Organization 1 - Symbol,Organization 1 - Location,Organization 1 - Job Description"
    ).split(",")
    found = inspected(table({**dict.fromkeys(OLD, ""), **dict.fromkeys(unused, "")}))
    assert {column.header for column in found.columns if column.field is None} == set(unused)


def test_an_export_in_utf_16() -> None:
    data = table(OLD).decode().encode("utf-16")
    assert people(data) == people(table(OLD))
