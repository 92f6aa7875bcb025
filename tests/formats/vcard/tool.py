"""Cards for the tests, made from their lines."""

from pathlib import Path

from tinycrm.formats.person import Person, Refused
from tinycrm.formats.vcard import read

FILES = Path(__file__).parent / "files"


def card(*lines: str | bytes, version: str = "3.0") -> bytes:
    """A card of these lines, with CRLF."""
    raw = [line if isinstance(line, bytes) else line.encode() for line in lines]
    return b"\r\n".join([b"BEGIN:VCARD", f"VERSION:{version}".encode(), *raw, b"END:VCARD", b""])


def everyone(data: bytes, step: int = 65_536) -> list[Person | Refused]:
    """What stands in a file that comes in chunks of `step` bytes."""
    return list(read(data[at : at + step] for at in range(0, len(data), step)))


def person(*lines: str | bytes, version: str = "3.0") -> Person:
    """The one person of a card of these lines, who is called Ada unless they say otherwise."""
    (found,) = everyone(card("FN:Ada", *lines, version=version))
    assert isinstance(found, Person)
    return found


def file(name: str) -> list[Person | Refused]:
    """What stands in one of the files beside this."""
    return everyone((FILES / name).read_bytes())
