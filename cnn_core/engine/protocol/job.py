"""What the two sides of an engine exchange: jobs and reports. No Dask here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from cnn_core.metrics.evaluation import Evaluation
from cnn_core.training.interface import Arrays, Outcome, Resume

Batch = np.ndarray[Any, np.dtype[np.float32]]
"""Images (n, height, width, channels), or probabilities (n, classes)."""

Checkpoint = tuple[Arrays, Arrays]
"""Weights, and the state of the optimizer and of random layers."""

Message = dict[str, Any]
"""A message of a running job, plain enough for msgpack: `run`, `seq` (0, 1, 2 ...), and either `event` (an Event) or
`checkpoint` (the epoch whose checkpoint lies ready) with `worker` (the address of the worker that holds it)."""


@dataclass(frozen=True, kw_only=True)
class Job:
    """A training for a worker: its experiment as JSON, where it goes on from, and the topic to send its messages to. `beside` if it is
    for a slot that shares its cores with another."""

    run: str
    topic: str
    experiment: dict[str, Any]
    fingerprint: str
    resume: Resume | None = None
    beside: bool = False


@dataclass(frozen=True, kw_only=True)
class Failure:
    """Why a job failed: a sentence for people, and the traceback for the log, if there is one.

    `lost` if its process died, or its disk took nothing more: then the same training can go on from the last checkpoint.
    """

    sentence: str
    report: str = ""
    lost: bool = False


@dataclass(frozen=True, kw_only=True)
class Report:
    """How a job ended. `messages` is how many it sent; None if nobody can know, because its worker died.

    `restart_worker` is the address of its worker if it should be restarted before its next job.
    """

    messages: int | None = None
    outcome: Outcome | None = None
    evaluation: Evaluation | None = None
    failure: Failure | None = None
    restart_worker: str = ""
