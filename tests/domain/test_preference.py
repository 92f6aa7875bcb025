import pytest

from tinycrm.domain.preference import Preference, preference
from tinycrm.errors import InvalidError


@pytest.mark.parametrize(
    ("typed", "facet", "value", "key"),
    [
        ("author:Zola", "author", "Zola", "zola"),
        ("Author : Émile Zola", "author", "Émile Zola", "emile zola"),
        ("science fiction", "subject", "science fiction", "science fiction"),
        ("genre:science-fiction", "genre", "science-fiction", "sciencefiction"),
        ("first edition: Nana", "subject", "first edition: Nana", "first edition nana"),
        ("https://example.org", "subject", "https://example.org", "https example org"),
        ("10:30", "subject", "10:30", "10 30"),
        ("❤", "subject", "❤", "❤"),
    ],
)
def test_a_preference_has_a_facet_a_value_and_a_key(typed: str, facet: str, value: str, key: str) -> None:
    assert preference(typed) == Preference(facet, value, key)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("", "A preference cannot be blank."), ("author:", '"author:" has no value. Write it as author:Zola.')],
)
def test_a_preference_for_nothing(typed: str, sentence: str) -> None:
    with pytest.raises(InvalidError) as caught:
        preference(typed)
    assert str(caught.value) == sentence
