"""How commands and groups of them are made, with help that reads like a page and options that all of them have."""

from collections.abc import Callable
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.models import Default

from tinycrm.cli.env import Env
from tinycrm.cli.out import FORMATS, check_format
from tinycrm.cli.typed import as_typed


class Command(TyperCommand):
    """A command whose help names its arguments as its usage does, and that can answer in every format."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.params.extend(everywhere())

    def get_params(self, ctx: Any) -> list[Any]:
        """The parameters, --help among them."""
        return as_typed(super().get_params(ctx))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the words after the command's name; bytes that Python could not read (PEP 383) are taken for UTF-8."""
        rest: list[str] = super().parse_args(ctx, args)
        for name, value in ctx.params.items():
            if isinstance(value, str):
                ctx.params[name] = _letters(value)
            elif isinstance(value, list):
                ctx.params[name] = [_letters(each) if isinstance(each, str) else each for each in value]
        return rest

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """The words after the command's name: its arguments, optional ones in brackets, then its options."""
        return [*(_argument(each) for each in self.params if each.param_type_name == "argument"), "[OPTIONS]"]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """The arguments, then the options, each with its help."""
        arguments = [
            (_argument(each), getattr(each, "help", None) or "")
            for each in self.params
            if each.param_type_name == "argument"
        ]
        if any(meaning for _, meaning in arguments):
            with formatter.section("Arguments"):
                formatter.write_dl(arguments)
        records = [each.get_help_record(ctx) for each in self.get_params(ctx) if each.param_type_name == "option"]
        with formatter.section("Options"):
            formatter.write_dl(
                [
                    (name.replace("<str>", "TEXT").replace("<int>", "N"), meaning)
                    for name, meaning in filter(None, records)
                ]
            )


class Group(TyperGroup):
    """A word with commands of its own; alone it shows its help."""

    def get_params(self, ctx: Any) -> list[Any]:
        """The parameters, --help among them."""
        return as_typed(super().get_params(ctx))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the words after the group's name."""
        if not args and not ctx.resilient_parsing:
            Env.of(ctx).out.write(ctx.get_help())
            ctx.exit()
        return super().parse_args(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Every word with its first sentence, whole."""
        words = [(word, self.get_command(ctx, word)) for word in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl([(word, (each.help or "").strip().split("\n")[0]) for word, each in words if each])


class Listing(Group):
    """A word with commands of its own; alone it lists."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the words after the group's name; no word, or options but --help, are those of its `list`."""
        lists = not args or (args[0].startswith("-") and not {"--help", "-h"} & set(args))
        return super().parse_args(ctx, ["list", *args] if lists and not ctx.resilient_parsing else args)


class Commands(typer.Typer):
    """A group to hang commands on: `group = Commands(__doc__)`, then `@group.command()`."""

    def __init__(self, meaning: str | None = None, cls: type[TyperGroup] = Group) -> None:
        super().__init__(
            help=Default(None) if meaning is None else meaning, cls=cls, add_completion=False,
            rich_markup_mode=None, pretty_exceptions_enable=False,
            context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100},
        )  # fmt: skip

    def command(self, name: str | None = None, **settings: Any) -> Callable[[Any], Any]:
        """Hang a command on the group."""
        return super().command(name, **{"cls": Command, **settings})


def everywhere() -> list[Any]:
    """The options of every command."""
    single = typer.Typer(add_completion=False)
    single.command()(_options)
    return [each for each in typer.main.get_command(single).params if each.name != "help"]


def _json(ctx: typer.Context, value: bool) -> None:
    if value:
        Env.of(ctx).out.format = "json"


def _format(ctx: typer.Context, value: str | None) -> None:
    if value is not None:
        Env.of(ctx).out.format = check_format(value)


def _options(
    json: Annotated[
        bool, typer.Option("--json", help="Answer for a program: JSON.", expose_value=False, callback=_json)
    ] = False,
    form: Annotated[
        str | None,
        typer.Option("--format", metavar="FORMAT", help=", ".join(FORMATS), expose_value=False, callback=_format),
    ] = None,
) -> None:
    """The options of every command."""


def _letters(typed: str) -> str:
    return typed.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _argument(parameter: Any) -> str:
    shown: str = parameter.metavar or parameter.name.upper()
    return shown if parameter.required or shown.startswith("[") else f"[{shown}]"
