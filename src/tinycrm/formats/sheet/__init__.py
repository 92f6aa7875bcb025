"""Sheets, CSV (RFC 4180) as it is really written, Excel and ODS: rows of cells in, whatever is in the cells."""

from tinycrm.formats.sheet.reader import Sheet, open_sheet
from tinycrm.formats.sheet.record import Row
from tinycrm.formats.sheet.refused import REASON, write_refused

__all__ = ["REASON", "Row", "Sheet", "open_sheet", "write_refused"]
