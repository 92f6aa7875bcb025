from tinycrm.domain.contact import CHANNELS
from tinycrm.domain.interaction import DIRECTIONS, KINDS
from tinycrm.domain.tag import tag
from tinycrm.services.demo import phrases

BLANKS = dict.fromkeys(("title", "author", "genre", "month", "price", "number", "detail"), "x")


def test_every_blank_is_known() -> None:
    words = [words for manner in phrases.MANNERS for words, _ in manner.lines if words]
    assert len(words) > 80
    assert not [each for each in [*words, *phrases.FOLLOW_UPS] if "{" in each.format(**BLANKS)]


def test_nothing_is_said_in_two_ways() -> None:
    words = [words for manner in phrases.MANNERS for words, _ in manner.lines if words]
    assert len(set(words)) == len(words)


def test_all_kinds_are_spoken_in_their_shares() -> None:
    assert {manner.kind for manner in phrases.MANNERS} == set(KINDS)
    assert {manner.direction for manner in phrases.MANNERS} == {*DIRECTIONS, None}
    assert sum(manner.share for manner in phrases.MANNERS) == 100


def test_only_visits_and_calls_go_without_words() -> None:
    wordless = {manner.kind for manner in phrases.MANNERS if (None in [words for words, _ in manner.lines])}
    assert wordless == {"visit", "call"}


def test_channels_and_tags_are_as_they_are_stored() -> None:
    assert set(phrases.CHANNELS) <= set(CHANNELS)
    assert [tag(word) for word in phrases.TAGS] == list(phrases.TAGS)
