"""What a shop brings when it moves in, made up: a sheet that many hands kept, and the cards of two phones."""

import base64
from collections.abc import Iterator

GIVEN = (
    "Abigail Barnaby Clémence Dorothea Edmund Florian Günther Hester Isidora Jasper Katarína Lettice Mortimer"
    " Noémie Orlando Philippa Quentin Rosalind Séverin Tabitha Ulrica Valentín Winifred Xanthe Yorick Zoë Ambrose"
    " Beatrix Cornelius Delphine"
).split()
FAMILY = (
    "Ashdown Bellweather Crabtree Dünnebier Elderflower Fenwick Goosehill Harrowby Inkpen Juniper Kettlewell Larkspur"
    " Merriweather Nightingale Oakapple Pennyfeather Quillfeather Rookwood Saltmarsh Thistlewood Underhill Violette"
    " Wintergreen Yarborough Zwetschge Applegarth Brambleby Cobblestone Driftwood Éclair"
).split()
TOWNS = ("Leeds;LS1 4AB", "York;YO1 7HH", "Ripon;HG4 1AA", "Whitby;YO21 3PU", "Skipton;BD23 1JJ")
HEADER = (
    "Customer name;E-mail;Mobile;Telephone (home);Street;Town;Postcode;Birthday;Interests;Groups;Newsletter;"
    "Membership No.;Shelf;Remarks"
)
AGAIN = 24  # rows that tell of somebody a second time
REFUSED = 24
LOST = 8  # whose phone a spreadsheet has spoilt
PEOPLE = 744 + LOST  # who can be brought in
ROWS = PEOPLE + AGAIN + REFUSED
CARDS = 60


def dirty_sheet() -> bytes:
    """800 rows in cp1252 with semicolons: notes above the header, blank rows, totals below, and what people type."""
    lines = ["The Cozy Corner;;;;;;;;;;;;;", "Customers, as copied from the till;;;;;;;;;;;;;", "", HEADER]
    for number in range(PEOPLE - LOST):
        lines.append(_row(number))
        if number % 31 == 0:
            lines.append(_again(number))
        if number % 60 == 7:
            lines.append("" if number % 120 == 7 else ";;;;;;;;;;;;;")
    lines += map(_wrong, range(REFUSED + LOST))
    lines += ["", f"Total: {ROWS}", "Printed on the laptop"]
    return "\r\n".join(lines).encode("cp1252")


def corrected(refused: bytes) -> bytes:
    """The file of refused rows after somebody has looked through it."""
    text = refused.decode("utf-8-sig")
    for wrong, right in (("@@", "@"), ("31/02/1980", "28/02/1980"), (";ask his wife;", ";;")):
        text = text.replace(wrong, right)
    return text.encode("utf-8-sig")


def phone() -> bytes:
    """The cards of two phones in one file: some of people whom the sheet has too, one that is nobody's."""
    nobody = b"BEGIN:VCARD\r\nVERSION:3.0\r\nNOTE:nobody\r\nEND:VCARD\r\n"
    return b"".join([*map(_card, range(CARDS - 1)), _old_card(), nobody])


def name(number: int) -> str:
    """What the customer of that number is called; no two alike."""
    return f"{GIVEN[number % len(GIVEN)]} {FAMILY[(number // len(GIVEN) + 7 * number) % len(FAMILY)]}"


def email(number: int) -> str:
    """The address of the customer of that number."""
    return f"reader{number}@post.example"


def _row(number: int) -> str:
    mobile = (f"07700 900{number:03}", f"+44 (0)7700 900{number:03}", f"07700900{number:03}")[number % 3]
    cells = [
        name(number) if number % 9 else _turned(name(number)),
        "n/a"
        if number % 17 == 3 and number % 15 and number % 31
        else email(number).upper()
        if number % 13 == 5
        else email(number),
        mobile,
        ("n/a", "-", "", f"01632 960{number:03}", "unknown")[number % 5],
        f"{number % 90 + 1} High Street",
        TOWNS[number % len(TOWNS)],
        _birthday(number),
        ('"Zola; Balzac"', "crime", "", "maps, atlases")[number % 4],
        ("regular", "", '"book club; regular"')[number % 3],
        ("yes", "no", "")[number % 3],
        f"{number:05}",
        f"{'ABCD'[number % 4]}{number % 7}",
        '"Said: ""no calls before ten"""' if number % 40 == 2 else "",
    ]
    row = ";".join(cells)
    return row.rstrip(";") if number % 3 == 1 else row  # as some programs leave out what is empty at the end


def _again(number: int) -> str:
    """The same person as another hand wrote them, with a note that is new."""
    return f"{name(number)};{email(number)};;;;;;;;;;;;came in again"


def _wrong(number: int) -> str:
    """A row with one of four mistakes; the third is put right by leaving it out."""
    person = name(PEOPLE - LOST + number)
    return (
        f"{person};wrong{number}@@post.example;;;;;;;;;;{PEOPLE - LOST + number:05};;",
        f"{person};right{number}@post.example;;;;;;31/02/1980;;;;;;",
        f"{person};right{number}@post.example;4.41632E+11;;;;;;;;;;;",
        f"{person};right{number}@post.example;;ask his wife;;;;;;;;;;",
    )[number % 4]


def _turned(called: str) -> str:
    given, _, family = called.partition(" ")
    return f"{family}, {given}" if " " not in family else called


def _birthday(number: int) -> str:
    """Days as several hands wrote them; most say clearly that the day comes first, a few that the month does."""
    day, month, year = number % 28 + 1, number % 12 + 1, 1930 + number % 70
    if number % 100 == 15:
        return f"{month}/{day}/{year}"
    ways = (f"{day:02}/{month:02}/{year}", f"{day}.{month}.{year}", f"{year}-{month:02}-{day:02}", "", "0/0/00")
    return ways[number % len(ways)]


def _card(number: int) -> bytes:
    """A card as a newer phone writes it; the first forty are customers of the sheet."""
    person = 15 * number if number < 40 else 2 * PEOPLE + number
    given, _, family = name(person).partition(" ")
    lines = [
        "BEGIN:VCARD", "VERSION:3.0", f"N:{family};{given};;;", f"FN:{given} {family}",
        f"EMAIL;type=INTERNET;type=HOME:{email(person)}", f"item1.TEL:+44 1632 961{number:03}",
        "item1.X-ABLabel:_$!<Main>!$_", f"X-SHOE-SIZE:{number % 12 + 30}", f"UID:card-{number}@phone.example",
    ]  # fmt: skip
    if number % 10 == 0:
        lines += _folded(f"PHOTO;ENCODING=b;TYPE=JPEG:{base64.b64encode(bytes(range(200))).decode()}")
    return "\r\n".join([*lines, "END:VCARD", ""]).encode()


def _old_card() -> bytes:
    """A card as an old phone writes it."""
    return (
        b"BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Sp=C3=A4tzle;Gr=C3=A9goire;;;\r\n"
        b"TEL;CELL;PREF:07700 900999\r\nBDAY:--0415\r\nEND:VCARD\r\n"
    )


def _folded(line: str) -> Iterator[str]:
    yield line[:70]
    yield from (f" {line[at : at + 69]}" for at in range(70, len(line), 69))
