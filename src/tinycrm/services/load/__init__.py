"""Bringing people in from a file: read and checked, compared with who is here, written as one operation."""

from tinycrm.services.load.prepare import Prepared, prepare
from tinycrm.services.load.report import Choices, Progress, Report
from tinycrm.services.load.run import bring_in, foresee, match

__all__ = ["Choices", "Prepared", "Progress", "Report", "bring_in", "foresee", "match", "prepare"]
