"""Sheets, CSV (RFC 4180) as it is really written, Excel and ODS: rows of cells in, whatever is in the cells."""

from tinycrm.formats.sheet.reader import Sheet, open_sheet
from tinycrm.formats.sheet.record import Row
from tinycrm.formats.sheet.source import Offer, check_path

__all__ = ["Offer", "Row", "Sheet", "check_path", "open_sheet"]
