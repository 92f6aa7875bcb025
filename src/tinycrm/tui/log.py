"""What broke the screen, written into a file beside the shop for whoever mends it."""

import traceback
from datetime import datetime
from pathlib import Path

from textual.worker import WorkerFailed

from tinycrm import paths
from tinycrm.errors import StoreError
from tinycrm.files import replacing


def write(shop: Path, error: BaseException | None, now: datetime) -> str:
    """Write down where it broke (the code's lines only, nothing that is known of people); returns what to say."""
    if isinstance(error, WorkerFailed):
        error = error.error
    kind = type(error).__name__
    file = paths.log_file(shop)
    where = "".join(traceback.format_tb(error.__traceback__)) if error else ""
    try:
        with replacing(file) as out:
            out.write(f"{now.isoformat(timespec='seconds')}\n{where}{kind}\n")
    except StoreError:
        return f"tinycrm broke off ({kind}); nothing that was saved is lost."
    return f"tinycrm broke off ({kind}); nothing that was saved is lost. {file} says where, for whoever mends it."
