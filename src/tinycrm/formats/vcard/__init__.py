"""vCard 2.1, 3.0 (RFC 2426) and 4.0 (RFC 6350), as phones and mail programs really write it: in and out."""

from tinycrm.formats.vcard.charset import Survey, survey
from tinycrm.formats.vcard.reader import read, sniff
from tinycrm.formats.vcard.refused import write_refused
from tinycrm.formats.vcard.writer import write

__all__ = ["Survey", "read", "sniff", "survey", "write", "write_refused"]
