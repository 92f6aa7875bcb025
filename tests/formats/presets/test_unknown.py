import pytest

from tests.formats.presets.tool import people, person
from tinycrm.formats.person import Labelled, Occasion, Postal, Relative


def test_a_german_sheet() -> None:
    (found,) = people(
        "Anrede;Name;Vorname;E-Mail;Telefon privat;Handy;Straße;Hausnummer;PLZ;Ort;Geburtstag;Bemerkungen;Kundennr\n"
        "Frau;Böhm;Änne;aenne@x.org;030 1234567;0171 1234567;Mühlweg;5a;50667;Köln;3.4.1985;mag Zola;17\n"
    )
    assert (found.name, found.given, found.family) == ("Frau Änne Böhm", "Änne", "Böhm")
    assert found.phones == [Labelled("home", "030 1234567"), Labelled("mobile", "0171 1234567")]
    assert found.addresses == [Postal(None, "Mühlweg, 5a", "Köln", None, "50667")]
    assert (found.birthday, found.notes, found.others) == ("1985-04-03", "mag Zola", {"Kundennr": "17"})


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ("Nom,Prénom", ("Ada Lovelace", "Ada", "Lovelace")),
        ("Naam,Voornaam", ("Ada Lovelace", "Ada", "Lovelace")),
        ("Apellidos,Nombre", ("Ada Lovelace", "Ada", "Lovelace")),
        ("Cognome,Nome", ("Ada Lovelace", "Ada", "Lovelace")),
    ],
)
def test_the_family_name_may_be_called_name(headers: str, expected: tuple[str, str, str]) -> None:
    (found,) = people(f"{headers},Email\nLovelace,Ada,\n")
    assert (found.name, found.given, found.family) == expected


@pytest.mark.parametrize("header", ["Nombre", "Nome", "Name", "Nom", "Naam"])
def test_without_a_family_name_it_is_the_whole_name(header: str) -> None:
    (found,) = people(f"{header},Email\nAda Lovelace,a@x.org\n")
    assert (found.name, found.given, found.family) == ("Ada Lovelace", None, None)


def test_a_whole_name_beside_the_given_name() -> None:
    assert person({"Name": "Ada Lovelace", "First Name": "Ada"}).name == "Ada Lovelace"
    assert person({"Name": "Ada Lovelace", "First Name": "Ada"}).family == "Lovelace"


def test_several_of_a_kind() -> None:
    found = person(
        {
            "Name": "Ada",
            "Email": "a@x.org; b@x.org",
            "Work Email": "w@x.org",
            "Email 2": "a@x.org",
            "Phone": "020 7946 0018 / 07700 900123",
            "Fax": "020 7946 0020",
        }
    )
    assert found.emails == [Labelled(None, "a@x.org"), Labelled(None, "b@x.org"), Labelled("work", "w@x.org")]
    assert found.phones == [
        Labelled(None, "020 7946 0018"),
        Labelled(None, "07700 900123"),
        Labelled("fax", "020 7946 0020"),
    ]


def test_a_shop_system_s_sheet() -> None:
    found = person(
        {
            "First Name": "Ada",
            "Last Name": "Lovelace",
            "Email": "a@x.org",
            "Accepts Email Marketing": "yes",
            "Address1": "12 Mill Lane",
            "Address2": "",
            "City": "Harlow",
            "Province Code": "ESS",
            "Zip": "'CM17 0AB",
            "Phone": "'+447700900123",
            "Tags": "vip, regular",
            "Total Spent": "12.00",
        }
    )
    assert found.phones == [Labelled(None, "+447700900123")]
    assert found.addresses == [Postal(None, "12 Mill Lane", "Harlow", "ESS", "CM17 0AB")]
    assert (found.mailings, found.tags, found.others) == (True, ["vip", "regular"], {"Total Spent": "12.00"})


def test_an_address_in_one_cell_or_in_many() -> None:
    whole = Postal(None, "12 Mill Lane", "Harlow", None, "CM17 0AB", "UK")
    assert person({"Name": "Ada", "Address": "12 Mill Lane, Harlow, CM17 0AB, UK"}).addresses == [whole]
    assert person({"Name": "Ada", "Address": "12 Mill Lane\nHarlow CM17 0AB\nUK"}).addresses == [whole]
    parts = {"Name": "Ada", "Address": "12 Mill Lane", "Address 2": "Flat 3", "City": "Harlow"}
    assert person(parts).addresses == [Postal(None, "12 Mill Lane, Flat 3", "Harlow")]


def test_a_phone_that_lost_its_digits_is_none() -> None:
    found = person({"Name": "Ada", "Phone": "7.7009E+09"})
    assert found.phones == []
    assert found.guesses == ["Line 2: 7.7009E+09 is no phone, but what a spreadsheet made of one."]


def test_headers_without_blanks() -> None:
    found = person({"LastName": "L", "FirstName": "A", "HomePhone": "1", "HomeAddress": "1 Mill", "HomeCity": "York"})
    assert (found.name, found.phones) == ("A L", [Labelled("home", "1")])
    assert found.addresses == [Postal("home", "1 Mill", "York")]


def test_addresses_of_two_places() -> None:
    found = person(
        {"Name": "A", "Billing Street": "1 A", "Billing City": "B", "Shipping Street": "2 C", "Shipping Zip": "D1"}
    )
    assert found.addresses == [Postal("billing", "1 A", "B"), Postal("shipping", "2 C", None, None, "D1")]


def test_what_a_bookshop_notes() -> None:
    found = person(
        {
            "Customer": "Ada",
            "Favourite authors": "Zola; Verne",
            "Interests": "maps",
            "Dislikes": "abridged",
            "Spouse": "William",
            "Children": "Byron, Anne",
            "Anniversary": "1835-07-08",
            "Unsubscribed": "yes",
            "Do not contact": "no",
            "Recommended by": "Mary",
        }
    )
    assert (found.likes, found.dislikes) == (["author:Zola", "author:Verne", "maps"], ["abridged"])
    assert [each.relation for each in found.relatives] == ["spouse", "child", "child"]
    assert found.relatives[0] == Relative("William", "spouse")
    assert found.occasions == [Occasion("anniversary", "1835-07-08")]
    assert (found.mailings, found.do_not_contact, found.referred_by) == (False, False, "Mary")


def test_not_to_have_opted_out_is_no_consent() -> None:
    assert person({"Name": "Ada", "Email opt out": "no"}).mailings is None


def test_words_that_are_neither_yes_nor_no_are_kept() -> None:
    found = person({"Name": "Ada", "Newsletter": "sometimes", "Kind": "school"})
    assert (found.mailings, found.kind, found.others) == (None, None, {"Newsletter": "sometimes", "Kind": "school"})
    assert person({"Name": "A", "Kind": "Company"}).kind == "organisation"
