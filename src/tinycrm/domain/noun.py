"""Nouns as they stand in a sentence."""


def a(noun: str) -> str:
    """A noun with its article: "a call", "an email"."""
    return f"an {noun}" if noun[0] in "aeio" else f"a {noun}"


def row(table: str) -> str:
    """What a row of a table is called: "value" for what a field holds."""
    return {
        "field_value": "value",
        "property": "vCard line",
        "deal_contact": "person of a deal",
        "lost_reason": "reason",
        "line": "book",
    }.get(table, table)
