"""Reports: how the shop is doing.

\b
tinycrm report pipeline
tinycrm report pipeline --json
"""

from tinycrm.cli import report_pipeline
from tinycrm.cli.command import Commands

group = Commands(__doc__)
report_pipeline.hang(group)
