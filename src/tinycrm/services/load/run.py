"""An import from its comparison with the shop to its end: seen before it is done, or done as one operation."""

from typing import Any

from tinycrm.errors import RefusedError
from tinycrm.queries import field as fields
from tinycrm.queries import match as queries
from tinycrm.services import field as own_field
from tinycrm.services.load import write
from tinycrm.services.load.decide import Decider, Matched, match_people, report
from tinycrm.services.load.prepare import Prepared
from tinycrm.services.load.report import Progress, Report
from tinycrm.services.load.spool import Spool
from tinycrm.store import Reader, Store, Transaction

NO_FIELD = 0


def match(reader: Reader, prepared: Prepared, tell: Progress) -> Matched:
    """Find out who of a file is here already; on a reader, or inside a transaction."""
    return match_people(reader, prepared, tell)


def foresee(reader: Reader, prepared: Prepared, tell: Progress) -> Report:
    """What bringing a file in would do, by the same decisions; nothing is written."""
    decider = Decider(reader, prepared, match(reader, prepared, tell))
    for _ in decider.changes(tell):
        pass
    return report(prepared, decider)


def bring_in(store: Store, prepared: Prepared, tell: Progress, **refs: Any) -> Report:
    """Bring a file in as one operation, or nothing of it; `refs` are what its words speak of, `file` its name.

    The shop is locked only to be written to, unless it was changed while the file was compared with it. Raises
    RefusedError when its fields were changed meanwhile, StoreError when it cannot be had.
    """
    decider, changes, seen = _decided(store.reader, prepared, tell)
    try:
        with store.begin("contact.import", source="import", **refs) as tx:
            _ensure_same_fields(tx, prepared)
            if queries.newest_change(tx) != seen:
                changes.close()
                decider, changes, _ = _decided(tx, prepared, tell)
            write.write(tx, changes, _declared(tx, prepared, decider), tell)
            counts = decider.tally
            tx.refer(
                **refs, created=counts.created, updated=counts.updated, unchanged=counts.unchanged,
                skipped=counts.skipped, refused=prepared.notes.refused_total,
            )  # fmt: skip
            operation = tx.operation_id if tx.changed else None
    finally:
        changes.close()
    return report(prepared, decider, operation)


def _decided(reader: Reader, prepared: Prepared, tell: Progress) -> tuple[Decider, Spool, int]:
    """The decisions, what is to be written, and the newest change of the shop for which that holds."""
    matched = match(reader, prepared, tell)
    decider = Decider(reader, prepared, matched)
    return decider, write.lines(decider.changes(tell)), matched.newest_change


def _ensure_same_fields(tx: Transaction, prepared: Prepared) -> None:
    if fields.fields(tx) != prepared.fields:
        raise RefusedError("The shop's own fields were changed in another window just now; nothing was brought in.")


def _declared(tx: Transaction, prepared: Prepared, decider: Decider) -> list[int]:
    """The ids of the fields that are new, each declared unless nobody has a value in it."""
    return [
        own_field.declare(tx, field.name, field.kind).id if -at in decider.used else NO_FIELD
        for at, field in enumerate(prepared.new_fields, 1)
    ]


__all__ = ["bring_in", "foresee", "match"]
