"""Which column of a sheet is what: in the layouts of Google, Outlook, Thunderbird, our own, and by its header."""

from tinycrm.formats.presets.google_writer import write_google
from tinycrm.formats.presets.inspection import Column, Inspection, inspect
from tinycrm.formats.presets.own import OWN_COLUMNS, Shape, shape, write_own
from tinycrm.formats.presets.plan import Mapped, people, title
from tinycrm.formats.presets.slot import Field, fields

__all__ = [
    "OWN_COLUMNS",
    "Column",
    "Field",
    "Inspection",
    "Mapped",
    "Shape",
    "fields",
    "inspect",
    "people",
    "shape",
    "title",
    "write_google",
    "write_own",
]
