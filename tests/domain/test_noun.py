import pytest

from tinycrm.domain.noun import a, row


@pytest.mark.parametrize(
    ("noun", "words"),
    [
        ("call", "a call"),
        ("contact", "a contact"),
        ("follow-up", "a follow-up"),
        ("email", "an email"),
        ("address", "an address"),
        ("interaction", "an interaction"),
        ("operation", "an operation"),
    ],
)
def test_a_noun_has_its_article(noun: str, words: str) -> None:
    assert a(noun) == words


def test_a_row_is_called_what_people_call_it() -> None:
    assert [row(table) for table in ("tag", "field_value", "property")] == ["tag", "value", "vCard line"]
