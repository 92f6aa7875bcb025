"""Contacts fetched whole from the shop, many at once, ready to have records put into them."""

from collections.abc import Collection, Mapping
from functools import partial
from uuid import UUID

from tinycrm.queries import match
from tinycrm.queries.person import derived_uid, shop_uuid
from tinycrm.services.contact import POSITIONED
from tinycrm.services.load import cell
from tinycrm.services.load.said import PARTS
from tinycrm.services.load.standing import Standing
from tinycrm.store import Reader


class Roster:
    """Makes a `Standing` of any contact in the shop."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._shop: UUID = shop_uuid(reader)

    def standing(self, contact_ids: Collection[int], tables: Collection[str] = PARTS.keys()) -> Mapping[int, Standing]:
        """These contacts as they are in the shop, under their ids, with what hangs on them in `tables`."""
        ids = sorted(set(contact_ids))
        if not ids:
            return {}
        found = {
            contact_id: Standing(contact_id, facts, partial(self._own_uid, contact_id))
            for contact_id, facts in match.facts(self._reader, ids).items()
        }
        for table in tables:
            columns = PARTS[table]
            positioned = table in POSITIONED
            asked = ("position", *columns) if positioned else columns
            for contact_id, row_id, *values in match.parts(self._reader, table, asked, ids):
                position = values.pop(0) if positioned else 0
                found[contact_id].hang(table, row_id, values, position)
        return found

    def _own_uid(self, contact_id: int) -> str:
        return cell.bare_uid(derived_uid(self._shop, contact_id))
