"""What makes the TAB key complete names, tags and references."""

import os
from pathlib import Path
from typing import Annotated

import typer

from tinycrm.cli.app import COMPLETE
from tinycrm.cli.env import Env
from tinycrm.domain.clean import show_line
from tinycrm.errors import InvalidError

SHELLS = {
    "bash": "~/.bashrc",
    "zsh": "~/.zshrc",
    "fish": "~/.config/fish/completions/tinycrm.fish",
}


def completion(
    ctx: typer.Context,
    shell: Annotated[str | None, typer.Argument(metavar="SHELL", help=", ".join(SHELLS) + "; else yours.")] = None,
) -> None:
    """Print what makes the TAB key complete names, tags and references.

    \b
    tinycrm completion bash >> ~/.bashrc
    tinycrm completion zsh >> ~/.zshrc
    tinycrm completion fish > ~/.config/fish/completions/tinycrm.fish
    """
    from typer._completion_shared import get_completion_script

    env = Env.of(ctx)
    name = shell or Path(os.environ.get("SHELL", "")).name
    if name not in SHELLS:
        raise InvalidError(f"There is no completion for {show_line(name, 20)!r}; there is for {', '.join(SHELLS)}.")
    script = get_completion_script(prog_name="tinycrm", complete_var=COMPLETE, shell=name)
    env.out.object({"ref": name, "file": SHELLS[name], "script": script}, script.strip().split("\n"))
