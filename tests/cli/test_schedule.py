import os
import plistlib
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.tool import Crm, called
from tests.store.tool import look

ODD = ["a shop", 'the "best" shop', "it's", "a$HOME$$x", "100%", "back\\slash", "`id`;&|<>", "小明 ö"]


def recipes(crm: Crm) -> dict[str, Any]:
    answer = crm("today", "--cron", "--json")
    assert answer.code == 0, answer
    assert answer.json["ref"] == "cron"
    return {each["ref"]: each for each in answer.json["recipes"]}


def systemd_words(line: str) -> list[str]:
    """The words that systemd makes of an ExecStart line (systemd.service(5), "Command lines")."""
    words = [
        re.sub(r"\\(.)", r"\1", quoted) if quoted or not bare else bare
        for quoted, bare in re.findall(r'"((?:[^"\\]|\\.)*)"(?=\s|$)|([^\s"\'\\]+)', line)
    ]
    assert not any(re.search(r"(?<!%)(%%)*%(?!%)|(?<!\$)(\$\$)*\$(?!\$)", word) for word in words), "expanded"
    return [word.replace("%%", "%").replace("$$", "$") for word in words]


def test_the_words_of_systemd_are_read_right() -> None:
    assert systemd_words(r'/bin/a --db "/x y/\"z\"\\/100%%/$$HOME" today') == [
        "/bin/a", "--db", '/x y/"z"\\/100%/$HOME', "today"
    ]  # fmt: skip
    with pytest.raises(AssertionError, match="expanded"):
        systemd_words('/bin/a "100%"')


def test_what_is_printed_on_a_machine_with_systemd(
    crm: Crm, shop_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    before = look(tmp_path)
    answer = crm("today", "--cron")
    assert (answer.code, answer.err, look(tmp_path)) == (0, "", before)
    lines = answer.out.splitlines()
    assert "# write this to ~/.config/systemd/user/tinycrm.timer" in lines
    assert {"Persistent=true", "OnCalendar=*-*-* 08:30", "WantedBy=timers.target", "Type=oneshot"} <= {*lines}
    (start,) = (line.removeprefix("ExecStart=") for line in lines if line.startswith("ExecStart="))
    program = [sys.executable, "-m", "tinycrm"]
    assert systemd_words(start) == [*program, "--db", str(shop_path), "today", "--notify"]
    assert lines[-1] == f"30 8 * * * {shlex.join([*program, '--db', str(shop_path), 'today'])}"
    assert "launchctl" not in answer.out


def test_what_is_printed_on_a_mac(crm: Crm, shop_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    shown = crm("today", "--cron").out
    assert "systemd" not in shown
    assert "crontab" not in shown
    xml = shown[shown.index("<?xml") : shown.index("</plist>") + len("</plist>")]
    assert plistlib.loads(xml.encode())["ProgramArguments"][-3:] == [str(shop_path), "today", "--notify"]
    assert shown.endswith("launchctl load ~/Library/LaunchAgents/tinycrm.today.plist\n")


def test_paths_are_absolute_wherever_it_is_asked_for(
    crm: Crm, shop_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = recipes(crm)
    monkeypatch.chdir(tmp_path)
    answer = called(["--db", shop_path.name, "today", "--cron", "--json"])
    assert {each["ref"]: each for each in answer.json["recipes"]} == wanted
    for recipe in wanted.values():
        assert str(shop_path) in " ".join([*recipe["files"].values(), *recipe["commands"]])


def test_the_program_that_was_called_is_the_one_that_is_scheduled(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "bin" / "tinycrm"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n")
    program.chmod(0o700)
    monkeypatch.setattr(sys, "argv", ["bin/tinycrm", "today"])
    monkeypatch.chdir(tmp_path)
    assert recipes(crm)["crontab"]["commands"][0].startswith(f"30 8 * * * {program} --db /")
    program.chmod(0o600)
    assert recipes(crm)["crontab"]["commands"][0].startswith(f"30 8 * * * {sys.executable} -m tinycrm --db /")


@pytest.mark.parametrize("name", ODD)
def test_odd_paths_are_quoted_right(tmp_path: Path, name: str) -> None:
    path = tmp_path / name / "shop.db"
    answer = called(["--db", str(path), "today", "--cron", "--json"])
    found = {each["ref"]: each for each in answer.json["recipes"]}
    service, timer = found["systemd"]["files"].values()
    (start,) = re.findall("^ExecStart=(.*)$", service, re.MULTILINE)
    assert systemd_words(start)[-4:] == ["--db", str(path), "today", "--notify"]
    assert name not in timer
    (agent,) = found["launchd"]["files"].values()
    assert plistlib.loads(agent.encode()) == {
        "Label": "tinycrm.today",
        "ProgramArguments": [sys.executable, "-m", "tinycrm", "--db", str(path), "today", "--notify"],
        "StartCalendarInterval": {"Hour": 8, "Minute": 30},
    }
    if "%" in name:
        assert "crontab" not in found
        assert "holds a %, which crontab takes for a line break" in answer.err
    else:
        (line,) = found["crontab"]["commands"]
        assert "%" not in line
        assert shlex.split(line.removeprefix("30 8 * * * "))[-2:] == [str(path), "today"]
        assert answer.err == ""


@pytest.mark.parametrize("name", ["new\nline", "\x1b[31m", "\udcff"])
def test_a_path_that_no_schedule_takes_is_told(tmp_path: Path, name: str) -> None:
    answer = called(["--db", str(tmp_path / name / "shop.db"), "today", "--cron"])
    assert (answer.code, answer.out, answer.err.count("\n")) == (2, "", 1)
    assert "move the shop" in answer.err
    assert "\x1b" not in answer.err


def bare(command: str) -> subprocess.CompletedProcess[str]:
    """A command as cron runs it: /bin/sh, and hardly any environment."""
    stands = [f"{name}={value}" for name, value in os.environ.items() if name == "PYTHONPATH"]
    return subprocess.run(
        ["env", "-i", *stands, "/bin/sh", "-c", command], cwd="/", text=True, capture_output=True, check=False
    )


@pytest.mark.parametrize("folder", ["shop", 'it\'s a "$HOME" `id`', "小明 ö"])
def test_the_crontab_line_prints_the_list_in_a_bare_environment(tmp_path: Path, folder: str) -> None:
    path = tmp_path / folder / "demo.db"
    assert called(["demo", "--people", "20", "--save", str(path)]).code == 0
    assert called(["--db", str(path), "config", "set", "daily_backup", "no"]).code == 0
    typed = ["--db", str(path), "today", "--cron", "--json"]
    (line,) = next(each for each in called(typed).json["recipes"] if each["ref"] == "crontab")["commands"]
    minute, hour, *days, command = line.split(" ", 5)
    assert ([minute, hour], days) == (["30", "8"], ["*"] * 3)
    done = bare(f"TINYCRM_NOW=2026-11-24 {command}")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == called(["--db", str(path), "today"]).out
    assert "OVERDUE" in done.stdout
    # by its own clock, whatever that says
    assert bare(command).returncode == 0
