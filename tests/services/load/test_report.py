from tests.services.load.tool import brought, someone
from tinycrm.formats.person import Refused
from tinycrm.services.load import report
from tinycrm.services.load.report import Notes, Tally
from tinycrm.store import Store


def test_of_very_many_only_the_first_are_kept_and_all_counted() -> None:
    notes = Notes()
    for line in range(report.REFUSED_KEPT + 3):
        notes.refuse(Refused(line, "x"))
        notes.warn(line, "x")
    assert (len(notes.refused), len(notes.warnings)) == (report.REFUSED_KEPT, report.REFUSED_KEPT)
    assert notes.refused_total == report.REFUSED_KEPT + 3


def test_cells_are_counted_by_their_header() -> None:
    notes = Notes()
    for header in ("Shelf", "Nr", "Shelf"):
        notes.leave(header)
    assert notes.left_out == {"Shelf": 2, "Nr": 1}


def test_a_record_is_changed_or_not() -> None:
    tally = Tally()
    for changed in (True, False, False):
        tally.count(changed=changed)
    assert (tally.updated, tally.unchanged) == (1, 2)


def test_the_operation_has_a_name_when_something_was_done(shop: Store) -> None:
    assert brought(shop, someone("Ada", email="ada@example.org", photos=2)).ref == "o1"
    again = brought(shop, someone("Ada", email="ada@example.org", photos=2))
    assert (again.ref, again.photos) == (None, 2)
