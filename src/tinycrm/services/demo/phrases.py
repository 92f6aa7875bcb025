"""What is said at a bookshop, with blanks for the book it is said about."""

from typing import NamedTuple


class Manner(NamedTuple):
    """A way of talking: how often of a hundred, and what is said (None: no words) with how it ends."""

    kind: str
    direction: str | None
    share: int
    lines: tuple[tuple[str | None, str | None], ...]


MANNERS = (
    Manner(
        "visit",
        None,
        38,
        (
            ("Looked through the {genre} shelf and left with {title}.", "bought it"),
            ("Read a chapter of {title} standing up, then bought it.", "bought it"),
            ("Asked for anything by {author}. We had {number}; took one.", "bought one"),
            ("Brought back {title}: {detail}. Exchanged it.", "exchanged"),
            ("Came in from the rain, stayed an hour, bought {title} for {price}.", "bought it"),
            ("Wanted {title} as a present. Wrapped it.", "wrapped"),
            ("Asked where {author} had gone; we had moved the {genre} shelf upstairs.", "answered"),
            ("Compared our two copies of {title}. Took the cheaper one, {detail}.", "bought it"),
            ("Sold us {number} paperbacks, mostly {genre}. Paid {price}.", "paid"),
            ("Talked about {author} for a good while. Bought nothing, went away happy.", "nothing today"),
            ("Collected {title}.", "collected"),
            ("Put {title} aside until the end of the month.", "put aside"),
            ("Looked at {title} under the lamp: {detail}. Will think about it.", "thinking it over"),
            ("Came with a friend and showed them the {genre} shelf.", "half an hour"),
            (
                "Asked what we would give for {number} boxes of {genre}. To bring them after the weekend.",
                "to bring them",
            ),
            ("Found {title} in the window and would not wait for the display to change.", "bought it"),
            ("Left a list: {title}, and whatever else of {author} comes in.", "looking"),
            ("Bought {title} again; the first copy went to a niece.", "bought it"),
            (None, "bought one"),
            (None, "bought two"),
            (None, "bought three"),
            (None, "nothing today"),
            (None, "half an hour"),
            (None, "sold us some"),
            (None, "bought one"),
        ),
    ),
    Manner(
        "call",
        "in",
        12,
        (
            ("Is {title} still here? It is.", "put aside"),
            ("Is {title} still here? Sold last week; offered to look for another.", "looking"),
            ("Wants {title}, any edition, up to {price}.", "looking"),
            ("Asked whether we buy {genre}. We do; to come by next week.", "answered"),
            ("Rang about the parcel. It had gone to the neighbours.", "settled"),
            ("Asked us to hold {title} until Saturday.", "put aside"),
            ("How much for {title} with postage? Said {price}.", "quoted"),
            ("Would like to know what makes ours of {title} a first. Explained the points.", "answered"),
            ("Asked if the {genre} shelf had anything new since the last list.", "answered"),
            ("Cancelled {title}: found one in the attic.", "cancelled"),
            ("Wanted the opening hours, and then talked about {author}.", "answered"),
            ("Asked whether {detail} matters for the price. A little.", "answered"),
            ("Has {number} books by {author} to sell. Asked for a list.", "asked for a list"),
        ),
    ),
    Manner(
        "call",
        "out",
        8,
        (
            ("Rang to say that {title} is in.", "will come in"),
            ("Rang about {title}: {price}, {detail}. Will take it.", "sold"),
            ("Rang about {title}: too dear at {price}.", "declined"),
            ("Left word that {title} has come.", "left a message"),
            ("Offered the {author} from the {month} box. Not this time.", "declined"),
            ("Asked whether the {genre} books are still for sale. They are.", "agreed"),
            ("Rang back about the lot of {genre}. Agreed on {price}.", "agreed"),
            ("Told that {title} is reprinting and ours will be late.", "answered"),
            ("Thanked for the cake.", None),
            ("Asked for the new address.", "answered"),
            (None, "no answer"),
        ),
    ),
    Manner(
        "email",
        "in",
        9,
        (
            ("Sent a list of wants: {title} first, then anything by {author}.", "looking"),
            ("Is the {title} on the {month} list still free?", "put aside"),
            ("Asked for a photograph of {title}, the spine above all.", "sent pictures"),
            ("Ours of {title} arrived well, thank you.", None),
            ("The parcel came wet at one corner; {title} itself is dry.", "part refund"),
            ("Moved house. New address below; wants the list as before.", "noted"),
            ("Asked what {title} would fetch: {detail}.", "answered"),
            ("Ordered {title} from the list at {price}.", "ordered"),
            ("Asked to pay for {title} by the month. Agreed to three.", "agreed"),
            ("Forwarded a notice of a sale with {number} lots of {genre}.", "noted"),
            ("Wondered whether {author} ever signed. Rarely.", "answered"),
        ),
    ),
    Manner(
        "email",
        "out",
        8,
        (
            ("Sent the {month} list.", "read"),
            ("Sent {number} pictures of {title}.", "read"),
            ("Quoted {price} for {title}: {detail}.", "no answer yet"),
            ("Sent the invoice for {title}, {price}.", "paid"),
            ("Wrote that we have found {title}; no answer yet.", "no answer yet"),
            ("Sent the tracking number for {title}.", None),
            ("Asked whether {title} is still wanted.", "still wanted"),
            ("Sent the programme of the {month} readings.", "read"),
            ("Offered first choice of the {genre} books from the new library.", "accepted"),
        ),
    ),
    Manner(
        "message",
        "in",
        5,
        (
            ("Is {title} still there? On the train, can be in by five.", "put aside"),
            ("Photo of a shelf: any of these for you? {genre}, mostly.", "made an offer"),
            ("Running late, keep {title} for me.", "put aside"),
            ("{price} for {title}, would you take that?", "declined"),
            ("Got it, thank you.", None),
            ("Do you open on the bank holiday?", "answered"),
            ("Found {title} for me yet?", "not yet"),
        ),
    ),
    Manner(
        "message",
        "out",
        4,
        (
            ("{title} is in. It is behind the till.", "collected"),
            ("Open until six today, so come when you can.", "read"),
            ("We close early on Thursday; {title} can wait.", "read"),
            ("Sent a picture of {title}: {detail}.", "read"),
            ("Yes, {price} would do.", "sold"),
            ("A box of {genre} came in. Thought of you.", "coming in"),
        ),
    ),
    Manner(
        "letter",
        "in",
        2,
        (
            ("A page about {author}, and a cheque for {title}.", "posted"),
            ("Two pages and a pressed flower. Wants {title} in any state.", "looking"),
            ("Asked us to value {number} books left by an aunt, {genre} for the most part.", "answered"),
            ("Sent a clipping about {author}.", "filed"),
            ("Thanked for {title}: just as described.", "filed"),
        ),
    ),
    Manner(
        "letter",
        "out",
        2,
        (
            ("Sent the {month} catalogue with a note about {title}.", None),
            ("Wrote about {title}: {price}, {detail}.", "no answer yet"),
            ("Sent the receipt and a card.", None),
            ("Wrote to ask after the {genre} books.", None),
        ),
    ),
    Manner(
        "meeting",
        None,
        2,
        (
            ("Saw the library at home: {number} shelves, {genre} the best of it. Offered {price} a box.", "offer made"),
            ("Went through the {author} collection together. Nothing to be split.", "declined"),
            ("Met over coffee about a talk on {author}.", "agreed"),
            ("Agreed on {number} titles for the reading group, {title} to begin with.", "agreed"),
        ),
    ),
    Manner(
        "event",
        None,
        4,
        (
            ("Came to the {author} evening and asked the best question.", "came"),
            ("At the {month} reading; stayed to stack chairs.", "came"),
            ("Stopped at our table at the book fair, bought {title}.", "bought it"),
            ("Came to the {genre} evening with two friends.", "came"),
            ("Read a page of {title} aloud at the open evening.", "came"),
        ),
    ),
    Manner(
        "note",
        None,
        6,
        (
            ("Has all of {author} but {title}.", None),
            ("Will not have book club editions.", None),
            ("Do not offer {title} again; has three.", None),
            ("Pays at the end of the month, always.", None),
            ("Collects {genre}, condition before price.", None),
            ("Likes to be told when {author} comes in, even in poor state.", None),
            ("Mentioned a sister who reads {genre}.", None),
            ("Minds {detail}; say so before posting.", None),
        ),
    ),
)
PRICES = (
    "£4", "£6.50", "£8", "£9.50", "£12", "£14", "£18", "£22", "£25", "£35", "£40", "£60", "£85", "£120",
    "£180",
)  # fmt: skip
NUMBERS = (
    "two", "three", "four", "five", "six", "eight", "nine", "a dozen", "fifteen", "twenty",
)  # fmt: skip
DETAILS = (
    "the jacket a little chipped", "some foxing to the prelims", "a name on the flyleaf", "the spine sunned",
    "a map missing", "rebacked, the old spine kept", "uncut", "a bookplate inside", "one hinge tender",
    "pencil notes in the margins", "corners bumped", "a tape mark on the endpaper", "the plates all there",
    "water at the lower edge", "ex-library, stamps and all", "nicely rebound", "as good as new",
)  # fmt: skip
FOLLOW_UPS = (
    "ring about {title}", "look for a better {title}", "send the {genre} list",
    "ask whether {title} is still wanted", "send pictures of {title}", "quote for {title}",
    "offer the {author} from the new box", "post {title}", "collect the {genre} books",
    "answer about {author}", "ring back about the lot of {genre}", "chase the invoice",
    "write about the {author} evening", "tell them {title} is in", "value the {genre} shelf",
    "return the spare {title}",
)  # fmt: skip
CHANNELS = ("phone", "phone", "message", "email", "email", "letter", "visit")
SOURCES = (
    "walked in", "walked in", "walked in", "book fair", "website", "catalogue", "a friend",
    "the library's notice board", "reading group", "school visit", "newspaper", "sold us books",
)  # fmt: skip
PINNED = (
    "Deaf in the left ear; stand on the right.",
    "Rings on Sundays. It can wait until Monday.",
    "No parcels to the neighbours.",
    "Pays in cash and wants a receipt.",
    "Allergic to the cat; keep the back room shut.",
    "Only after five.",
    "Ask about the garden first.",
    "Has an account; invoice by the month.",
    "Never fold the catalogue.",
    "Will haggle. Ten per cent is the end of it.",
)
NOTES = (
    "Has a good eye for bindings.",
    "Reads in the bath; sells them back.",
    "Teaches evening classes on the novel and sends us the students.",
    "Keeps a ledger of every book bought since school.",
    "Lives above the bakery. Brings buns.",
    "Looking after a late father's library, room by room.",
    "Wants to know where each book came from.",
    "Started with one shelf of poetry; now has the whole landing.",
    "Moved here from the coast. Misses the sea, reads about it.",
    "Buys for two households.",
)
TAGS = (
    "poetry", "crime", "maps", "gardens", "children's", "first-editions", "catalogue", "trade", "fair",
    "students", "bindings", "paperbacks", "science", "travel", "french", "group", "by-post", "seller",
    "railways", "local-history",
)  # fmt: skip
AGREED = (
    "card at the till", "website form", "by telephone", "at the book fair", "by letter", "asked in the shop",
)  # fmt: skip
DECLINED = ("asked to stop", "by telephone", "did not tick the box", "by letter")
