"""A note on the desktop, through the system's own notifier."""

import shutil
import subprocess
import sys

from tinycrm.cli.env import Env
from tinycrm.domain.clean import show_line
from tinycrm.errors import RefusedError
from tinycrm.queries.today import Group

LINES = 6
COUNTED = {
    "overdue": ("overdue", "overdue"),
    "today": ("due today", "due today"),
    "coming": ("coming", "coming"),
    "birthdays": ("birthday", "birthdays"),
    "slipping": ("slipping away", "slipping away"),
    "steps": ("next step", "next steps"),
    "closing": ("deal to close", "deals to close"),
    "rotting": ("deal standing still", "deals standing still"),
}
PATIENCE_SECONDS = 10


def notify(env: Env, groups: list[Group]) -> None:
    """Send the morning list to the desktop; with nothing to say, nothing.

    Raises RefusedError where this machine has no notifier, or it fails.
    """
    if not groups:
        return
    title = ", ".join(f"{group.total} {COUNTED[group.key][group.total != 1]}" for group in groups)
    items = [item for group in groups for item in group.items]
    lines = [f"{item.who}: {item.text}" if item.text else item.who for item in items[:LINES]]
    command = _command(show_line(title, 120), "\n".join(show_line(line, 120) for line in lines))
    try:
        subprocess.run(command, check=True, timeout=PATIENCE_SECONDS, capture_output=True)
    except (OSError, subprocess.SubprocessError) as error:
        raise RefusedError(f"The desktop's notifier failed: {show_line(str(error), 120)}.") from None
    env.out.say(f"Told the desktop: {show_line(title, 120)}.")


def _command(title: str, body: str) -> list[str]:
    if sys.platform == "darwin" and (osascript := shutil.which("osascript")):
        # the words are arguments, so nothing in them is run
        script = "on run argv\ndisplay notification (item 2 of argv) with title (item 1 of argv)\nend run"
        return [osascript, "-e", script, title, body]
    if notifier := shutil.which("notify-send"):
        return [notifier, "--app-name=tinycrm", "--", title, _escaped(body)]
    raise RefusedError("This machine has no desktop notifier (notify-send); `tinycrm today` prints the list.")


def _escaped(body: str) -> str:
    """Some desktops read a notification's body as markup, and notify-send its backslashes as in C."""
    return body.replace("\\", "\\\\").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
