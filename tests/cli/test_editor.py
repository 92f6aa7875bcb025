import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.tool import process
from tests.cli.typist import kept, typing
from tinycrm.cli.editor import edited, edited_as
from tinycrm.cli.env import Env
from tinycrm.errors import AmbiguousError, CrmError, InvalidError, NotFoundError, RefusedError, StoreError

Opening = Callable[..., str]


@pytest.fixture
def drafts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files."""
    folder = tmp_path / "drafts"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


@pytest.fixture
def using(monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[str, str]], None]:
    """`using({"EDITOR": …})` is the surroundings of what follows."""

    def use(surroundings: dict[str, str]) -> None:
        for name, value in {"VISUAL": "", "EDITOR": "", **surroundings}.items():
            monkeypatch.setenv(name, value)

    return use


def script(folder: Path, text: str) -> str:
    """An editor that is a shell script; "$1" is the file."""
    file = folder / "editor.sh"
    file.write_text(f"#!/bin/sh\n{text}\n")
    file.chmod(0o700)
    return str(file)


def test_what_the_editor_leaves_comes_back(
    drafts: Path, tmp_path: Path, using: Callable[[dict[str, str]], None]
) -> None:
    using(typing(tmp_path, [("Zoë", "Zoë 李")]))
    assert edited(Env(), "Zoë\n", ".txt") == "Zoë 李\n"
    assert list(drafts.iterdir()) == []


def test_the_file_is_for_its_owner_alone(drafts: Path, tmp_path: Path, using: Callable[[dict[str, str]], None]) -> None:
    using({"EDITOR": script(tmp_path, 'stat -c "%a %n" "$1" "$(dirname "$1")" > "$1.modes"; cp "$1.modes" "$1"')})
    file, folder = edited(Env(), "", ".txt").splitlines()
    assert (file.split()[0], folder.split()[0]) == ("600", "700")
    assert file.endswith(".txt")
    assert list(drafts.iterdir()) == []


@pytest.mark.parametrize("written", [r"\357\273\277one\r\ntwo\r\n", r"one\rtwo\r", r"one\ntwo\n"])
def test_line_ends_and_marks_of_other_systems_go(
    drafts: Path, tmp_path: Path, using: Callable[[dict[str, str]], None], written: str
) -> None:
    using({"EDITOR": script(tmp_path, f"printf '{written}' > \"$1\"")})
    assert edited(Env(), "", ".txt") == "one\ntwo\n"
    assert list(drafts.iterdir()) == []


def test_visual_comes_first_and_may_hold_arguments(
    drafts: Path, tmp_path: Path, using: Callable[[dict[str, str]], None]
) -> None:
    editor = script(tmp_path, 'echo "$1" > "$2"')
    using({"VISUAL": f"'{editor}' 'two words'", "EDITOR": "false"})
    assert edited(Env(), "", ".txt") == "two words\n"
    assert list(drafts.iterdir()) == []


@pytest.mark.parametrize(
    ("editor", "sentence"),
    [
        ("no-such-editor --wait", "The editor 'no-such-editor' cannot be started: No such file or directory."),
        ("/", "The editor '/' cannot be started: Permission denied."),
        ("sh -c 'exit 3'", "The editor 'sh' ended with code 3; nothing was changed."),
        ("sh -c 'kill -9 $$'", "The editor 'sh' was ended by signal 9; nothing was changed."),
        ("vi 'unclosed", "with a quote that is not closed."),
        ("sh -c 'rm \"$0\"'", "The editor left nothing to read"),
        ("\x1b[2J", "The editor '\ufffd[2J' cannot be started"),
    ],
)
def test_an_editor_that_fails_is_a_sentence(
    drafts: Path, using: Callable[[dict[str, str]], None], editor: str, sentence: str
) -> None:
    using({"EDITOR": editor})
    with pytest.raises(InvalidError) as told:
        edited(Env(), "as it was", ".txt")
    assert sentence in str(told.value)
    assert "kept" not in str(told.value)
    assert list(drafts.iterdir()) == []


def test_what_was_typed_before_an_editor_failed_is_kept(
    drafts: Path, tmp_path: Path, using: Callable[[dict[str, str]], None]
) -> None:
    using({"EDITOR": script(tmp_path, 'echo typed > "$1"; exit 1')})
    with pytest.raises(
        InvalidError, match=r"ended with code 1; nothing was changed\. What you typed is kept in \S+\.$"
    ):
        edited(Env(), "as it was", ".txt")
    assert kept(drafts) == ["typed\n"]


def test_a_text_that_is_not_utf8_names_the_line_and_is_kept(
    drafts: Path, tmp_path: Path, using: Callable[[dict[str, str]], None]
) -> None:
    using({"EDITOR": script(tmp_path, r"printf 'one\ncaf\351\n' > " '"$1"')})
    with pytest.raises(InvalidError, match="line 2: this is not UTF-8 text"):
        edited(Env(), "", ".txt")
    assert [file.read_bytes() for file in drafts.glob("*/*")] == [b"one\ncaf\xe9\n"]


def test_without_a_terminal_and_an_editor_the_other_way_is_named(
    drafts: Path, using: Callable[[dict[str, str]], None]
) -> None:
    using({})
    with pytest.raises(InvalidError, match=r"no terminal to open an editor on; use --text, or set EDITOR\.$"):
        edited(Env(), "", ".txt", "--text")
    assert list(drafts.iterdir()) == []


@pytest.mark.parametrize(
    ("on_path", "said"),
    [(["vi", "nano"], "nano"), (["vi"], "vi"), (["nano", "sensible-editor"], "sensible-editor")],
)
def test_a_terminal_gets_a_usual_editor(
    drafts: Path,
    tmp_path: Path,
    using: Callable[[dict[str, str]], None],
    monkeypatch: pytest.MonkeyPatch,
    on_path: list[str],
    said: str,
) -> None:
    (tmp_path / "bin").mkdir()
    for name in on_path:
        file = tmp_path / "bin" / name
        file.write_text(f'#!/bin/sh\necho {name} > "$1"\n')
        file.chmod(0o700)
    using({"PATH": str(tmp_path / "bin")})
    monkeypatch.setattr(Env, "asks", True)
    assert edited(Env(), "", ".txt") == f"{said}\n"
    assert list(drafts.iterdir()) == []


def test_a_terminal_without_any_editor_is_told(
    tmp_path: Path, using: Callable[[dict[str, str]], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    using({"PATH": str(tmp_path)})
    monkeypatch.setattr(Env, "asks", True)
    with pytest.raises(InvalidError, match="No editor was found; set EDITOR to the one you like, or use --text"):
        edited(Env(), "", ".txt", "--text")


@pytest.mark.parametrize(
    "error",
    [
        InvalidError("Refused."),
        NotFoundError("Refused."),
        AmbiguousError("Refused.", ("one", "two")),
        RefusedError("Refused."),
        StoreError("Refused."),
    ],
)
def test_what_is_refused_is_kept_whatever_refuses_it(
    drafts: Path, tmp_path: Path, using: Callable[[dict[str, str]], None], error: CrmError
) -> None:
    using(typing(tmp_path, [("", "typed")]))

    def read(_: str) -> None:
        raise error

    with pytest.raises(type(error), match=r"^Refused\. What you typed is kept in \S+\.$") as told:
        edited_as(Env(), "as it was", ".txt", read)
    assert told.value is error
    assert kept(drafts) == ["typed"]
    assert [stat.S_IMODE(file.stat().st_mode) for file in drafts.glob("*/*")] == [0o600]


def test_a_terminal_may_mend_what_is_refused(
    drafts: Path,
    tmp_path: Path,
    using: Callable[[dict[str, str]], None],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    using(typing(tmp_path, [("", "one")], [("one", "one and two")]))
    monkeypatch.setattr(Env, "asks", True)
    monkeypatch.setattr(Env, "confirm", lambda *_, **__: True)

    def read(text: str) -> str:
        if text == "one":
            raise AmbiguousError("Two are meant.", ("this", "that"))
        return text.upper()

    assert edited_as(Env(), "", ".txt", read) == "ONE AND TWO"
    assert capsys.readouterr().err == "Two are meant.\nthis\nthat\n"
    assert list(drafts.iterdir()) == []


def test_ctrl_c_belongs_to_the_editor(shop_path: Path, tmp_path: Path) -> None:
    assert process("--db", shop_path, "add", "Ada Lovelace").code == 0
    env = typing(tmp_path, [('nickname = ""', 'nickname = "Countess"')], also="os.kill(os.getppid(), signal.SIGINT)")
    answer = process("--db", shop_path, "contact", "edit", "c1", "--json", env=env)
    assert answer.code == 0
    assert answer.json["nickname"] == "Countess"


@pytest.mark.parametrize(("number", "code"), [("SIGTERM", 143), ("SIGHUP", 129)])
def test_a_text_outlives_the_program(shop_path: Path, tmp_path: Path, number: str, code: int) -> None:
    assert process("--db", shop_path, "add", "Ada Lovelace").code == 0
    (tmp_path / "drafts").mkdir()
    also = f"os.kill(os.getppid(), signal.{number})\nsignal.pause()"
    env = {**typing(tmp_path, [("", "typed")], also=also), "TMPDIR": str(tmp_path / "drafts")}
    answer = process("--db", shop_path, "contact", "edit", "c1", env=env)
    assert answer.code == code
    assert "What you typed is kept in" in answer.err
    assert kept(tmp_path / "drafts") == ["typed"]


def test_what_an_editor_writes_is_no_answer(shop_path: Path, tmp_path: Path) -> None:
    assert process("--db", shop_path, "add", "Ada Lovelace").code == 0
    env = typing(tmp_path, [('nickname = ""', 'nickname = "Countess"')], also="print('noise')")
    answer = process("--db", shop_path, "contact", "edit", "c1", "--json", env=env)
    assert answer.json["nickname"] == "Countess"
    assert answer.err == "noise\n"
