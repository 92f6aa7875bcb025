"""How often people with a tag want to hear from the shop, as the settings say it: read by the rules for both."""

from collections.abc import Iterable

from tinycrm import paths
from tinycrm.cli.env import Env
from tinycrm.domain.cadence import cadence
from tinycrm.domain.clean import show_line
from tinycrm.domain.tag import tag
from tinycrm.errors import InvalidError

SHOWN = 60


def checked(pairs: Iterable[str]) -> tuple[str, ...]:
    """Pairs of a tag and a span as they are kept: "vip 1m" for "VIP monthly"; of a tag named twice the last one.

    Raises InvalidError for a tag or a span that is none.
    """
    return tuple(f"{name} {span}" for name, span in dict(map(_pair, pairs)).items())


def by_tag(env: Env) -> dict[str, str]:
    """The settings' cadences, tag → span such as `3w`; what makes no sense there is told and left out."""
    found = {}
    for pair in env.config.cadences:
        try:
            name, span = _pair(pair)
        except InvalidError as error:
            env.out.say(f"{paths.settings_file(env.path)}: {error} It was left out.")
        else:
            found[name] = span
    return found


def _pair(pair: str) -> tuple[str, str]:
    name, _, span = pair.partition(" ")
    try:
        return tag(name), cadence(span)
    except InvalidError as error:
        raise InvalidError(f'cadences, "{show_line(pair, SHOWN)}": {error}') from None
