"""X-ANDROID-CUSTOM: what Android's contacts have and vCard 2.1 has no property for."""

from tinycrm.formats.person import Occasion, Person, Relative
from tinycrm.formats.vcard import day

_KIND = "vnd.android.cursor.item/"
_BIRTHDAY = "3"
# The numbers are those of Android's ContactsContract.CommonDataKinds.Event and .Relation; 0 brings its own word.
_EVENTS = {"1": "anniversary", "2": "date"}
_RELATIONS = {
    "1": "assistant", "2": "brother", "3": "child", "4": "partner", "5": "father", "6": "friend", "7": "manager",
    "8": "mother", "9": "parent", "10": "partner", "11": "referred by", "12": "relative", "13": "sister",
    "14": "spouse",
}  # fmt: skip


def read(person: Person, parts: list[str]) -> bool:
    """Puts a nickname, a day or a relative into a person: kind, value, number of the type, own word for it.

    False when it is something else, or has its place taken.
    """
    kind, value, number, word = [*parts, "", "", "", ""][:4]
    if kind == f"{_KIND}nickname" and person.nickname in (None, value):
        person.nickname = value or None
    elif kind == f"{_KIND}contact_event" and number == _BIRTHDAY and person.birthday is None:
        person.birthday = day.read(value) or None
    elif kind == f"{_KIND}contact_event" and value:
        person.occasions.append(Occasion(_EVENTS.get(number) or word or "date", day.read(value)))
    elif kind == f"{_KIND}relation" and value:
        person.relatives.append(Relative(value, _RELATIONS.get(number) or word or None))
    else:
        return False
    return True
