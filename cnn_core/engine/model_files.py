"""Networks saved as files, and networks loaded from files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from cnn_core.data.catalogue import entry_of
from cnn_core.data.load import load
from cnn_core.data.own import belongs, is_own
from cnn_core.data.scaling import Scaling
from cnn_core.data.task import class_names, for_task
from cnn_core.engine.admission import fingerprint_for
from cnn_core.engine.known_weights import network_of
from cnn_core.engine.protocol.client import EngineClient
from cnn_core.engine.worker import side_tasks
from cnn_core.errors import EngineError, RunError
from cnn_core.experiment import Experiment
from cnn_core.keras_files import is_keras_file, read_keras_file
from cnn_core.runs import RunFolder, owner_mark
from cnn_core.runs.about import About
from cnn_core.runs.bundle import Bundle, read_bundle, write_bundle
from cnn_core.runs.loading import bundle_of, create_run
from cnn_core.runs.room import check_room
from cnn_core.storage.disk import why
from cnn_core.training.events import event

AT_ONCE = 500
"""Test images between two looks at the progress."""

TEST_SECONDS = 120.0
FORMATS = ("bundle", "keras", "h5", "tflite")


def saved(folder: RunFolder, kind: str, client: Callable[[], EngineClient], timeout: float) -> bytes:
    """The run's network as the bytes of a file of this format; a worker makes a format that the folder does not have."""
    if kind not in FORMATS:
        raise EngineError(f"A network can be saved as {', '.join(FORMATS)}. Received: {kind!r:.40}")
    architecture, weights, _ = network_of(folder)
    if kind == "bundle":
        return write_bundle(bundle_of(folder, weights, class_names(folder.meta.experiment.data)))
    if kind == "keras" and folder.model_path.exists():
        return folder.model_path.read_bytes()
    made: bytes = client().run_side_task(side_tasks.export, architecture.to_json(), weights, kind, timeout=timeout)
    return made


def loaded(root: Path, content: bytes, owner: str, like: Experiment, name: str = "") -> str:
    """Makes a run of a file and returns its id; RunError or DatasetError, and nothing has changed, if it is not let in.

    A Keras file becomes a network of this `name`, if one is given: most call their networks "sequential".
    """
    check_room(root, owner_mark(owner))
    bundle = _of_keras(content, like, name) if is_keras_file(content) else read_bundle(content)
    bundle = _with_images_of(bundle, like, owner)
    experiment = bundle.about.experiment
    fingerprint = fingerprint_for(experiment, owner)
    here = class_names(experiment.data)
    if bundle.about.class_names != here:
        raise RunError(
            f"The network has the classes {', '.join(bundle.about.class_names)[:80]}, but {experiment.data.dataset} here has the "
            f"classes {', '.join(here)[:80]}: load it where it was saved."
        )
    return create_run(root, bundle, owner, fingerprint).id


def _with_images_of(bundle: Bundle, like: Experiment, owner: str) -> Bundle:
    """A network trained on own images of somebody else is assigned to those of `like`, if they fit."""
    about, here = bundle.about, like.data.dataset
    asked = about.experiment.data
    if not is_own(asked.dataset) or belongs(asked.dataset, owner):
        return bundle
    there = replace(asked, dataset=here, left_out=(), relabelled=())
    fits = is_own(here) and entry_of(here).input_shape == bundle.architecture.input_shape
    if not fits or class_names(there) != about.class_names:
        raise RunError(
            f"The network was trained on images of somebody else, with the classes {', '.join(about.class_names)[:80]}: upload these on "
            "the Data page and choose them, then load the network again."
        )
    return replace(bundle, about=replace(about, experiment=replace(about.experiment, data=there)))


def _of_keras(content: bytes, like: Experiment, name: str) -> Bundle:
    """A Keras file does not name its data: those of this experiment are assumed, scaled to 0 to 1 as is usual."""
    architecture, weights = read_keras_file(content)
    architecture = replace(architecture, name=name or architecture.name)
    data = replace(like.data, scaling="unit")
    about = About(
        experiment=Experiment(architecture=architecture, data=data, training=like.training),
        class_names=class_names(data),
        scaling=(0.0, float(entry_of(data.dataset).pixel_max)),
        epochs=0,
    )
    return Bundle(weights, about)


def examined(folder: RunFolder, client: EngineClient, progress: Callable[[int, int], None], epoch: int | None) -> None:
    """Tests a loaded run on the test images, and keeps the evaluation in its folder; with an epoch, any run with the weights after it,
    and keeps the evaluation beside these.

    `progress` gets the images done and all of them before each part; what it raises ends the test, and nothing is kept.
    """
    architecture, weights, key = network_of(folder, epoch)
    experiment, scaling = folder.meta.experiment, Scaling(*folder.state().scaling)
    data = for_task(load(experiment.data.dataset), experiment.data)
    parts = []
    for start in range(0, len(data.x_test), AT_ONCE):
        progress(start, len(data.x_test))
        images = scaling.apply(data.x_test[start : start + AT_ONCE])
        parts.append(client.predict(architecture, weights, key, images, TEST_SECONDS))
    found: side_tasks.Examined = client.run_side_task(
        side_tasks.judge, data.y_test, np.concatenate(parts), experiment.training.loss, data.class_names, timeout=TEST_SECONDS
    )
    progress(len(data.x_test), len(data.x_test))
    try:
        if epoch is not None:
            folder.save_epoch_evaluation(epoch, found.evaluation, found.loss)
            return
        folder.save_evaluation(found.evaluation)
        folder.append([event("evaluated", test_loss=found.loss, test_accuracy=found.accuracy)])
        folder.save_result()
    except OSError as error:
        raise RunError(f"The test cannot be saved in {folder.path}: {why(error)}.") from None
