"""tinycrm: a small bookshop's memory of its people, in one local file."""

__version__ = "0.1.0"
