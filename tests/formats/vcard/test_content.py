import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinycrm.formats.vcard.card import Line
from tinycrm.formats.vcard.content import (
    Content,
    Guesses,
    clean,
    escape,
    param,
    parse,
    parts,
    split,
    text,
    unescape,
    unfolded,
    values,
)


def content(line: str | bytes) -> Content:
    found = parse(Line(3, line if isinstance(line, bytes) else line.encode()))
    assert found is not None
    return found


def test_a_line_taken_apart() -> None:
    found = content('item1.Tel;TYPE="work,voice";TYPE=Pref;X-NOTE="a:b;c":tel:+44')
    assert (found.line, found.head.group, found.head.name, found.head.spelled) == (3, "item1", "TEL", "Tel")
    assert found.head.types == ("work", "voice", "pref")
    assert found.param("X-NOTE") == "a:b;c"
    assert found.param("X-NONE") == ""
    assert found.raw == b"tel:+44"


@pytest.mark.parametrize("line", ["", "FN", "FN;X=1", 'FN;X="a', ":x", "F N:x", "a.b.FN:x", "1:x"])
def test_without_a_name_and_a_colon_there_is_no_property(line: str) -> None:
    assert parse(Line(1, line.encode())) is None


def test_a_head_has_a_limit() -> None:
    assert parse(Line(1, b"TEL;TYPE=" + b"a" * 10_000 + b":1")) is not None
    assert parse(Line(1, b"TEL;TYPE=" + b"a" * 30_000 + b":1")) is None
    assert parse(Line(1, b'TEL;X="' + b":" * 30_000 + b'":1')) is None


def test_an_unclosed_quote_does_not_hide_the_value() -> None:
    assert content('TEL;TYPE="work:020').raw == b"020"


@pytest.mark.parametrize(
    ("head", "types", "quoted", "binary"),
    [
        ("TEL;CELL;PREF", ("cell", "pref"), False, False),
        ("TEL;TYPE=CELL,VOICE", ("cell", "voice"), False, False),
        ("TEL;type=WORK;type=FAX", ("work", "fax"), False, False),
        ("N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE", (), True, False),
        ("N;QUOTED-PRINTABLE", (), True, False),
        ("PHOTO;BASE64;JPEG", ("jpeg",), False, True),
        ("PHOTO;ENCODING=b;TYPE=PNG", ("png",), False, True),
        ("URL;WORK;URL", ("work",), False, False),
        ("TEL;", (), False, False),
        ("TEL; TYPE = home ", ("home",), False, False),
    ],
)
def test_parameters_with_and_without_their_name(head: str, types: tuple[str, ...], quoted: bool, binary: bool) -> None:
    found = content(f"{head}:x").head
    assert (tuple(filter(None, found.types)), found.quoted, found.binary) == (types, quoted, binary)


@pytest.mark.parametrize(
    ("line", "rank"),
    [("TEL;PREF=1:", 1), ("TEL;PREF=50:", 50), ("TEL;TYPE=pref:", 1), ("TEL:", 101), ("TEL;PREF=x:", 101)],
)
def test_the_preferred_one(line: str, rank: int) -> None:
    assert content(line).head.rank == rank


def test_parameters_by_rfc_6868() -> None:
    assert content("ADR;LABEL=The ^'Blue^' house^nLeeds ^^ ^x:").param("LABEL") == 'The "Blue" house\nLeeds ^ ^x'


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\x85\u2028\u2029") | st.just("\n")))
def test_any_parameter_survives(value: str) -> None:
    written = param("X-NAME", (value,))
    assert "\n" not in written
    assert content(f"FN{written}:x").param("X-NAME") == value


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        (r"NOTE:a\, b\; c\\d\ne\NF", "a, b; c\\d\ne\nF"),
        (r"URL:http\://x.example", "http://x.example"),
        (r"NOTE:say \"hi\" \x", 'say "hi" \\x'),
        ("NOTE:ends with \\", "ends with \\"),
        ("NOTE;ENCODING=QUOTED-PRINTABLE:M=C3=BCller=0D=0Azwei", "Müller\nzwei"),
        ("NOTE;QUOTED-PRINTABLE;CHARSET=ISO-8859-1:M=FCller", "Müller"),
        ("NOTE;QUOTED-PRINTABLE:50=25 =ZZ =", "50% =ZZ "),
        ("NOTE;QUOTED-PRINTABLE:C:=5Cnew", "C:\\new"),
        ("NOTE:\x1b[31mred\x00\x7f\tx", "[31mred\tx"),
        ("NOTE;CHARSET=UTF-8:a\u2028b", "a\nb"),
    ],
)
def test_a_text(line: str, meant: str) -> None:
    assert text(content(line), Guesses()) == meant


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("N:Doe;Jane;;;", ["Doe", "Jane", "", "", ""]),
        (r"N:Doe\; Roe;Jane", ["Doe; Roe", "Jane"]),
        (r"ORG:a\\;b", ["a\\", "b"]),
        ("N;QUOTED-PRINTABLE:M=C3=BCller=3B;J=C3=BCrgen", ["Müller;", "Jürgen"]),
        (r"N;QUOTED-PRINTABLE:a\;b;c", ["a;b", "c"]),
        (b"N;CHARSET=Shift_JIS:" + "表;示".encode("shift_jis"), ["表", "示"]),
    ],
)
def test_components_are_parted_before_they_are_decoded(line: str | bytes, meant: list[str]) -> None:
    assert parts(content(line), Guesses()) == meant


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        (r"CATEGORIES:a,b\,c, ,d;e\;f", ["a", "b,c", "d", "e;f"]),
        ("CATEGORIES;QUOTED-PRINTABLE:M=C3=BC,b", ["Mü", "b"]),
        ("CATEGORIES:", []),
    ],
)
def test_a_list(line: str, meant: list[str]) -> None:
    assert values(content(line), Guesses()) == meant


def test_a_guess_is_told_once_with_its_first_line() -> None:
    guesses = Guesses()
    for number in (3, 4):
        assert text(Content(number, content("FN:x").head, b"M\xfcller"), guesses) == "Müller"
    assert list(guesses.values()) == [3]


@given(st.text())
def test_escaping_keeps_all_but_controls_on_one_line(value: str) -> None:
    escaped = escape(value)
    assert len(escaped.splitlines()) <= 1 or "\n" not in escaped
    assert unescape(escaped) == clean(value)
    assert split(escaped, ";") == [clean(value)]


def test_escaping_leaves_no_line_break() -> None:
    assert escape("a\r\nb\rc\x85d\u2028e\x0bf\x00") == r"a\nb\nc\nd\ne\nf"


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ('item1.X-Foo;type=a,B;X-P="c;d":e\\,f;g', 'item1.X-Foo;TYPE=a,B;X-P="c;d":e\\,f;g'),
        ("X-FOO;BAR:1", "X-FOO;TYPE=BAR:1"),
        ("X-FOO;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:a=0Ab;=C3=BC=3B", r"X-FOO:a\nb;ü\;"),
        ("X-FOO;PREF=1;TYPE=pref,x:1", "X-FOO;PREF=1;TYPE=pref,x:1"),
    ],
)
def test_a_kept_line_is_written_as_today(line: str, kept: str) -> None:
    assert unfolded(content(line), Guesses()) == kept
    assert unfolded(content(kept), Guesses()) == kept


def test_a_kept_line_need_not_say_that_it_is_preferred() -> None:
    assert unfolded(content("FN;PREF=1;TYPE=pref:Ada"), Guesses(), ranked=False) == "FN:Ada"
