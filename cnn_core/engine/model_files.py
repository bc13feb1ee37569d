"""Networks saved as files, and networks loaded from files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from cnn_core.data.catalogue import entry_of
from cnn_core.data.choice import DataChoice
from cnn_core.data.dataset import Dataset
from cnn_core.data.load import load
from cnn_core.data.own import belongs, is_own
from cnn_core.data.task import class_names, for_task
from cnn_core.engine.admission import fingerprint_for
from cnn_core.engine.known_weights import network_of
from cnn_core.engine.protocol.client import EngineClient
from cnn_core.engine.worker import side_tasks
from cnn_core.errors import EngineError, RunError
from cnn_core.experiment import Experiment
from cnn_core.keras_files import is_keras_file, read_keras_file
from cnn_core.runs import RunFolder
from cnn_core.runs.about import About
from cnn_core.runs.bundle import Bundle, read_bundle, write_bundle
from cnn_core.runs.loading import bundle_of, create_run
from cnn_core.storage.disk import why
from cnn_core.training.events import event

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


def loaded(root: Path, content: bytes, owner: str, like: Experiment) -> str:
    """Makes a run of a file and returns its id; RunError or DatasetError, and nothing has changed, if it is not let in."""
    bundle = _of_keras(content, like) if is_keras_file(content) else read_bundle(content)
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
    there = replace(asked, dataset=here)
    fits = is_own(here) and entry_of(here).input_shape == bundle.architecture.input_shape
    if not fits or class_names(there) != about.class_names:
        raise RunError(
            f"The network was trained on images of somebody else, with the classes {', '.join(about.class_names)[:80]}: upload these on "
            "the Data page and choose them, then load the network again."
        )
    return replace(bundle, about=replace(about, experiment=replace(about.experiment, data=there)))


def _of_keras(content: bytes, like: Experiment) -> Bundle:
    """A Keras file does not name its data: those of this experiment are assumed, scaled to 0 to 1 as is usual."""
    architecture, weights = read_keras_file(content)
    data = replace(like.data, scaling="unit")
    about = About(
        experiment=Experiment(architecture=architecture, data=data, training=like.training),
        class_names=class_names(data),
        scaling=(0.0, float(entry_of(data.dataset).pixel_max)),
        epochs=0,
    )
    return Bundle(weights, about)


def _own_test_images(choice: DataChoice) -> Dataset | None:
    """Own images go along, since a worker on another machine cannot find them by name: those for testing, and one to learn from."""
    if not is_own(choice.dataset):
        return None
    data = for_task(load(choice.dataset), choice)
    return replace(data, x_train=data.x_train[:1], y_train=data.y_train[:1])


def examined(folder: RunFolder, client: EngineClient, timeout: float) -> None:
    """Tests a loaded run on the test images, and keeps the evaluation in its folder."""
    _, weights, _ = network_of(folder)
    experiment = folder.meta.experiment
    given = _own_test_images(experiment.data)
    scaling = folder.state().scaling
    found: side_tasks.Examined = client.run_side_task(
        side_tasks.examine, experiment.to_json(), weights, scaling, given, timeout=timeout
    )
    try:
        folder.save_evaluation(found.evaluation)
        folder.append([event("evaluated", test_loss=found.loss, test_accuracy=found.accuracy)])
        folder.save_result()
    except OSError as error:
        raise RunError(f"The test cannot be saved in {folder.path}: {why(error)}.") from None
