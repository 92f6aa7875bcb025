"""Nouns as they stand in a sentence."""


def a(noun: str) -> str:
    """A noun with its article: "a call", "an email"."""
    return f"an {noun}" if noun[0] in "aeio" else f"a {noun}"
