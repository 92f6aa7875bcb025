"""The people everyone in the shop knows, written by hand: those who come most first."""

from tinycrm.services.demo.cast import Person
from tinycrm.services.demo.customers import CUSTOMERS
from tinycrm.services.demo.regulars import REGULARS
from tinycrm.services.demo.strangers import STRANGERS
from tinycrm.services.demo.trade import TRADE

PEOPLE: tuple[Person, ...] = (*REGULARS, *TRADE, *CUSTOMERS, *STRANGERS)
