"""How lists of contacts and interactions are laid out, wherever they appear."""

from tinycrm.cli.out import Column
from tinycrm.domain.interaction import told

CONTACTS = (
    Column("", lambda row: row.ref, faint=True),
    Column("Name", lambda row: row.name, bold=True),
    Column("Phone or email", lambda row: next((each["value"] for each in [*row.phones, *row.emails]), "")),
    Column("Lives", lambda row: row.city or "", spare=True),
    Column("Tags", lambda row: ", ".join(row.tags), spare=True),
    Column("Last seen", lambda row: row.last_interaction or "", spare=True),
)
INTERACTIONS = (
    Column("", lambda row: row.ref, faint=True),
    Column("Day", lambda row: row.day),
    Column("Who", lambda row: ", ".join(each["name"] for each in row.who), bold=True),
    Column("How", lambda row: told(row.kind, row.direction), spare=True),
    Column("What", lambda row: " → ".join(part for part in (row.text, row.outcome) if part)),
)
