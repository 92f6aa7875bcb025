"""An import as one operation: alone with the shop, whole or not at all."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.queries import people as shopkeeper
from tests.services.load.tool import brought, changes, counts, people, prepared, quiet, someone
from tests.services.undo_model import content, take_back
from tests.store.tool import opened
from tinycrm.errors import RefusedError
from tinycrm.formats.person import Person
from tinycrm.queries import operation as history
from tinycrm.services import field, load
from tinycrm.store import Store

EMAIL = "ada@example.org"


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Where temporary files would be seen."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    return tmp_path / "temporary"


def test_what_was_done_is_kept_with_its_counts(shop: Store) -> None:
    brought(shop, someone("Ada", email=EMAIL), someone("Bob"), someone("Cy", email="cy@"))
    brought(shop, someone("Ada", email=EMAIL, role="poet"), someone("Bob"))
    newest, first = history.imports(shop.reader)
    assert (first.ref, first.file, first.created, first.refused, first.undone) == ("o1", "people.csv", 2, 1, False)
    assert (newest.created, newest.updated, newest.unchanged) == (0, 1, 1)
    operation = history.operation(shop.reader, int(newest.ref[1:]))
    assert operation is not None
    assert (operation.source, operation.what) == ("import", "contact.import")


def test_a_shop_that_was_changed_meanwhile_is_compared_again(shop: Store) -> None:
    with prepared(shop, [someone("Ada King", email=EMAIL, role="poet")]) as file:

        def tell(phase: str, *_: int | None) -> None:
            if phase == "comparing" and not people(shop):
                shopkeeper.add(opened(shop.path), "Ada Lovelace", email=[EMAIL])

        report = load.bring_in(shop, file, tell, file="x")
    assert counts(report) == (0, 1, 0, 0)
    assert [(each.name, each.role) for each in people(shop)] == [("Ada King", "poet")]


def test_fields_that_were_changed_meanwhile_stop_it(shop: Store) -> None:
    with prepared(shop, [someone("Ada")]) as file:
        with shop.begin("field.add") as tx:
            field.declare(tx, "Shelf", "number")
        with pytest.raises(RefusedError, match="fields were changed"):
            load.bring_in(shop, file, quiet, file="x")
    assert people(shop) == []


@pytest.mark.parametrize("phase", ["reading", "comparing", "writing"])
def test_whatever_stops_it_nothing_is_left(shop: Store, folder: Path, phase: str) -> None:
    def tell(now: str, done: int, _: int | None) -> None:
        if now == phase and (done or phase != "writing"):
            raise KeyboardInterrupt

    before = content(shop.reader)
    records = [someone(f"Ada {at}", email=f"a{at}@x.org") for at in range(600)]
    with (
        pytest.raises(KeyboardInterrupt),
        load.prepare(iter(records), shopkeeper.READING, load.Choices(), [], tell) as file,
    ):
        load.bring_in(shop, file, tell, file="x")
    assert content(shop.reader) == before
    assert list(folder.iterdir()) == []
    assert brought(shop, *records).created == 600


def test_a_file_that_breaks_off_leaves_nothing(shop: Store, folder: Path) -> None:
    def broken() -> Iterator[Person]:
        yield someone("Ada")
        raise RefusedError("broken")

    with pytest.raises(RefusedError, match="broken"):
        prepared(shop, broken())
    assert list(folder.iterdir()) == []
    assert changes(shop) == 0


def test_hundreds_are_taken_back_with_what_was_updated(shop: Store) -> None:
    shopkeeper.add(shop, "Ada", email=["a0@x.org"], nickname="Ace")
    before = content(shop.reader)
    records = [
        someone(f"P{at} Roe", email=f"a{at}@x.org", phone="020 7946 0018", tags=["x"], nickname="N", others={"Nr": "1"})
        for at in range(700)
    ]
    records[0].name = "Ada"
    assert counts(brought(shop, *records, keep_others=True)) == (699, 1, 0, 0)
    take_back(shop)
    assert content(shop.reader) == before
    assert history.imports(shop.reader)[0].undone


def test_a_later_edit_stands_in_the_way_and_is_named(shop: Store) -> None:
    brought(shop, someone("Ada", email=EMAIL), someone("Bob"))
    shopkeeper.change(shop, 1, nickname="Ace")
    with pytest.raises(RefusedError, match="o1 cannot be undone: o2 has changed the same since; `tinycrm undo o2`"):
        take_back(shop, 1)
    assert len(people(shop)) == 2


def test_progress_is_told_phase_by_phase(shop: Store) -> None:
    told: list[tuple[str, int, int | None]] = []
    records = [someone(f"P{at}", email=f"a{at}@x.org") for at in range(1200)]
    choices = load.Choices()
    with load.prepare(iter(records), shopkeeper.READING, choices, [], lambda *now: told.append(now)) as file:
        load.bring_in(shop, file, lambda *now: told.append(now), file="x")
    assert list(dict.fromkeys(phase for phase, _, _ in told)) == ["reading", "comparing", "writing"]
    for phase in ("comparing", "writing"):
        done = [now for what, now, total in told if what == phase and total == 1200]
        assert done == sorted(done)
    assert told[-1] == ("writing", 1200, 1200)
