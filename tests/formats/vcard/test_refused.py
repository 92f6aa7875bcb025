from hypothesis import given
from hypothesis import strategies as st

from tests.formats.vcard.tool import card, everyone
from tinycrm.formats.person import Person, Refused
from tinycrm.formats.vcard import write_refused
from tinycrm.formats.vcard.card import NO_BEGIN, NO_END

PIECES = [b"BEGIN:VCARD\n", b"END:VCARD\n", b"FN:Ada\n", b"NOTE:a\n", b" b\n", b"\n", b"AGENT:\n", b"X-A:1\n", b"=\n",
          b"NOTE;QUOTED-PRINTABLE:x=\n", b"stray\n"]  # fmt: skip


def test_a_reason_stands_below_the_beginning() -> None:
    data = card("FN:Ada") + card("FN:Tom", "NOTE:x", " y") + card("FN:Eve")
    assert b"".join(write_refused([data], {5: "No,\nbad"})) == card("FN:Tom", "NOTE:x", " y").replace(
        b"VERSION", rb"X-TINYCRM-REFUSED:No\,\nbad" + b"\r\nVERSION"
    )


def test_a_reason_is_no_property() -> None:
    data = b"X-TINYCRM-REFUSED:bad\r\n" + card("X-TINYCRM-REFUSED:bad", "FN:Ada", "x-tinycrm-refused:worse")
    assert everyone(data) == [Person(name="Ada")]
    again = b"".join(write_refused([data], {2: "third"}))
    assert again.upper().count(b"REFUSED") == 1
    assert b"third" in again


def test_cards_without_an_end_or_a_beginning() -> None:
    data = b"BEGIN:VCARD\nFN:Ada\n" + b"BEGIN:VCARD\nFN:Tom\nEND:VCARD\n" + b"FN:Eve\nEND:VCARD\nEND:VCARD\n"
    refused = {each.line: each.reason for each in everyone(data) if isinstance(each, Refused)}
    assert refused == {1: NO_END, 6: NO_BEGIN, 8: NO_BEGIN}
    lines = b"".join(write_refused([data], refused)).split(b"\r\n")
    assert [line for line in lines if not line.startswith(b"X-TINYCRM")] == [
        b"BEGIN:VCARD", b"FN:Ada", b"FN:Eve", b"END:VCARD", b"END:VCARD", b""
    ]  # fmt: skip


def test_the_card_of_an_agent_goes_with_its_own() -> None:
    data = b"BEGIN:VCARD\r\nFN:Ada\r\nAGENT:\r\nBEGIN:VCARD\r\nFN:Joe\r\nEND:VCARD\r\nTEL:1\r\nEND:VCARD\r\n"
    assert b"".join(write_refused([data + card("FN:Tom")], {1: "x"})).replace(b"X-TINYCRM-REFUSED:x\r\n", b"") == data


@given(st.lists(st.sampled_from(PIECES), max_size=30).map(b"".join))
def test_what_is_given_back_is_refused_or_read_as_before(data: bytes) -> None:
    found = everyone(data)
    for each in found:
        alone = everyone(b"".join(write_refused([data], {each.line: "because"})))
        if isinstance(each, Person):
            assert alone == [each]
        else:
            assert [again.reason for again in alone if isinstance(again, Refused)] == [each.reason]
