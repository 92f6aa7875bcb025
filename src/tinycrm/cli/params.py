"""Arguments and options that several commands have, each said once."""

from collections.abc import Callable
from typing import Annotated

import typer

from tinycrm.domain.book import CHANNELS
from tinycrm.domain.interaction import KINDS

Offers = list[tuple[str, str]] | list[str]


def offered(what: str) -> Callable[[typer.Context, str], Offers]:
    """What the shell is offered at TAB, from `tinycrm.cli.complete`, which is imported then."""

    def found(ctx: typer.Context, incomplete: str) -> Offers:
        from tinycrm.cli import complete

        offers: Offers = getattr(complete, what)(ctx, incomplete)
        return offers

    return found


_people, _follow_ups, _interactions = offered("people"), offered("follow_ups"), offered("interactions")
_operations, _kinds, _filter = offered("operations"), offered("kinds"), offered("filter_words")
_people_and_tags, _fields = offered("people_and_tags"), offered("fields")
_deals, _stages, _reasons, _deal_filter = offered("deals"), offered("stages"), offered("reasons"), offered("deal_words")
_purchases, _titles, _authors = offered("purchases"), offered("titles"), offered("authors")
_genres, _channels, _wants = offered("genres"), offered("channels"), offered("wants")

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
DealRef = Annotated[
    str,
    typer.Argument(metavar="DEAL", help="Like d3, or words of its title or of whom it is with.", autocompletion=_deals),
]
StageName = Annotated[
    str, typer.Argument(metavar="STAGE", help="Its name or the beginning of it, or s2.", autocompletion=_stages)
]
DealQuery = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="QUERY...", help="Words of a title or a name, or stage:quoted, value:100…", autocompletion=_deal_filter
    ),
]
Contacts = Annotated[
    list[str] | None,
    typer.Option("--contact", metavar="WHO", help="Whom it is with; repeat for more.", autocompletion=_people),
]
ToStage = Annotated[
    str | None, typer.Option("--stage", metavar="STAGE", help="Where it stands.", autocompletion=_stages)
]
Why = Annotated[
    str | None,
    typer.Option("--reason", metavar="WORDS", help="Why it was lost.", autocompletion=_reasons),
]
PurchaseRef = Annotated[
    str, typer.Argument(metavar="REF", help="Like p12, or p12.2 for the second book in it.", autocompletion=_purchases)
]
WantRef = Annotated[str, typer.Argument(metavar="REF", help="Like w3.", autocompletion=_wants)]
WantRefs = Annotated[list[str], typer.Argument(metavar="REF...", help="Like w3.", autocompletion=_wants)]
Buyer = Annotated[
    str, typer.Argument(metavar="WHO", help="A name, email, phone or c12; - for nobody known.", autocompletion=_people)
]
MaybeTitle = Annotated[
    list[str] | None,
    typer.Argument(metavar="TITLE", help="What was bought: a title, or an ISBN.", autocompletion=_titles),
]
Author = Annotated[str | None, typer.Option("--author", metavar="NAME", help="Who wrote it.", autocompletion=_authors)]
Isbn = Annotated[str | None, typer.Option("--isbn", metavar="ISBN", help="10 or 13 digits, hyphens or not.")]
Genre = Annotated[
    str | None, typer.Option("--genre", metavar="WORDS", help="Novel, travel, poetry…", autocompletion=_genres)
]
Price = Annotated[str | None, typer.Option("--price", metavar="AMOUNT", help="Of one copy: 12.50.")]
Quantity = Annotated[str | None, typer.Option("--qty", metavar="N", help="How many copies.")]
Discount = Annotated[str | None, typer.Option("--discount", metavar="OFF", help="Off the whole: 10%, or an amount.")]
Lines = Annotated[
    list[str] | None,
    typer.Option(
        "--line", metavar="BOOK", help='"Title | author | 12.50 | x2 | -10% | genre:novel"; repeat for more.',
        autocompletion=_titles,
    ),
]  # fmt: skip
Channel = Annotated[
    str | None, typer.Option("--channel", metavar="CHANNEL", help=", ".join(CHANNELS) + ".", autocompletion=_channels)
]
SoldOn = Annotated[str | None, typer.Option("--date", metavar="WHEN", help="'yesterday', 'sat', '3 may'; else now.")]
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
FieldName = Annotated[str, typer.Argument(metavar="NAME", help="Of the field.", autocompletion=_fields)]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")]
Limit = Annotated[int | None, typer.Option("--limit", min=1, metavar="N", help="At most so many.")]
