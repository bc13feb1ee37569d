"""Sentences for failures of processes and jobs."""

from __future__ import annotations

import signal

from cnn_core.engine.protocol.job import Failure
from cnn_core.errors import LabError
from cnn_core.storage.disk import SAVING, WORDS, cure, why
from cnn_core.text import first_line

CRASHES = {-6: "abort", -11: "segmentation fault", -7: "bus error", -4: "illegal instruction", -8: "arithmetic fault"}


def death(exit_code: int | None, memory_limit: int | None = None) -> str:
    """How a process ended, from its exit code (negative: the signal, as Python's subprocess says it).

    `memory_limit` in bytes, if the process was ended because it needed more than that.
    """
    if memory_limit is not None:
        return f"was ended because it needed more than {memory_limit / 2**30:.1f} GB of memory"
    if exit_code is None:
        return "died without saying why"
    if exit_code == -9:
        return "was killed (signal 9), most likely because memory ran out"
    if exit_code in CRASHES:
        return f"crashed ({CRASHES[exit_code]}, signal {-exit_code})"
    if exit_code == -15:
        return "was ended from outside (signal 15)"
    if exit_code < 0:
        return f"was ended by signal {-exit_code} ({_signal_name(-exit_code)})"
    return f"ended by itself with exit code {exit_code}"


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return "unknown"


def out_of_memory(exit_code: int | None, memory_limit: int | None) -> bool:
    return memory_limit is not None or exit_code == -9


def dead_worker(exit_code: int | None, memory_limit: int | None = None) -> str:
    """The sentence for a run whose training process died."""
    cure = " Try a smaller batch or a smaller network." if out_of_memory(exit_code, memory_limit) else ""
    return f"The training process {death(exit_code, memory_limit)}.{cure}"


def unanswered() -> str:
    """The sentence for a run whose process was ended since it did not stop."""
    return "The training process did not answer when it was told to stop, so it was ended."


def lost_engine(how: str) -> str:
    """The sentence for a run whose engine is gone; `how` as `death` says it."""
    return f"The engine {how} while the run was going on."


def unreachable(address: str, reason: str) -> str:
    """The sentence for an engine that does not let anybody in, or is not there."""
    key = ""
    if address.startswith("tls://"):
        key = " An address with tls:// needs a key: use the CNN_LAB_HOME of the engine, or Dask's own settings of TLS."
    return f"The engine at {address} cannot be reached ({reason}).{key}"


def way_on(epoch: int) -> str:
    """What can be done with a run that was lost after this complete epoch."""
    return f"Train on goes on after epoch {epoch}." if epoch else "No epoch was complete, so there is nothing to resume from."


def failure(error: BaseException, report: str) -> Failure:
    """The failure of a job that raised: a LabError has its sentence already, memory has its own sentence, the rest is named."""
    name = type(error).__name__
    if isinstance(error, LabError):
        return Failure(sentence=str(error))
    if isinstance(error, MemoryError) or name == "ResourceExhaustedError":
        return Failure(
            sentence="There is not enough memory for this training. Try a smaller batch or a smaller network.", report=report
        )
    if isinstance(error, OSError) and error.errno in WORDS:
        sentence = f"A file could not be {'saved' if error.errno in SAVING else 'read or saved'}: {why(error)}. {cure(error)}"
        return Failure(sentence=sentence, report=report, lost=True)
    if isinstance(error, ImportError):
        return Failure(sentence=f"The worker cannot load what it needs: {error}.", report=report)
    return Failure(sentence=f"The training stopped with an unexpected error: {name}: {first_line(error, 200)}", report=report)
