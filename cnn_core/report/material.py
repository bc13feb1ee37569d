"""What a report is made of, read from the run folder."""

from __future__ import annotations

from dataclasses import dataclass

from cnn_core.data.corrections import numbers_tested
from cnn_core.data.dataset import Dataset, Pixels
from cnn_core.doctor.of_run import said_of
from cnn_core.errors import RunError
from cnn_core.metrics.evaluation import Evaluation
from cnn_core.runs.folder import RunFolder
from cnn_core.runs.meta import RunMeta
from cnn_core.training.state import RunState


@dataclass(frozen=True, eq=False)
class Material:
    """Settings, curves and predictions of a run; `images` are the test images uint8 (n, h, w, c) in the order of the predictions.

    `evaluation` is None for a run without a test; `images` is None where they are not on this machine. `findings` are what the training
    doctor says.
    """

    meta: RunMeta
    state: RunState
    evaluation: Evaluation | None
    images: Pixels | None
    pixel_max: int = 255
    findings: tuple[str, ...] = ()


def gather(folder: RunFolder, data: Dataset | None) -> Material:
    """The material of a run; `data` is its dataset, if it is here. RunError if the settings or the curves cannot be read."""
    try:
        evaluation = folder.evaluation()
    except RunError:
        evaluation = None
    images = None if data is None else data.x_test[numbers_tested(folder.meta.experiment.data, len(data.x_test))]
    if images is not None and (evaluation is None or len(images) != len(evaluation.labels)):
        images = None
    pixel_max = data.pixel_max if data is not None else 255
    return Material(folder.meta, folder.state(), evaluation, images, pixel_max, tuple(said_of(folder, data)))
