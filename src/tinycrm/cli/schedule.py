"""What to install so that the morning list comes by itself: a systemd timer, a crontab line, a launchd agent."""

import os
import re
import shlex
import sys
from pathlib import Path
from typing import NamedTuple

from tinycrm.cli.env import Env
from tinycrm.domain.clean import show_line
from tinycrm.errors import InvalidError

HOUR, MINUTE = 8, 30


class Recipe(NamedTuple):
    """One way to have the list every morning: for whom, the files to write (path → text), and what to run."""

    ref: str
    about: str
    files: dict[str, str]
    commands: list[str]


def schedule(env: Env) -> None:
    """Print what fits this machine; as JSON all of it."""
    program, shop = _program(), env.path.expanduser().absolute()
    command = shlex.join([*program, "--db", str(shop), "today"])
    if not command.isprintable():
        raise InvalidError(f"{show_line(command, 300)} holds letters that no schedule takes; move the shop.")
    recipes = [_systemd(program, shop), _launchd(program, shop)]
    if "%" not in command:
        recipes.insert(1, _crontab(command))
    elif sys.platform != "darwin":
        env.out.say(f"{command} holds a %, which crontab takes for a line break, so there is no line for it.")
    if env.out.json:
        env.out.object({"ref": "cron", "recipes": [recipe._asdict() for recipe in recipes]}, ())
        return
    fitting = recipes[-1:] if sys.platform == "darwin" else recipes[:-1]
    for number, recipe in enumerate(fitting):
        env.out.lines([*([""] if number else []), f"# {recipe.about}"])
        for path, text in recipe.files.items():
            env.out.lines(["", f"# write this to {path}", *text.rstrip().split("\n")])
        env.out.lines(["", "# and then", *recipe.commands] if recipe.files else recipe.commands)


def _program() -> list[str]:
    """The absolute command that is this program, whatever environment it is run in."""
    called = Path(sys.argv[0])
    if called.name == "tinycrm" and called.is_file() and os.access(called, os.X_OK):
        return [str(called.absolute())]
    return [sys.executable, "-m", "tinycrm"]


def _systemd(program: list[str], shop: Path) -> Recipe:
    command = " ".join(_systemd_word(word) for word in [*program, "--db", str(shop), "today", "--notify"])
    service = ["[Unit]", "Description=Who is waiting to hear from the shop", ""]
    service += ["[Service]", "Type=oneshot", f"ExecStart={command}"]
    timer = ["[Unit]", "Description=The shop's morning list", ""]
    timer += ["[Timer]", f"OnCalendar=*-*-* {HOUR:02}:{MINUTE:02}", "Persistent=true", ""]
    timer += ["[Install]", "WantedBy=timers.target"]
    folder = "~/.config/systemd/user"
    return Recipe(
        "systemd",
        "A systemd user timer: a note on the desktop each morning, or on waking when the morning was slept through.",
        {f"{folder}/tinycrm.service": "\n".join(service), f"{folder}/tinycrm.timer": "\n".join(timer)},
        ["systemctl --user daemon-reload", "systemctl --user enable --now tinycrm.timer"],
    )


def _crontab(command: str) -> Recipe:
    return Recipe(
        "crontab",
        "A crontab line, where this machine is on in the morning and can send mail (`crontab -e`).",
        {},
        [f"{MINUTE} {HOUR} * * * {command}"],
    )


def _launchd(program: list[str], shop: Path) -> Recipe:
    import plistlib

    agent = {
        "Label": "tinycrm.today",
        "ProgramArguments": [*program, "--db", str(shop), "today", "--notify"],
        "StartCalendarInterval": {"Hour": HOUR, "Minute": MINUTE},
    }
    path = "~/Library/LaunchAgents/tinycrm.today.plist"
    return Recipe(
        "launchd",
        "A launchd agent: a note on the desktop each morning, or on waking when the morning was slept through.",
        {path: plistlib.dumps(agent).decode()},
        [f"launchctl load {path}"],
    )


def _systemd_word(word: str) -> str:
    """A word of an ExecStart line (systemd.service(5), "Command lines"): quoted, `%` and `$` doubled."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return escaped if re.fullmatch(r"[\w/.:@+=-]+", word, re.ASCII) else f'"{escaped}"'
