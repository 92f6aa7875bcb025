from datetime import UTC, datetime

import pytest

from tinycrm.cli import clock
from tinycrm.errors import InvalidError


def test_the_clock_can_be_told() -> None:
    assert clock.now({"TINYCRM_NOW": "2026-11-24T10:30"}).isoformat() == "2026-11-24T10:30:00+00:00"
    assert clock.now({"TINYCRM_NOW": "2026-11-24"}).hour == 12
    assert clock.now({}).tzinfo is not None


@pytest.mark.parametrize("said", ["soon", "0001-01-01", "9999-12-31"])
def test_a_time_that_is_none_is_refused(said: str) -> None:
    with pytest.raises(InvalidError):
        clock.now({"TINYCRM_NOW": said})


def test_who_writes_can_be_said() -> None:
    assert clock.author("tui", {"TINYCRM_USER": "Ann\x1b"}) == ("tui", "Ann\ufffd")
    assert clock.author("cli", {}).by


def test_the_zone_knows_its_distance() -> None:
    zone = clock.LocalZone()
    moment = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)
    assert moment.astimezone(zone).utcoffset() is not None
    assert datetime(2026, 11, 24, 10, 30).replace(tzinfo=zone).astimezone(UTC) == moment
