"""Fields of the shop's own, and what they hold for each contact."""

from sqlalchemy import Index, UniqueConstraint

from tinycrm.domain.field import KINDS
from tinycrm.model import column
from tinycrm.model.base import STRICT, Row


class Field(Row, table=True):
    """A field that the owner has declared; `choices` is a JSON array of words for the kind `choice`."""

    __table_args__ = (UniqueConstraint("name"), STRICT)

    id: int | None = column.key()
    name: str = column.line("name", required=True, limit=40)
    kind: str = column.choice("kind", KINDS, required=True)
    choices: str | None = column.text("choices", check="json_type(choices) = 'array'")
    position: int = column.position()


class FieldValue(Row, table=True):
    """What a field holds for a contact, as `domain.field` writes it."""

    __tablename__ = "field_value"
    __table_args__ = (UniqueConstraint("contact_id", "field_id"), Index("field_value_field", "field_id"), STRICT)

    id: int | None = column.key()
    contact_id: int | None = column.reference("contact_id", "contact", required=True)
    field_id: int | None = column.reference("field_id", "field", required=True)
    value: str = column.prose("value", required=True)
