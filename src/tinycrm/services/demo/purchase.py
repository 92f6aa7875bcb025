"""What the demo shop sold: to those who came, mostly what they like, and now and then to somebody nobody knows."""

from array import array
from datetime import date, timedelta
from functools import cache
from random import Random

from tinycrm.domain import book
from tinycrm.services.demo import books
from tinycrm.services.demo.batch import Batch
from tinycrm.services.demo.clock import CLOSING, OPENING, moment
from tinycrm.services.demo.interaction import Logged

CURRENCY = "GBP"
BOUGHT = 0.28  # of talks end in a sale
STRANGER = 0.05
RETURNED = 0.01
CHANNELS = ("shop", "shop", "shop", "shop", "shop", "shop", "phone", "web", "fair")
SIZES = (1, 1, 1, 2, 2, 3, 4)
PRICES = (300, 350, 400, 450, 500, 600, 750, 800, 950, 1200, 1250, 1400, 1800, 2400, 4500, 9500)
STRIDE = 89  # steps through the list of books before one comes twice; it has no factor in common with its length


class Till:
    """Writes sales as talk is told, the oldest first, so that ids grow with time as they do in a shop."""

    def __init__(self, batch: Batch, dice: Random, people: int, today: date) -> None:
        self.batch = batch
        self.dice = dice
        self.today = today
        self.bought = array("H", bytes(2 * (people + 1)))
        self.purchases = 0
        self.lines = 0

    def write_after(self, logged: Logged) -> None:
        """Write what was sold when somebody was spoken with, and now and then something to a stranger that day."""
        if self.dice.random() < BOUGHT:
            self._sell(logged.day, logged.member.id, logged.member.author)
        if self.dice.random() < STRANGER:
            self._sell(logged.day, 0, None)

    def _sell(self, day: date, contact_id: int, author: str | None) -> None:
        self._add(day, contact_id, self.dice.choice(CHANNELS))
        purchase_id = self.purchases
        for position in range(self.dice.choice(SIZES)):
            title, written, genre = self._pick(contact_id, author)
            price = self.dice.choice(PRICES)
            row = (*_book(title, written, genre), 1, price, price // 10 if self.dice.random() < 0.05 else 0)
            self._line(purchase_id, position, row)
            if self.dice.random() < RETURNED and contact_id:
                self._return(day, contact_id, row)

    def _return(self, day: date, contact_id: int, row: tuple[object, ...]) -> None:
        sold = self.lines
        back = min(self.today, day + timedelta(days=self.dice.randint(1, 9)))
        self._add(back, contact_id, CHANNELS[0])
        *written, _, price, discount = row
        self._line(self.purchases, 0, (*written, -1, price, -int(str(discount))), sold)

    def _add(self, day: date, contact_id: int, channel: str) -> None:
        self.purchases += 1
        at = moment(day, self.dice.randrange(OPENING, CLOSING)) if day < self.today else None
        noted = at or moment(day, 0)
        self.batch.add("purchase", self.purchases, contact_id or None, day.isoformat(), at, channel, CURRENCY, noted)

    def _line(self, purchase_id: int, position: int, row: tuple[object, ...], returns_id: int | None = None) -> None:
        self.lines += 1
        self.batch.add("line", self.lines, purchase_id, position, *row, returns_id)

    def _pick(self, contact_id: int, author: str | None) -> tuple[str, str, str]:
        """A book that somebody has not bought before, of the author they like every other time."""
        number = self.bought[contact_id]
        self.bought[contact_id] = (number + 1) % 60_000
        favourites = books.BY_AUTHOR.get(author or "", ())
        if number % 2 == 0 and number // 2 < len(favourites):
            return favourites[number // 2]
        found = books.BOOKS[(contact_id * 31 + number * STRIDE) % len(books.BOOKS)]
        # what they like of their own author comes in its turn
        return found if found not in favourites else books.BOOKS[(contact_id + number) % len(books.BOOKS)]


@cache
def _book(title: str, author: str, genre: str) -> tuple[object, ...]:
    keys = book.keys(title, author, genre)
    return (title, author, None, genre, keys["title_key"], keys["author_key"], keys["genre_key"])
