"""The command line. Nothing heavy is imported before it is known what is wanted."""


def main() -> None:
    """The program's entry point."""
    from tinycrm.cli.app import run

    run()
