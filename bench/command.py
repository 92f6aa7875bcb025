"""What is measured: one line for each quick command, with the budget it has."""

import shlex
from typing import NamedTuple


class Budget(NamedTuple):
    """How many times an empty Typer command may take: piped, on a terminal, and on a shop of 100,000 people."""

    piped: float
    terminal: float
    big: float


START = Budget(1.2, 1.2, 1.2)
QUICK = Budget(1.5, 1.6, 2.0)
ARRIVED = Budget(3.0, 3.0, 3.0)


class Command(NamedTuple):
    """A command as it is typed; `{n}` is another number each time, so that no write repeats one before it."""

    line: str
    budget: Budget = QUICK

    def words(self, n: int) -> list[str]:
        """What comes after `tinycrm` on the command line."""
        return shlex.split(self.line.format(n=n))

    @property
    def name(self) -> str:
        """The line as a table shows it."""
        return "tinycrm " + self.line.replace("{n}", "…")


# each shop is given these two, whom the commands below speak of; the follow-up of the second comes back whenever done
KNOWN = (
    "add 'Ada Quickstep' --yes --email ada.quickstep@example.org --tag regular --likes author:Zola",
    "add 'Ben Quickstep' --yes",
    "remind ben-quickstep tomorrow 'ring about the atlas' --every 1w",
)
# the first {n}: three digits, as the phone number wants them
FIRST = 100

COMMANDS = (
    Command("--version", START),
    Command("--help", START),
    Command("add --help", START),
    Command("add 'Grace Plain{n}'"),
    Command("add 'Grace Phone{n}' --phone '0808 157 0{n}' --birthday '10 dec' --tag regular"),
    Command("add 'Grace Mail{n}' --email grace{n}@example.org"),
    Command("today"),
    Command("find quickstep"),
    Command("find quickstpe"),
    Command("find zola"),
    Command("find 0808 157"),
    Command("show c77"),
    Command("show ada-quickstep"),
    Command("log visit c{n}"),
    Command("log call ada-quickstep 'asked about Nana, {n}' --follow-up fri"),
    Command("remind c{n} 'in 2 weeks' 'send the catalogue'"),
    Command("snooze ben-quickstep 'in 2 weeks'"),
    Command("done ben-quickstep"),
    Command("contact list --limit 50"),
    Command("purchase add c{n} 'Book {n}' --author Zola --price 4.50"),
    Command("arrived Nana --author Zola --genre novel --price 20 --json", ARRIVED),
    Command("deal list"),
    Command("deal board"),
)
