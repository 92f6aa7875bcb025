"""The gate for text: what comes in is cleaned, what goes out to one line of a screen is made harmless."""

import re
import unicodedata

from tinycrm.errors import InvalidError

LINE_LIMIT = 200
TEXT_LIMIT = 100_000

# Patterns stand here as text, compiled at their first use: a printable text, nearly every one, needs none.

# C0, DEL, C1; soft hyphen; zero-width and bidi marks; line and paragraph separator; deprecated format
# characters; surrogates; BOM; interlinear annotation; noncharacters; tag characters.
# Joiners (U+200C/D) are judged apart.
_FORBIDDEN = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff"
    "\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f"
    + "".join(chr(plane * 0x10000 + 0xFFFE) + chr(plane * 0x10000 + 0xFFFF) for plane in range(1, 17))
)
_FORBIDDEN_IN_TEXT = f"[{_FORBIDDEN}]"
_FORBIDDEN_IN_LINE = f"[\t\n{_FORBIDDEN}]"
# ECMA-48 §5.4 (CSI) and §5.6 (OSC, DCS, SOS, PM, APC: a string up to ST; xterm also ends OSC with BEL).
# An eight-bit CSI needs parameters here, or a mis-decoded "‹" (0x9B in cp1252) would take a letter with it.
_ESCAPE = (
    r"(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x80-\x9f\n]*(?:\x07|\x1b\\|\x9c)"
    r"|\x1b\[[0-?]*[ -/]*[@-~]?"
    r"|\x9b[0-?]+[ -/]*[@-~]"
    r"|\x1b[ -/]*[0-~]"
)
# Hangul fillers and the empty Braille cell are letters and symbols by category, but nothing is seen of them.
_FILLERS = str.maketrans(dict.fromkeys("\u3164\uffa0\u2800", " "))
_BLANKS = r"\s+"
_UNSEEN = frozenset("\u115f\u1160")
# Arabic to N'Ko, Indic to Burmese, Khmer, Mongolian, emoji: these change their shape at a joiner.
_JOINING = "\u0600-\u109f\u1780-\u18af\u1a00-\u1cff\u2190-\u2bff\ufe00-\ufe0f\U0001f000-\U0001faff"
_IDLE_JOINER = f"(?<![{_JOINING}])[\u200c\u200d]|[\u200c\u200d](?![{_JOINING}])"
_BREAK = "\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]"
# A run this long of accents on one letter is noise, and normalising it takes time that grows with its square.
_MARK_LIMIT = 30

_APOSTROPHES = "'`´ʹʻʼʽʾʿˈ‘’‛′＇׳"
_HYPHENS = "-‐‑‒–−﹣－־\u00ad"
_JOINED_UP = str.maketrans(dict.fromkeys(_APOSTROPHES + _HYPHENS, ""))
# Letters that NFKD leaves alone although people type them without the stroke or the ligature.
_PLAIN = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ɖ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i", "ȷ": "j",
        "ħ": "h", "ŧ": "t", "ŋ": "n", "ĸ": "k", "ƀ": "b", "ƶ": "z", "ɨ": "i", "ɇ": "e", "ɍ": "r", "ɏ": "y",
        "ǥ": "g", "ƒ": "f", "ȼ": "c", "ⱥ": "a", "ə": "e", "ᵻ": "i",
    }
)  # fmt: skip


def line(value: str, what: str, limit: int = LINE_LIMIT) -> str:
    """One line of text as it is stored: NFC, no control, escape or bidi-control characters, single blanks.

    Joiners (ZWJ, ZWNJ) stay only between two letters of a script that is shaped by them (Arabic to Burmese,
    Khmer, Mongolian) or between emoji. `what` names the value with its article ("a name"). Raises
    InvalidError when nothing visible is left or more than `limit` characters are.
    """
    if not value.isprintable():
        value = re.sub(_FORBIDDEN_IN_TEXT, "", re.sub(_BLANKS, " ", re.sub(_ESCAPE, "", value)))
        value = re.sub(_IDLE_JOINER, "", value)
    return _measured(" ".join(_normal(value).split()), what, limit)


def text(value: str, what: str, limit: int = TEXT_LIMIT) -> str:
    """A long text as it is stored: as `line`, but newlines (LF) and tabs stay; blanks at line ends are cut.

    Raises InvalidError when nothing visible is left or more than `limit` characters are.
    """
    if not value.replace("\n", "").isprintable():
        value = re.sub(_BREAK, "\n", re.sub(_ESCAPE, "", value))
        value = re.sub(_IDLE_JOINER, "", re.sub(_FORBIDDEN_IN_TEXT, "", value))
    value = _normal(value)
    return _measured("\n".join(row.rstrip() for row in value.split("\n")).strip("\n"), what, limit)


def fold(value: str) -> str:
    """The key under which a text is searched and compared: no case, accents, strokes, apostrophes or hyphens.

    NFKD and casefold (Unicode Standard, 3.13), then other punctuation becomes a blank; the voicing marks of
    kana and the vowel killers of Indic scripts stay, since without them it is another word. Idempotent; ""
    for pure punctuation.
    """
    value = value.translate(_JOINED_UP)
    if value.isascii():
        return " ".join(re.sub("[^a-z0-9]+", " ", value.lower()).split())
    value = _bare(_bare(value).casefold()).translate(_PLAIN).translate(_JOINED_UP)
    value = unicodedata.normalize("NFC", value)
    return " ".join("".join(char if _is_word(char) else " " for char in value).split())


def show_line(value: str, limit: int) -> str:
    """A text on its way out to one line of at most `limit` characters.

    Newlines become ⏎, other forbidden characters U+FFFD; what is cut ends with ….
    """
    if not value.isprintable():
        value = re.sub(_BREAK, "⏎", value[: 2 * limit + 2]).replace("\t", " ")
        value = re.sub(_FORBIDDEN_IN_LINE, "\ufffd", value)
    return value if len(value) <= limit else value[: max(limit - 1, 0)].rstrip() + "…"


def _normal(value: str) -> str:
    return value if value.isascii() else unicodedata.normalize("NFC", _calm(value).translate(_FILLERS))


def _calm(value: str) -> str:
    run, kept = 0, []
    for char in value:
        run = run + 1 if unicodedata.combining(char) else 0
        if run <= _MARK_LIMIT:
            kept.append(char)
    return "".join(kept)


def _measured(value: str, what: str, limit: int) -> str:
    if not (value.strip() if value.isascii() else any(map(_is_visible, value))):
        raise InvalidError(f"{_capital(what)} cannot be blank.")
    if len(value) > limit:
        raise InvalidError(f"{_capital(what)} has at most {limit:,} characters; this one has {len(value):,}.")
    return value


def _capital(what: str) -> str:
    return what[:1].upper() + what[1:]


def _is_visible(char: str) -> bool:
    return char not in _UNSEEN and unicodedata.category(char)[0] in "LNPSC"


def _bare(value: str) -> str:
    # Combining class 0 are vowel signs and the like, 8 the voicing marks of kana, 9 the vowel killers.
    decomposed = unicodedata.normalize("NFKD", _calm(value))
    return "".join(char for char in decomposed if unicodedata.combining(char) in (0, 8, 9))


def _is_word(char: str) -> bool:
    category = unicodedata.category(char)
    return category[0] in "LN" or (category in ("Mn", "Mc", "Co") and not "\ufe00" <= char <= "\ufe0f")
