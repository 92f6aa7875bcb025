import pytest

from tinycrm.formats.vcard.label import own, read, read_own, types


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("cell", "mobile"),
        ("cell voice pref", "mobile"),
        ("work fax", "work fax"),
        ("fax work", "work fax"),
        ("home voice", "home"),
        ("cell work", "work mobile"),
        ("iphone cell voice", "iphone"),
        ("internet", None),
        ("internet home pref", "home"),
        ("voice", None),
        ("main", "main"),
        ("pager", "pager"),
        ("other", "other"),
        ("whatsapp", "whatsapp"),
        ("x-allotment", "allotment"),
        ("dom intl postal parcel work", "work"),
        ("work work", "work"),
        ("", None),
    ],
)
def test_types_are_a_word_of_the_shop(words: str, label: str | None) -> None:
    assert read(tuple(words.split())) == label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("_$!<HomeFAX>!$_", "home fax"),
        ("_$!<AssistantPhone>!$_", "assistant phone"),
        ("_$!<HomePage>!$_", "home page"),
        ("_$!<Mobile>!$_", "mobile"),
        ("_$!<iPhone>!$_", "iphone"),
        ("Summer cottage", "Summer cottage"),
        ("  ", None),
        ("_$!<>!$_", None),
    ],
)
def test_labels_of_their_own(text: str, label: str | None) -> None:
    assert read_own(text) == label


@pytest.mark.parametrize("label", ["home", "work", "mobile", "home mobile", "work mobile", "fax", "work fax", "pager"])
def test_a_standard_label_survives_as_types(label: str) -> None:
    words = types(label, phone=True)
    assert words
    assert read(tuple(word.lower() for word in words)) == label


def test_no_standard_types() -> None:
    assert types(None, phone=True) == ()
    assert types("Home", phone=True) is None
    assert types("mobile", phone=False) is None


def test_relations_are_apples_where_it_has_them() -> None:
    assert own("spouse") == "_$!<Spouse>!$_"
    assert read_own(own("spouse")) == "spouse"
    assert own("boatman") == "boatman"
