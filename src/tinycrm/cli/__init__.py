"""The command line. Nothing heavy is imported before it is known what is wanted."""


def main() -> None:
    """The program's entry point: a bare call on a terminal opens the shop on the screen, all else is a command."""
    import os
    import sys

    args = sys.argv[1:]
    if (not args or args[0].startswith("--db")) and "_TINYCRM_COMPLETE" not in os.environ:
        from tinycrm.cli import ui

        if ui.wanted(args) and ui.on_terminal():
            sys.exit(ui.main(args))
    from tinycrm.cli.app import run

    run()
