"""Taking words as they were typed: to do that Typer would load pydantic, half the time that a quick command takes."""

from functools import partial
from pathlib import Path
from typing import Any


class AsTyped:
    """Takes words, paths and plain numbers as they are; all else, and what is wrong, goes to Typer's own reading."""

    def __init__(self, parameter: Any) -> None:
        self._typers = parameter.get_runtime_param
        self._annotation = parameter.type_descriptor.annotation
        self._info = info = parameter.type_descriptor.parameter_info
        # whether a path can be read is for the store to say, in its own words
        self._is_plain_path = self._annotation is Path and not (info.exists or info.resolve_path)

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """What a command is handed for `value`."""
        many = param.multiple or param.nargs == -1
        if value is None:
            return () if many else None
        if self._annotation is str and isinstance(value, str):
            return value
        if self._annotation is int and self._is_plain_number(value):
            return int(value)
        if self._annotation == list[str] and many and isinstance(value, list | tuple):
            return list(value)
        if self._is_plain_path and isinstance(value, str):
            return Path(value)
        return self._typers().coerce(value, param=param, ctx=ctx)

    def _is_plain_number(self, value: Any) -> bool:
        if isinstance(value, str) and not (value.isascii() and value.isdigit() and len(value) < 10):
            return False
        lowest, highest = self._info.min, self._info.max
        return (lowest is None or lowest <= int(value)) and (highest is None or int(value) <= highest)


def as_typed(parameters: list[Any]) -> list[Any]:
    """The parameters of a command, each made to take what was typed as it is where nothing must be read or checked."""
    for each in parameters:
        if "get_runtime_param" not in vars(each):
            each.get_runtime_param = partial(_same, AsTyped(each))
    return parameters


def _same(typed: AsTyped) -> AsTyped:
    return typed
