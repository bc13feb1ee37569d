"""The evaluation of a run together with its test images."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import streamlit as st

from cnn_core.data.corrections import numbers_tested
from cnn_core.data.load import find
from cnn_core.data.own import is_own
from cnn_core.data.task import class_names
from cnn_core.errors import RunError
from cnn_core.metrics.evaluation import Evaluation
from cnn_core.runs import RunFolder
from pages.widgets.state.datasets import dataset
from pages.widgets.state.epoch import epoch_shown
from pages.widgets.state.laboratory import laboratory

GROUND = 128


@dataclass(frozen=True)
class Results:
    """An evaluation with its test loss, and its images uint8 (n, h, w, c), in the same order; all grey if they are `gone`.

    `numbers` are those of the images in the test part as it came, of which some may have been left out.
    """

    evaluation: Evaluation
    loss: float | None
    images: np.ndarray
    class_names: tuple[str, ...]
    pixel_max: int
    numbers: np.ndarray
    gone: bool = False


def results(folder: RunFolder) -> Results:
    """The results of a run after the epoch that is shown, kept in this session while the same are looked at."""
    kept, shown = st.session_state.get("results"), (folder.id, epoch_shown(folder))
    if kept is None or kept[0] != shown:
        kept = (shown, _read(folder, shown[1]))
        st.session_state["results"] = kept
    found: Results = kept[1]
    return found


def _read(folder: RunFolder, epoch: int | None) -> Results:
    choice, (evaluation, loss) = folder.meta.experiment.data, _evaluation(folder, epoch)
    if is_own(choice.dataset) and find(choice.dataset) is None:
        nothing = np.broadcast_to(np.uint8(GROUND), (len(evaluation.labels), *folder.meta.experiment.architecture.input_shape))
        numbers = numbers_tested(choice, len(nothing) + len(choice.left_out_test))
        return Results(evaluation, loss, nothing, evaluation.class_names, 255, numbers, gone=True)
    data = dataset(choice.dataset)
    numbers = numbers_tested(choice, len(data.x_test))
    images = data.x_test if len(numbers) == len(data.x_test) else data.x_test[numbers]
    return Results(evaluation, loss, images, class_names(choice), data.pixel_max, numbers)


def _evaluation(folder: RunFolder, epoch: int | None) -> tuple[Evaluation, float | None]:
    """That of the run, or of the weights after an epoch that `epoch_tested` has tested."""
    if epoch is None:
        return folder.evaluation(), laboratory().state(folder.id).test_loss
    found = folder.epoch_evaluation(epoch)
    if found is None:
        raise RunError(f"The test of epoch {epoch} was removed from {folder.path} just now: choose the epoch again.")
    return found


def caption(found: Results, index: int) -> str:
    """The caption of an image: `8, read as 0` or `8` and on the next line how sure the network is and the image's number."""
    e = found.evaluation
    predicted, expected = (found.class_names[k] for k in (e.predicted[index], e.labels[index]))
    said = expected if predicted == expected else f"{expected}, read as {predicted}"
    return f"{said}\n{e.confidence[index]:.0%}, no. {found.numbers[index]}"
