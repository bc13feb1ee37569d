"""The admission of experiments: what cannot work is refused with a sentence before it is queued."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from cnn_core.data.catalogue import entry_of, name_in_words
from cnn_core.data.load import removed
from cnn_core.data.own import arrays_path, belongs, is_own, unknown
from cnn_core.data.task import class_names
from cnn_core.errors import QueueFull, RunError
from cnn_core.experiment import Experiment
from cnn_core.runs import RunFolder
from cnn_core.runs.room import check_room
from cnn_core.summary import summarise
from cnn_core.text import plural, shape_text
from cnn_core.training.state import RunState

MAX_UNFINISHED = 8
MAX_WAITING = 200


def fingerprint_for(experiment: Experiment, owner: str | None) -> str:
    """The fingerprint of the experiment's dataset; RunError or DatasetError if the experiment cannot work for this owner.

    None stands for the command line of the machine, which may use everybody's images.
    """
    name = experiment.data.dataset
    if owner is not None and is_own(name) and not belongs(name, owner):
        raise unknown(name)
    entry = entry_of(name)
    architecture = experiment.architecture
    if tuple(entry.input_shape) != architecture.input_shape:
        raise RunError(
            f"The network takes images of {shape_text(architecture.input_shape)}, but those of {name_in_words(name)} are "
            f"{shape_text(entry.input_shape)}."
        )
    errors = summarise(architecture, len(class_names(experiment.data))).errors
    if errors:
        raise RunError(errors[0].message)
    return entry.fingerprint


def check_images(experiment: Experiment) -> None:
    """DatasetError if its images are a person's own and were removed: of a plan, run after run would fail."""
    name = experiment.data.dataset
    if is_own(name) and arrays_path(name) is None:
        raise removed(entry_of(name))


def check_continuation(parent: RunFolder, experiment: Experiment, state: RunState) -> None:
    """RunError unless the parent, which is in this state, has ended and the experiment is its own, with more epochs."""
    if not state.ended:
        raise RunError("That run still trains: stop it, or wait until it has ended, to train on from it.")
    before = parent.meta.experiment
    if _apart_from_its_end(before) != _apart_from_its_end(experiment):
        raise RunError(
            "To train on, only the number of epochs, the minutes and early stopping may change; for anything else train from scratch."
        )
    resume = parent.resume()
    planned = before.training.epochs
    if resume is not None and before.training.schedule == "cosine" and experiment.training.epochs != planned:
        raise RunError(
            f"The learning rate of that run follows a cosine down to 0 over its {plural(planned, 'epoch')}, and another number of epochs "
            f"would change the rate of all of them: train on to epoch {planned}, or train from scratch with {experiment.training.epochs}."
        )
    if resume is not None and resume.epoch >= experiment.training.epochs:
        raise RunError(f"That run has done {resume.epoch} epochs already: ask for more than {resume.epoch} to train on.")


def _apart_from_its_end(experiment: Experiment) -> Experiment:
    """The experiment without what may change when it trains on: when it ends."""
    return replace(experiment, training=replace(experiment.training, epochs=1, early_stopping=0, minutes=0))


def check_limits(root: Path, mark: str, unfinished: int, waiting: int) -> None:
    """RunError if the owner with this mark has too many unfinished runs, or all owners together, or if there is no room in `root`."""
    check_room(root, mark)
    if unfinished >= MAX_UNFINISHED:
        raise QueueFull(
            f"You have {unfinished} runs that wait or train, and {MAX_UNFINISHED} is the most: stop one, or wait for one."
        )
    if waiting >= MAX_WAITING:
        raise QueueFull(f"{waiting} runs are waiting already: try again when some are done.")
