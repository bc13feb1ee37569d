"""The device card of a run: made on demand, kept with the run, its three files with it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cnn_core.data.background import Progress
from cnn_core.data.catalogue import entry_of
from cnn_core.data.choice import DataChoice
from cnn_core.data.dataset import Dataset
from cnn_core.data.divided import divided
from cnn_core.data.load import load_local
from cnn_core.data.task import class_names, for_task
from cnn_core.engine.known_weights import network_of
from cnn_core.engine.protocol.client import Computer
from cnn_core.engine.tflite_words import tflite_words
from cnn_core.engine.worker import device_tasks
from cnn_core.engine.worker.device_tasks import LiteAnswers, LiteFile, NoLiteFile
from cnn_core.errors import EngineError, RunError, SpecError
from cnn_core.metrics.device import LITE_KINDS, DeviceCard, DeviceFile
from cnn_core.runs import RunFolder
from cnn_core.runs.bundle import zipped
from cnn_core.runs.pretrained import PRETRAINED_PATH
from cnn_core.spec.strict_json import read_json
from cnn_core.storage.atomic_write import atomic_write
from cnn_core.storage.disk import why
from cnn_core.storage.regular import read_regular

MAX_SAMPLE = 200
AT_ONCE = 250
"""Test images between two looks at the progress."""
SECONDS = 300.0
CARD = "device.json"


def card_of(root: Path, folder: RunFolder) -> DeviceCard | None:
    """What was found of the run's present weights; None if nothing was, or if it is damaged."""
    place = _place(root, folder)
    try:
        card = DeviceCard.from_json(read_json(read_regular(place / CARD)))
        whole = all((place / _name(each.kind)).stat().st_size == each.size for each in card.files)
        return card if whole and card.key == network_of(folder)[2] else None
    except (OSError, SpecError, RunError):
        return None


def packed_file(root: Path, folder: RunFolder, kind: str) -> bytes:
    """One of the files of the card in a zip, with the names of its classes and a text about what goes in and what comes out."""
    try:
        content = read_regular(_place(root, folder) / _name(kind))
    except OSError as error:
        raise RunError(f"The {kind} file of the run cannot be read: {why(error)}. Measure it again.") from None
    experiment = folder.meta.experiment
    names, pixel_max = class_names(experiment.data), entry_of(experiment.data.dataset).pixel_max
    words = tflite_words(experiment.architecture, names, folder.state().scaling, pixel_max, raw=True)
    return zipped({"network.tflite": content, "labels.txt": "\n".join(names).encode(), "READ ME.txt": words.encode()})


def measure(root: Path, folder: RunFolder, client: Computer, progress: Progress) -> DeviceCard:
    """Makes the three files, has the engine read every test image with each, and keeps files and figures.

    `progress` gets the images read and all that are to be read; what it raises ends the work, and nothing is kept. DatasetError where
    the images are not on this machine, RunError where the disk does not take the files, or where there is no float32 file. Of another
    kind that cannot be made or read the card says why.
    """
    architecture, weights, key = network_of(folder)
    choice = folder.meta.experiment.data
    whole = load_local(choice.dataset)
    data = for_task(whole, choice)
    sample, scaling = _sample(whole, choice), folder.state().scaling
    total = len(LITE_KINDS) * len(data.x_test)
    made: dict[str, LiteFile] = {}
    absent: dict[str, str] = {}
    found: list[DeviceFile] = []
    first: NDArray[np.int64] | None = None
    for number, kind in enumerate(LITE_KINDS):
        progress(number * len(data.x_test), total)
        arguments = (architecture.to_json(), weights, scaling, kind, sample)
        file: LiteFile | NoLiteFile = client.run_side_task(device_tasks.lite_file, *arguments, timeout=SECONDS)
        if isinstance(file, NoLiteFile):
            if first is None:
                raise RunError(f"TensorFlow Lite does not take this network: {file.reason}")
            absent[kind] = file.reason
            continue
        made[kind] = file
        classes, seconds = _read(file.content, data, client, progress, number)
        first = classes if first is None else first
        found.append(
            DeviceFile(
                kind=kind,
                size=len(file.content),
                accuracy=float(np.mean(classes == data.y_test)),
                otherwise=int(np.sum(classes != first)),
                milliseconds=1000 * float(np.median(seconds)),
                activations=file.activations,
            )
        )
    interpreter = made[LITE_KINDS[0]].interpreter
    card = DeviceCard(key=key, images=len(data.x_test), interpreter=interpreter, files=tuple(found), absent=absent)
    _keep(_place(root, folder), card, made)
    progress(total, total)
    return card


def _sample(dataset: Dataset, choice: DataChoice) -> NDArray[np.generic]:
    """Images that the network learned from, spread over all of them."""
    learned = divided(dataset, choice).train
    places = np.linspace(0, len(learned) - 1, min(len(learned), MAX_SAMPLE)).astype(int)
    chosen: NDArray[np.generic] = for_task(dataset, choice).x_train[learned[places]]
    return chosen


def _read(
    content: bytes, data: Dataset, client: Computer, progress: Progress, number: int
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The class of each test image, and the seconds that it took."""
    key, classes, seconds = device_tasks.file_key(content), [], []
    for start in range(0, len(data.x_test), AT_ONCE):
        progress(number * len(data.x_test) + start, len(LITE_KINDS) * len(data.x_test))
        images = data.x_test[start : start + AT_ONCE]
        answers: LiteAnswers | None = client.run_side_task(
            device_tasks.lite_answers, key, None if start else content, images, timeout=SECONDS
        )
        if answers is None:  # another worker, or the same one started anew
            answers = client.run_side_task(device_tasks.lite_answers, key, content, images, timeout=SECONDS)
        if answers is None:
            raise EngineError("The prediction process has lost the file meanwhile: measure again.")
        classes.append(answers.probabilities.argmax(1))
        seconds.append(answers.seconds)
    return np.concatenate(classes), np.concatenate(seconds)


def _keep(place: Path, card: DeviceCard, made: dict[str, LiteFile]) -> None:
    """The files first: a card without them counts for nothing."""
    try:
        place.mkdir(parents=True, exist_ok=True)
        for kind, file in made.items():
            with atomic_write(place / _name(kind)) as stream:
                stream.write(file.content)
        with atomic_write(place / CARD) as stream:
            stream.write(json.dumps(card.to_json(), indent=1).encode())
    except OSError as error:
        raise RunError(f"The device card cannot be saved in {place}: {why(error)}.") from None


def _place(root: Path, folder: RunFolder) -> Path:
    """In the run's folder; for the network that comes along, whose folder belongs to the program, in the laboratory's home."""
    return root.parent / "device" / folder.id if folder.path == PRETRAINED_PATH else folder.path / "device"


def _name(kind: str) -> str:
    return f"{kind}.tflite"
