"""Files from outside: bytes or text in, plain records out, and back. Nothing here knows a shop."""
