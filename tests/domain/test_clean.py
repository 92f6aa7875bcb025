import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tinycrm.domain import clean
from tinycrm.errors import InvalidError

ANYTHING = st.text(max_size=60)
# Mostly what the gate is there for, so that the properties meet it often.
HOSTILE = st.text(
    st.one_of(
        st.characters(categories=["Cc", "Cf", "Zs", "Zl", "Zp", "Cs", "Mn"]),
        st.sampled_from("\x1b\x9b\x9d[]();m\\A aé\u200c\u200dم👩"),
    ),
    max_size=40,
)

CONTROLS = {chr(code) for code in [*range(0x20), *range(0x7F, 0xA0)]}
BIDI = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
INVISIBLE = set("\u00ad\u200b\u2028\u2029\u2060\ufeff\ufffe\uffff\U0001fffe\U0001ffff\U0010fffe\U0010ffff")
TAGS = {chr(code) for code in range(0xE0000, 0xE0080)}
SURROGATES = {chr(code) for code in range(0xD800, 0xE000)}
FORBIDDEN = CONTROLS | BIDI | INVISIBLE | TAGS | SURROGATES


def cleaned(value: str) -> str | None:
    try:
        return clean.line(value, "a name")
    except InvalidError:
        return None


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Ada Lovelace", "Ada Lovelace"),
        ("  Ada \t\n  Lovelace ", "Ada Lovelace"),
        ("Ada\u00a0\u3000Lovelace", "Ada Lovelace"),
        ("Ada\u2028Lovelace", "Ada Lovelace"),
        ("\x1b[31mAnn\x1b[0m", "Ann"),
        ("\x1b[1;38;5;9mAnn", "Ann"),
        ("\x9b31mAnn", "Ann"),
        ("\x9bAnn", "Ann"),
        ("Ann\x1b]0;title\x07 Lee", "Ann Lee"),
        ("Ann\x1b]8;;https://x.org\x1b\\ Lee", "Ann Lee"),
        ("Ann\x1b]52;c;ZXZpbA==\x9c Lee", "Ann Lee"),
        ("Ann\x9d0;title\x9c Lee", "Ann Lee"),
        ("Ann\x1bPq#0\x1b\\ Lee", "Ann Lee"),
        ("Ann\x1b]0;never ended", "Ann0;never ended"),
        ("Ann\x1bc Lee", "Ann Lee"),
        ("Ann\x1b(B Lee", "Ann Lee"),
        ("A\x00n\x7fn\x85", "Ann"),
        ("\u202eAnn\u2066\u200f\u061c", "Ann"),
        ("Ann\ud800", "Ann"),
        ("Ann\U000e0041\U000e007f", "Ann"),
        ("\ufeffAnn\u00ad", "Ann"),
        ("Zoe\u0308", "Zoë"),
        ("e\u200e\u0301", "é"),
        ("小\u200d明", "小明"),
        ("An\u200cn", "Ann"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("👩\u200d💻", "👩\u200d💻"),
        ("👩\u200d", "👩"),
        ("[/]", "[/]"),
        ("[@click=app.quit]x[/]", "[@click=app.quit]x[/]"),
        ("ألف", "ألف"),
        ("李小明", "李小明"),
    ],
)
def test_line_keeps_the_text_and_nothing_else(typed: str, kept: str) -> None:
    assert clean.line(typed, "a name") == kept


@pytest.mark.parametrize("typed", ["", "  ", "\n\t", "\u200b", "\u202e\u200f", "\u3164", "\ufe0f", "\x1b[0m", "\u0301"])
def test_a_line_of_which_nothing_is_seen_is_blank(typed: str) -> None:
    with pytest.raises(InvalidError, match=r"^A name cannot be blank\.$"):
        clean.line(typed, "a name")


def test_every_forbidden_character_goes_and_shows_as_a_replacement() -> None:
    everything = "".join(sorted(FORBIDDEN))
    assert clean.line(f"a{everything}b", "a name").replace(" ", "") == "ab"
    shown = clean.show_line("".join(sorted(FORBIDDEN - set("\t\n\r\x0b\x0c\x85\u2028\u2029"))), 10_000)
    assert set(shown) == {"\ufffd"}


def test_a_long_line_is_refused_with_both_lengths() -> None:
    with pytest.raises(InvalidError) as caught:
        clean.line("x" * 20_000, "a name")
    assert str(caught.value) == "A name has at most 200 characters; this one has 20,000."


def test_the_limit_counts_what_is_kept() -> None:
    assert clean.line("  " + "x" * 200 + "\x00", "a name") == "x" * 200
    with pytest.raises(InvalidError, match="at most 3 characters; this one has 4"):
        clean.line("Anna", "a name", 3)


def test_a_mountain_of_accents_is_cut_to_a_hill() -> None:
    kept = clean.text("a" + "\u0316" * 20_000 + "b" + "\u0316" * 3, "a note")
    assert kept == "a" + "\u0316" * 30 + "b" + "\u0316" * 3


@given(HOSTILE | ANYTHING)
@example("\x1b\x1b[31mAnn")
def test_a_line_never_holds_what_is_forbidden(value: str) -> None:
    kept = cleaned(value)
    if kept is not None:
        assert not FORBIDDEN & set(kept)
        assert kept == " ".join(kept.split())
        assert unicodedata.is_normalized("NFC", kept)


@given(HOSTILE | ANYTHING)
def test_cleaning_a_clean_line_changes_nothing(value: str) -> None:
    kept = cleaned(value)
    assert kept is None or clean.line(kept, "a name") == kept


@given(HOSTILE | ANYTHING)
def test_a_text_never_holds_what_is_forbidden_but_newline_and_tab(value: str) -> None:
    try:
        kept = clean.text(value, "a note")
    except InvalidError:
        return
    assert not (FORBIDDEN - {"\n", "\t"}) & set(kept)
    assert all(row == row.rstrip() for row in kept.split("\n"))
    assert clean.text(kept, "a note") == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("one\r\ntwo\rthree\n", "one\ntwo\nthree"),
        ("one  \n\n  two\t \n\n\n", "one\n\n  two"),
        ("\n\n a\tb", " a\tb"),
        ("one\u2028two\u2029three\x0cfour", "one\ntwo\nthree\nfour"),
        ("a\x1b[2Jb\x00", "ab"),
        ("keep  two blanks", "keep  two blanks"),
    ],
)
def test_text_keeps_lines_and_tabs(typed: str, kept: str) -> None:
    assert clean.text(typed, "a note") == kept


def test_a_blank_or_endless_text_is_refused() -> None:
    with pytest.raises(InvalidError, match=r"^A note cannot be blank\.$"):
        clean.text(" \n\t\n", "a note")
    with pytest.raises(InvalidError, match="at most 100,000 characters; this one has 100,001"):
        clean.text("x" * 100_001, "a note")


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Zoë", "zoe"),
        ("Žižek", "zizek"),
        ("Łukasz", "lukasz"),
        ("ŁUKASZ", "łukasz"),
        ("Ørsted", "orsted"),
        ("Đorđe", "dorde"),
        ("Guðrún", "gudrun"),
        ("Þór", "thor"),
        ("Æsop", "aesop"),
        ("cœur", "coeur"),
        ("Straße", "STRASSE"),
        ("İstanbul", "istanbul"),
        ("ışık", "isik"),
        ("Ħal", "hal"),
        ("O'Brien", "obrien"),
        ("O’Brien", "obrien"),
        ("O´Brien", "obrien"),
        ("O`Brien", "obrien"),
        ("Oʻahu", "oahu"),
        ("Jean-Luc", "jeanluc"),
        ("Jean‐Luc", "jean-luc"),
        ("Jean‑Luc", "jean−luc"),
        ("Müller", "MU\u0308LLER"),
        ("Ａｄａ", "ada"),
        ("ﬁne", "fine"),
        ("№ 5", "no 5"),
        ("Σίσυφος", "σισυφοσ"),
        ("Ёлкин", "елкин"),
        ("Nguyễn", "nguyen"),
        ("Dvořák, Antonín", "dvorak antonin"),
        ("C++ & co.", "c co"),
        ("Smith/Jones", "smith jones"),
        ("  many   blanks ", "many blanks"),
        ("مُحَمَّد", "محمد"),
        ("שָׁלוֹם", "שלום"),
        ("ｶﾞ", "ガ"),
        ("한국", "한국"),
        ("½", "1 2"),
        ("naïve—text", "naive text"),
        ("Ş", "s"),
    ],
)
def test_fold_sees_these_as_the_same(left: str, right: str) -> None:
    assert clean.fold(left) == clean.fold(right) != ""


@pytest.mark.parametrize(
    ("left", "right"),
    [("Ann", "Anna"), ("か", "が"), ("李小明", "李大明"), ("Ann Lee", "Annlee"), ("कि", "कु"), ("ดี", "ดู")],
)
def test_fold_keeps_these_apart(left: str, right: str) -> None:
    assert clean.fold(left) != clean.fold(right)


def test_fold_leaves_nothing_of_punctuation() -> None:
    assert clean.fold("[/] !? —") == ""


@given(ANYTHING)
@example("ŉ")
@example("ᾳ")
@example("ﷺ")
def test_fold_is_idempotent(value: str) -> None:
    assert clean.fold(clean.fold(value)) == clean.fold(value)


@given(ANYTHING)
def test_fold_knows_no_case(value: str) -> None:
    assert clean.fold(value.casefold()) == clean.fold(value)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("Ada", "Ada"),
        ("a\nb\r\nc", "a⏎b⏎c"),
        ("a\tb", "a b"),
        ("a\x1b[31m", "a\ufffd[31m"),
        ("a\u202eb\ud800", "a\ufffdb\ufffd"),
        ("0123456789", "0123456789"),
        ("0123456789x", "012345678…"),
        ("12345678 0123", "12345678…"),
        ("می\u200cخو", "می\u200cخو"),
    ],
)
def test_show_line_makes_anything_harmless(value: str, shown: str) -> None:
    assert clean.show_line(value, 10) == shown


@given(HOSTILE | ANYTHING, st.integers(1, 30))
def test_show_line_never_lets_anything_out(value: str, limit: int) -> None:
    shown = clean.show_line(value, limit)
    assert len(shown) <= limit
    assert not FORBIDDEN & set(shown)
