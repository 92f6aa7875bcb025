"""How often people with a tag want to hear from the shop, as the settings say it."""

from tinycrm import paths
from tinycrm.cli.env import Env
from tinycrm.domain import cadence


def by_tag(env: Env) -> dict[str, str]:
    """The settings' cadences, tag → span such as `3w`; what makes no sense there is told and left out."""
    found, wrong = cadence.by_tag(env.config.cadences)
    for error in wrong:
        env.out.say(f"{paths.settings_file(env.path)}: {error} It was left out.")
    return found
