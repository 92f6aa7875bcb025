"""From what was typed to the purchase, or the book in it, that is meant."""

import re
from typing import NamedTuple

from tinycrm.cli.env import Env
from tinycrm.cli.ref import one_id, there
from tinycrm.domain import book
from tinycrm.domain.clean import show_line
from tinycrm.errors import AmbiguousError, NotFoundError
from tinycrm.queries import purchase as purchases
from tinycrm.queries.purchase import Line, Purchase


class Meant(NamedTuple):
    """A purchase, and the book in it that is meant; None where the whole is."""

    purchase: Purchase
    line: Line | None


def meant(env: Env, text: str) -> Meant:
    """The purchase of a reference like p12, or with its book one like p12.2.

    Raises InvalidError for another reference, NotFoundError when it is not there.
    """
    ref, dot, place = text.strip().partition(".")
    purchase_id = one_id(ref, "p")
    found: Purchase = there(purchases.purchase(env.reader, purchase_id), f"p{purchase_id}")
    if not dot:
        return Meant(found, None)
    line = next((each for each in found.lines if each.ref.partition(".")[2] == place), None)
    if line is None or not re.fullmatch(r"[1-9]\d*", place):
        held = f"{len(found.lines)} book{'s' if len(found.lines) != 1 else ''}"
        raise NotFoundError(f"There is no p{purchase_id}.{show_line(place, 20)}; {found.ref} has {held}.")
    return Meant(found, line)


def one_line(env: Env, text: str) -> Line:
    """The one book that is meant; that of a purchase which has no other.

    Raises AmbiguousError, with the books, for a purchase of several.
    """
    found = meant(env, text)
    if found.line is not None:
        return found.line
    lines = found.purchase.lines
    if len(lines) > 1:
        shown = tuple(f"  {each.ref}  {show_line(book.named(each.title, each.author), 80)}" for each in lines)
        raise AmbiguousError(
            f"{found.purchase.ref} has {len(lines)} books; nothing was changed:",
            (*shown, f"Say which: {env.again(text, lines[0].ref)}"),
        )
    return lines[0]


def purchase_there(env: Env, purchase_id: int) -> Purchase:
    """The purchase of that number.

    Raises NotFoundError when it is not there.
    """
    found: Purchase = there(purchases.purchase(env.reader, purchase_id), f"p{purchase_id}")
    return found
