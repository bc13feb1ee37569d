"""A finding about a training: what is seen, and the cures."""

from __future__ import annotations

from dataclasses import dataclass

from cnn_core.experiment import Experiment

VERSION = 7
"""Of what the doctor says, kept with each run: one more with every change of its rules or words, so that runs are judged anew."""


@dataclass(frozen=True)
class Cure:
    """A change that one click tries: what it does, and the experiment after and before it."""

    label: str
    experiment: Experiment
    before: Experiment


@dataclass(frozen=True)
class Finding:
    """`code` names the fault; `message` says what is seen, with its figures, why, and what helps."""

    code: str
    message: str
    cures: tuple[Cure, ...] = ()

    @property
    def headline(self) -> str:
        """The first sentence of the message: what is seen."""
        return self.message.partition(". ")[0].removesuffix(".") + "."
