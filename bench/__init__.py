"""How fast the quick commands are, as ratios to an empty Typer command: `python -m bench`."""
