"""What becomes of every person in a file: found in the shop, compared with what is there, and what is to be written."""

from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence

from tinycrm.domain.contact import Row
from tinycrm.queries import match
from tinycrm.services.load.prepare import Prepared
from tinycrm.services.load.report import BATCH, REFUSED_KEPT, Progress, Report, Tally
from tinycrm.services.load.roster import Roster
from tinycrm.services.load.said import Said, distinct
from tinycrm.services.load.standing import Change, Standing
from tinycrm.services.load.target import Group, Targets
from tinycrm.store import Reader

NEW = 0  # in place of an id: someone who is not here yet


class Matched:
    """Which contact each person of a file is, as the shop was at a certain change."""

    def __init__(self, newest_change: int) -> None:
        self.newest_change = newest_change
        self.numbers = array("Q")  # of the first record about each person who is another contact than those before
        self.contacts = array("Q")  # the contact, or NEW
        self.joined: dict[int, list[int]] = {}  # people of the file who turned out to be the same contact
        # who will have the names of those who sent others: an id, or -1, -2 … for the first, the second new one
        self.called: dict[str, set[int]] = {}
        self.warnings: list[tuple[int, str]] = []


def match_people(reader: Reader, prepared: Prepared, tell: Progress) -> Matched:
    """Find out who of the people is here; works on a reader as in a transaction."""
    matched = Matched(match.newest_change(reader))
    targets = Targets(reader, prepared)
    callers = _Callers(reader, prepared)
    new = 0
    for some in prepared.firsts():
        tell("comparing", some[0][0] // 2, len(prepared.spool))
        groups = [Group(number, [said, *prepared.further(number)]) for number, said in some]
        for group, contact_id in targets.find(groups):
            if contact_id is None:
                new += 1
                _warn_of_rival(matched, prepared, group)
            elif (first := targets.claimed(contact_id)) != group.number:
                matched.joined.setdefault(first, []).append(group.number)
                continue
            matched.numbers.append(group.number)
            matched.contacts.append(contact_id or NEW)
            callers.add(contact_id or -new, group.name, is_new=contact_id is None)
    matched.called = callers.called()
    return matched


class _Callers:
    """Who will be called as one of those who sent others, once everybody is in."""

    def __init__(self, reader: Reader, prepared: Prepared) -> None:
        self._wanted = prepared.referrers
        self._renames = prepared.choices.on_match == "update"
        self._called: defaultdict[str, set[int]] = defaultdict(set)
        for each in match.by_name(reader, self._wanted):
            if each.key == each.name:
                self._called[each.key].add(each.id)

    def add(self, who: int, name: str | None, *, is_new: bool) -> None:
        """Someone of the file, and what the file calls them."""
        if not self._wanted or name is None or not (is_new or self._renames):
            return
        for others in self._called.values():
            others.discard(who)
        if name in self._wanted:
            self._called[name].add(who)

    def called(self) -> dict[str, set[int]]:
        """Everyone by their names."""
        return dict(self._called)


def _warn_of_rival(matched: Matched, prepared: Prepared, group: Group) -> None:
    other = prepared.rivals.get(group.number)
    if other:
        said = f"{group.name or group.records[0].called} has the same email as {other}"
        matched.warnings.append((group.records[0].line, f"{said}, and came in as another person."))


class Decider:
    """Goes through the people of a file and says what is to be written about each."""

    def __init__(self, reader: Reader, prepared: Prepared, matched: Matched) -> None:
        self._prepared = prepared
        self._matched = matched
        self._roster = Roster(reader)
        self._choices = prepared.choices
        self._fields = {field.name: field.id for field in prepared.fields}
        self._new = {field.name: -at for at, field in enumerate(prepared.new_fields, 1)}
        self.tally = Tally()
        self.warnings = list(matched.warnings)
        self.used: set[int] = set()

    def changes(self, tell: Progress) -> Iterator[Change]:
        """What is to be written, one person after another; a new one refers to others by their turn: -1 is the first.

        Fields that are not declared yet have the ids -1, -2 … in the order of `Prepared.new_fields`.
        """
        numbers, contacts, total = self._matched.numbers, self._matched.contacts, len(self._prepared.spool)
        for start in range(0, len(numbers), BATCH):
            some = numbers[start : start + BATCH]
            tell("comparing", (total + some[0]) // 2, total)
            ids = contacts[start : start + BATCH]
            standing = self._roster.standing([contact_id for contact_id in ids if contact_id != NEW])
            lines = self._prepared.spool.some(some)
            for number, contact_id, line in zip(some, ids, lines, strict=True):
                change = self._one(number, Said.from_json(line), standing.get(contact_id) or Standing())
                if change is not None:
                    yield change

    def _one(self, number: int, first: Said, standing: Standing) -> Change | None:
        is_new = standing.id is None
        further = self._further(number)
        if is_new and not (further or first.custom or first.referrer):
            self.tally.created += 1
            return self._plain(first)
        if not is_new and self._choices.on_match == "skip":
            self.tally.skipped += 1 + len(further)
            return None
        changed = self._put(standing, first, fill=self._choices.on_match == "fill" and not is_new)
        more = [self._put(standing, said, fill=True) for said in further]
        changed |= self._put_choices(standing)
        if is_new:
            _name(standing, [first, *further])
            self.tally.created += 1
        else:
            self.tally.count(changed=changed)
        for each in more:
            self.tally.count(changed=each)
        return standing.change()

    def _plain(self, said: Said) -> Change:
        """A new contact of one record; nearly all that a first import brings."""
        name = {"name": said.known_as} if said.name is None else _named(said)
        facts = {"kind": said.kind, **name, **said.facts}
        if self._choices.source:
            facts.setdefault("source", self._choices.source)
        added = {table: list(enumerate(rows)) for table, rows in said.parts.items()}
        if self._choices.tags:
            tags = [*said.parts.get("tag", ()), *([tag] for tag in self._choices.tags)]
            added["tag"] = list(enumerate(distinct("tag", tags)))
        return Change(None, facts, added, [])

    def _further(self, number: int) -> list[Said]:
        found = self._prepared.further(number)
        for other in self._matched.joined.get(number, ()):
            found += [self._prepared.said(other), *self._prepared.further(other)]
        return found

    def _put(self, standing: Standing, said: Said, *, fill: bool) -> bool:
        changed = standing.put(said, fill=fill)
        for name, value in said.custom.items():
            field_id = self._fields.get(name) or self._new[name]
            if standing.put_row("field_value", [field_id, value], fill=fill):
                self.used.add(field_id)
                changed = True
        if said.referrer:
            changed |= self._put_referrer(standing, said, said.referrer, fill=fill)
        return changed

    def _put_choices(self, standing: Standing) -> bool:
        changed = [standing.put_row("tag", [tag], fill=True) for tag in self._choices.tags]
        if self._choices.source:
            changed.append(standing.put_fact("source", self._choices.source, fill=True))
        return any(changed)

    def _put_referrer(self, standing: Standing, said: Said, name: str, *, fill: bool) -> bool:
        found = self._matched.called.get(name, set())
        if len(found) != 1:
            how_many = f"{len(found)} people are" if found else "nobody is"
            self.warnings.append((said.line, f"Sent by {name}: {how_many} called so, and the name was left out."))
            return False
        who = next(iter(found))
        own = -(self.tally.created + 1) if standing.id is None else standing.id
        return who != own and standing.put_fact("referred_by_id", who, fill=fill)


def _named(said: Said) -> Row:
    return {"name": said.name, "given": said.given, "family": said.family}


def _name(standing: Standing, records: Sequence[Said]) -> None:
    """What a new contact cannot do without."""
    first = next((said for said in records if said.name), records[0])
    if first.name is None:
        standing.put_fact("name", first.called, fill=True)
    standing.put_fact("kind", first.kind, fill=True)


def report(prepared: Prepared, decider: Decider, operation: int | None = None) -> Report:
    """What is told of an import."""
    notes, tally = prepared.notes, decider.tally
    return Report(
        tally.created,
        tally.updated,
        tally.unchanged,
        tally.skipped,
        notes.refused,
        notes.refused_total,
        sorted([*notes.warnings, *decider.warnings])[:REFUSED_KEPT],
        notes.left_out,
        notes.photos,
        notes.consents,
        [field.name for at, field in enumerate(prepared.new_fields, 1) if -at in decider.used],
        operation,
    )
