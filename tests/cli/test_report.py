from tests.cli.tool import called


def test_the_word_alone_lists_the_reports() -> None:
    answer = called(["report"])
    assert answer.code == 0
    assert "pipeline  Show how the deals do: forecast by month, stages, won and lost." in answer.out
