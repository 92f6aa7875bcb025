"""The daily copy of the shop, started by the first command of a day once its answer is out."""

import sys

from tinycrm.cli.env import Env
from tinycrm.store import backup as backups


def start_daily(env: Env) -> None:
    """Start today's copy as a process of its own, when there is none yet and nothing speaks against it.

    A time that is only told, by TINYCRM_NOW, would stand on the copy and keep the real days from getting theirs.
    """
    if env.is_told_the_time or "store" not in env.__dict__ or not env.path.exists():
        return
    if not backups.due(env.path, env.now) or not env.config.daily_backup:
        return
    import subprocess

    command = [sys.executable, "-m", "tinycrm", "--db", str(env.path.absolute()), "backup", "daily"]
    quiet = subprocess.DEVNULL
    subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
