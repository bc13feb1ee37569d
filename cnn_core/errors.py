"""The errors that a person is meant to read."""

from __future__ import annotations

from reprlib import Repr


class LabError(Exception):
    """A problem that ends in one sentence on the page or in the terminal, never in a traceback."""


class SpecError(LabError, ValueError):
    """A value of a specification that cannot be accepted.

    `where` is the path of the value (`layers[3].kernel_size`); `problem` says what is allowed.
    The message ends with what was received, as Keras's own messages do. An empty `where` is the value itself.
    """

    def __init__(self, where: str, problem: str, received: object) -> None:
        self.where, self.problem, self.received = where, problem, received
        super().__init__(f"{where or 'value'}: {problem}. Received: {shown(received)}")

    def inside(self, parent: str) -> SpecError:
        """The same error, seen from the value that contains this one."""
        joint = "" if not self.where or self.where.startswith("[") else "."
        return SpecError(f"{parent}{joint}{self.where}", self.problem, self.received)


class DatasetError(LabError):
    """A dataset that cannot be found, read or trusted; the sentence says what to do."""


class RunError(LabError):
    """A run folder that is missing, incomplete or damaged."""


class QueueFull(RunError):
    """So many runs wait or train that no more is taken for now; the same run is taken once some are done."""


class ClassesDiffer(RunError):
    """The classes of a network from a file, `theirs`, are called otherwise than those `here`: somebody has to say which is which."""

    def __init__(self, theirs: tuple[str, ...], here: tuple[str, ...], dataset: str) -> None:
        self.theirs, self.here = theirs, here
        super().__init__(
            f"The network has the classes {', '.join(theirs)[:80]}, but {dataset} here has the classes {', '.join(here)[:80]}: say which "
            "is which, or load it where it was saved."
        )


class TrainingError(LabError):
    """A training that cannot start, go on or be resumed."""


class EngineError(LabError):
    """The engine cannot be started or reached, or a job on it ended badly."""


class _Short(Repr):
    """`repr` that stays short for anything: long texts, deep nesting, whole numbers of thousands of digits."""

    def repr_int(self, x: int, level: int) -> str:
        return repr(x) if abs(x) < 10**40 else f"a whole number of {x.bit_length()} bits"


def shown(value: object) -> str:
    """At most 80 printable characters that show a value."""
    short = _Short()
    short.maxstring = short.maxother = 80
    text = short.repr(value)
    return text if len(text) <= 80 else text[:77] + "..."
