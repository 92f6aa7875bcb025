import pytest

from tinycrm.domain.interaction import DIRECTIONS, KINDS, WRITTEN, told


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("direction", [*DIRECTIONS, None])
def test_every_kind_can_be_told(kind: str, direction: str | None) -> None:
    words = told(kind, direction)
    assert words
    assert words == words.lower()


def test_who_rang_whom_is_heard() -> None:
    assert [told("call", direction) for direction in ("in", "out", None)] == ["rang", "we rang", "call"]


def test_what_is_written_is_a_kind() -> None:
    assert set(WRITTEN) < set(KINDS)
