"""How the deals do: what is likely to come in, how far they get, how long they stand, and why they are lost."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

from tinycrm.domain.money import Money
from tinycrm.domain.pipeline import Share, mean, median, weighted
from tinycrm.queries import deal as deals
from tinycrm.queries.deal import Deal, Wanted
from tinycrm.queries.stage import Stage, stages
from tinycrm.store.reader import Reader


class Sum(NamedTuple):
    """Deals added up: how many, what they are worth, and that weighted by how likely each is."""

    deals: int
    value: Money
    weighted: Money


class Month(NamedTuple):
    """The open deals that should close in a month (`2026-12`; None: no day is set)."""

    month: str | None
    deals: int
    value: Money
    weighted: Money


class Passage(NamedTuple):
    """A stage: the deals in it now, and how those that came into it went on.

    `entered` counts deals that ever came in, `left` those of them that are elsewhere now, `went_on` those of these that
    came into a later stage or were won. `conversion` is a percentage; `median_days` is of the stays that have ended.
    """

    ref: str
    name: str
    probability: int
    deals: int
    value: Money
    weighted: Money
    entered: int
    left: int
    went_on: int
    conversion: int | None
    median_days: int | None


class Won(NamedTuple):
    """The deals that were won; `average` is of those with a value, `rate` how many per cent of those decided."""

    deals: int
    value: Money
    average: Money | None
    rate: int | None


class Lost(NamedTuple):
    """The deals that were lost."""

    deals: int
    value: Money


class Reason(NamedTuple):
    """Why deals were lost: how many for one reason, and what they were worth."""

    reason: str
    deals: int
    value: Money


class Pipeline(NamedTuple):
    """The whole of it. Sums are in the shop's currency; `others` counts deals with a value in another."""

    open: Sum
    months: list[Month]
    stages: list[Passage]
    won: Won
    lost: Lost
    reasons: list[Reason]
    rotting: list[Deal]
    without_next: int
    others: int

    def as_json(self) -> dict[str, Any]:
        """The report as scripts get it."""
        whole = self._asdict()
        return {
            name: [_plain(each) for each in part] if isinstance(part, list) else _plain(part)
            for name, part in whole.items()
        }


class _Step(NamedTuple):
    deal_id: int
    stage_id: int
    day: str


def pipeline(reader: Reader, today: date, currency: str, since: date | None = None) -> Pipeline:
    """How the deals do today; of those won and lost, and of stays that have ended, what was since a day."""
    every = deals.page(reader, today, Wanted(status=None))
    first = since.isoformat() if since else ""
    here = [each for each in every if each.status == "open"]
    won, lost = (
        [each for each in every if each.status == status and (each.closed or "") >= first] for status in ("won", "lost")
    )
    return Pipeline(
        _sum(here, currency),
        _months(here, currency),
        _passages(reader, here, currency, first),
        _won(won, len(lost), currency),
        Lost(len(lost), _sum(lost, currency).value),
        _reasons(lost, currency),
        sorted((each for each in here if each.rotting), key=lambda each: (-each.age_days, each.id)),
        sum(not each.next for each in here),
        sum(each.value is not None and each.value.currency != currency for each in [*here, *won, *lost]),
    )


def _sum(some: Sequence[Deal], currency: str) -> Sum:
    pairs = _pairs(some, currency)
    return Sum(len(some), Money(sum(minor for minor, _ in pairs), currency), Money(weighted(pairs), currency))


def _pairs(some: Iterable[Deal], currency: str) -> list[tuple[int, int]]:
    """The amounts in a currency, each with its probability."""
    return [
        (each.value.minor, each.probability)
        for each in some
        if each.value is not None and each.value.currency == currency
    ]


def _months(here: list[Deal], currency: str) -> list[Month]:
    by_month: dict[str | None, list[Deal]] = defaultdict(list)
    for each in here:
        by_month[each.close[:7] if each.close else None].append(each)
    return [
        Month(month, *_sum(by_month[month], currency))
        for month in sorted(by_month, key=lambda month: (month is None, month))
    ]


def _won(won: list[Deal], lost: int, currency: str) -> Won:
    amounts = [minor for minor, _ in _pairs(won, currency)]
    average = mean(amounts)
    rate = Share(len(won), len(won) + lost).percent
    return Won(len(won), Money(sum(amounts), currency), None if average is None else Money(average, currency), rate)


def _reasons(lost: list[Deal], currency: str) -> list[Reason]:
    by_reason: dict[str, list[Deal]] = defaultdict(list)
    for each in lost:
        by_reason[each.reason or ""].append(each)
    found = [Reason(reason, len(some), _sum(some, currency).value) for reason, some in by_reason.items()]
    return sorted(found, key=lambda each: (-each.deals, -each.value.minor, each.reason))


def _passages(reader: Reader, here: list[Deal], currency: str, first: str) -> list[Passage]:
    steps = reader.all(_Step, "SELECT deal_id, stage_id, day FROM move ORDER BY deal_id, id")
    ways: dict[int, list[_Step]] = defaultdict(list)
    for step in steps:
        ways[step.deal_id].append(step)
    stays, order = _stays(ways.values(), first), stages(reader)
    rank = {each.id: number for number, each in enumerate(order) if each.kind != "lost"}
    entered: Counter[int] = Counter()
    left: Counter[int] = Counter()
    went_on: Counter[int] = Counter()
    for way in ways.values():
        for stage_id in {step.stage_id for step in way if step.day >= first}:
            entered[stage_id] += 1
            if way[-1].stage_id != stage_id:
                left[stage_id] += 1
                went_on[stage_id] += _went_on(way, stage_id, rank)
    return [
        Passage(
            each.ref, each.name, each.probability, *_sum([d for d in here if d.stage_id == each.id], currency),
            entered[each.id], left[each.id], went_on[each.id], Share(went_on[each.id], left[each.id]).percent,
            median(stays[each.id]),
        )
        for each in _open(order)
    ]  # fmt: skip


def _open(order: list[Stage]) -> list[Stage]:
    return [each for each in order if each.kind == "open"]


def _stays(ways: Iterable[list[_Step]], first: str) -> dict[int, list[int]]:
    """The days of every stay that has ended, by stage."""
    found: dict[int, list[int]] = defaultdict(list)
    for way in ways:
        for step, following in pairwise(way):
            if following.day >= first:
                days = date.fromisoformat(following.day) - date.fromisoformat(step.day)
                found[step.stage_id].append(max(0, days.days))
    return found


def _went_on(way: list[_Step], stage_id: int, rank: dict[int, int]) -> bool:
    """Whether a deal, after it first came into a stage, came into a later one."""
    came = next(number for number, step in enumerate(way) if step.stage_id == stage_id)
    own = rank.get(stage_id, -1)
    return any(rank.get(step.stage_id, -1) > own for step in way[came + 1 :])


def _plain(part: Any) -> Any:
    """A part of the report as scripts get it, how many deals it is about as `count`."""
    if not hasattr(part, "_asdict"):
        return part
    return {"count" if name == "deals" else name: value for name, value in part._asdict().items()}
