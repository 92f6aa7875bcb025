"""Cards to people: what each property of a card says of a person."""

import re
from collections.abc import Callable, Iterable, Iterator

from tinycrm.formats import postal
from tinycrm.formats.encoding import decode, utf16
from tinycrm.formats.person import DEPARTMENT, Occasion, Person, Refused, Relative
from tinycrm.formats.vcard import android, day, own
from tinycrm.formats.vcard.card import Card, Line, cards
from tinycrm.formats.vcard.content import Content
from tinycrm.formats.vcard.draft import Draft

NO_NAME = "This card has no name, company, email or phone."

_START = re.compile(r"^\ufeff?[ \t]*BEGIN[ \t]*:[ \t]*VCARD[ \t]*$", re.IGNORECASE | re.MULTILINE)
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S")
_TEL_EXTENSION = re.compile(r"(?:^|;)ext=([^;]+)", re.IGNORECASE)
_SYSTEM_TAGS = frozenset({"mycontacts", "my contacts"})  # the group of everybody, in Google's files
_KINDS = {"individual": "person", "org": "organisation", "organization": "organisation", "company": "organisation"}
_KIN = re.compile(r"X-(?:MS-|EVOLUTION-|KADDRESSBOOK-X-)?(SPOUSE|MANAGER|ASSISTANT|CHILD)(?:S?NAME)?")
_ANNIVERSARY = re.compile(r"(?:X-(?:MS-|EVOLUTION-|KADDRESSBOOK-X-)?)?ANNIVERSARY")


def sniff(head: bytes) -> bool:
    """Whether a file that begins like this is a vCard file; a few kilobytes are enough."""
    text = head.decode(codec, "replace") if (codec := utf16(head)) else decode(head).text
    return _START.search(text.replace("\r", "\n")) is not None


def read(chunks: Iterable[bytes], encoding: str = "") -> Iterator[Person | Refused]:
    """Everyone in a vCard file, and every card that cannot be taken, with its line and the reason.

    `encoding` is what values are written in that are neither UTF-8 nor what they say; without it that is guessed.
    Nothing is raised, whatever the bytes are: one bad card never costs the others. Memory does not grow with the file.
    """
    for card in cards(chunks):
        yield _person(card, encoding) if isinstance(card, Card) else card


def _person(card: Card, encoding: str) -> Person | Refused:
    draft = _draft(card.lines, card.line, encoding)
    if card.agent:
        _employ(draft, card.agent)
    person = draft.finish()
    if draft.kind == "group":
        return Refused(card.line, f"This card is a group of people{_quoted(person.name)}, not a contact.")
    return person if person.called() else Refused(card.line, NO_NAME)


def _draft(lines: list[Line], number: int, encoding: str) -> Draft:
    draft = Draft(number, lines, encoding)
    for content in draft.contents:
        if draft.is_repeated(content):
            draft.keep(content)
        else:
            name = content.head.name
            (_HANDLERS.get(name) or (_vendor if name.startswith("X-") else Draft.keep))(draft, content)
    return draft


def _quoted(name: str) -> str:
    return f' ("{name[:60]}")' if name else ""


def _field(field: str) -> Callable[[Draft, Content], None]:
    return lambda draft, content: draft.fill(field, draft.line(content), content)


def _name(draft: Draft, content: Content) -> None:
    if draft.names:
        draft.keep(content)
    else:
        draft.names = draft.name_parts(content)


def _nickname(draft: Draft, content: Content) -> None:
    draft.fill("nickname", ", ".join(draft.values(content)), content)


def _organisation(draft: Draft, content: Content) -> None:
    company, *units = draft.parts(content)
    draft.fill("company", company, content)
    if any(units):
        draft.person.others.setdefault(DEPARTMENT, ", ".join(filter(None, units)))


def _uid(draft: Draft, content: Content) -> None:
    draft.fill("uid", re.sub("^urn:uuid:", "", draft.line(content), flags=re.IGNORECASE), content)


def _revised(draft: Draft, content: Content) -> None:
    draft.person.revised = draft.person.revised or day.read_moment(draft.line(content)) or None


def _day(field: str) -> Callable[[Draft, Content], None]:
    return lambda draft, content: draft.fill(field, draft.day(content), content)


def _kind(draft: Draft, content: Content) -> None:
    draft.kind = draft.line(content).lower()
    draft.person.kind = _KINDS.get(draft.kind) or draft.person.kind


def _email(draft: Draft, content: Content) -> None:
    value = re.sub("^mailto:", "", draft.line(content), flags=re.IGNORECASE)
    draft.reach(draft.person.emails, value, content)


def _phone(draft: Draft, content: Content) -> None:
    value = draft.line(content)
    draft.reach(draft.person.phones, _number(value) if value[:4].lower() == "tel:" else value, content)


def _number(uri: str) -> str:
    """The number in a tel: URI (RFC 3966), its extension and the country it is meant in beside it."""
    from urllib.parse import unquote

    number, _, params = unquote(uri[4:]).partition(";")
    context = re.search(r"(?:^|;)phone-context=(\+[\d.()-]+)", params)
    extension = _TEL_EXTENSION.search(params)
    prefix = context[1] if context and not number.startswith("+") else ""
    return f"{prefix}{number.strip()}" + (f" ext {extension[1]}" if extension else "")


def _link(draft: Draft, content: Content) -> None:
    draft.reach(draft.person.links, draft.line(content), content)


def _profile(draft: Draft, content: Content) -> None:
    if draft.line(content).lower().startswith(("http://", "https://")):
        _link(draft, content)
    else:
        draft.keep(content)


def _address(draft: Draft, content: Content) -> None:
    parts = draft.parts(content)
    address = postal.read(parts, draft.beside(content, "X-ABADR"), draft.label(content))
    if address is None and (letter := content.param("LABEL")):
        address = postal.whole(postal.lines(letter), draft.label(content))
    if address is not None:
        draft.person.addresses.append(address)


def _letter(draft: Draft, content: Content) -> None:
    if rows := postal.lines(draft.text(content)):
        draft.letters.append(postal.whole(rows, draft.label(content)))


def _note(draft: Draft, content: Content) -> None:
    note = draft.text(content)
    if note.strip():
        draft.notes.append(note)


def _tags(draft: Draft, content: Content) -> None:
    draft.person.tags.extend(tag for tag in draft.values(content) if tag.lower() not in _SYSTEM_TAGS)


def _dated(draft: Draft, content: Content) -> None:
    if found := draft.day(content):
        draft.person.occasions.append(Occasion(draft.label(content) or "date", found))


def _anniversary(draft: Draft, content: Content) -> None:
    if found := draft.day(content):
        draft.person.occasions.append(Occasion("anniversary", found))


def _related(draft: Draft, content: Content) -> None:
    name = draft.line(content)
    if content.head.name == "RELATED" and content.param("VALUE").lower() != "text" and _URI.match(name):
        draft.keep(content)
    elif name:
        birthday = content.param(own.BIRTHDAY) or None
        draft.person.relatives.append(Relative(name, draft.label(content), birthday))


def _agent(draft: Draft, content: Content) -> None:
    """The card of an agent that stands inside this one as escaped text (RFC 2426 §3.5.4)."""
    inner = draft.text(content)
    if inner.upper().startswith("BEGIN:VCARD\n"):
        _employ(draft, [Line(content.line, line.encode("utf-8", "replace")) for line in inner.split("\n")])
    elif inner.strip().upper() != "BEGIN:VCARD":
        draft.keep(content)


def _employ(draft: Draft, lines: list[Line]) -> None:
    own_lines = [line for line in lines if line.raw[:5].upper() != b"AGENT"]
    agent = _draft(own_lines, draft.person.line, draft.guesses.encoding).finish()
    if agent.called():
        draft.person.relatives.append(Relative(agent.called(), "agent", agent.birthday))
    draft.guess("Of the agent's card inside this one only the name was taken.", lines[0].number)


def _show_as(draft: Draft, content: Content) -> None:
    draft.person.kind = _KINDS.get(draft.line(content).lower(), draft.person.kind)


def _phonetic(draft: Draft, content: Content) -> None:
    draft.phonetic.append((content.head.name, draft.line(content)))


def _sound(draft: Draft, content: Content) -> None:
    """The reading of a Japanese name, as phones of DoCoMo write it; else it is a sound."""
    if "x-irmc-n" in content.head.types:
        draft.phonetic.append(("", " ".join(filter(None, draft.parts(content)))))
    else:
        draft.leave("sound", content)


def _picture(draft: Draft, content: Content) -> None:
    if draft.is_address(content):
        draft.keep(content)
    else:
        draft.person.photos += 1


def _key(draft: Draft, content: Content) -> None:
    draft.leave("key", content)


def _vendor(draft: Draft, content: Content) -> None:
    """An X- property: our own, one with a well-known meaning, or one that is kept as it is."""
    name = content.head.name
    if name.startswith(own.PREFIX) and own.read(draft.person, _own(draft, content)):
        return
    if content.head.binary:
        draft.leave("file", content)
    elif _ANNIVERSARY.fullmatch(name):
        _anniversary(draft, content)
    elif match := _KIN.fullmatch(name):
        if relative := draft.line(content):
            draft.person.relatives.append(Relative(relative, match[1].lower()))
    else:
        draft.keep(content)


def _android(draft: Draft, content: Content) -> None:
    if not android.read(draft.person, draft.parts(content)):
        draft.keep(content)


def _own(draft: Draft, content: Content) -> own.Own:
    return own.Own(content.head.name.removeprefix(own.PREFIX), content.param(own.NAME), draft.text(content))


def _ignore(draft: Draft, content: Content) -> None:
    """Says nothing of the person, or was read together with the property it belongs to."""


_HANDLERS: dict[str, Callable[[Draft, Content], None]] = {
    **dict.fromkeys(
        "BEGIN END VERSION PRODID PROFILE X-ABLABEL X-ABADR X-MS-OL-DESIGN X-TINYCRM-REFUSED".split(), _ignore
    ),
    "ADR": _address,
    "AGENT": _agent,
    "ANNIVERSARY": _anniversary,
    "BDAY": _day("birthday"),
    "CATEGORIES": _tags,
    "DEATHDATE": _day("deceased_on"),
    "EMAIL": _email,
    "FN": _field("name"),
    "KEY": _key,
    "KIND": _kind,
    "LABEL": _letter,
    "LOGO": _picture,
    "N": _name,
    "NICKNAME": _nickname,
    "NOTE": _note,
    "ORG": _organisation,
    "PHOTO": _picture,
    "RELATED": _related,
    "REV": _revised,
    "ROLE": _field("role"),
    "SOUND": _sound,
    "TEL": _phone,
    "TITLE": _field("role"),
    "UID": _uid,
    "URL": _link,
    "X-ABDATE": _dated,
    "X-ABRELATEDNAMES": _related,
    "X-ABSHOWAS": _show_as,
    "X-ADDRESSBOOKSERVER-KIND": _kind,
    "X-ANDROID-CUSTOM": _android,
    "X-DEATHDATE": _day("deceased_on"),
    "X-KIND": _kind,
    "X-MS-CARDPICTURE": _picture,
    "X-PHONETIC-FIRST-NAME": _phonetic,
    "X-PHONETIC-LAST-NAME": _phonetic,
    "X-PHONETIC-MIDDLE-NAME": _phonetic,
    "X-SOCIALPROFILE": _profile,
}
