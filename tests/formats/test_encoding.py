import codecs

import pytest

from tinycrm.formats.encoding import decode, utf8, utf16

TEXT = "BEGIN:VCARD\r\nFN:Žižek 李小明\r\nEND:VCARD\r\n"


@pytest.mark.parametrize("step", [1, 2, 3, 70, 1000])
@pytest.mark.parametrize(
    "raw",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
    ],
    ids=["utf-8", "utf-8 bom", "utf-16le bom", "utf-16be bom", "utf-16le", "utf-16be"],
)
def test_whatever_comes_in_utf8_comes_out(raw: bytes, step: int) -> None:
    chunks = (raw[at : at + step] for at in range(0, len(raw), step))
    assert b"".join(utf8(chunks)).decode() == TEXT


def test_half_a_character_at_the_end_of_utf16_does_no_harm() -> None:
    assert b"".join(utf8([codecs.BOM_UTF16_LE + "Ada".encode("utf-16-le") + b"x"])).decode() == "Ada\ufffd"


@pytest.mark.parametrize("head", [b"", b"B", b"BEGIN:VCARD", b"\0\0\0\0", "Ž".encode()])
def test_what_is_not_utf16(head: bytes) -> None:
    assert utf16(head) is None


@pytest.mark.parametrize(
    ("raw", "charset", "text"),
    [
        ("Müller".encode(), "", "Müller"),
        ("Müller".encode(), "ISO-8859-1", "Müller"),  # says one thing and is another
        ("Müller".encode("latin-1"), "ISO-8859-1", "Müller"),
        ("„Müller“".encode("cp1252"), "iso-8859-1", "„Müller“"),
        ("Щукин".encode("cp1251"), "Windows-1251", "Щукин"),
        ("Άννα".encode("cp1253"), "WINDOWS-1253", "Άννα"),
        ("Щукин".encode("koi8-r"), "KOI8-R", "Щукин"),
        ("表示".encode("shift_jis"), "Shift_JIS", "表示"),
        ("山田".encode("iso2022_jp"), "ISO-2022-JP", "山田"),
        ("谢谢".encode("gbk"), "GB2312", "谢谢"),
        (b"", "Murks", ""),
    ],
)
def test_a_charset_is_believed_when_it_fits(raw: bytes, charset: str, text: str) -> None:
    assert decode(raw, charset) == (text, None)


@pytest.mark.parametrize(
    ("charset", "said"),
    [
        ("", "names no charset"),
        ("Murks", 'Its charset "Murks" is not known'),
        ("rot13", 'Its charset "rot13" is not known'),
        ("unicode_escape", 'Its charset "unicode_escape" is not known'),
        ("cp99999", 'Its charset "cp99999" is not known'),
        ("UTF-8", "not the UTF-8 that it says"),
    ],
)
def test_a_guess_is_said(charset: str, said: str) -> None:
    text, guess = decode("Müller".encode("cp1252"), charset)
    assert text == "Müller"
    assert guess is not None
    assert said in guess
    assert "Windows-1252" in guess


def test_a_byte_without_meaning_is_seen() -> None:
    assert decode(b"a\x81b").text == "a\ufffdb"
