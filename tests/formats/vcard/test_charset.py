import pytest

from tests.formats.vcard.tool import card
from tinycrm.errors import InvalidError, UnreadableError
from tinycrm.formats.encoding import Offer
from tinycrm.formats.vcard import Survey, charset, survey


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (card("FN:Ada"), "utf-8"),
        (b"\xef\xbb\xbf" + card("FN:Jürgen"), "utf-8"),
        (card("FN:Jürgen").decode().encode("utf-16"), "utf-16"),
        (card("FN:Jürgen").decode().encode("utf-16-be"), "utf-16"),
        (card(b"FN;CHARSET=Windows-1252:J\xfcrgen", version="2.1"), "utf-8"),
        (card("FN:J\u00fc".encode()[:-1] + b"\r\n " + "\u00fc".encode()[-1:] + b"rgen"), "utf-8"),
        (card("FN:Ada", b"NOTE;ENCODING=QUOTED-PRINTABLE:=FC", version="2.1"), "utf-8"),
    ],
)
def test_what_is_certain(data: bytes, encoding: str) -> None:
    assert survey(data) == Survey(encoding)


def test_odd_lines_are_offered() -> None:
    data = card("FN:Ada") + card("FN:Žofie", b"NOTE:J\xfcrgen Stra\xdfe") + card(b"N;CHARSET=Murks:M\xfcller;;;;")
    found = survey(data)
    assert (found.encoding, found.certain, found.fallback) == ("cp1252", False, "")
    assert found.offers[0] == Offer("cp1252", ((8, "NOTE:Jürgen Straße"), (12, "N;CHARSET=Murks:Müller;;;;")))


def test_an_encoding_that_is_given_is_not_asked_about() -> None:
    assert survey(card(b"FN:J\xfcrgen"), "latin1") == Survey("latin1", fallback="iso8859-1")
    assert survey(card(b"FN:J\xfcrgen"), "utf-8").fallback == ""
    with pytest.raises(InvalidError, match="klingon is not an encoding"):
        survey(card("FN:Ada"), "klingon")


def test_lines_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(charset, "LINES_LIMIT", 20)
    assert survey(card("FN:Ada", "PHOTO;ENCODING=b:", *[" AAAA"] * 100)).certain
    for encoding in (None, "cp1252"):
        with pytest.raises(UnreadableError, match="more than 20 lines"):
            survey(card("FN:Ada", *["TEL:1"] * 20), encoding)
