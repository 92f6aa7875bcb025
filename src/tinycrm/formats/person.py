"""The plain record that every importer fills and every exporter writes: someone as a file tells of them."""

from dataclasses import dataclass, field
from typing import NamedTuple

KEPT_LIMIT = 200  # vCard properties of one person that are not understood
DEPARTMENT, BEFORE, AFTER = "Department", "Prefix", "Suffix"  # other values that most formats have a place for


class Labelled(NamedTuple):
    """An email, phone or link, and the word that says which one it is."""

    label: str | None
    value: str


class Postal(NamedTuple):
    """A postal address, each part on one line; what is not known is None."""

    label: str | None = None
    street: str | None = None
    city: str | None = None
    region: str | None = None
    postcode: str | None = None
    country: str | None = None


class Occasion(NamedTuple):
    """A day of theirs besides the birthday; `day` is as `Person.birthday`."""

    name: str
    day: str


class Relative(NamedTuple):
    """Someone of theirs who has no record; `birthday` is as `Person.birthday`."""

    name: str
    relation: str | None = None
    birthday: str | None = None


class Refused(NamedTuple):
    """A record that cannot be taken: the line it begins at (1 is the first), and a sentence that says why."""

    line: int
    reason: str


@dataclass(slots=True)
class Person:
    """Someone as a file tells of them; nothing is checked, and what the file does not say is empty.

    Days are `YYYY-MM-DD` or `--MM-DD` where the file says so clearly, else its own words. Lists have the primary
    first. `others` are named values that no field has; `kept` are vCard properties that are not understood, unfolded,
    to be exported again. Records are compared by what they say of the person, not by where they stood.
    """

    line: int = field(default=0, compare=False)  # where it began in the file; 1 is the first
    uid: str | None = None
    revised: str | None = None  # when it was last changed: `YYYY-MM-DDTHH:MM:SSZ`, else the file's own words
    name: str = ""
    kind: str | None = None  # "person" or "organisation"
    given: str | None = None
    family: str | None = None
    nickname: str | None = None
    pronunciation: str | None = None
    company: str | None = None
    role: str | None = None
    birthday: str | None = None
    deceased_on: str | None = None
    emails: list[Labelled] = field(default_factory=list)
    phones: list[Labelled] = field(default_factory=list)
    links: list[Labelled] = field(default_factory=list)
    addresses: list[Postal] = field(default_factory=list)
    occasions: list[Occasion] = field(default_factory=list)
    relatives: list[Relative] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    likes: list[str] = field(default_factory=list)  # "author:Zola", as is `dislikes`
    dislikes: list[str] = field(default_factory=list)
    notes: str | None = None
    pinned: str | None = None
    channel: str | None = None
    stage: str | None = None
    source: str | None = None
    referred_by: str | None = None  # the name of who sent them
    cadence: str | None = None  # how often to keep in touch, such as "6w"
    mailings: bool | None = None
    mailings_on: str | None = None  # the day on which they said so, and how they did
    mailings_source: str | None = None
    do_not_contact: bool | None = None
    others: dict[str, str] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    photos: int = field(default=0, compare=False)  # how many there were; they are left out
    guesses: list[str] = field(default_factory=list, compare=False)  # sentences on what the reader could not be sure of

    def called(self) -> str:
        """What to call them: the name, else the company, an email or a phone; "" when there is none of these."""
        ways = (way.value for way in (*self.emails, *self.phones))
        return self.name or self.company or next(ways, "")
