"""The tables, as SQLModel classes: columns, keys and checks; no behaviour."""

from tinycrm.model.contact import (
    Address,
    Consent,
    Contact,
    Email,
    Link,
    Occasion,
    Phone,
    Preference,
    Relative,
    Tag,
)
from tinycrm.model.interaction import Interaction, Participant
from tinycrm.model.operation import Change, Operation
from tinycrm.model.reminder import Reminder

__all__ = [
    "Address",
    "Change",
    "Consent",
    "Contact",
    "Email",
    "Interaction",
    "Link",
    "Occasion",
    "Operation",
    "Participant",
    "Phone",
    "Preference",
    "Relative",
    "Reminder",
    "Tag",
]
