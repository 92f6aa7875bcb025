"""The words of an interaction."""

KINDS = ("call", "visit", "email", "message", "meeting", "letter", "event", "note")
DIRECTIONS = ("in", "out")
# what is worth an editor when no words are typed
WRITTEN = ("call", "letter")

_SPOKEN = {
    "call": {"in": "rang", "out": "we rang", None: "call"},
    "visit": {"in": "came in", "out": "we called by", None: "came in"},
    "email": {"in": "wrote an email", "out": "we wrote an email", None: "email"},
    "message": {"in": "sent a message", "out": "we sent a message", None: "message"},
    "meeting": {"in": "met", "out": "met", None: "met"},
    "letter": {"in": "wrote a letter", "out": "we wrote a letter", None: "letter"},
    "event": {"in": "event", "out": "event", None: "event"},
    "note": {"in": "note", "out": "note", None: "note"},
    # what stands in a timeline beside interactions
    "deal": {"in": "deal", "out": "deal", None: "deal"},
    "want": {"in": "wants", "out": "wants", None: "wants"},
    "purchase": {"in": "bought", "out": "bought", None: "bought"},
}


def told(kind: str, direction: str | None) -> str:
    """An interaction's kind and direction in the words of the shop: "we rang", "came in"."""
    return _SPOKEN[kind][direction]
