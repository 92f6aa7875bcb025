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
    Property,
    Relative,
    Tag,
    Uid,
)
from tinycrm.model.deal import Deal, DealContact, LostReason, Move, Pipeline, Stage
from tinycrm.model.field import Field, FieldValue
from tinycrm.model.interaction import Interaction, Participant
from tinycrm.model.operation import Change, Operation
from tinycrm.model.purchase import Line, Purchase
from tinycrm.model.reminder import Reminder
from tinycrm.model.want import Want

__all__ = [
    "Address",
    "Change",
    "Consent",
    "Contact",
    "Deal",
    "DealContact",
    "Email",
    "Field",
    "FieldValue",
    "Interaction",
    "Line",
    "Link",
    "LostReason",
    "Move",
    "Occasion",
    "Operation",
    "Participant",
    "Phone",
    "Pipeline",
    "Preference",
    "Property",
    "Purchase",
    "Relative",
    "Reminder",
    "Stage",
    "Tag",
    "Uid",
    "Want",
]
