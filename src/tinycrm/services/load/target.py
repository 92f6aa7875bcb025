"""Who in the shop each person of a file is: by UID, then email, then phone with the name; by the name alone never,
unless a contact of that name has everything already that the file says.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import NamedTuple

from tinycrm.queries import match
from tinycrm.queries.match import Candidate
from tinycrm.services.load import cell
from tinycrm.services.load.alike import may_be_one, teller, words
from tinycrm.services.load.fold import CANDIDATES
from tinycrm.services.load.prepare import Prepared
from tinycrm.services.load.roster import Roster
from tinycrm.services.load.said import Said, same
from tinycrm.services.load.standing import Standing
from tinycrm.store import Reader

KEYS = ("uid", "email", "phone")
NAMESAKES = 1000  # so many contacts of one name are looked at for one who has everything

Fits = Callable[[Candidate], bool]


class Group:
    """The records of a file about one person; `number` is that of the first one, `keys` are what they are found by."""

    def __init__(self, number: int, records: list[Said]) -> None:
        self.number = number
        self.records = records
        named = next((said for said in records if said.name), records[0])
        self.name = named.name
        self.known_as = named.known_as
        self.told_by = named.told_by
        self.keys = {
            table: [same(table, row) for said in records for row in said.parts.get(table, ())] for table in KEYS
        }
        self.has_keys = any(self.keys.values())

    @property
    def tables(self) -> set[str]:
        """Where rows hang of which the records speak."""
        own = {"field_value"} if any(said.custom for said in self.records) else set()
        return own.union(*(said.parts for said in self.records))


class Claim(NamedTuple):
    """Whose records a contact was found for first, and what tells them from others with the same email."""

    number: int
    told_by: str | None


class Found:
    """Everyone in the shop with one of some values; of very many with the same one only the first, and namesakes."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self._first: defaultdict[str, list[Candidate]] = defaultdict(list)
        self._further: defaultdict[tuple[str, str], list[Candidate]] = defaultdict(list)
        for each in candidates:
            first = self._first[each.key]
            more = first if len(first) < CANDIDATES else self._further[each.key, each.name]
            more.append(each)

    def having(self, values: Iterable[str], name: str) -> list[Candidate]:
        """Those with one of the values, in the order of their numbers for each; `name` is whom they may be."""
        found = {
            each.id: each
            for value in values
            if value in self._first
            for each in (*self._first[value], *self._further.get((value, name), ()))
        }
        return list(found.values())


class Known(NamedTuple):
    """Everyone in the shop with one of the keys of some groups."""

    uid: Found
    email: Found
    phone: Found


class Namesakes:
    """Contacts with the name of somebody who has nothing else to be found by."""

    def __init__(self, found: Iterable[Candidate], names: Collection[str]) -> None:
        self._names: dict[int, str] = {}
        self._free: defaultdict[str, dict[int, None]] = defaultdict(dict)
        self._taken: defaultdict[str, dict[int, None]] = defaultdict(dict)
        for each in found:
            if each.name in names:
                self._names[each.id] = each.name
                self._free[each.name][each.id] = None

    def of(self, name: str) -> Iterator[int]:
        """Those of a name, the ones who are not taken yet first."""
        return chain(self._free.get(name, ()), self._taken.get(name, ()))

    def take(self, contact_id: int) -> None:
        """Takes note that a record was found for a contact."""
        name = self._names.get(contact_id)
        if name is not None and self._free[name].pop(contact_id, 0) is None:
            self._taken[name][contact_id] = None


class Targets:
    """Finds the contact for one group after another, in the order of the file."""

    def __init__(self, reader: Reader, prepared: Prepared) -> None:
        self._reader = reader
        self._prepared = prepared
        self._roster = Roster(reader)
        self._fields = {field.name: field.id for field in prepared.fields}
        self._claims: dict[int, Claim] = {}
        self._derived: Mapping[str, int] | None = None
        self._tables: set[str] = set()
        self._looked_at: dict[int, Standing] = {}
        self._namesakes = Namesakes(match.by_name(reader, prepared.keyless), prepared.keyless)

    def find(self, groups: Sequence[Group]) -> Iterator[tuple[Group, int | None]]:
        """Each group with the id of its contact, None for someone who is not here yet."""
        found = Known(*(Found(by(self._reader, keys)) for by, keys in _asked(groups)))
        self._look_at_namesakes(groups)
        for group in groups:
            contact_id = self._one(group, found)
            if contact_id is not None:
                self._claims.setdefault(contact_id, Claim(group.number, group.told_by))
                self._namesakes.take(contact_id)
            yield group, contact_id

    def claimed(self, contact_id: int) -> int:
        """The number of the group that a contact was found for first."""
        return self._claims[contact_id].number

    def _one(self, group: Group, found: Known) -> int | None:
        name, told_by = group.known_as, group.told_by
        tiers: tuple[tuple[Found, str, Fits], ...] = (
            (found.uid, "uid", lambda _: True),
            (found.email, "email", lambda each: self._may_be(each, told_by)),
            (found.phone, "phone", lambda each: words(each.name) == words(name)),
        )
        for known, table, fits in tiers:
            candidates = known.having(group.keys[table], name)
            fitting = [each for each in candidates if fits(each)]
            if fitting:
                return self._best(group, fitting)
            if table == "uid" and (derived := self._by_derived_uid(group)) is not None:
                return derived
            if table == "email" and candidates:
                self._prepared.rivals.setdefault(group.number, candidates[0].name)
        return self._holding(group)

    def _may_be(self, candidate: Candidate, told_by: str | None) -> bool:
        theirs = teller(candidate.kind, candidate.name, candidate.given)
        claim = self._claims.get(candidate.id)
        return may_be_one(told_by, theirs) and (claim is None or may_be_one(told_by, claim.told_by))

    def _by_derived_uid(self, group: Group) -> int | None:
        """Our own exports give UIDs that are stored nowhere; they are worked out once a file has one like them."""
        for uid in group.keys["uid"]:
            if cell.is_derived(uid):
                if self._derived is None:
                    self._derived = match.derived_uids(self._reader, self._prepared.uids)
                if uid in self._derived:
                    return self._derived[uid]
        return None

    def _best(self, group: Group, candidates: Sequence[Candidate]) -> int:
        """Of several the one who has everything already, then the one of the same name, then who was here first."""
        if len(candidates) > 1:
            ids = [each.id for each in candidates]
            standing = self._roster.standing(ids, group.tables)
            fill = self._prepared.choices.on_match == "fill"
            holding = next((each for each in ids if self._has_all(standing[each], group, fill=fill)), None)
            if holding is not None:
                return holding
        return min(candidates, key=lambda each: (each.name != group.known_as, each.id)).id

    def _look_at_namesakes(self, groups: Sequence[Group]) -> None:
        """Fetches at once those who are found for the groups without keys when a file comes again."""
        keyless = [group for group in groups if not group.has_keys]
        names = Counter(group.known_as for group in keyless)
        self._tables = {table for group in keyless for table in group.tables}
        self._looked_at.clear()
        self._look_at([each for name, often in names.items() for each in islice(self._namesakes.of(name), often)])

    def _look_at(self, contact_ids: Collection[int]) -> None:
        new = [each for each in contact_ids if each not in self._looked_at]
        self._looked_at.update(self._roster.standing(new, self._tables))

    def _holding(self, group: Group) -> int | None:
        """Someone of the same name who has everything; those for whom no record was found yet come first."""
        if group.has_keys:
            return None
        candidates = list(islice(self._namesakes.of(group.known_as), NAMESAKES))
        for at, contact_id in enumerate(candidates):
            if contact_id not in self._looked_at:
                self._look_at(candidates[at : at + CANDIDATES])
            if self._has_all(self._looked_at[contact_id], group):
                return contact_id
        return None

    def _has_all(self, standing: Standing, group: Group, *, fill: bool = False) -> bool:
        """Whether the records would change nothing."""
        for at, said in enumerate(group.records):
            keeps = fill or at > 0
            own = [[self._fields.get(name), value] for name, value in said.custom.items()]
            is_held = standing.holds(said, fill=keeps)
            if not (is_held and all(standing.holds_row("field_value", row, fill=keeps) for row in own)):
                return False
        return True


def _asked(groups: Sequence[Group]) -> Iterator[tuple[Callable[..., list[Candidate]], set[str]]]:
    for table, by in zip(KEYS, (match.by_uid, match.by_email, match.by_phone), strict=True):
        yield by, {value for group in groups for value in group.keys[table]}
