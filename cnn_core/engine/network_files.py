"""Networks of runs as files, and files as runs: the part of the laboratory that has to do with them."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from cnn_core.data.background import Progress
from cnn_core.engine import device_cards, model_files
from cnn_core.engine.class_order import Names
from cnn_core.engine.scheduling.recorder import Recorder
from cnn_core.engine.scheduling.supervisor import Supervisor
from cnn_core.experiment import Experiment
from cnn_core.metrics.device import DeviceCard
from cnn_core.runs.listing import find_run

SECONDS = 120.0


class NetworkFiles:
    """What a laboratory does with files; it has a folder of runs and an engine that computes. All of it may take seconds."""

    root: Path
    _supervisor: Supervisor
    _recorder: Recorder

    def save(self, run_id: str, kind: str, raw: bool = True, timeout: float = SECONDS) -> bytes:
        """A run's network as a file: "bundle", "keras", "h5" or "tflite" (a zip). RunError or EngineError if it cannot be had.

        `raw`: all but a bundle scale pixels in their first layer, and take them as picture files have them.
        """
        return model_files.saved(find_run(self.root, run_id), kind, partial(self._supervisor.run_side_task, timeout), raw)

    def load(
        self,
        content: bytes,
        owner: str,
        like: Experiment,
        name: str = "",
        classes: Names | None = None,
        timeout: float = SECONDS,
        others: bool = False,
    ) -> str:
        """Makes a bundle, .keras or .h5 file a run of the owner's and returns its id; RunError or DatasetError if it is not let in.

        A file that does not name its images is for those of `like`, or if `others` is set and these do not fit, for the first that do, scaled so that it does best, if the engine can try that in
        `timeout` seconds. `classes` are the classes here that its outputs stand for, where it calls them otherwise (ClassesDiffer). A
        Keras file gets this `name`, if one is given.
        """
        found = model_files.opened(content)
        side = partial(self._supervisor.run_side_task, timeout)
        return model_files.loaded(self.root, found, owner, like, side, classes, name, others)

    def examine(self, run_id: str, progress: Progress = lambda done, total: None, epoch: int | None = None) -> None:
        """Tests a loaded run, or any run with the weights after an epoch; `progress` gets the images done and all of them."""
        client = self._supervisor.client_for_predictions(SECONDS)
        model_files.examined(find_run(self.root, run_id), client, progress, epoch)
        self._recorder.forget(run_id)  # from here on its folder knows more of it

    def device_card(self, run_id: str) -> DeviceCard | None:
        """What `measure_device` found of the run's weights; None before that."""
        return device_cards.card_of(self.root, find_run(self.root, run_id))

    def measure_device(self, run_id: str, progress: Progress = lambda done, total: None) -> DeviceCard:
        """The network as three TensorFlow Lite files, each tried on all test images, one after another; kept with the run.

        `progress` gets the images read and all of them; what it raises ends the work. DatasetError, RunError or EngineError if it cannot be.
        """
        client = self._supervisor.client_for_predictions(SECONDS)
        return device_cards.measure(self.root, find_run(self.root, run_id), client, progress)

    def device_file(self, run_id: str, kind: str) -> bytes:
        """One of the files of the device card, in a zip with the names of its classes; RunError if there is none."""
        return device_cards.packed_file(self.root, find_run(self.root, run_id), kind)

    def rescale(self, run_id: str, owner: str, scaling: str) -> str:
        """A new run of a loaded one with another of the scalings that were tried, by its name; returns its id."""
        return model_files.rescaled(self.root, find_run(self.root, run_id), owner, scaling)
