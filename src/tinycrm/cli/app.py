"""The switchboard: which module answers which word, and which mistake ends with which exit code."""

import errno
import importlib
import os
import re
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperCommand
from typer.exceptions import Abort, TyperException

from tinycrm import __version__
from tinycrm.cli.command import Commands, Group
from tinycrm.cli.env import Env
from tinycrm.domain.clean import show_line
from tinycrm.errors import AmbiguousError, CrmError, StoreError

# word -> the module of this package that answers it, and the function or group there
COMMANDS = {
    "add": "contact:add",
    "find": "find:find",
    "show": "contact:show",
    "log": "interaction:log",
    "remind": "reminder:remind",
    "done": "reminder:done",
    "snooze": "reminder:snooze",
    "today": "today:today",
    "undo": "undo:undo",
    "redo": "undo:redo",
    "history": "undo:history",
    "timeline": "interaction:timeline",
    "contact": "contact:group",
    "interaction": "interaction:group",
    "reminder": "reminder:group",
    "deal": "deal:group",
    "purchase": "purchase:group",
    "sales": "sales:sales",
    "want": "want:group",
    "arrived": "arrived:arrived",
    "suggest": "suggest:suggest",
    "report": "report:group",
    "import": "load:group",
    "export": "export:group",
    "init": "init:init",
    "demo": "demo:demo",
    "config": "config:group",
    "backup": "backup:group",
    "doctor": "doctor:doctor",
    "path": "config:path",
    "completion": "completion:completion",
}

GROUPS = [word for word, answer in COMMANDS.items() if answer.endswith(":group")]
COMPLETE = "_TINYCRM_COMPLETE"
ENDED_BY = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGHUP: 129}
SENTENCE_LIMIT = 1000
NO_SCREEN = "The shop's screen wants a terminal, and here is none; these are the commands."


class Root(Group):
    """The root: loads a command's module when it is wanted, and turns mistakes into sentences and exit codes."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the words; none at all ask for the screen, for which there is no terminal when it comes to this."""
        return super().parse_args(ctx, args) if args or ctx.resilient_parsing else _no_screen(ctx)

    def list_commands(self, ctx: Any) -> list[str]:
        """Every word, in the order an owner meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """A command for the list in the help: its first sentence, read without importing its module."""
        if cmd_name not in COMMANDS:
            return None
        return TyperCommand(cmd_name, help=_summary(cmd_name), rich_markup_mode=None)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that the first word names, with its module."""
        word = args[0]
        if word not in COMMANDS:
            ctx.fail(f"There is no command {show_line(word, 40)!r}{_meant(word)}; `tinycrm --help` lists them.")
        return word, load(word), args[1:]

    def invoke(self, ctx: Any) -> Any:
        """Run the command; trouble with its output is ours to tell, for a reader that went away is no mistake."""
        try:
            return super().invoke(ctx)
        except OSError as error:
            raise _FailedError(error) from error

    def main(self, args: Sequence[str] | None = None, *rest: Any, **extra: Any) -> Any:
        """Run, and end with the exit code of what went wrong."""
        if COMPLETE in os.environ:
            from typer._completion_classes import completion_init

            completion_init()
        given = list(sys.argv[1:] if args is None else args)
        env = extra.get("obj") or Env()
        env.args = given
        code = 0
        try:
            code = super().main(given, *rest, **{**extra, "standalone_mode": False, "obj": env}) or 0
            sys.stdout.flush()
        except _Ended as ended:
            code = _interrupted(env, ended.code)
        except Abort:
            env.out.say("Nothing was changed.")
            code = 130
        except CrmError as error:
            code = _told(env, error)
        except TyperException as error:
            env.out.say(_usage(error))
            code = 2
        except (OSError, _FailedError) as error:
            code = _output_failed(env, error.cause if isinstance(error, _FailedError) else error)
        finally:
            env.close()
        env.ended_badly = bool(code)
        if extra.get("standalone_mode", True):
            sys.exit(code)
        return code


class _Ended(BaseException):
    """A signal asks us to stop."""

    def __init__(self, code: int) -> None:
        self.code = code


class _FailedError(Exception):
    """The system refused something; in a wrapping that the library above us does not take for its own."""

    def __init__(self, cause: OSError) -> None:
        self.cause = cause


app = Commands(cls=Root)


@app.callback(invoke_without_command=True)
def root(
    ctx: typer.Context,
    db: Annotated[
        Path | None,
        typer.Option("--db", metavar="FILE", help="The shop's file; else TINYCRM_DB, else yours."),
    ] = None,
    version: Annotated[bool, typer.Option("--version", help="Say which tinycrm this is.")] = False,
) -> None:
    """All that a small bookshop knows about its people, in one file.

    \b
    tinycrm demo                                    a believable shop to try things in
    tinycrm add "Ada Lovelace" --phone "020 7946 0018"
    tinycrm log call ada "asked about Nana" --follow-up fri
    tinycrm find zola
    tinycrm show ada
    """
    env = Env.of(ctx)
    env.named = db
    if version:
        env.out.write(f"tinycrm {__version__}")
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        _no_screen(ctx)


def _no_screen(ctx: typer.Context) -> NoReturn:
    env = Env.of(ctx)
    env.out.say(NO_SCREEN)
    env.out.write(ctx.get_help())
    raise typer.Exit(2)


def load(word: str) -> Any:
    """The command or group that answers a word."""
    module, _, name = COMMANDS[word].partition(":")
    answer = getattr(importlib.import_module(f"tinycrm.cli.{module}"), name)
    if not isinstance(answer, Commands):
        single = Commands()
        single.command(word)(answer)
        answer = single
    command = typer.main.get_group(answer) if name == "group" else typer.main.get_command(answer)
    command.name = word
    return command


def run() -> NoReturn:
    """Answer the command line of this process and end it."""
    for number in ENDED_BY:
        if signal.getsignal(number) is not signal.SIG_IGN:  # nohup, or a shell's background job
            signal.signal(number, _end)
    _open_streams()
    env = Env()
    try:
        app(obj=env, prog_name="tinycrm")
    finally:
        _after(env)
    raise SystemExit(0)


def _after(env: Env) -> None:
    """What is done off the quick path, once the answer is out; trouble with it spoils no answer."""
    if "store" in env.__dict__ and not env.ended_badly:
        from tinycrm.cli.daily import start_daily

        with suppress(CrmError, OSError):
            start_daily(env)


def _open_streams() -> None:
    """Streams that were closed lead nowhere, and letters that a stream's encoding lacks stop nobody."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115  # until the process ends
        else:
            stream.reconfigure(errors="backslashreplace")


def _summary(word: str) -> str:
    """The first line of a command's docstring, or of its group's help."""
    module, _, name = COMMANDS[word].partition(":")
    source = Path(__file__).with_name(f"{module}.py").read_text(encoding="utf-8")
    found = re.search(
        rf'^def {name}\(.*?"""(.*?)\n' if name != "group" else r'\A"""(.*?)\n',
        source,
        re.DOTALL | re.MULTILINE,
    )
    return found[1].rstrip('"') if found else ""


def _meant(word: str) -> str:
    import difflib

    if word == "help":
        return ""
    within = [f"{group} {word}" for group in GROUPS if word in getattr(load(group), "commands", {})]
    close = within[:1] or difflib.get_close_matches(word, COMMANDS, n=1)
    return f" (did you mean `tinycrm {close[0]}`?)" if close else ""


def _told(env: Env, error: CrmError) -> int:
    for line in str(error).split("\n"):  # an error in a filter points at a character of its second line
        env.out.say(show_line(line, SENTENCE_LIMIT))
    if isinstance(error, AmbiguousError):
        for candidate in error.candidates:
            env.out.say(candidate)
    return error.exit_code


def _usage(error: TyperException) -> str:
    """A usage error in one line, with nothing in it that a terminal would obey."""
    sentence = show_line(" ".join(error.format_message().split()), SENTENCE_LIMIT // 2)
    end = "" if sentence.endswith((".", "?", "…")) else "."
    ctx = getattr(error, "ctx", None)
    hint = f" `{ctx.command_path} --help` shows how." if ctx is not None and "--help" not in sentence else ""
    return f"{sentence}{end}{hint}"


def _interrupted(env: Env, code: int) -> int:
    env.out.say("Interrupted; `tinycrm history` tells whether it was saved." if _saving(env) else env.interrupted)
    return code


def _saving(env: Env) -> bool:
    return "store" in env.__dict__ and env.store.saving


def _output_failed(env: Env, error: OSError) -> int:
    if error.filename is not None:
        return _told(env, StoreError(f"{show_line(str(error.filename), 300)}: {error.strerror}."))
    if error.errno not in (errno.EPIPE, errno.ENOSPC, errno.EIO):
        raise error
    # what is still in the buffer cannot be written, and would fail again when Python ends
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if error.errno == errno.EPIPE:
        return 0
    saved = "; what was asked for is done" if _saving(env) else ""
    return _told(env, StoreError(f"The answer cannot be written: {os.strerror(error.errno)}{saved}."))


def _end(number: int, _frame: FrameType | None) -> NoReturn:
    raise _Ended(ENDED_BY[signal.Signals(number)])
