from tests.formats.presets.tool import inspected, people, person, table
from tinycrm.formats.person import Labelled, Postal

ROW = {
    "First Name": "Ada",
    "Last Name": "Lovelace",
    "Display Name": "Countess Ada",
    "Nickname": "",
    "Primary Email": "ada@example.org",
    "Secondary Email": "a@example.org",
    "Work Phone": "020 7946 0018",
    "Fax Number": "020 7946 0020",
    "Mobile Number": "07700 900123",
    "Home Address": "12 Mill Lane",
    "Home Address 2": "Flat 3",
    "Home City": "Harlow",
    "Home ZipCode": "CM17 0AB",
    "Work Country": "UK",
    "Organization": "Engines Ltd",
    "Birth Year": "1985",
    "Birth Month": "4",
    "Birth Day": "15",
    "Custom 1": "M-7",
    "Notes": "likes Zola",
    "": "",
}


def test_an_address_book() -> None:
    ada = person(ROW)
    assert inspected(table(ROW)).preset == "thunderbird"
    assert (ada.name, ada.given, ada.family, ada.company) == ("Countess Ada", "Ada", "Lovelace", "Engines Ltd")
    assert ada.emails == [Labelled(None, "ada@example.org"), Labelled(None, "a@example.org")]
    assert ada.phones == [
        Labelled("work", "020 7946 0018"),
        Labelled("fax", "020 7946 0020"),
        Labelled("mobile", "07700 900123"),
    ]
    assert ada.addresses == [
        Postal("home", "12 Mill Lane, Flat 3", "Harlow", None, "CM17 0AB"),
        Postal("work", country="UK"),
    ]
    assert (ada.birthday, ada.others) == ("1985-04-15", {"Custom 1": "M-7"})


def test_a_birthday_in_three_columns() -> None:
    assert person(ROW | {"Birth Year": ""}).birthday == "--04-15"
    assert person(ROW | {"Birth Month": ""}).birthday is None
    assert person(ROW | {"Birth Day": "31"}).birthday == "1985-04-31"


def test_semicolons_screen_names_and_an_empty_last_column() -> None:
    headers = "First Name;Last Name;Display Name;Primary Email;Screen Name;Home Phone;Pager Number;Web Page 1;Notes;"
    (ada,) = people(f"{headers}\nAda;Lovelace;;ada@example.org;ada1815;01632 960001;01632 960002;x.example;;\n")
    assert ada.name == "Ada Lovelace"
    assert ada.phones == [Labelled("home", "01632 960001"), Labelled("pager", "01632 960002")]
    assert (ada.links, ada.others) == ([Labelled(None, "x.example")], {"Screen Name": "ada1815"})
