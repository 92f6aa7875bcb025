"""What is typed beside a file that people are brought in from, where several commands take it."""

from typing import Annotated

import typer

from tinycrm.cli.params import offered

Source = Annotated[
    str, typer.Argument(metavar="FILE", help="vCards, CSV, Excel, ODS, or what `export all` wrote; - is stdin.")
]
Mapping = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="FIELD=COLUMN",
        help="Send a column to a field; repeat for more.",
        autocompletion=offered("mappings"),
    ),
]
OnMatch = Annotated[
    str,
    typer.Option(
        "--on-match",
        metavar="HOW",
        help="Who is here already: update (what the file says counts), fill (only what is empty), skip.",
        autocompletion=offered("on_match"),
    ),
]
Tags = Annotated[
    list[str] | None,
    typer.Option(
        "--tag", metavar="TAG", help="For everyone in the file; repeat for more.", autocompletion=offered("tags")
    ),
]
Encoding = Annotated[
    str | None, typer.Option("--encoding", metavar="NAME", help="What the file is written in, such as cp1252.")
]
OfSheet = Annotated[str | None, typer.Option("--sheet", metavar="NAME", help="Which sheet of an Excel or ODS file.")]
