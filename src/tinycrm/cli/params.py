"""Arguments and options that several commands have, each said once."""

from collections.abc import Callable
from typing import Annotated

import typer

from tinycrm.domain.interaction import KINDS

Offers = list[tuple[str, str]] | list[str]


def _offered(what: str) -> Callable[[typer.Context, str], Offers]:
    """What the shell is offered at TAB, from `tinycrm.cli.complete`, which is imported then."""

    def offered(ctx: typer.Context, incomplete: str) -> Offers:
        from tinycrm.cli import complete

        found: Offers = getattr(complete, what)(ctx, incomplete)
        return found

    return offered


_people, _follow_ups, _interactions = _offered("people"), _offered("follow_ups"), _offered("interactions")
_operations, _kinds, _filter = _offered("operations"), _offered("kinds"), _offered("filter_words")
_people_and_tags = _offered("people_and_tags")

_NAMED = "A name, email, phone or reference like c12."

Who = Annotated[str, typer.Argument(metavar="WHO", help=_NAMED, autocompletion=_people)]
Words = Annotated[list[str], typer.Argument(metavar="WHO", help=_NAMED, autocompletion=_people)]
MaybeWho = Annotated[
    str | None, typer.Argument(metavar="WHO", help="Of one person; else everyone's.", autocompletion=_people)
]
MaybePeople = Annotated[
    list[str] | None,
    typer.Argument(metavar="WHO...", help="Names, emails, phones or references like c12.", autocompletion=_people),
]
With = Annotated[
    list[str] | None,
    typer.Option("--with", metavar="WHO", help="A further person; repeat for more.", autocompletion=_people),
]
Without = Annotated[
    list[str] | None,
    typer.Option("--without", metavar="WHO", help="Someone who was not there.", autocompletion=_people),
]
Kind = Annotated[str, typer.Argument(metavar="KIND", help=", ".join(KINDS) + ".", autocompletion=_kinds)]
OfKind = Annotated[
    str | None, typer.Option("--kind", metavar="KIND", help=", ".join(KINDS) + ".", autocompletion=_kinds)
]
FollowUps = Annotated[
    list[str],
    typer.Argument(metavar="WHICH...", help="Follow-ups like f7, or people with one open.", autocompletion=_follow_ups),
]
FollowUpsWhen = Annotated[
    list[str],
    typer.Argument(metavar="WHICH... WHEN", help="Follow-ups or people, then the new day.", autocompletion=_follow_ups),
]
FollowUpRef = Annotated[str, typer.Argument(metavar="REF", help="Like f7.", autocompletion=_follow_ups)]
InteractionRef = Annotated[str, typer.Argument(metavar="REF", help="Like i12.", autocompletion=_interactions)]
OperationRef = Annotated[
    str | None,
    typer.Argument(metavar="REF", help="An operation like o15; else the newest.", autocompletion=_operations),
]
TagWords = Annotated[
    list[str],
    typer.Argument(
        metavar="WHO TAG...",
        help="Who, then tags; references like c14 among them are further people. With --where, tags alone.",
        autocompletion=_people_and_tags,
    ),
]
Where = Annotated[
    str | None,
    typer.Option("--where", metavar="QUERY", help="All that a query means.", autocompletion=_filter),
]
Query = Annotated[
    list[str] | None,
    typer.Argument(metavar="QUERY...", help="Words of a name, or tag:regular, city:leeds…", autocompletion=_filter),
]
Looked = Annotated[
    list[str],
    typer.Argument(
        metavar="WORD...", help="Of a name, phone, email, note or taste; or a query.", autocompletion=_filter
    ),
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")]
Limit = Annotated[int | None, typer.Option("--limit", min=1, metavar="N", help="At most so many.")]
