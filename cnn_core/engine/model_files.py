"""Networks saved as files, and networks loaded from files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from cnn_core.data.catalogue import displayed_name, entry_of
from cnn_core.data.divided import as_given
from cnn_core.data.load import load_local
from cnn_core.data.own import is_own
from cnn_core.data.scaling import Scaling
from cnn_core.data.task import class_names, for_task
from cnn_core.engine.admission import fingerprint_for
from cnn_core.engine.class_order import Names, in_order_of
from cnn_core.engine.keras_models import SideTask, bundle_of_keras, choice_for, fitting_dataset, is_known
from cnn_core.engine.known_weights import network_of
from cnn_core.engine.protocol.client import Computer
from cnn_core.engine.tflite_words import tflite_words
from cnn_core.engine.worker import side_tasks
from cnn_core.errors import EngineError, RunError
from cnn_core.experiment import Experiment
from cnn_core.keras_files import KerasNetwork, is_bundle, read_keras_file
from cnn_core.runs import RunFolder, owner_mark
from cnn_core.runs.bundle import Bundle, read_bundle, write_bundle, zipped
from cnn_core.runs.loading import bundle_of, create_run
from cnn_core.runs.origin import Origin, origin_of
from cnn_core.runs.room import check_room
from cnn_core.storage.disk import why
from cnn_core.training.events import event

AT_ONCE = 500
"""Test images between two looks at the progress."""

BY_HAND = "The scaling was changed by hand"
TEST_SECONDS = 120.0
FORMATS = ("bundle", "keras", "h5", "tflite")


def saved(folder: RunFolder, kind: str, run_side_task: SideTask, raw: bool = True) -> bytes:
    """The run's network as the bytes of a file of this format; a worker makes all but a bundle.

    `raw`: the scaling is its first layer, so that it takes pixels as picture files have them; else it takes scaled pixels. The TensorFlow
    Lite model comes in a zip, with the names of its classes and a text about what goes in and what comes out.
    """
    if kind not in FORMATS:
        raise EngineError(f"A network can be saved as {', '.join(FORMATS)}. Received: {kind!r:.40}")
    architecture, weights, _ = network_of(folder)
    data = folder.meta.experiment.data
    names = class_names(data)
    if kind == "bundle":
        return write_bundle(bundle_of(folder, weights, names))
    about = {"schema": 1, "class_names": list(names), "data": data.to_json(), "scaling": list(folder.state().scaling), "raw": raw}
    made: bytes = run_side_task(side_tasks.export, architecture.to_json(), weights, kind, about)
    if kind != "tflite":
        return made
    words = tflite_words(architecture, names, folder.state().scaling, entry_of(data.dataset).pixel_max, raw)
    return zipped({"network.tflite": made, "labels.txt": "\n".join(names).encode(), "READ ME.txt": words.encode()})


def opened(content: bytes) -> Bundle | KerasNetwork:
    """The network in a file that anybody may have made; RunError says in one sentence why it is refused, and what the file is."""
    return read_bundle(content) if is_bundle(content) else read_keras_file(content)


def dataset_for(found: Bundle | KerasNetwork) -> str:
    """The name of the images for a network, where nobody chose them; LabError if none on this machine are such as it takes."""
    return found.about.experiment.data.dataset if isinstance(found, Bundle) else fitting_dataset(found)


def loaded(
    root: Path,
    found: Bundle | KerasNetwork,
    owner: str | None,
    like: Experiment,
    run_side_task: SideTask | None = None,
    classes: Names | None = None,
    name: str = "",
    others: bool = False,
) -> str:
    """Makes a run of a network from a file and returns its id; RunError or DatasetError, and nothing has changed, if it is not let in.

    `run_side_task` tries how a network from elsewhere wants its pixels; `classes` are the classes here that its outputs stand for,
    where the file calls them otherwise. `others`: a file that does not name its images is for the first on this machine that fit, where
    those of `like` do not, and the run says so. A Keras file becomes a network of this `name`, if one is given: most call theirs "sequential".
    """
    check_room(root, owner_mark(owner or ""))
    if isinstance(found, Bundle):
        bundle, origin = _with_images_of(found, like, owner), Origin()
    else:
        found = replace(found, architecture=replace(found.architecture, name=name or found.architecture.name))
        bundle, origin = bundle_of_keras(found, like, owner, run_side_task, others)
    experiment = bundle.about.experiment
    fingerprint = fingerprint_for(experiment, owner)
    bundle, note = in_order_of(bundle, class_names(experiment.data), displayed_name(experiment.data.dataset), classes)
    if note:
        origin = replace(origin, notes=(*origin.notes, note))
    return create_run(root, bundle, owner or "", fingerprint, origin).id


def rescaled(root: Path, folder: RunFolder, owner: str, name: str) -> str:
    """A copy of a loaded run whose pixels are scaled as in the trial of this name; the figures of the other scaling are not its own."""
    origin = origin_of(folder)
    trial = next((each for each in origin.trials if each.name == name), None)
    if trial is None:
        raise RunError(f"That scaling was not tried: {name[:40]!r}.")
    check_room(root, owner_mark(owner))
    _, weights, _ = network_of(folder)
    experiment = folder.meta.experiment
    bundle = bundle_of(folder, weights, class_names(experiment.data))
    changed = replace(experiment, data=choice_for(experiment.data, trial))
    about = replace(bundle.about, experiment=changed, scaling=trial.scaling, figures={})
    note = f"{BY_HAND} to {name}."
    origin = replace(origin, notes=(*(each for each in origin.notes if not each.startswith(BY_HAND)), note))
    return create_run(root, Bundle(weights, about), owner, folder.meta.dataset_fingerprint, origin).id


def _with_images_of(bundle: Bundle, like: Experiment, owner: str | None) -> Bundle:
    """A network trained on own images of somebody else is assigned to those of `like`, if they fit."""
    about, here = bundle.about, like.data.dataset
    asked = about.experiment.data
    if not is_own(asked.dataset) or is_known(asked.dataset, owner):
        return bundle
    there = as_given(replace(asked.uncorrected, dataset=here), entry_of(here))
    fits = is_own(here) and entry_of(here).input_shape == bundle.architecture.input_shape
    if not fits or len(class_names(there)) != len(about.class_names):
        raise RunError(
            f"The network was trained on images of somebody else, with the classes {', '.join(about.class_names)[:80]}: upload these on "
            "the Data page and choose them, then load the network again."
        )
    return replace(bundle, about=replace(about, experiment=replace(about.experiment, data=there)))


def examined(folder: RunFolder, client: Computer, progress: Callable[[int, int], None], epoch: int | None) -> None:
    """Tests a loaded run on the test images, and keeps the evaluation in its folder; with an epoch, any run with the weights after it,
    and keeps the evaluation beside these.

    `progress` gets the images done and all of them before each part; what it raises ends the test, and nothing is kept.
    DatasetError where the images are not on this machine: nothing is downloaded.
    """
    architecture, weights, key = network_of(folder, epoch)
    experiment, scaling = folder.meta.experiment, Scaling(*folder.state().scaling)
    data = for_task(load_local(experiment.data.dataset), experiment.data)
    parts = []
    for start in range(0, len(data.x_test), AT_ONCE):
        progress(start, len(data.x_test))
        images = scaling.apply(data.x_test[start : start + AT_ONCE])
        parts.append(client.predict(architecture, weights, key, images, TEST_SECONDS))
    found: side_tasks.Examined = client.run_side_task(
        side_tasks.judge,
        data.y_test,
        np.concatenate(parts),
        experiment.training.loss,
        data.class_names,
        experiment.training.label_smoothing,
        architecture.to_json(),
        weights,
        timeout=TEST_SECONDS,
    )
    progress(len(data.x_test), len(data.x_test))
    try:
        if epoch is not None:
            folder.save_epoch_evaluation(epoch, found.evaluation, found.loss)
            return
        folder.save_evaluation(found.evaluation)
        balanced = found.evaluation.balanced_accuracy
        folder.append([event("evaluated", test_loss=found.loss, test_accuracy=found.accuracy, balanced_accuracy=balanced)])
        folder.save_result()
    except OSError as error:
        raise RunError(f"The test cannot be saved in {folder.path}: {why(error)}.") from None
