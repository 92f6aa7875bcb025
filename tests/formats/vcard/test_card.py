import tracemalloc
from collections.abc import Iterator

import pytest

from tests.formats.vcard.tool import card
from tinycrm.formats.person import Refused
from tinycrm.formats.vcard.card import LIMIT, NO_BEGIN, NO_CARD, NO_END, TOO_BIG, Card, cards, physical

ADA = card("FN:Ada")
NOTHING: list[str] = []


def lines(data: bytes) -> list[bytes]:
    (found,) = cards([data])
    assert isinstance(found, Card)
    return [line.raw for line in found.lines]


def found(data: bytes) -> list[int | Refused]:
    """The line each card begins at, and what is refused."""
    return [each.line if isinstance(each, Card) else each for each in cards([data])]


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
@pytest.mark.parametrize("step", [1, 2, 5, 100])
def test_lines_end_in_any_way(end: bytes, step: int) -> None:
    data = end.join([b"one", b"", b"three", b"four"])
    assert list(physical(data[at : at + step] for at in range(0, len(data), step))) == [b"one", b"", b"three", b"four"]


def test_line_ends_may_be_mixed() -> None:
    assert list(physical([b"a\nb\r\nc\rd\n", b"e\r", b"\nf"])) == [b"a", b"b", b"c", b"d", b"e", b"f"]


def test_the_end_of_a_very_long_line_is_found() -> None:
    piece = b"x" * 300_000
    for end in (b"\n", b"\r\n", b"\r"):
        first, second = physical([*[piece] * 5, piece + end[:1], end[1:] + b"next"])
        assert LIMIT < len(first) < LIMIT + 400_000
        assert second == b"next"


def test_folds_are_undone_on_bytes() -> None:
    name = "Ž".encode()
    assert lines(card(b"FN:" + name[:1], b" " + name[1:] + b"i", b"\tzek")) == [b"VERSION:3.0", "FN:Žizek".encode()]


def test_each_line_knows_its_number() -> None:
    (only,) = cards([card("FN:Ada", " Lovelace", "NOTE:x")])
    assert isinstance(only, Card)
    assert [line.number for line in only.lines] == [2, 3, 5]


def test_soft_breaks_have_no_blank() -> None:
    quoted = ["NOTE;ENCODING=QUOTED-PRINTABLE:one =", "two=", " three=", "", "TEL:1"]
    assert lines(card(*quoted))[1:] == [b"NOTE;ENCODING=QUOTED-PRINTABLE:one two three", b"TEL:1"]


def test_a_soft_break_does_not_swallow_the_end() -> None:
    assert found(card("NOTE;QUOTED-PRINTABLE:one=") + ADA) == [1, 5]


def test_an_equals_sign_elsewhere_is_no_soft_break() -> None:
    assert lines(card("URL:http://x.example/?a=", "TEL:1"))[1:] == [b"URL:http://x.example/?a=", b"TEL:1"]


def test_a_raw_line_break_in_prose_stays_one() -> None:
    note = lines(card("NOTE:first", "second", "PS: third", "Tel: fourth", "TEL:1"))
    assert note[1:] == [rb"NOTE:first\nsecond\nPS: third\nTel: fourth", b"TEL:1"]


def test_a_raw_line_break_in_quoted_printable_stays_one() -> None:
    assert lines(card("LABEL;QUOTED-PRINTABLE:first", "second"))[1:] == [b"LABEL;QUOTED-PRINTABLE:first=0Asecond"]


@pytest.mark.parametrize("name", ["NOTE:", "ORG:"])
def test_a_fold_without_its_blank_is_a_fold(name: str) -> None:
    assert lines(card(name + "x" * 70, "yz: w"))[1:] == [name.encode() + b"x" * 70 + b"yz: w"]


def test_a_stray_line_does_not_spoil_the_one_before() -> None:
    assert lines(card("TEL:1", "stray", "Foo:x"))[1:] == [b"TEL:1", b"stray", b"Foo:x"]


def test_names_in_any_case_begin_a_property() -> None:
    data = b"Begin:vCard\nVersion:2.1\nFn:Ada\nn:;Ada\nX-foo:1\nx-Bar:2\nitem1.Tel:3\nFOO:4\nend:vcard\n"
    assert len(lines(data)) == 7


@pytest.mark.parametrize(
    "photo",
    [
        ["PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ", " SkZJ", " RgAB"],
        ["PHOTO;ENCODING=b:/9j/4AAQ", "SkZJ", " RgAB"],
        ["PHOTO;ENCODING=BASE64;JPEG:", " /9j/4AAQ", "SkZJ", ""],
        ["PHOTO;BASE64:", "  /9j/4AAQ", "!!! broken !!!", "=", ""],
        ["item1.PHOTO:data:image/png;base64,AAAA", " BBBB"],
        ["X-MS-CARDPICTURE;TYPE=JPEG;ENCODING=BASE64:", " /9j/4AAQ"],
        ["PHOTO;ENCODING=b:" + "A" * 3_000_000],
        ["PHOTO;ENCODING=b:A", *[" " + "A" * 74] * 30_000],
    ],
)
def test_a_photo_is_never_held(photo: list[str]) -> None:
    _, picture, phone = lines(card(*photo, "TEL:1"))
    assert b"P" in picture[:10]
    assert len(picture) <= 2_000
    assert phone == b"TEL:1"


def test_a_property_after_a_photo_is_not_lost() -> None:
    assert lines(card("PHOTO;ENCODING=b:AAAA", "Nickname:Bob"))[2:] == [b"Nickname:Bob"]


def test_the_card_of_an_agent_does_not_end_the_card() -> None:
    inner = card("N:Henslowe;Philip")
    for agent in (b"AGENT:\r\n" + inner, b"AGENT:" + inner, b"AGENT;TYPE=x: \r\n" + inner):
        outer, after = cards([b"BEGIN:VCARD\r\nFN:Kit\r\n" + agent + b"TEL:1\r\nEND:VCARD\r\n" + ADA])
        assert isinstance(outer, Card)
        assert [line.raw for line in outer.agent] == [b"VERSION:3.0", b"N:Henslowe;Philip"]
        assert outer.lines[-1].raw == b"TEL:1"
        assert isinstance(after, Card)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"BEGIN:VCARD\nFN:Bob\n" + ADA, [Refused(1, NO_END), 3]),
        (ADA + b"BEGIN:VCARD\nFN:Bob\n", [1, Refused(5, NO_END)]),
        (b"VERSION:3.0\nFN:Bob\nEND:VCARD\n" + ADA, [Refused(1, NO_BEGIN), 4]),
        (ADA + b"END:VCARD\n" + ADA, [1, Refused(5, NO_BEGIN), 6]),
        (b"Dear shop,\nhere they are\n\n" + ADA, [Refused(1, NO_CARD), 4]),
        (ADA + b"\n \n\x1a", [1]),
        (ADA + b"\xef\xbb\xbf" + ADA, [1, 5]),
        (b"  BEGIN : VCARD \nFN:Bob\nEND:VCARD  \n", [1]),
        (b"", NOTHING),
        (b"\x00\xff\xfe\x80" * 50, [Refused(1, NO_CARD)]),
        (b"BEGIN:VCALENDAR\nEND:VCALENDAR\n" + ADA, [Refused(1, NO_CARD), 3]),
    ],
)
def test_one_bad_card_costs_no_other(data: bytes, told: list[int | Refused]) -> None:
    assert found(data) == told


@pytest.mark.parametrize(
    "big",
    [
        card("NOTE:" + "x" * 10_000_000),
        card(*["NOTE:" + "x" * 70] * 20_000),
        card("NOTE:x", *[" " + "x" * 70] * 20_000),
        card(*["NOTE:" + "x" * 70] * 20_000).removesuffix(b"END:VCARD\r\n"),
    ],
    ids=["a line", "lines", "folds", "no end"],
)
def test_a_card_that_is_too_big_costs_no_other(big: bytes) -> None:
    first, *_, last = found(big + ADA)
    assert (first, type(last)) == (Refused(1, TOO_BIG), int)


def test_a_long_line_between_cards_costs_no_other() -> None:
    assert found(ADA + b"x" * 10_000_000 + b"\n" + ADA) == [1, Refused(5, NO_CARD), 6]


def streamed(head: bytes, piece: bytes, size: int) -> Iterator[bytes]:
    """A card that begins like this, and goes on with the same piece until it is at least so large."""
    yield b"BEGIN:VCARD\nFN:Ada\n" + head
    several = piece * (20_000 // len(piece))
    for _ in range(0, size, len(several)):
        yield several
    yield b"\nEND:VCARD\n"


@pytest.mark.parametrize(
    ("head", "piece", "size", "most"),
    [
        (b"PHOTO;ENCODING=b:", b"A", 20_000_000, 4 * LIMIT),
        (b"PHOTO;ENCODING=b:", b"\r\n " + b"A" * 74, 20_000_000, LIMIT),
        (b"PHOTO;ENCODING=b:", b"\n A", 1_000_000, 2 * LIMIT),
        (b"NOTE:", b"A", 20_000_000, 5 * LIMIT),
        (b"NOTE:", b"\n ", 1_000_000, 2 * LIMIT),
        (b"NOTE:" + b"x" * LIMIT + b"\n", b"x\n", 1_000_000, 5 * LIMIT),
        (b"END:VCARD\n", b"BEGIN:VCARD\nFN:Ada\nEND:VCARD\n", 2_000_000, LIMIT),
    ],
    ids=["a line", "folds", "tiny folds", "a note", "empty folds", "tiny lines", "cards"],
)
def test_memory_does_not_grow_with_the_file(head: bytes, piece: bytes, size: int, most: int) -> None:
    tracemalloc.start()
    number = sum(1 for _ in cards(streamed(head, piece, size)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert number >= 1
    assert peak < most
