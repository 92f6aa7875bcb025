import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.vcard.tool import FILES, card, everyone, file, person
from tinycrm.formats.person import Labelled, Occasion, Person, Postal, Refused, Relative
from tinycrm.formats.vcard import sniff
from tinycrm.formats.vcard.card import NO_END
from tinycrm.formats.vcard.reader import NO_NAME


def test_a_phone_of_apple() -> None:
    amara, bindery, circle = file("apple-3.0.vcf")
    assert amara == Person(
        uid="5F9C2A10-0B5E-4C3B-9C59-0E7D0F6C1A22",
        revised="2026-03-01T12:00:00Z",
        name="Dr. Amara Ngozi Ifeoma Okonkwo",
        kind="person",
        given="Amara Ngozi Ifeoma",
        family="Okonkwo",
        nickname="Ama",
        pronunciation="ah-MAH-rah oh-KONK-woh",
        company="Harbour Press",
        role="Editor",
        birthday="--04-15",
        emails=[Labelled(None, "amara@example.org"), Labelled("work", "okonkwo@press.example")],
        phones=[
            Labelled("iphone", "+44 7700 900101"),
            Labelled("home", "020 7946 0101"),
            Labelled("work fax", "020 7946 0102"),
            Labelled("assistant phone", "020 7946 0103"),
            Labelled("Summer cottage", "020 7946 0104"),
        ],
        links=[
            Labelled("home page", "http://harbour.example/amara"),
            Labelled("mastodon", "https://social.example/@amara"),
        ],
        addresses=[Postal("home", "7 Quay Steps, Top floor", "Whitby", "North Yorkshire", "YO22 4AA", "GB")],
        occasions=[Occasion("anniversary", "2009-09-05")],
        relatives=[Relative("Chidi", "spouse"), Relative("Old Tom", "boatman")],
        notes="Reads Achebe, Adichie; no thrillers.\nCall before ten.",
        others={"Department": "Foreign Rights"},
        kept=["item9.X-SHOESIZE:39", "item9.X-ABLabel:Shoes"],
    )
    assert isinstance(amara, Person)
    assert (amara.line, amara.photos, amara.guesses) == (1, 1, [])
    assert bindery == Person(name="Tidewater Bindery", kind="organisation", phones=[Labelled("main", "01632 960010")])
    assert circle == Refused(52, 'This card is a group of people ("Reading circle"), not a contact.')


def test_contacts_of_google() -> None:
    piotr, zofia = file("google-3.0.vcf")
    assert piotr == Person(
        name="Piotr Wójcik",
        kind="person",
        given="Piotr",
        family="Wójcik",
        birthday="--02-29",
        emails=[Labelled("work", "piotr@example.org"), Labelled("allotment", "wojcik@example.com")],
        phones=[Labelled("mobile", "+44 7700 900202")],
        addresses=[Postal("home", "18 Mill Lane", "Leeds", "AL", "35094", "United States")],
        occasions=[Occasion("Name day", "2011-06-18")],
        relatives=[Relative("Zofia", "daughter")],
        tags=["Poetry", "Friends of the shop"],
        notes='He said: "anything by Szymborska"',
        kept=["PHOTO:https://photos.example/p/1"],
    )
    assert zofia == Person(emails=[Labelled(None, "zofia@example.org")])


def test_a_phone_with_android() -> None:
    sule, rosalia, phone, email, kit = file("android-2.1.vcf")
    assert sule == Person(
        name="Şule Öztürk",
        kind="person",
        given="Şule",
        family="Öztürk",
        nickname="Suli",
        birthday="1990-03-01",
        emails=[Labelled("home", "sule@example.org")],
        phones=[Labelled("mobile", "+44 7700 900303"), Labelled("home", "020 7946 0303")],
        occasions=[Occasion("anniversary", "2012-05-06")],
        relatives=[Relative("Emre", "brother")],
        notes="Tea first\nÇay",
    )
    assert rosalia == Person(name="Rosalía Ibáñez", kind="person", given="Rosalía", family="Ibáñez", birthday="--04-15")
    assert phone == Person(phones=[Labelled("mobile", "+44 7700 900304")])
    assert email == Person(emails=[Labelled("work", "desk@example.org")])
    assert isinstance(kit, Person)
    assert (kit.relatives, kit.tags) == ([Relative("Philip Henslowe", "agent")], [])
    assert kit.guesses == ["Line 38: Of the agent's card inside this one only the name was taken."]


def test_outlook_in_its_code_page() -> None:
    (kaethe,) = file("outlook-2.1.vcf")
    assert kaethe == Person(
        revised="2026-03-05T13:19:33Z",
        name="Frau Käthe Größe",
        kind="person",
        given="Käthe Anna Maria",
        family="Größe",
        company="Bücherstube",
        role="Einkäuferin",
        emails=[Labelled(None, "kaethe@example.org")],
        phones=[Labelled("mobile", "0160 5550100"), Labelled("work", "0221 4960 0100")],
        links=[Labelled("work", "http://buecher.example/")],
        addresses=[Postal("work", "Domstraße 5", "Köln", None, "50667", "Deutschland")],
        occasions=[Occasion("anniversary", "2011-01-13")],
        relatives=[Relative("Ulla", "manager")],
        notes="Zahlt pünktlich\nmag Lyrik\n",
        others={"Department": "Einkauf"},
        kept=["ROLE:Einkauf", "X-MS-OL-DEFAULT-POSTAL-ADDRESS:2"],
    )
    assert isinstance(kaethe, Person)
    assert kaethe.photos == 1
    assert kaethe.guesses == ["Line 6: It is not UTF-8 and names no charset, so it was read as Windows-1252."]


def test_a_server_with_4_0() -> None:
    mireille, library = file("server-4.0.vcf")
    assert mireille == Person(
        uid="9a1c2f60-7d1e-4a1f-8a63-2f6f3f9d7b10",
        revised="2026-03-01T12:00:00Z",
        name="Mireille Laurent",
        kind="person",
        given="Mireille",
        family="Laurent",
        role="Bookseller",
        birthday="1985-12-10",
        deceased_on="2024-03-01",
        emails=[Labelled(None, "mireille@example.org"), Labelled(None, "later@example.org")],
        phones=[Labelled("mobile", "+33-6-39-98-12-34"), Labelled("work", "+33-1-99-00-12-34 ext 56")],
        addresses=[
            Postal("work", "4 rue du Port", "Brest", None, "29200", "France"),
            Postal("home", "9 Cliff Road", "Brest", None, "29200", "France"),
        ],
        occasions=[Occasion("anniversary", "2009-09-05")],
        relatives=[Relative("Yann", "spouse")],
        tags=["regular", "crime, noir"],
        kept=[
            "FN:M. Laurent",
            "TITLE;ALTID=1;LANGUAGE=fr:Libraire",
            "RELATED;TYPE=friend:urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
            "GENDER:F",
        ],
    )
    assert library == Person(name="Quayside Library", kind="organisation")


@pytest.mark.parametrize("name", ["apple-3.0.vcf", "google-3.0.vcf", "android-2.1.vcf", "server-4.0.vcf"])
@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_file_says_the_same_in_every_encoding(name: str, codec: str) -> None:
    text = (FILES / name).read_bytes().decode()
    assert everyone(text.encode(codec), step=777) == file(name)


@pytest.mark.parametrize("end", ["\n", "\r", "\r\r\n"])
def test_a_file_says_the_same_with_every_line_end(end: str) -> None:
    text = (FILES / "apple-3.0.vcf").read_bytes().replace(b"\r\n", end.encode())
    assert [each for each in everyone(text) if isinstance(each, Person)] == file("apple-3.0.vcf")[:2]


def test_cards_without_a_version_are_read() -> None:
    assert everyone(b"BEGIN:VCARD\nN:Doe;Jane\nEND:VCARD\n") == [
        Person(name="Jane Doe", kind="person", given="Jane", family="Doe")
    ]


def test_a_bad_card_between_good_ones() -> None:
    good = card("FN:Ada")
    assert everyone(good + b"BEGIN:VCARD\nFN:Bob\n" + good + card("NOTE:?") + good) == [
        Person(name="Ada"),
        Refused(5, NO_END),
        Person(name="Ada"),
        Refused(11, NO_NAME),
        Person(name="Ada"),
    ]


@pytest.mark.parametrize(
    ("lines", "name", "kind"),
    [
        (["N:Doe;Jane;Mary,Ann;Dr.;PhD"], "Dr. Jane Mary Ann Doe PhD", "person"),
        (["FN:jd@x.example", "N:Doe;Jane;;;", "EMAIL:jd@x.example"], "Jane Doe", "person"),
        (["FN:", "N:;;;;", "NICKNAME:Jay,Jo"], "Jay, Jo", None),
        (["N:;;;;", "ORG:Acme;;"], "Acme", "organisation"),
        (["FN:Acme", "ORG:Acme"], "Acme", "organisation"),
        (["FN:Acme", "ORG:Acme", "KIND:individual"], "Acme", "person"),
        (["FN:Acme", "X-ABShowAs:COMPANY"], "Acme", "organisation"),
        (["FN:Acme", "X-KIND:org"], "Acme", "organisation"),
        (["FN:Plato"], "Plato", None),
        (["FN:Plato", "FN:Aristocles"], "Plato", None),
    ],
)
def test_what_someone_is_called(lines: list[str], name: str, kind: str | None) -> None:
    (found,) = everyone(card(*lines))
    assert isinstance(found, Person)
    assert (found.name, found.kind) == (name, kind)


def test_titles_that_the_name_does_not_show_are_not_lost() -> None:
    ada = person("N:Lovelace;Ada;;Countess;OBE")
    assert (ada.name, ada.given, ada.others) == ("Ada", "Ada", {"Prefix": "Countess", "Suffix": "OBE"})


def test_an_escaped_comma_in_a_name_is_part_of_it() -> None:
    assert person(r"N:Doe\,Roe;Jane,Mary").family == "Doe,Roe"
    assert person(r"N:Doe\,Roe;Jane,Mary").given == "Jane Mary"


@pytest.mark.parametrize(
    ("line", "phone"),
    [
        ("TEL:  020 7946 0018 ", Labelled(None, "020 7946 0018")),
        ("TEL;VALUE=URI:tel:+44-20-7946-0018;ext=5", Labelled(None, "+44-20-7946-0018 ext 5")),
        ("TEL;VALUE=uri:TEL:7946%200018;phone-context=+44-20", Labelled(None, "+44-207946 0018")),
        ("TEL;VALUE=uri:tel:7946;phone-context=shop.example", Labelled(None, "7946")),
        ('TEL;VALUE=URI;TYPE="WORK,VOICE":tel:+44', Labelled("work", "+44")),
        ("TEL;TYPE=FAX,WORK:1", Labelled("work fax", "1")),
        ("TEL;WORK;VOICE:1", Labelled("work", "1")),
    ],
)
def test_a_phone(line: str, phone: Labelled) -> None:
    assert person(line).phones == [phone]


def test_empty_ones_are_none() -> None:
    ada = person("TEL:", "EMAIL; :", "URL:", "ADR:;;;;;;", "BDAY:", "NOTE: ", "CATEGORIES:,", "X-FOO:", "ORG:;", "UID:",
                 "X-ABDATE:", "X-ABRELATEDNAMES:", "X-SPOUSE:", "LABEL:", "AGENT:", "RELATED:")  # fmt: skip
    assert ada == Person(name="Ada")


def test_the_primary_stands_first() -> None:
    phones = person("TEL:1", "TEL;TYPE=home,pref:2", "TEL:3").phones
    assert [phone.value for phone in phones] == ["2", "1", "3"]
    emails = person("EMAIL;PREF=9:a@x.example", "EMAIL;PREF=2:b@x.example", version="4.0").emails
    assert [email.value for email in emails] == ["b@x.example", "a@x.example"]


def test_mail_and_social_links() -> None:
    ada = person("EMAIL:mailto:ada@x.example", "X-SOCIALPROFILE;type=x:x-apple:ada", "URL:http\\://x.example")
    assert ada.emails == [Labelled(None, "ada@x.example")]
    assert ada.links == [Labelled(None, "http://x.example")]
    assert ada.kept == ["X-SOCIALPROFILE;TYPE=x:x-apple:ada"]


def test_an_address_that_is_only_a_label() -> None:
    ada = person("LABEL;WORK;ENCODING=QUOTED-PRINTABLE:1 High St=0D=0A=", "Leeds LS1 4AB", version="2.1")
    assert ada.addresses == [Postal("work", "1 High St", "Leeds", None, "LS1 4AB", None)]
    ada = person("LABEL:1 High St\\nLeeds", "ADR:;;;York;;;")
    assert ada.addresses == [Postal(None, None, "York")]


def test_days_and_relatives() -> None:
    ada = person(
        "BDAY;X-APPLE-OMIT-YEAR=1900:1900-03-09", "X-EVOLUTION-ANNIVERSARY:2001-02-03", "item1.X-ABDATE:2001-02-04",
        "item1.X-ABLabel:_$!<Other>!$_", "X-ABDATE:soon", "X-EVOLUTION-SPOUSE:Will", "X-KADDRESSBOOK-X-SpouseName:Bill",
        "RELATED;TYPE=child:Byron", "RELATED;TYPE=child:urn:uuid:1",
        "X-ABRELATEDNAMES;X-TINYCRM-BIRTHDAY=2015-05-03:Anne",
    )  # fmt: skip
    assert ada.birthday == "--03-09"
    days = [("anniversary", "2001-02-03"), ("other", "2001-02-04"), ("date", "soon")]
    assert [tuple(occasion) for occasion in ada.occasions] == days
    assert ada.relatives == [
        Relative("Will", "spouse"),
        Relative("Bill", "spouse"),
        Relative("Byron", "child"),
        Relative("Anne", None, "2015-05-03"),
    ]
    assert ada.kept == ["RELATED;TYPE=child:urn:uuid:1"]


def test_a_birthday_that_is_none_stays_as_text() -> None:
    assert person("BDAY:19723101").birthday == "19723101"
    assert person("BDAY;VALUE=text:about 1800").birthday == "about 1800"


def test_notes_are_joined() -> None:
    assert person("NOTE:one", "NOTE:two\\nthree").notes == "one\n\ntwo\nthree"


def test_tags_are_told_once() -> None:
    assert person("CATEGORIES:myContacts,vip,Noir", "CATEGORIES:vip,My Contacts").tags == ["vip", "Noir"]


def test_what_is_not_understood_is_kept() -> None:
    lines = ["X-SKYPE:ada", "item7.X-CUSTOM;type=A:1\\,2", "item7.X-ABLabel:Shelf", "IMPP;PREF=1:xmpp:ada@x.example"]
    assert person(*lines).kept == ["X-SKYPE:ada", "item7.X-CUSTOM;TYPE=A:1\\,2", *lines[2:]]


def test_a_second_value_of_what_there_is_once_is_kept() -> None:
    ada = person("TITLE:Countess", "ROLE:Analyst", "TITLE:Countess", "BDAY:18151210", "BDAY:18151211")
    assert (ada.role, ada.birthday) == ("Countess", "1815-12-10")
    assert ada.kept == ["ROLE:Analyst", "BDAY:18151211"]


def test_files_inside_a_card_are_left_out_and_said() -> None:
    ada = person("KEY;ENCODING=B:AAAA", "SOUND:data:audio/mp3;base64,AAAA", "X-BLOB;ENCODING=b:AAAA",
                 "KEY:http://x.example/ada.asc", "LOGO;ENCODING=b:AAAA", "PHOTO:AAAA")  # fmt: skip
    assert ada.photos == 2
    assert ada.kept == ["KEY:http://x.example/ada.asc"]
    assert ada.guesses == [f"Line {line}: A {what} in this card was left out."
                           for line, what in ((4, "key"), (5, "sound"), (6, "file"))]  # fmt: skip


def test_how_to_say_a_name() -> None:
    assert person("X-PHONETIC-LAST-NAME:love-less", "X-PHONETIC-FIRST-NAME:ay-da").pronunciation == "ay-da love-less"
    reading = b"SOUND;X-IRMC-N;CHARSET=Shift_JIS:" + "ﾔﾏﾀﾞ;ﾊﾅ;;;".encode("shift_jis")
    assert person(reading, version="2.1").pronunciation == "ﾔﾏﾀﾞ ﾊﾅ"


def test_an_agent_as_escaped_text() -> None:
    agent = r"AGENT:BEGIN:VCARD\nVERSION:3.0\nFN:Joe Friday\nBDAY:1950-01-02\nAGENT:BEGIN:VCARD\nEND:VCARD\n"
    assert person(agent).relatives == [Relative("Joe Friday", "agent", "1950-01-02")]
    assert person("AGENT;VALUE=uri:CID:joe@x.example").kept == ["AGENT;VALUE=uri:CID:joe@x.example"]


def test_a_line_that_is_no_property_is_said() -> None:
    ada = person("FOO;no colon", "TEL:1", "X-Y é:1")
    assert ada == Person(name="Ada", phones=[Labelled(None, "1")])
    assert ada.guesses == ["Line 4: A line that is no property was left out."]


def test_our_own_properties() -> None:
    ada = person("X-TINYCRM-LIKES:author:Zola", 'X-TINYCRM-FIELD;X-NAME="Shelf; row":3', "X-TINYCRM-FUTURE:x")
    assert (ada.likes, ada.others, ada.kept) == (["author:Zola"], {"Shelf; row": "3"}, ["X-TINYCRM-FUTURE:x"])


@pytest.mark.parametrize(
    "head",
    [
        b"BEGIN:VCARD\r\nVERSION:2.1",
        b"\xef\xbb\xbf\r\nbegin:vcard\rversion:2.1",
        "BEGIN:VCARD\n".encode("utf-16"),
        "BEGIN:VCARD\n".encode("utf-16-be"),
        b"Dear shop,\n  BEGIN:VCARD \nN:M\xfcller",
    ],
)
def test_a_vcard_file_is_known_by_its_head(head: bytes) -> None:
    assert sniff(head)


@pytest.mark.parametrize(
    "head", [b"", b"Name,Email\nBEGIN,VCARD\n", b"note: BEGIN:VCARD\n", b"\x00\x01\x02", b"PK\x03"]
)
def test_other_files_are_not(head: bytes) -> None:
    assert not sniff(head)


NAMES = b"BEGIN:VCARD END:VCARD VERSION:2.1 FN N ADR AGENT: PHOTO BDAY TEL RELATED item1. X-ABLabel X-TINYCRM-FIELD"
MARKS = b'; : = , " \\ X-ANDROID-CUSTOM QUOTED-PRINTABLE ENCODING=b CHARSET= TYPE= ALTID=1 PREF=1 tel: ^n =0A'
PIECES = [*NAMES.split(), *MARKS.split(), b"\n", b"\r\n", b" ", b"\xff", b"\xc5"]


@given(st.lists(st.sampled_from(PIECES) | st.binary(max_size=5), max_size=60).map(b"".join), st.integers(1, 50))
def test_no_bytes_at_all_raise_or_cost_another_card(data: bytes, step: int) -> None:
    good = card("FN:Grace")
    inside = b"BEGIN:VCARD\n" + data + b"\nEND:VCARD\n"
    assert everyone(inside, step) == everyone(inside)
    first, *_, last = everyone(good + data + b"\n" + good, step)
    assert first == Person(name="Grace")
    assert last == Person(name="Grace") or b"AGENT" in data.upper()
