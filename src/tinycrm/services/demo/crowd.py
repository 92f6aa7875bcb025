"""The many others of the demo shop, made from tables of names, places and tastes."""

from bisect import bisect
from collections.abc import Iterator
from datetime import date
from itertools import accumulate
from random import Random
from typing import NamedTuple

from tinycrm.domain import clean, name, preference
from tinycrm.services.demo import books, names, phrases, places
from tinycrm.services.demo.batch import Batch
from tinycrm.services.demo.clock import OPENING, before, moment
from tinycrm.services.demo.contact import Member

KEPT = 1460  # days back to the first of them
RECENT = 120  # days; who came later is not yet a regular
# past this many the birthdays of a single day would fill a page
BIRTHDAYS = 2000
# past this many two of one name are likely, and their mailboxes carry a number
NAMESAKES = 300


class Stage(NamedTuple):
    """How many people of a hundred are at a stage, how much they talk, and how many days ago at most."""

    name: str
    share: int
    weight: int
    silent: tuple[int, int]


STAGES = {
    True: (
        Stage("lead", 45, 20, (0, 30)),
        Stage("prospect", 30, 30, (0, 40)),
        Stage("customer", 25, 60, (0, 30)),
    ),
    False: (
        Stage("prospect", 6, 30, (5, 300)),
        Stage("customer", 54, 80, (0, 200)),
        Stage("regular", 26, 300, (0, 35)),
        Stage("lapsed", 14, 70, (300, 900)),
    ),
}


class Home(NamedTuple):
    """Where a household lives."""

    town: places.Town
    street: str
    postcode: str


class Crowd:
    """Makes people one household after another, all from the same dice."""

    def __init__(self, batch: Batch, dice: Random, people: int, today: date) -> None:
        self.batch = batch
        self.dice = dice
        self.people = people
        self.today = today
        self.first = 1
        self.birthdays = min(0.4, BIRTHDAYS / people)
        self.cultures = list(accumulate(culture.share for culture in names.CULTURES))
        self.towns = list(accumulate(town.share for town in places.TOWNS))

    def write(self, first: int) -> Iterator[Member]:
        """Write the people from the id `first` on."""
        self.first = contact_id = first
        while contact_id <= self.people:
            drawn = self.dice.random()
            if drawn < 0.04:
                yield self._organisation(contact_id)
            elif drawn < 0.09 and contact_id < self.people:
                yield from self._couple(contact_id)
                contact_id += 1
            else:
                yield self._single(contact_id)
            contact_id += 1
            self.batch.flush_when_full()

    def _single(self, contact_id: int) -> Member:
        culture, home = self._culture(), self._home()
        who = self._named(culture, self._family(culture))
        member = self._contact(contact_id, who)
        if self._happens(0.8):
            self._email(contact_id, self._mailbox(contact_id, who))
        if self._happens(0.75):
            self._mobile(contact_id)
        if self._happens(0.25):
            self._landline(contact_id, contact_id, home.town, "home")
        if self._happens(0.7):
            self._address(contact_id, home)
        return member

    def _couple(self, contact_id: int) -> Iterator[Member]:
        culture, home = self._culture(), self._home()
        family = self._family(culture)
        mailbox = self._mailbox(contact_id, f"the {family}")
        for each, partner in ((contact_id, contact_id + 1), (contact_id + 1, contact_id)):
            member = self._contact(each, self._named(culture, family))
            self._email(each, mailbox)
            self._landline(each, contact_id, home.town, "home")
            self._address(each, home)
            yield member._replace(partner=partner)

    def _organisation(self, contact_id: int) -> Member:
        home = self._home()
        pattern = self.dice.choice(names.ORGANISATIONS)
        who = pattern.format(town=home.town.name, family=self._family(names.CULTURES[0]))
        member = self._contact(contact_id, who, "organisation")
        self._email(contact_id, self._mailbox(contact_id, f"office {home.town.name}"))
        self._landline(contact_id, contact_id, home.town, "office")
        self._address(contact_id, home)
        return member

    def _contact(self, contact_id: int, who: str, kind: str = "person") -> Member:
        ago = self._known_for(contact_id)
        stage = self._stage(ago)
        since, fate = before(self.today, ago), self.dice.random()
        died = self._died(ago) if fate < 0.004 and kind == "person" else None
        silent, archived = 0.004 <= fate < 0.014, 0.014 <= fate < 0.03
        self.batch.add(
            "contact", contact_id, kind, *name.split(who, kind), None, None, *self._work(kind),
            self._birthday(kind), self._maybe(0.2, phrases.CHANNELS), self._maybe(0.7, phrases.SOURCES),
            self._referrer(contact_id), stage.name, None, self._maybe(0.05, phrases.PINNED),
            self._maybe(0.08, phrases.NOTES), int(silent), died and died.isoformat(), int(archived),
            moment(since, OPENING + self.dice.randrange(60)),
        )  # fmt: skip
        author = self._wishes(contact_id)
        self._extras(contact_id, kind)
        self._mailings(contact_id, ago, silent)
        until = before(self.today, 1 + min(ago // 2, self.dice.randint(*stage.silent)))
        until = min(until, died) if died else until
        weight = 1 + int(stage.weight * (0.4 + 1.2 * self.dice.random()) * min(1, (ago + 10) / RECENT))
        is_open = not (silent or archived or died)
        return Member(contact_id, since.toordinal(), until.toordinal(), weight, author, open=is_open)

    def _known_for(self, contact_id: int) -> int:
        passed = (contact_id - self.first) / (self.people - self.first + 1)
        return 2 + int(KEPT * (1 - passed) * (0.97 + 0.03 * self.dice.random()))

    def _stage(self, ago: int) -> Stage:
        stages = STAGES[ago < RECENT]
        return stages[bisect(list(accumulate(stage.share for stage in stages)), self.dice.randrange(100))]

    def _died(self, ago: int) -> date:
        return before(self.today, self.dice.randint(1, ago))

    def _work(self, kind: str) -> tuple[str | None, str | None]:
        if kind != "person" or not self._happens(0.12):
            return None, None
        return self.dice.choice(names.COMPANIES), self.dice.choice(names.ROLES)

    def _birthday(self, kind: str) -> str | None:
        if kind != "person" or not self._happens(self.birthdays):
            return None
        born = before(self.today, self.dice.randint(16 * 365, 88 * 365))
        return f"--{born:%m-%d}" if self._happens(0.5) else born.isoformat()

    def _referrer(self, contact_id: int) -> int | None:
        return self.dice.randrange(1, contact_id) if self._happens(0.07) and contact_id > 1 else None

    def _wishes(self, contact_id: int) -> str | None:
        author = self._maybe(0.65, books.AUTHORS)
        genre, subject = self._maybe(0.5, books.GENRES), self._maybe(0.3, books.SUBJECTS)
        for facet, value in (("author", author), ("genre", genre), ("subject", subject)):
            if value:
                self.batch.add("preference", contact_id, "like", *preference.preference(f"{facet}:{value}"))
        disliked = self._maybe(0.1, books.GENRES)
        if disliked and disliked != genre:
            self.batch.add("preference", contact_id, "dislike", *preference.preference(f"genre:{disliked}"))
        for word in dict.fromkeys((self._maybe(0.4, phrases.TAGS), self._maybe(0.15, phrases.TAGS))):
            if word:
                self.batch.add("tag", contact_id, word)
        return author

    def _extras(self, contact_id: int, kind: str) -> None:
        if kind == "person" and self._happens(0.08):
            born = f"--{self.dice.randint(1, 12):02}-{self.dice.randint(1, 28):02}"
            who = self.dice.choice(self._culture().given)
            self.batch.add("relative", contact_id, who, self.dice.choice(names.RELATIONS), born)
        if kind == "person" and self._happens(0.03):
            day = f"--{self.dice.randint(1, 12):02}-{self.dice.randint(1, 28):02}"
            self.batch.add("occasion", contact_id, self.dice.choice(names.OCCASIONS), day)

    def _mailings(self, contact_id: int, ago: int, silent: bool) -> None:
        if self._happens(0.6):
            given = not silent and self._happens(0.75)
            day = before(self.today, self.dice.randint(1, ago)).isoformat()
            source = self.dice.choice(phrases.AGREED if given else phrases.DECLINED)
            self.batch.add("consent", contact_id, "mailings", int(given), day, source)

    def _email(self, contact_id: int, address: str) -> None:
        self.batch.add("email", contact_id, 0, None, address, address.casefold())

    def _mailbox(self, contact_id: int, who: str) -> str:
        local = ".".join(clean.fold(who).split())
        local = local if local.isascii() else f"reader{contact_id}"
        number = contact_id if contact_id > NAMESAKES else ""
        return f"{local}{number}@{self.dice.choice(places.MAILBOXES)}"

    def _mobile(self, contact_id: int) -> None:
        if self._happens(0.06):
            area, last = self.dice.choice(places.AMERICAN_AREAS), f"01{self.dice.randrange(100):02}"
            self._phone(contact_id, "mobile", f"+1 ({area}) 555-{last}", f"+1{area}555{last}")
            return
        last = f"{200 + contact_id * 7 % 800:03}"
        shown = f"+44 7700 900{last}" if self._happens(0.1) else f"07700 900{last}"
        self._phone(contact_id, "mobile", shown, f"+447700900{last}")

    def _landline(self, contact_id: int, household: int, town: places.Town, label: str) -> None:
        last = f"{500 + household * 3 % 500:03}"
        shown = town.phones + last
        self._phone(contact_id, label, shown, "+44" + shown.replace(" ", "")[1:])

    def _phone(self, contact_id: int, label: str, number: str, e164: str) -> None:
        digits = "".join(char for char in number if char.isdecimal())
        self.batch.add("phone", contact_id, 0 if label != "home" else 1, label, number, e164, digits)

    def _address(self, contact_id: int, home: Home) -> None:
        self.batch.add("address", contact_id, 0, None, home.street, home.town.name, None, home.postcode, None)

    def _home(self) -> Home:
        town = places.TOWNS[bisect(self.towns, self.dice.randrange(self.towns[-1]))]
        street = f"{self.dice.randint(1, 140)} {self.dice.choice(places.STREETS)}"
        outward, inward = self.dice.randint(1, 9), self.dice.randint(1, 9)
        return Home(town, street, f"{town.postcode}{outward} {inward}{self.dice.choice(places.LETTERS)}")

    def _culture(self) -> names.Culture:
        return names.CULTURES[bisect(self.cultures, self.dice.randrange(self.cultures[-1]))]

    def _named(self, culture: names.Culture, family: str) -> str:
        if culture.joined:
            return family + self.dice.choice(culture.given)
        return f"{self._given(culture)} {family}"

    def _given(self, culture: names.Culture) -> str:
        first = self.dice.choice(culture.given)
        initial = self.dice.choice("ABCDEFGHJLMPRSTW") if self._happens(0.12) else ""
        return f"{first} {initial}." if initial and first.isascii() else first

    def _family(self, culture: names.Culture) -> str:
        family = self.dice.choice(culture.family)
        double = self._happens(0.03) and not culture.joined and " " not in family
        return f"{family}-{self.dice.choice(culture.family)}" if double else family

    def _happens(self, chance: float) -> bool:
        return self.dice.random() < chance

    def _maybe(self, chance: float, words: tuple[str, ...]) -> str | None:
        return self.dice.choice(words) if self._happens(chance) else None
