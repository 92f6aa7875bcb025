"""How a person of the demo shop is written down; every day is counted from the day the shop is filled for."""

from typing import NamedTuple


class FollowUp(NamedTuple):
    """Something to do: `due` days from today (overdue: negative), `done` days ago, None while open."""

    due: int
    text: str
    time: str | None = None
    done: int | None = None


class Said(NamedTuple):
    """Something said or done `ago` days before today; `hour` None is one that was written down later."""

    ago: int
    kind: str
    text: str | None = None
    direction: str | None = None
    outcome: str | None = None
    hour: str | None = None
    company: tuple[str, ...] = ()
    follow_up: FollowUp | None = None


class Birthday(NamedTuple):
    """A birthday that comes `within` days from today; `age` None leaves the year out."""

    within: int
    age: int | None = None


class Relative(NamedTuple):
    """One of theirs who is not a contact."""

    name: str
    relation: str | None = None
    birthday: str | Birthday | None = None


class Mailings(NamedTuple):
    """Whether they want the catalogue, said `ago` days before today."""

    given: bool
    ago: int
    source: str


class Person(NamedTuple):
    """A contact as the owner would tell of it; ways to reach them and preferences as they are typed.

    `weight` says how much is made up of their talk before `said` begins, 80 being usual.
    """

    name: str
    since: int
    kind: str = "person"
    nickname: str | None = None
    pronunciation: str | None = None
    company: str | None = None
    role: str | None = None
    birthday: str | Birthday | None = None
    channel: str | None = None
    source: str | None = None
    referred_by: str | None = None
    stage: str | None = None
    pinned: str | None = None
    notes: str | None = None
    do_not_contact: bool = False
    died: int | None = None
    archived: bool = False
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    occasions: tuple[tuple[str, str], ...] = ()
    relatives: tuple[Relative, ...] = ()
    tags: tuple[str, ...] = ()
    likes: tuple[str, ...] = ()
    dislikes: tuple[str, ...] = ()
    mailings: Mailings | None = None
    said: tuple[Said, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    weight: int = 0
