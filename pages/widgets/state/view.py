"""What pages show of a run: a view of one epoch and one image, and all that follows from it."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass

import numpy as np
import streamlit as st

from cnn_core.data.catalogue import entry_of
from cnn_core.data.load import find
from cnn_core.data.prepare import Scaling
from cnn_core.data.task import all_test_labels, class_names
from cnn_core.drawing import Drawing
from cnn_core.engine import Inspection, Kernels, Off
from cnn_core.errors import DatasetError, RunError
from cnn_core.explain.edits import UNCHANGED, Edit, edited
from cnn_core.explain.filters import filters_of_the_image
from cnn_core.runs import RunFolder
from cnn_core.spec.architecture import Architecture
from cnn_core.summary import summarise
from pages.widgets.state.datasets import dataset
from pages.widgets.state.drawing import pixels_of, steps
from pages.widgets.state.explained_image import Picture
from pages.widgets.state.laboratory import laboratory

LOOKS = "looks"
MAX_LOOKS = 8


@dataclass(frozen=True)
class View:
    """A run, the epoch after which its weights are looked at (None: the final ones), and an image: the number of a test image, a
    drawing or a picture, changed by hand; kernels of the first convolution that are changed by hand; and filters that are switched off."""

    run: str
    epoch: int | None
    image: int | Drawing | Picture
    edit: Edit = UNCHANGED
    kernels: Kernels = ()
    off: Off = ()


@dataclass(frozen=True, eq=False)
class Look:
    """What a view shows. `outputs` is by layer, with the scaled image under IMAGE; `truth` is the true class, None of a drawing.

    `key` changes with everything that the outputs depend on.
    """

    key: str
    inspection: Inspection
    scaling: Scaling
    pixels: np.ndarray
    pixel_max: int
    outputs: dict[int, np.ndarray]
    truth: int | None
    class_names: tuple[str, ...]

    @property
    def architecture(self) -> Architecture:
        return self.inspection.architecture

    @property
    def probabilities(self) -> np.ndarray:
        """What the network says of the image (classes,)."""
        return list(self.outputs.values())[-1]


def look(view: View) -> Look:
    """What a view shows, kept for the last few views of this session. DatasetError without its image, RunError without its weights, or
    where what a layer gives are no numbers."""
    kept: OrderedDict[str, Look] = st.session_state.setdefault(LOOKS, OrderedDict())
    folder = laboratory().folder(view.run)
    inspection = _network(Inspection(folder, view.epoch), view.kernels).without(view.off)
    pixels, truth = _image(folder, view.image)
    pixel_max = entry_of(folder.meta.experiment.data.dataset).pixel_max
    pixels = edited(pixels, view.edit, pixel_max)
    key = hashlib.sha256(f"{view.run} {inspection.key} {pixels.shape} {truth}".encode() + pixels.tobytes()).hexdigest()[:24]
    if key not in kept:
        experiment = folder.meta.experiment
        scaling = Scaling(*laboratory().state(folder.id).scaling)
        outputs = inspection.outputs(scaling.apply(pixels[None])[0])
        _check_numbers(outputs)
        kept[key] = Look(key, inspection, scaling, pixels, pixel_max, outputs, truth, class_names(experiment.data))
    kept.move_to_end(key)
    while len(kept) > MAX_LOOKS:
        kept.popitem(last=False)
    return kept[key]


def _check_numbers(outputs: dict[int, np.ndarray]) -> None:
    for index, values in outputs.items():
        if not np.isfinite(values).all():
            raise RunError(
                f"Layer {index + 1} of this network gives infinite values, or none that are numbers, for this image: its training has "
                "diverged. Choose an earlier epoch, or train it again with a lower learning rate."
            )


def _network(trained: Inspection, kernels: Kernels) -> Inspection:
    first = filters_of_the_image(summarise(trained.architecture).rows) if kernels else None
    return trained if first is None else trained.with_kernels(first.layer.index, kernels)


def _image(folder: RunFolder, image: int | Drawing | Picture) -> tuple[np.ndarray, int | None]:
    """Raw pixels uint8 (height, width, channels), and the true class of a test image."""
    choice = folder.meta.experiment.data
    entry = entry_of(choice.dataset)
    if isinstance(image, Drawing):
        return pixels_of(folder, image, steps(True)), None
    if isinstance(image, Picture):
        return image.pixels, None
    if find(choice.dataset) is None:
        raise DatasetError(f"The images of {entry.title} are not on this machine: see the Data page, or use your drawing.")
    data = dataset(choice.dataset)
    return data.x_test[image], int(all_test_labels(data, choice)[image])
