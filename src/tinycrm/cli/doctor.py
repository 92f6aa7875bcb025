"""A look at the shop's file: is it whole, safe, and saved elsewhere?"""

from typing import Annotated

import typer

from tinycrm.cli.env import Env
from tinycrm.store import doctor as doctors

FINDINGS = 10


def doctor(
    ctx: typer.Context,
    mend: Annotated[
        bool, typer.Option("--mend", help="Rebuild what is derived, and put triggers and modes right.")
    ] = False,
) -> None:
    """Examine the shop's file; ends with 10 when something is found.

    \b
    tinycrm doctor
    tinycrm doctor --mend
    """
    env = Env.of(ctx)
    path = env.store.path
    mended = doctors.mend(path, env.out.say) if mend else []
    facts, findings = doctors.facts(path), doctors.examine(path, env.now)
    answer = {
        "ref": str(path),
        "facts": dict(facts),
        "mended": mended,
        "findings": [each._asdict() for each in findings],
    }
    wide = max(len(name) for name, _ in facts)
    lines = [f"{name.ljust(wide)}  {value}" for name, value in facts]
    lines += ["", *(f"mended: {each}" for each in mended)] if mended else []
    lines += ["", *(f"{each.level}: {each.sentence}" for each in findings)] if findings else ["", "All is well."]
    env.out.object(answer, lines)
    if findings:
        raise typer.Exit(FINDINGS)
