"""A person or organisation, and what hangs on it."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlmodel import Relationship

from tinycrm.domain.contact import ATTITUDES, CHANNELS, KINDS, STAGES
from tinycrm.model import column
from tinycrm.model.base import STRICT, Row

OWNED = {"cascade": "all, delete-orphan", "passive_deletes": True}


class Contact(Row, table=True):
    """Someone the shop knows."""

    __table_args__ = (
        Index("contact_referred_by", "referred_by_id"),
        Index("contact_cadence", "cadence", sqlite_where=sql("cadence IS NOT NULL")),
        column.yearly("contact", "birthday"),
        STRICT,
    )

    id: int | None = column.key()
    kind: str = column.choice("kind", KINDS, required=True)
    name: str = column.line("name", required=True)
    given: str | None = column.line("given")
    family: str | None = column.line("family")
    nickname: str | None = column.line("nickname")
    pronunciation: str | None = column.line("pronunciation")
    company: str | None = column.line("company")
    role: str | None = column.line("role")
    birthday: str | None = column.partial_day("birthday")
    channel: str | None = column.choice("channel", CHANNELS)
    source: str | None = column.line("source")
    referred_by_id: int | None = column.reference("referred_by_id", "contact", on_delete="SET NULL")
    stage: str | None = column.choice("stage", STAGES)
    cadence: str | None = column.line("cadence")
    pinned: str | None = column.prose("pinned")
    notes: str | None = column.prose("notes")
    do_not_contact: bool = column.flag("do_not_contact")
    deceased_on: date | None = column.day("deceased_on")
    archived: bool = column.flag("archived")
    created_at: datetime = column.moment("created_at", required=True)

    emails: list["Email"] = Relationship(sa_relationship_kwargs=OWNED)
    phones: list["Phone"] = Relationship(sa_relationship_kwargs=OWNED)
    addresses: list["Address"] = Relationship(sa_relationship_kwargs=OWNED)
    links: list["Link"] = Relationship(sa_relationship_kwargs=OWNED)
    occasions: list["Occasion"] = Relationship(sa_relationship_kwargs=OWNED)
    relatives: list["Relative"] = Relationship(sa_relationship_kwargs=OWNED)
    tags: list["Tag"] = Relationship(sa_relationship_kwargs=OWNED)
    preferences: list["Preference"] = Relationship(sa_relationship_kwargs=OWNED)
    consents: list["Consent"] = Relationship(sa_relationship_kwargs=OWNED)


class Email(Row, table=True):
    """An email address; `key` is the address as it is compared. Couples share one, so it is not unique."""

    __table_args__ = (Index("email_contact", "contact_id"), Index("email_key", "key"), STRICT)

    id: int | None = column.key()
    contact_id: int | None = column.reference("contact_id", "contact", required=True)
    position: int = column.position()
    label: str | None = column.line("label")
    address: str = column.line("address", required=True, limit=254)
    key: str = column.line("key", required=True, limit=400)


class Phone(Row, table=True):
    """A phone number as typed; E.164 beside it when known, and its digits for searching."""

    __table_args__ = (Index("phone_contact", "contact_id"), Index("phone_e164", "e164"), STRICT)

    id: int | None = column.key()
    contact_id: int | None = column.reference("contact_id", "contact", required=True)
    position: int = column.position()
    label: str | None = column.line("label")
    number: str = column.line("number", required=True)
    e164: str | None = column.line("e164")
    digits: str = column.line("digits", required=True)


class Address(Row, table=True):
    """A postal address."""

    __table_args__ = (Index("address_contact", "contact_id"), STRICT)

    id: int | None = column.key()
    contact_id: int | None = column.reference("contact_id", "contact", required=True)
    position: int = column.position()
    label: str | None = column.line("label")
    street: str | None = column.line("street")
    city: str | None = column.line("city")
    region: str | None = column.line("region")
    postcode: str | None = column.line("postcode")
    country: str | None = column.line("country")


class Link(Row, table=True):
    """A web address."""

    __table_args__ = (Index("link_contact", "contact_id"), STRICT)

    id: int | None = column.key()
    contact_id: int | None = column.reference("contact_id", "contact", required=True)
    position: int = column.position()
    label: str | None = column.line("label")
    url: str = column.text("url", required=True, check="url GLOB 'http*://?*' AND length(url) <= 2000")


class Occasion(Row, table=True):
    """A yearly day of theirs besides the birthday: an anniversary, a name day."""

    __table_args__ = (Index("occasion_contact", "contact_id"), column.yearly("occasion", "day"), STRICT)

    id: int | None = column.key()
    contact_id: int | None = column.reference("contact_id", "contact", required=True)
    name: str = column.line("name", required=True)
    day: str = column.partial_day("day", required=True)


class Relative(Row, table=True):
    """Someone of theirs who is not a contact."""

    __table_args__ = (Index("relative_contact", "contact_id"), column.yearly("relative", "birthday"), STRICT)

    id: int | None = column.key()
    contact_id: int | None = column.reference("contact_id", "contact", required=True)
    name: str = column.line("name", required=True)
    relation: str | None = column.line("relation")
    birthday: str | None = column.partial_day("birthday")


class Tag(Row, table=True):
    """A word the owner files people under."""

    __table_args__ = (UniqueConstraint("contact_id", "name"), Index("tag_name", "name"), STRICT)

    id: int | None = column.key()
    contact_id: int | None = column.reference("contact_id", "contact", required=True)
    name: str = column.line("name", required=True)


class Preference(Row, table=True):
    """What they like or dislike; `key` is the value folded for searching."""

    __table_args__ = (
        UniqueConstraint("contact_id", "attitude", "facet", "key"),
        Index("preference_key", "key"),
        STRICT,
    )

    id: int | None = column.key()
    contact_id: int | None = column.reference("contact_id", "contact", required=True)
    attitude: str = column.choice("attitude", ATTITUDES, required=True)
    facet: str = column.line("facet", required=True)
    value: str = column.line("value", required=True)
    key: str = column.line("key", required=True)


class Consent(Row, table=True):
    """Whether they want something sent to them: for what, since when, and how they said so."""

    __table_args__ = (UniqueConstraint("contact_id", "purpose"), STRICT)

    id: int | None = column.key()
    contact_id: int | None = column.reference("contact_id", "contact", required=True)
    purpose: str = column.line("purpose", required=True)
    given: bool = column.flag("given")
    day: date = column.day("day", required=True)
    source: str | None = column.line("source")


class Uid(Row, table=True):
    """What a file that they came from calls them (a vCard's UID); several files may each have their own."""

    __table_args__ = (UniqueConstraint("contact_id", "value"), Index("uid_value", "value"), STRICT)

    id: int | None = column.key()
    contact_id: int | None = column.reference("contact_id", "contact", required=True)
    value: str = column.line("value", required=True, limit=400)


class Property(Row, table=True):
    """A vCard property that tinycrm has no place for, as it was written, to be exported again."""

    __table_args__ = (UniqueConstraint("contact_id", "line"), STRICT)

    id: int | None = column.key()
    contact_id: int | None = column.reference("contact_id", "contact", required=True)
    line: str = column.line("line", required=True, limit=10_000)
