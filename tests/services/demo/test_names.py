import pytest

from tinycrm.domain import name
from tinycrm.services.demo.names import COMPANIES, CULTURES, OCCASIONS, ORGANISATIONS, RELATIONS, ROLES, Culture


def test_the_shares_make_a_hundred() -> None:
    assert sum(culture.share for culture in CULTURES) == 100


@pytest.mark.parametrize("culture", CULTURES, ids=lambda culture: culture.family[0])
def test_names_come_apart_where_they_were_put_together(culture: Culture) -> None:
    for family in culture.family:
        if culture.joined:
            shown = family + culture.given[0]
            assert name.split(shown) == (shown, None, None)
        else:
            shown = f"{culture.given[0]} {family}"
            assert name.split(shown) == (shown, culture.given[0], family)


@pytest.mark.parametrize("culture", CULTURES, ids=lambda culture: culture.family[0])
def test_no_name_stands_twice(culture: Culture) -> None:
    assert len(set(culture.given)) == len(culture.given)
    assert len(set(culture.family)) == len(culture.family)


def test_organisations_are_named_after_a_town_or_a_family() -> None:
    shown = [pattern.format(town="Ely", family="Quill") for pattern in ORGANISATIONS]
    assert all("Ely" in each or "Quill" in each for each in shown)


@pytest.mark.parametrize("words", [COMPANIES, OCCASIONS, ORGANISATIONS, RELATIONS, ROLES])
def test_no_word_stands_twice(words: tuple[str, ...]) -> None:
    assert len(set(words)) == len(words)
