"""The words of an interaction."""

KINDS = ("call", "visit", "email", "message", "meeting", "letter", "event", "note")
DIRECTIONS = ("in", "out")
