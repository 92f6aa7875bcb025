import stat

import pytest
from rich.color import ColorType

from tests.queries import people
from tests.tui.dialogs.tool import in_loop
from tests.tui.tool import lines, made, opened, press, settled, text, typed
from tinycrm import paths
from tinycrm.errors import RefusedError
from tinycrm.queries.today import Counts
from tinycrm.store import Store, Transaction
from tinycrm.tui.app import Look, TinyCrm
from tinycrm.tui.frame import Styles
from tinycrm.tui.letters import OnlyAscii
from tinycrm.tui.screens.today import Today


@in_loop
async def test_words_at_the_foot_are_taken_as_they_are(crm: TinyCrm) -> None:
    async with opened(crm) as pilot:
        crm.say("[/]", undoes=True)
        await settled(pilot)
        assert "[/] · u undoes" in text(crm)


@in_loop
async def test_what_stood_in_the_way_stays_until_a_key(crm: TinyCrm) -> None:
    async with opened(crm) as pilot:
        crm.say_wrong(RefusedError("No.\nNot here."))
        await settled(pilot)
        assert "No." in text(crm)
        assert "Not here." in text(crm)
        await press(pilot, "down")
        assert "Not here." not in text(crm)


@in_loop
async def test_one_word_at_a_time(crm: TinyCrm) -> None:
    async with opened(crm) as pilot:
        crm.say("The one before")
        crm.say("second")
        await settled(pilot)
        assert "The one before" not in text(crm)


@in_loop
async def test_counts_follow_what_is_written(crm: TinyCrm) -> None:
    async with opened(crm) as pilot:
        assert crm.counts == Counts(2, 3, 1)
        await press(pilot, "d")
        assert crm.counts == Counts(1, 3, 1)


@in_loop
async def test_a_refusal_in_the_background_is_said(crm: TinyCrm) -> None:
    def refused(_: Transaction) -> None:
        raise RefusedError("A rule stands in the way.")

    async with opened(crm) as pilot:
        crm.run_worker(crm.shop.write("done", refused))
        await settled(pilot)
        assert "A rule stands in the way." in text(crm)


@in_loop
async def test_a_mistake_of_ours_ends_with_a_sentence_and_a_file(
    crm: TinyCrm, busy: Store, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> None:
        raise ZeroDivisionError(busy.path.name * 2)

    monkeypatch.setattr(Today, "action_copy", broken)
    with pytest.raises(ZeroDivisionError):
        async with opened(crm) as pilot:
            await press(pilot, "y")
    said = capsys.readouterr().err
    assert "tinycrm broke off (ZeroDivisionError); nothing that was saved is lost." in said.replace("\n", " ")
    assert "Traceback" not in said
    file = paths.log_file(busy.path)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "ZeroDivisionError\n" in file.read_text(encoding="utf-8")
    assert busy.path.name * 2 not in file.read_text(encoding="utf-8")


@in_loop
async def test_without_colours_there_are_none(busy: Store) -> None:
    app = TinyCrm(made(busy.path).shop, Look("truecolor", colourless=True))
    async with opened(app):
        assert app.theme == "plain"
        colours = {
            segment.style.color.type
            for strip in app.screen._compositor.render_strips(app.size)  # noqa: SLF001
            for segment in strip
            if segment.style and segment.style.color
        }
        assert colours <= {ColorType.DEFAULT}
        assert any("▌" in line for line in lines(app))


@in_loop
async def test_a_terminal_without_utf_8_gets_ascii(busy: Store) -> None:
    app = TinyCrm(made(busy.path).shop, Look("256", ascii=True, filters=(OnlyAscii(),)))
    async with opened(app, (140, 40)) as pilot:
        await press(pilot, "2", "1")
        assert text(app).isascii()
        assert "Bash" in text(app)


@in_loop
async def test_drafts_are_kept_when_it_ends(crm: TinyCrm, busy: Store) -> None:
    async with opened(crm) as pilot:
        await press(pilot, "l")
        crm.screen.form.field("text").value = "rang"  # type: ignore[attr-defined]
        await settled(pilot)
        crm.end(143)
    assert crm.return_code == 143
    assert "rang" in paths.drafts_file(busy.path).read_text(encoding="utf-8")


@in_loop
async def test_a_line_longer_than_its_field_is_seen_to_its_end(crm: TinyCrm) -> None:
    async with opened(crm) as pilot:
        await press(pilot, "a")
        await typed(pilot, "a long name that goes on and on until it is longer than any field and ends here")
        assert "ends here" in text(crm)


@in_loop
async def test_where_only_ascii_is_shown_lines_and_scrollbars_are_too(busy: Store) -> None:
    for number in range(60):
        people.add(busy, f"Person {number}")
    app = made(busy.path, ascii=True)
    async with opened(app, (130, 30)) as pilot:
        for key in ("2", "l", "escape", "4", "h", "comma", "question_mark"):
            await press(pilot, key)
            said = [line for line in lines(app) if not any(odd in line for odd in ("Bash", "Zed", "£"))]
            assert [line for line in said if not line.isascii()] == []


def test_styles_are_read_again_only_for_other_colours() -> None:
    sheet = Styles({"rule": "#111111"})
    sheet.add_source("Header { color: $rule; }")
    sheet.reparse()
    read = sheet.rules
    sheet.set_variables({"rule": "#111111"})
    kept = len(sheet._parse_cache)  # noqa: SLF001  # what was read stands nowhere else
    sheet.set_variables({"rule": "#222222"})
    sheet.reparse()
    assert kept == 1
    assert [each.styles.color.hex for each in (*read, *sheet.rules)] == ["#111111", "#222222"]
