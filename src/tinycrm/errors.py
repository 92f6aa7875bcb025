"""What can go wrong in a way that one sentence explains: each kind has its exit code, here and nowhere else."""


class CrmError(Exception):
    """Something the user can understand and mend; `str(error)` is one sentence for them."""

    exit_code = 1


class InvalidError(CrmError):
    """A value, option or setting that makes no sense."""

    exit_code = 2


class NotFoundError(CrmError):
    """What was named is not in the shop."""

    exit_code = 3


class AmbiguousError(CrmError):
    """What was named could be several things; `candidates` are lines that list them, the last one says how to go on."""

    exit_code = 4

    def __init__(self, sentence: str, candidates: tuple[str, ...] = ()) -> None:
        super().__init__(sentence)
        self.candidates = candidates


class RefusedError(CrmError):
    """A rule of the shop stands in the way."""

    exit_code = 5


class UnreadableError(CrmError):
    """A file from outside, or a filter, that cannot be read."""

    exit_code = 6


class StoreError(CrmError):
    """Trouble with the shop's file: missing, locked, damaged, foreign, newer, read-only, or no room left."""

    exit_code = 7
