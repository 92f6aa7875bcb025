from contextlib import suppress

import pytest

from tests.queries import people
from tests.queries.people import meaning
from tinycrm.domain.filter import FilterError
from tinycrm.errors import CrmError, InvalidError
from tinycrm.queries import contact, reference, search
from tinycrm.queries.contact import Chosen
from tinycrm.queries.find import find
from tinycrm.store import Store

HOSTILE = [
    "'", "\"", "''", "\"\"\"", "*", "a*", "NEAR(", "NEAR(a b)", "AND", "OR NOT", "names:x", "-x", "^a", "%",
    "_", "\\", "a\\%_", "", " ", "\t\n", "...", "(){}[]", "\x00", "a\x00b", "\"\x00", "\ud800", "a\udfffb",
    "a@\ud800", "李\x00小", "李\ud800", "%李_\\", "\u3099", "\u202e", "\x1b[31m", "[/]", "@", "'@\"", "+++",
    "0 0 0", "; DROP TABLE contact; --", "c", "\U000e0001", "👩\u200d🚀",
]  # fmt: skip
TOO_LONG = ["x" * 20_000, "李" * 20_000, "x " * 10_000, "李 " * 10_000, '"' * 20_000, "x@" * 10_000, "1" * 20_000]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_find_nothing_and_break_nothing(shop: Store, text: str) -> None:
    people.add(shop, "Ada Lovelace", notes="first editions")
    assert isinstance(reference.contacts(shop.reader, text), list)
    assert isinstance(reference.alike(shop.reader, text), list)
    for words in ([text], text.split(), [text, "ada"], text.split(" ")):
        find(shop.reader, words, 20)
        with suppress(FilterError):
            chosen = Chosen(meaning(" ".join(words)))
            assert len(contact.page(shop.reader, chosen)) == contact.count(shop.reader, chosen)


@pytest.mark.parametrize("text", TOO_LONG)
def test_far_too_much_is_a_sentence(shop: Store, text: str) -> None:
    with pytest.raises(InvalidError, match=r"too much to look for: [\d,]+ words, [\d,]+ characters; at most 50 words"):
        find(shop.reader, text.split(), 20)
    with pytest.raises(InvalidError, match="at most 50 words, 1,000 characters"):
        reference.contacts(shop.reader, text)


def test_far_too_much_for_a_list_too(shop: Store) -> None:
    for text in TOO_LONG[:3]:
        with pytest.raises(CrmError):
            contact.page(shop.reader, Chosen(meaning(text)))


@pytest.mark.parametrize(("text", "name"), [("%", "100%"), ("_", "a_b"), ("100", "100%")])
def test_signs_of_patterns_stand_for_themselves(shop: Store, text: str, name: str) -> None:
    people.add(shop, f"李 {name}")
    people.add(shop, "李 other")
    assert [each.name for each in reference.contacts(shop.reader, f"李 {name}")] == [f"李 {name}"]
    assert len(reference.contacts(shop.reader, f"李{text}")) == 0


def test_half_a_word_of_a_query_language_is_a_word(shop: Store) -> None:
    people.add(shop, "Near And Or Not")
    for text in ("near", "AND", "or not", "NOT near"):
        assert [each.name for each in reference.contacts(shop.reader, text)] == ["Near And Or Not"]


def test_words_without_letters_and_halves_of_characters_are_left_out() -> None:
    assert search.searchable(["ada", "***", "a\x00b", "x\ud800"]) == ["ada", "ab", "x"]
    assert search.like("5%_\\") == "%5\\%\\_\\\\%"
