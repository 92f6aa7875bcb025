"""A short list to choose one line from, in sections: what find shows, what a field offers."""

from collections.abc import Iterable
from typing import Any, ClassVar, NamedTuple

from textual import events
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tinycrm.tui.widgets.words import ground, sign, style

EDGE = 2  # the bar's column and the blank after it; as much at the right
GAP = 2


class Line(NamedTuple):
    """One line: what choosing it gives, what stands at its left and right; a title has no value."""

    value: Any
    left: Content
    right: Content = Content("")


def title(words: str, count: int) -> Line:
    """A section's title with how many there are, and the hairline between them."""
    return Line(None, Content(words), Content(f"{count:,}"))


class Menu(VerticalScroll, can_focus=False):
    """Lines under one another, one of them in hand; the focus may stay in the field above it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("enter", "choose", show=False),
    ]

    class Chosen(Message):
        """A line was chosen."""

        def __init__(self, menu: "Menu", value: Any) -> None:
            super().__init__()
            self.menu = menu
            self.value = value

        @property
        def control(self) -> "Menu":
            """The menu it was chosen from."""
            return self.menu

    def __init__(self, lines: Iterable[Line] = (), *, spaced: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._page = _Page(lines, spaced=spaced)

    def compose(self) -> Iterable[Widget]:
        """The lines."""
        yield self._page

    @property
    def value(self) -> Any:
        """What the line in hand stands for; None when there is none."""
        return self._page.lines[self._page.at].value if self._page.at >= 0 else None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to choose."""
        return self._page.at < 0

    def show(self, lines: Iterable[Line], keep: bool = False) -> None:
        """Other lines, the first one in hand; with `keep` the same one as before, where it is still there."""
        held = self.value if keep else None
        self._page.fill(lines, held)
        self.scroll_home(animate=False)

    def action_move(self, by: int) -> None:
        """Take the next line, or the one before, in hand."""
        self._page.move(by)

    def action_choose(self) -> None:
        """Choose the line in hand."""
        if self.value is not None:
            self.post_message(self.Chosen(self, self.value))


class _Page(Widget):
    """All the lines, drawn as one."""

    at = reactive(-1)
    hovered = reactive(-1)

    def __init__(self, lines: Iterable[Line], *, spaced: bool) -> None:
        super().__init__()
        self.lines: list[Line] = []
        self._spaced = spaced
        self.fill(lines, None)

    def fill(self, lines: Iterable[Line], held: Any) -> None:
        """Show other lines."""
        self.lines = list(self._parted(lines))
        open_ = [at for at, line in enumerate(self.lines) if line.value is not None]
        kept = [at for at in open_ if held is not None and self.lines[at].value == held]
        self.at = (kept or open_ or [-1])[0]
        self.hovered = -1
        self.refresh(layout=True)

    def _parted(self, lines: Iterable[Line]) -> Iterable[Line]:
        """The lines, with a blank one before every title but the first where there is room for it."""
        for number, line in enumerate(lines):
            if self._spaced and number and line.value is None:
                yield Line(None, Content(""))
            yield line

    def move(self, by: int) -> None:
        """Take another line in hand, past titles; it stays where there is none further."""
        at = self.at + by
        while 0 <= at < len(self.lines) and self.lines[at].value is None:
            at += by
        if not 0 <= at < len(self.lines):
            self._show_line(0 if by < 0 else self.at)
            return
        self.at = at
        self._show_line(at)

    def _show_line(self, at: int) -> None:
        if isinstance(self.parent, Menu):
            self.parent.scroll_to_region(Region(0, at, 1, 1), animate=False)

    def render(self) -> Content:
        """All lines at this width."""
        width = self.size.width
        return Content("\n").join([self._line(at, line, width) for at, line in enumerate(self.lines)])

    def _line(self, at: int, line: Line, width: int) -> Content:
        if line.value is None:
            return self._title(line, width) if line.left else Content(" " * width)
        in_hand = at == self.at
        bar = Content.styled(f"{sign(self, 'bar')} ", style("green")) if in_hand else Content(" " * EDGE)
        room = max(width - 2 * EDGE, 4)
        left = line.left
        if line.right:
            left = self._cut(left, max(room - line.right.cell_length - GAP, room // 2))
            right = self._cut(line.right, room - left.cell_length - GAP)
            middle = left.pad_right(room - left.cell_length - right.cell_length) + right
        else:
            left = self._cut(left, room)
            middle = left.pad_right(room - left.cell_length)
        whole = Content.assemble(bar, middle, " " * EDGE)
        under = "band" if in_hand else "panel" if at == self.hovered else ""
        return whole.stylize_before(ground(self, under)) if under else whole

    def _cut(self, text: Content, cells: int) -> Content:
        if text.cell_length <= cells:
            return text
        end = sign(self, "cut")
        return text.truncate(max(cells - len(end), 0)).rstrip() + end

    def _title(self, line: Line, width: int) -> Content:
        rule = max(width - 2 * EDGE - line.left.cell_length - line.right.cell_length - 2, 0)
        return Content.assemble(
            " " * EDGE,
            line.left.stylize(style("soft bold")),
            " ",
            (sign(self, "rule") * rule, style("rule")),
            " ",
            line.right.stylize(style("faint")),
            " " * EDGE,
        )

    def get_content_height(self, container: Any, viewport: Any, width: int) -> int:
        """One row a line."""
        return len(self.lines)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show what a click would choose."""
        self.hovered = event.y

    def on_leave(self) -> None:
        """Nothing is under the mouse now."""
        self.hovered = -1

    def on_click(self, event: events.Click) -> None:
        """A click takes a line in hand and chooses it."""
        if isinstance(self.parent, Menu) and event.y < len(self.lines) and self.lines[event.y].value is not None:
            event.stop()
            self.at = event.y
            self.parent.action_choose()
