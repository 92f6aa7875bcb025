"""Towns, streets and mailboxes; phones only in the ranges that Ofcom and the NANPA keep free for fiction."""

from typing import NamedTuple


class Town(NamedTuple):
    """A town, how many customers come from it, and the fronts of its postcodes and phone numbers."""

    name: str
    share: int
    postcode: str
    phones: str


TOWNS = (
    Town("Cambridge", 30, "CB", "01632 960"),
    Town("London", 20, "N", "020 7946 0"),
    Town("Ely", 6, "CB", "01632 960"),
    Town("Bury St Edmunds", 5, "IP", "01632 960"),
    Town("Newmarket", 4, "CB", "01632 960"),
    Town("Saffron Walden", 4, "CB", "01632 960"),
    Town("Norwich", 4, "NR", "01632 960"),
    Town("Ipswich", 3, "IP", "01632 960"),
    Town("Royston", 3, "SG", "01632 960"),
    Town("St Ives", 3, "PE", "01632 960"),
    Town("Huntingdon", 2, "PE", "01632 960"),
    Town("Hitchin", 2, "SG", "01632 960"),
    Town("Oxford", 2, "OX", "01632 960"),
    Town("Leeds", 2, "LS", "0113 496 0"),
    Town("Sheffield", 1, "S", "0114 496 0"),
    Town("Nottingham", 1, "NG", "0115 496 0"),
    Town("Leicester", 1, "LE", "0116 496 0"),
    Town("Bristol", 2, "BS", "0117 496 0"),
    Town("Reading", 1, "RG", "0118 496 0"),
    Town("Birmingham", 1, "B", "0121 496 0"),
    Town("Edinburgh", 2, "EH", "0131 496 0"),
    Town("Glasgow", 1, "G", "0141 496 0"),
    Town("Liverpool", 1, "L", "0151 496 0"),
    Town("Manchester", 2, "M", "0161 496 0"),
    Town("Newcastle upon Tyne", 1, "NE", "0191 498 0"),
    Town("Cardiff", 1, "CF", "029 2018 0"),
)

STREETS = (
    "Mill Road", "Church Lane", "High Street", "Station Road", "Chestnut Avenue", "Orchard Way",
    "Bridge Street", "The Green", "Abbey Walk", "Priory Close", "Victoria Terrace", "Albert Road",
    "Castle Hill", "Market Place", "School Lane", "Glebe Road", "Maltings Yard", "Windmill Rise", "Northgate",
    "Southgate", "Quayside", "Silver Street", "Rose Crescent", "Elm Grove", "Tanners Row", "Hawthorn Drive",
    "Cavendish Square", "Lammas Field", "Gwydir Street", "Long Drove", "Saxon Street", "Nightingale Lane",
    "Weavers Court", "Almshouse Yard", "Kiln Lane", "Bell Lane", "Cherry Hinton Road", "Granary Wharf",
    "Pound Hill", "Jesus Lane", "Vicarage Gardens", "Beech Walk", "Ferry Path", "Paradise Street",
    "Thoday Street", "Willow Bank", "Parsonage Row", "Trinity Court", "Larkspur Close", "Swan Yard",
)  # fmt: skip
LETTERS = (
    "AA", "AH", "BD", "DL", "EJ", "EU", "HX", "JS", "LP", "NQ", "PB", "QR", "RT", "SD", "TG", "UW", "XA",
    "YZ",
)  # fmt: skip
MAILBOXES = (
    "post.example", "letterbox.example", "inkwell.example", "bluebird.example", "fenland.example",
    "mail.example", "hedgerow.example", "quill.example", "orchard.example", "lantern.example",
    "harbour.example",
)  # fmt: skip
AMERICAN_AREAS = ("202", "206", "212", "303", "312", "415", "503", "512", "617", "718", "773", "802", "919")
