"""What follows from several cells together: the name from its parts, the kind, the birthday."""

from collections.abc import Mapping

from tinycrm.formats.person import AFTER, BEFORE, DEPARTMENT, Labelled, Person
from tinycrm.formats.presets import day, value

Texts = Mapping[str, str]  # single values by their field

_PLAIN = (
    "uid revised name given family nickname pronunciation company role notes pinned channel stage source referred_by"
    " cadence mailings_on mailings_source"
).split()
_KINDS = {
    "person": "person", "individual": "person", "organisation": "organisation", "organization": "organisation",
    "company": "organisation", "business": "organisation", "firma": "organisation",
}  # fmt: skip
_PHONETIC = ("phonetic_given", "phonetic_middle", "phonetic_family")


def finish(person: Person, texts: Texts, birthday: bool | None, died: bool | None, *, own: bool) -> Person:
    """The person with its single values; `birthday` and `died` say whether the day comes first in these columns."""
    _fill(person, texts, birthday, died)
    if not own:
        _parts(person, texts)
    if not person.name:
        _name(person, texts)
    if "prefix" in texts or "suffix" in texts:
        _titles(person, texts)
    if not own:
        person.kind = person.kind or _likely(person)
    return person


def _fill(person: Person, texts: Texts, birthday: bool | None, died: bool | None) -> None:
    for field in _PLAIN:
        if field in texts:
            setattr(person, field, texts[field])
    if person.uid:
        _check_uid(person, person.uid)
    if "kind" in texts:
        _kind(person, texts["kind"])
    if "birthday" in texts:
        person.birthday = day.read(texts["birthday"], birthday) or None
    if "deceased" in texts:
        person.deceased_on = day.read(texts["deceased"], died) or None


def _check_uid(person: Person, uid: str) -> None:
    if value.is_shortened(uid):
        person.guesses.append(f"Line {person.line}: {uid} is no UID, but what a spreadsheet made of one.")
        person.uid = None


def _kind(person: Person, text: str) -> None:
    kind = _KINDS.get(text.lower())
    if kind is None:
        person.others.setdefault("Kind", text)
    person.kind = kind


def _parts(person: Person, texts: Texts) -> None:
    if "middle" in texts:
        person.given = " ".join(filter(None, (person.given, texts["middle"])))
    if person.pronunciation is None:
        person.pronunciation = " ".join(texts[part] for part in _PHONETIC if part in texts) or None
    if person.birthday is None and "birth_day" in texts and "birth_month" in texts:
        year = texts["birth_year"].zfill(4) if "birth_year" in texts else "-"
        person.birthday = day.read(f"{year}-{texts['birth_month']:0>2}-{texts['birth_day']:0>2}", None)
    if person.given and "@" in person.given and " " not in person.given:
        _take_email(person, person.given)
        person.given = None
    if person.given and not person.family and _is_number_of(person, person.given):
        person.given = None
    if "@" in person.name and " " not in person.name:
        _take_email(person, person.name)
        person.name = ""
    if "department" in texts:
        person.others.setdefault(DEPARTMENT, texts["department"])


def _is_number_of(person: Person, name: str) -> bool:
    """Whether somebody without a name is only called by their phone number."""
    is_number = sum(map(str.isdecimal, name)) >= value.PHONE_DIGITS and not any(map(str.isalpha, name))
    return is_number and any(phone.value == name for phone in person.phones)


def _take_email(person: Person, text: str) -> None:
    if all(email.value != text for email in person.emails):
        person.emails.append(Labelled(None, text))


def _name(person: Person, texts: Texts) -> None:
    given, family, filed = person.given, person.family, texts.get("file_as", "")
    if given and family and family.startswith(f"{given} "):  # the whole name stood in the column of the family name
        person.family = family = family.removeprefix(given).strip()
    whole = " ".join(filter(None, (texts.get("prefix"), given, family, texts.get("suffix"))))
    if filed and not (family and filed.startswith(f"{family},")):  # "Lovelace, Ada" says nothing more
        person.name = filed
    else:
        person.name = (whole if given or family else "") or person.nickname or person.company or ""


def _titles(person: Person, texts: Texts) -> None:
    for other, title in ((BEFORE, texts.get("prefix")), (AFTER, texts.get("suffix"))):
        if title and title not in person.name:
            person.others.setdefault(other, title)


def _likely(person: Person) -> str | None:
    if person.given or person.family:
        return "person"
    return "organisation" if person.company and person.name == person.company else None
