"""A form: fields under one another, what is typed in them, and which of it makes no sense."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from textual.containers import VerticalScroll
from textual.message import Message
from textual.widget import Widget

from tinycrm.tui.widgets.field import Field, Heading

AT_ONCE = 6


class Form(VerticalScroll, can_focus=False):
    """Fields, and between them headings and notes."""

    class Changed(Message):
        """Something else is typed or chosen now."""

        def __init__(self, field: Field) -> None:
            super().__init__()
            self.field = field

    class Finished(Message):
        """Enter was pressed in the last field."""

    def __init__(self, parts: Iterable[Widget]) -> None:
        super().__init__()
        self._parts: Sequence[Widget] = tuple(parts)
        self._first: dict[str, Any] = {}
        self._tight = False

    def compose(self) -> Iterable[Widget]:
        """The fields."""
        yield from self._parts

    @property
    def fields(self) -> list[Field]:
        """The fields that are shown, from the top."""
        return [each for each in self._fields if each.display]

    @property
    def _fields(self) -> list[Field]:
        return [each for each in self.children if isinstance(each, Field)]

    def field(self, name: str) -> Field:
        """The field of that name."""
        return next(each for each in self._fields if each.name == name)

    def has(self, name: str) -> bool:
        """Whether there is a field of that name that is shown."""
        return any(each.name == name for each in self.fields)

    def begin(self) -> None:
        """What is in the fields now counts as not typed."""
        self._first = self.values

    async def complete(self, parts: Iterable[Widget]) -> None:
        """Add those of these parts that are not there, each in its place; what is in them counts as not typed."""
        there = {_called(each): each for each in self.children}
        missing: list[Widget] = []
        for part in parts:
            if (present := there.get(_called(part))) is None:
                missing.append(part)
            else:
                await self._add(missing, present)
                missing = []
        await self._add(missing, None)

    async def _add(self, parts: Sequence[Widget], before: Widget | None) -> None:
        # some at a time, so that typing goes on meanwhile
        for start in range(0, len(parts), AT_ONCE):
            some = parts[start : start + AT_ONCE]
            await self.mount_all(some, before=before)
            for each in some:
                if isinstance(each, Field):
                    self.begin_field(each)

    def tighten(self, room: int) -> None:
        """Without blank rows between the fields where they would not all be seen in so many rows."""
        gaps = sum(not each.has_class("-close") for each in self.fields[1:])
        tight = self.virtual_size.height + (gaps if self._tight else 0) > room
        if tight or self._tight:
            # not by a class, which would have every widget in it styled anew
            for each in self._fields:
                each.styles.margin = 0 if tight else None
        self._tight = tight

    def begin_field(self, field: Field) -> None:
        """What is in this field now counts as not typed."""
        self._first[str(field.name)] = field.value

    @property
    def values(self) -> dict[str, Any]:
        """What is in the fields, by their names."""
        return {str(each.name): each.value for each in self._fields}

    @property
    def typed(self) -> dict[str, Any]:
        """What is in the fields and was not there at first."""
        return {name: value for name, value in self.values.items() if value != self._first.get(name)}

    def fill(self, values: Mapping[str, Any]) -> None:
        """Put values into fields; names of no field are passed over."""
        for each in self._fields:
            if each.name in values:
                each.value = values[str(each.name)]

    def start_again(self) -> None:
        """Put back what was in the fields at first."""
        self.fill(self._first)

    async def judge(self) -> bool:
        """Whether everything makes sense; the first field that does not is gone to."""
        wrong = [each for each in self.fields if not await each.judge()]
        if wrong:
            self.go_to(wrong[0])
        return not wrong

    def go_to(self, field: Field) -> None:
        """Put the focus into a field."""
        target = next((each for each in field.query("*") if each.can_focus and each.display), None)
        if target is not None:
            self.screen.set_focus(target)

    def on_field_changed(self, event: Field.Changed) -> None:
        """Tell the sheet."""
        event.stop()
        self.post_message(self.Changed(event.field))

    def on_field_finished(self, event: Field.Finished) -> None:
        """On to the next field, or to the end."""
        event.stop()
        at = next((at for at, each in enumerate(self.fields) if each.has_focus_within), -1)
        following = self.fields[at + 1 : at + 2]
        if following:
            self.go_to(following[0])
        else:
            self.post_message(self.Finished())


def _called(part: Widget) -> str:
    """What a part of a form is known by: a field by its name, a heading by its words."""
    return part.said if isinstance(part, Heading) else part.name or repr(part)
