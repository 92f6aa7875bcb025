"""The words of the query language: one line a word, and a tree of them turned into a condition on contacts."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tinycrm.domain import cadence, contact, preference, tag
from tinycrm.domain import field as own_fields
from tinycrm.domain.clean import fold, show_line
from tinycrm.domain.field import Field
from tinycrm.domain.filter import And, FilterError, Not, Term, Tree, show
from tinycrm.domain.reach import phone_fragment
from tinycrm.errors import InvalidError
from tinycrm.queries import condition as conditions
from tinycrm.queries import deal_word, own_word, purchase_word, search
from tinycrm.queries import field as fields
from tinycrm.queries.condition import EVERYONE, Condition, chosen, either, every, holds, holds_folded, negated, words_of
from tinycrm.queries.dated import OPEN, birthday, born, created, due, seen, unseen
from tinycrm.store.reader import Reader

NONE, ANY = "none", "any"

Context = conditions.Context
Build = conditions.Build


class Word(NamedTuple):
    """A filter word: what kind of value it takes, what it chooses, the condition a value makes, when a contact has
    any value at all (for `none` and `any`; "" where that makes no sense), and what completion offers: words, or a
    statement that selects them.
    """

    name: str
    kind: str
    help: str
    build: Build
    present: str = ""
    offers: tuple[str, ...] | str = ()


def words() -> tuple[Word, ...]:
    """Every filter word of ours, in the order in which help lists them."""
    return _WORDS


def own_words(declared: Iterable[Field]) -> list[Word]:
    """The filter words of fields that the shop has declared."""
    return [
        Word(
            each.name, each.kind, own_word.HELP[each.kind].format(each.name),
            own_word.build(each), own_word.present(each), own_word.offers(each),
        )
        for each in declared
    ]  # fmt: skip


def condition(tree: Tree, context: Context) -> Condition:
    """The tree as a condition on the contact `c`, to stand in a WHERE; true when the tree is empty.

    Raises FilterError for an unknown word and for a value that its word does not take.
    """
    if isinstance(tree, Term):
        return _term(tree, context)
    if isinstance(tree, Not):
        return negated(condition(tree.part, context))
    return (every if isinstance(tree, And) else either)(condition(part, context) for part in tree.parts)


def completions(reader: Reader, typed: str) -> list[str]:
    """How the filter word being typed could go on: names of words, and behind the colon values, as they are typed."""
    name, colon, value = typed.rpartition(":")
    *signs, last = name.split(":")
    before = "".join(f"{sign}:" for sign in signs)
    if not colon or last in ("not", "or"):
        named = [*_BY_NAME, *(each.name for each in fields.fields(reader)), "not", "or"]
        return [f"{name}{colon}{each}:" for each in named if each.startswith(value.lower())]
    word = _BY_NAME.get(last.lower()) or _own(last, fields.fields(reader))
    if word is None or not set(signs) <= {"not", "or"}:
        return []
    offered = reader.values(word.offers) if isinstance(word.offers, str) else list(word.offers)
    hyphened = dict.fromkeys("-".join(str(each).split()) for each in [*offered, *((NONE, ANY) if word.present else ())])
    return [f"{before}{last}:{each}" for each in hyphened if fold(each).startswith(fold(value))]


def _term(term: Term, context: Context) -> Condition:
    text, word_at, value_at = term.place or (show(term), 0, len(term.name) + 1 if term.name else 0)
    if not term.name and term.value.lower() == deal_word.ROTTING:
        return deal_word.rotting_on_contact(context)
    word = _BY_NAME.get(term.name) if term.name else _PEOPLE
    if word is None:
        declared = context.fields()
        word = _own(term.name, declared)
        if word is None:
            raise FilterError(_unknown(term.name, declared), text, word_at)
    try:
        if word.present and term.value.lower() in (NONE, ANY):
            present = Condition(word.present)
            return negated(present) if term.value.lower() == NONE else present
        return word.build(term.value, context)
    except InvalidError as error:
        raise FilterError(str(error), text, value_at) from None


def _own(name: str, declared: Sequence[Field]) -> Word | None:
    """The word of a declared field, however its name is written."""
    if not declared:
        return None
    try:
        slug = own_fields.slug(name)
    except InvalidError:
        return None
    return next(iter(own_words(each for each in declared if each.name == slug)), None)


def _unknown(name: str, declared: Sequence[Field]) -> str:
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extractOne

    shown = show_line(name, 40)
    known = [*_BY_NAME, *(each.name for each in declared), "not", "or"]
    close = extractOne(name, known, scorer=OSA.distance, score_cutoff=max(1, min(3, len(name) // 2)))
    hint = f"; did you mean {close[0]}:?" if close else ". In quotes it is a plain word."
    return f"There is no filter word «{shown}:»{hint}"


def _people(value: str, context: Context) -> Condition:
    named = _named(value, search.PEOPLE)
    found = re.fullmatch(r"[cC](\d{1,15})", value, re.ASCII)
    if found:
        return either((Condition("c.id = ?", (int(found[1]),)), named))
    # part of a number, as it is read off a telephone
    is_number = re.fullmatch(r"\+?[\d().-]+", value) and len(phone_fragment(value)) >= 3
    return either((named, _phone(value, context))) if is_number else named


def _name(value: str, _: Context) -> Condition:
    words_of(value)
    return _named(value, search.NAMES)


def _named(value: str, columns: str) -> Condition:
    if search.unparted(value):
        like = search.like(value)
        return Condition("(c.name LIKE ? ESCAPE '\\' OR c.nickname LIKE ? ESCAPE '\\')", (like, like))
    if not fold(value):
        return EVERYONE
    match = search.expression([value], columns, beginnings=True)
    return Condition("c.id IN (SELECT rowid FROM contact_search WHERE contact_search MATCH ?)", (match,))


def _said(value: str, _: Context) -> Condition:
    words_of(value)
    if search.unparted(value):
        like = search.like(value)
        return Condition(
            "(c.notes LIKE ? ESCAPE '\\' OR c.pinned LIKE ? ESCAPE '\\' OR c.id IN (SELECT p.contact_id"
            " FROM interaction i JOIN participant p ON p.interaction_id = i.id WHERE i.text LIKE ? ESCAPE '\\'))",
            (like, like, like),
        )
    match = search.expression([value], beginnings=True)
    return Condition(
        "c.id IN (SELECT p.contact_id FROM said_search JOIN participant p ON p.interaction_id = said_search.rowid"
        " WHERE said_search MATCH ? AND said_search.rowid > 0"
        " UNION ALL SELECT -rowid FROM said_search WHERE said_search MATCH ? AND rowid < 0)",
        (match, match),
    )


def _ref(value: str, _: Context) -> Condition:
    return Condition("c.id = ?", (_contact_id(value),))


def _contact_id(value: str) -> int:
    found = re.fullmatch(r"[cC](\d{1,15})", value, re.ASCII)
    if found is None:
        raise InvalidError(f'"{show_line(value, 60)}" is no contact\'s reference; one looks like c12.')
    return int(found[1])


def _referred_by(value: str, _: Context) -> Condition:
    if re.fullmatch(r"[cC]\d+", value, re.ASCII):
        return Condition("c.referred_by_id IS ?", (_contact_id(value),))
    words_of(value)
    named = _named(value, search.NAMES)
    return Condition(f"c.referred_by_id IN (SELECT c.id FROM contact c WHERE {named.sql})", named.parameters)


def _tag(value: str, _: Context) -> Condition:
    return Condition("c.id IN (SELECT contact_id FROM tag WHERE name = ?)", (tag.tag(value),))


def _attitude(attitude: str) -> Build:
    def build(value: str, _: Context) -> Condition:
        wanted = preference.preference(value)
        parts = [Condition("attitude = ?", (attitude,))]
        if wanted.value != value:
            parts.append(Condition("facet = ?", (wanted.facet,)))
        # a sign without letters, such as ❤, is its own key
        liked = _key(wanted.value) if fold(wanted.value) else Condition("key = ?", (wanted.key,))
        return chosen("SELECT contact_id FROM preference WHERE", every([*parts, liked]))

    return build


def _key(value: str) -> Condition:
    """Many people share a key: it is looked for once in each, stepping from key to key through the index."""
    holding = holds_folded("key", value)
    keys = (
        "WITH RECURSIVE k (key) AS (SELECT min(key) FROM preference UNION ALL"
        " SELECT (SELECT min(key) FROM preference p WHERE p.key > k.key) FROM k WHERE k.key IS NOT NULL)"
    )
    return Condition(f"key IN ({keys} SELECT key FROM k WHERE {holding.sql})", holding.parameters)


def _column(name: str) -> Build:
    return lambda value, _: holds(f"c.{name}", value)


def _city(value: str, _: Context) -> Condition:
    return chosen("SELECT contact_id FROM address WHERE", holds("city", value))


def _country(value: str, context: Context) -> Condition:
    home = Condition("country IS NULL") if value.upper() == context.country else None
    named = holds("country", value)
    return chosen("SELECT contact_id FROM address WHERE", either((named, home)) if home else named)


def _relation(value: str, _: Context) -> Condition:
    return chosen("SELECT contact_id FROM relative WHERE", holds("relation", value))


def _email(value: str, _: Context) -> Condition:
    return chosen("SELECT contact_id FROM email WHERE", Condition("key LIKE ? ESCAPE '\\'", (_like(value),)))


def _like(value: str) -> str:
    return search.like(value.casefold())


def _phone(value: str, _: Context) -> Condition:
    digits = phone_fragment(value)
    if len(digits) < 3:
        raise InvalidError("A phone is looked for by three digits or more.")
    like = f"%{digits}%"
    return chosen("SELECT contact_id FROM phone WHERE", Condition("(digits LIKE ? OR e164 LIKE ?)", (like, like)))


def _choice(column: str, choices: Sequence[str]) -> Build:
    def build(value: str, _: Context) -> Condition:
        if value.lower() not in choices:
            raise InvalidError(f'"{show_line(value, 60)}" is none of {", ".join(choices)}.')
        return Condition(f"c.{column} IS ?", (value.lower(),))

    return build


def _flag(yes: str, no: str = "") -> Build:
    def build(value: str, _: Context) -> Condition:
        if value.lower() not in _YES_NO:
            raise InvalidError(f'"{show_line(value, 60)}" is neither yes nor no.')
        if value.lower() == "yes":
            return Condition(yes)
        return Condition(no) if no else negated(Condition(yes))

    return build


def _cadence(value: str, context: Context) -> Condition:
    if value.lower() in _YES_NO:
        return _flag("c.cadence IS NOT NULL")(value, context)
    return Condition("c.cadence IS ?", (cadence.cadence(value.replace("-", " ")),))


def _archived(value: str, context: Context) -> Condition:
    return EVERYONE if value.lower() == ANY else _flag("c.archived")(value, context)


_YES_NO = ("yes", "no")
_TIMES = ("7d", "30d", "90d", "6m", "1y", "today", "yesterday", "last-week", "last-month", "this-year")
_AHEAD = ("today", "tomorrow", "7d", "30d", "this-week", "next-week", "month")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MAILINGS = "c.id IN (SELECT contact_id FROM consent WHERE purpose = 'mailings'{})"


def _has(table: str, column: str = "") -> str:
    return f"c.id IN (SELECT contact_id FROM {table}{f' WHERE {column} IS NOT NULL' if column else ''})"


def _likes(attitude: str) -> tuple[Build, str, str]:
    rows = f"FROM preference WHERE attitude = '{attitude}'"
    return _attitude(attitude), f"c.id IN (SELECT contact_id {rows})", f"SELECT value {rows} {_COMMON.format('key')}"


def _fact(column: str) -> tuple[Build, str, str]:
    offers = f"SELECT {column} FROM contact WHERE {column} IS NOT NULL {_COMMON.format(column)}"
    return _column(column), f"c.{column} IS NOT NULL", offers


_STAGES = " UNION ALL ".join([*(f"SELECT '{each}'" for each in contact.STAGES), f"SELECT * FROM ({deal_word.OFFERED})"])
_COMMON = "GROUP BY {0} ORDER BY count(*) DESC, {0} LIMIT 200"
_PEOPLE = Word("", "people", "beginnings of words of a name, nickname or company, or part of a phone", _people)
_WORDS = (
    Word("tag", "tag", "has this tag", _tag, _has("tag"), f"SELECT name FROM tag {_COMMON.format('name')}"),
    Word("likes", "taste", "likes this; author:zola and the like say which way", *_likes("like")),
    Word("dislikes", "taste", "dislikes this", *_likes("dislike")),
    Word("name", "name", "has a name or nickname with these beginnings of words", _name),
    Word("company", "text", "works there", *_fact("company")),
    Word("role", "text", "does this there", *_fact("role")),
    Word("city", "text", "has an address there", _city, _has("address", "city"),
         f"SELECT city FROM address WHERE city IS NOT NULL {_COMMON.format('city')}"),
    Word("country", "text", "has an address there", _country, _has("address", "country"),
         f"SELECT country FROM address WHERE country IS NOT NULL {_COMMON.format('country')}"),
    Word("email", "part", "has an email with this in it", _email, _has("email")),
    Word("phone", "part", "has a phone with these digits in it", _phone, _has("phone")),
    Word("kind", "choice", "is a person or an organisation", _choice("kind", contact.KINDS), "", contact.KINDS),
    Word("stage", "stage", "is a lead, prospect, customer, regular or lapsed, or has a deal in this stage",
         deal_word.stage_on_contact, "c.stage IS NOT NULL", _STAGES),
    Word("channel", "choice", "is best reached this way",
         _choice("channel", contact.CHANNELS), "c.channel IS NOT NULL", contact.CHANNELS),
    Word("source", "text", "came to the shop this way", *_fact("source")),
    Word("referred-by", "contact", "was sent by this contact, a name or c12", _referred_by,
         "c.referred_by_id IS NOT NULL"),
    Word("relation", "text", "has a relative who is this to them", _relation, _has("relative"),
         f"SELECT relation FROM relative WHERE relation IS NOT NULL {_COMMON.format('relation')}"),
    Word("birthday", "yearly", "has a birthday then: feb, month, today, 10-dec, 7d", birthday,
         "c.birthday IS NOT NULL", (*_AHEAD, *_MONTHS)),
    Word("born", "past", "was born then: 1980, 1980..1989, ..1950", born, "c.birthday >= '0'"),
    Word("seen", "past", "was in touch within that time: 90d, 2026-01, 2026-01-01..", seen, _has("contact_seen"),
         (*_TIMES, "never")),
    Word("unseen", "past", "was not in touch within that time", unseen, "", (*_TIMES, "never")),
    Word("created", "past", "was added then", created, "", _TIMES),
    Word("due", "future", "has an open follow-up due then: today, 7d, overdue", due, f"c.id IN ({OPEN})",
         ("overdue", *_AHEAD)),
    Word("said", "words", "talked of this, or has it in the notes", _said),
    Word("mailings", "flag", "wants mailings, or said no to them", _flag(_MAILINGS.format(" AND given = 1"),
         _MAILINGS.format(" AND given = 0")), _MAILINGS.format(""), _YES_NO),
    Word("cadence", "flag", "has a rhythm of their own to keep in touch, or this one: 6w", _cadence,
         "c.cadence IS NOT NULL", _YES_NO),
    Word("do-not-contact", "flag", "does not want to be contacted", _flag("c.do_not_contact"), "", _YES_NO),
    Word("deceased", "flag", "has died", _flag("c.deceased_on IS NOT NULL"), "", _YES_NO),
    Word("archived", "flag", "is archived; any for all, archived or not", _archived, "", (*_YES_NO, ANY)),
    Word("ref", "contact", "is this contact, c12", _ref),
    Word("bought", "past", "bought something within that time: 90d, 2026-01, 2026-01-01..", purchase_word.bought,
         purchase_word.BOUGHT, _TIMES),
    Word("author", "text", "bought a book by this author", purchase_word.book("author_key"), "",
         "SELECT author FROM line WHERE author IS NOT NULL GROUP BY author_key ORDER BY count(*) DESC LIMIT 200"),
    Word("genre", "text", "bought a book of this genre", purchase_word.book("genre_key"), "",
         "SELECT genre FROM line WHERE genre IS NOT NULL GROUP BY genre_key ORDER BY count(*) DESC LIMIT 200"),
    Word("spent", "amount", "bought books for that in all: 100.., 50..200, 100eur..", purchase_word.spent,
         purchase_word.BOUGHT),
    Word("wants", "text", "looks for a book with these words in its title or author", purchase_word.wants,
         purchase_word.WANTING),
    Word("rhythm", "choice", "buys at a usual rhythm, and keeps it or is late", purchase_word.rhythm, "",
         purchase_word.RHYTHMS),
    *(Word(each.name, each.kind, each.help, deal_word.on_contact(each), deal_word.present_on_contact(each),
           each.offers) for each in deal_word.WORDS),
)  # fmt: skip
_BY_NAME = {word.name: word for word in _WORDS}
