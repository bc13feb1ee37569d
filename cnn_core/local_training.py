"""Trains one experiment in this process, without an engine: for scripts, notebooks and the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from cnn_core.data.load import load
from cnn_core.data.prepare import prepare
from cnn_core.data.task import class_names
from cnn_core.errors import LabError, RunError
from cnn_core.experiment import Experiment
from cnn_core.metrics.evaluation import evaluate
from cnn_core.runs import RunFolder, RunMeta, new_run_id
from cnn_core.runs.annotation import Annotation, annotate
from cnn_core.storage.disk import why
from cnn_core.training.events import Event, download_phases, event
from cnn_core.training.interface import Arrays, Control, NoControl, Outcome

Watch = Callable[[Event], object]


class _Kept:
    """A sink that writes to a run folder, and shows each event to `watch` after that."""

    def __init__(self, folder: RunFolder, watch: Watch, checkpoints: bool) -> None:
        self._folder, self._watch, self._checkpoints = folder, watch, checkpoints

    def emit(self, event: Event) -> None:
        self._folder.append([event])
        self._watch(event)

    def end(self, event: Event) -> None:
        self._folder.append([event])
        self._folder.save_result()
        self._watch(event)

    def checkpoint(self, epoch: int, weights: Arrays, state: Arrays) -> None:
        if self._checkpoints:
            self._folder.save_checkpoint(epoch, weights, state)


def train_locally(
    experiment: Experiment,
    root: Path | str,
    *,
    watch: Watch = lambda event: None,
    control: Control | None = None,
    run_id: str = "",
    checkpoints: bool = True,
    name: str = "",
) -> RunFolder:
    """Trains, tests and saves, and returns the new run folder in `root`. Loads TensorFlow, which takes some seconds.

    `watch` sees every event. `name` is written on the run, as its owner could in the app. Without `checkpoints` the run is small and cannot be trained on. LabError if the dataset cannot be
    had, the network does not fit, the loss is no longer a number, or the run cannot be saved.
    """
    annotation = Annotation.from_json({"name": name})
    dataset = load(experiment.data.dataset, download_phases(experiment.data.dataset, watch))
    prepared = prepare(dataset, experiment.data)
    meta = RunMeta(id=run_id or new_run_id(), experiment=experiment, dataset_fingerprint=dataset.fingerprint)
    try:
        folder = RunFolder.create(Path(root), meta)
        if name:
            annotate(folder.path, annotation)
        sink = _Kept(folder, watch, checkpoints)
        try:
            from cnn_core.keras_backend.train import train

            outcome = train(experiment, prepared, sink, control or NoControl())
            _save(folder, outcome, class_names(experiment.data))
        except LabError as error:
            sink.end(event("failed", reason=str(error)))
            raise
        sink.end(event("finished", reason=outcome.reason, epochs=outcome.epochs, seconds=outcome.seconds))
    except FileExistsError:
        raise RunError(f"There is a run called {meta.id} in {root} already.") from None
    except OSError as error:
        raise RunError(f"The run cannot be saved in {root}: {why(error)}.") from None
    return folder


def _save(folder: RunFolder, outcome: Outcome, names: tuple[str, ...]) -> None:
    """Keeps what a training leaves behind; the evaluation only if there was time to test."""
    folder.save_weights(outcome.weights)
    folder.save_model(outcome.model_file)
    if outcome.probabilities is not None:
        folder.save_evaluation(evaluate(outcome.labels, outcome.probabilities, names))
