import pytest

from tests.cli.tool import Crm


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_script(crm: Crm, shell: str) -> None:
    answer = crm("completion", shell)
    assert answer.code == 0
    assert "_TINYCRM_COMPLETE" in answer.out
    assert crm("completion", shell, "--json").json["ref"] == shell


def test_the_shell_in_use_is_the_default(crm: Crm) -> None:
    assert crm("completion", env={"SHELL": "/bin/zsh"}).out == crm("completion", "zsh").out


def test_an_unknown_shell_is_named(crm: Crm) -> None:
    answer = crm("completion", "tcsh")
    assert (answer.code, answer.err) == (2, "There is no completion for 'tcsh'; there is for bash, zsh, fish.\n")
