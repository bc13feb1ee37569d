"""A small project: own images of which one run reads two kinds, a desk, and kept drawings."""

from __future__ import annotations

import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np

from cnn_core.data.choice import DataChoice
from cnn_core.data.dataset import ARRAYS, Dataset
from cnn_core.data.own import keep
from cnn_core.data.own_entry import entry_for
from cnn_core.drawing.collection import Kept
from cnn_core.experiment import Experiment
from cnn_core.metrics.evaluation import evaluate
from cnn_core.plan.record import PlanRecord
from cnn_core.project.writing import Contents, write_project
from cnn_core.runs import RunFolder, RunMeta
from cnn_core.runs.annotation import Annotation, annotate
from cnn_core.spec import Architecture, Dense, Flatten
from cnn_core.storage.owner_mark import owner_mark
from cnn_core.training.config import TrainingConfig
from cnn_core.training.events import event
from cnn_core.workspace.edit_history import Desk

ANN, BEN = "ann-" + "x" * 24, "ben-" + "x" * 24


def nobody(done: int, total: int) -> None:
    pass


def file_with(files, **special):
    """A zip of these members (name -> bytes); `special` puts another name or ZipInfo in place of a name."""
    file = tempfile.TemporaryFile()  # noqa: SIM115
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(special.get(name, name), content)
    return file


@dataclass
class Made:
    """What Ann has at home, and the file of it."""

    home: Path
    dataset: str
    runs: list[RunFolder]
    desk: Desk
    drawings: list[Kept]

    def contents(self, **changed) -> Contents:
        given = {
            "datasets": [self.dataset],
            "runs": self.runs,
            "desk": self.desk,
            "run": self.runs[0].id,
            "drawings": self.drawings,
        }
        return Contents(**(given | changed))

    def file(self, **changed) -> BinaryIO:
        target = tempfile.TemporaryFile()  # noqa: SIM115  (the test closes it by forgetting it)
        write_project(target, self.contents(**changed), nobody)
        return target


def plan(base, runs, **changed):
    """A plan of Ann's with two sizes of batch, done but for the runs that are ""."""
    given = {
        "id": "plan-1",
        "owner": owner_mark(ANN),
        "created": 1e9,
        "vary": ("batch_size=16,32",),
        "seeds": 1,
        "one_at_a_time": False,
    }
    return PlanRecord(**(given | changed), base=base, runs=tuple(runs))


def images(seed=0, owner=ANN, title="Cells", labels=None, aside=None, validation_from=0):
    """Own images of somebody; the name of the dataset."""
    random = np.random.RandomState(seed)
    parts = {"train": 16, "test": 6}
    data = Dataset(
        name="new",
        title=title,
        **{f"x_{part}": random.randint(0, 256, (n, 5, 6, 1)).astype(np.uint8) for part, n in parts.items()},
        y_train=np.arange(16) % 2 if labels is None else np.array(labels),
        y_test=np.arange(6) % 2,
        class_names=("well", "ill"),
        pixel_max=255,
        source="a test",
        licence="",
    )
    about = {"title": title, "source": "a test", "fingerprint": data.fingerprint, "class_names": data.class_names}
    entry = entry_for(owner, **about, input_shape=data.input_shape, sizes=(16, 6), validation_from=validation_from)
    keep(entry, owner, lambda file: np.savez(file, **{each: getattr(data, each) for each in ARRAYS}), aside)
    return entry.name


def weights(seed):
    random = np.random.RandomState(seed)
    return {"1.kernel": random.normal(size=(30, 2)).astype(np.float32), "1.bias": random.normal(size=2).astype(np.float32)}


def run(root, name, dataset, owner=ANN, seed=0, **meta):
    """A run of two epochs that looks as the laboratory leaves it."""
    layers = (Flatten(), Dense(units=2, activation="softmax"))
    experiment = Experiment(
        architecture=Architecture(name="flat", input_shape=(5, 6, 1), layers=layers),
        data=DataChoice(dataset=dataset, left_out=(3,)),
        training=TrainingConfig(epochs=2),
    )
    folder = RunFolder.create(root, RunMeta(id=name, experiment=experiment, owner=owner_mark(owner), created=1e9 + seed, **meta))
    folder.append(
        [
            event("queued"),
            event(
                "started",
                epochs=2,
                steps_per_epoch=1,
                train_size=15,
                validation_size=0,
                test_size=6,
                initial_epoch=0,
                parameters=62,
                scaling=[0.0, 255.0],
                precision="float32",
                worker="",
            ),
        ]
    )
    for epoch in (1, 2):
        folder.save_checkpoint(
            epoch, weights(10 * seed + epoch), {"optimizer.0": np.asarray(epoch, np.int64), "optimizer.1": weights(5)["1.kernel"]}
        )
        folder.append(
            [
                event("batches", epoch=epoch, step=[1], loss=[0.7 / epoch], accuracy=[0.5], batch_size=64),
                event(
                    "epoch",
                    epoch=epoch,
                    loss=0.7 / epoch,
                    accuracy=0.5,
                    val_loss=None,
                    val_accuracy=None,
                    seconds=0.1,
                    samples_per_second=150.0,
                ),
            ]
        )
    folder.save_weights(weights(10 * seed + 2))
    probabilities = np.random.RandomState(seed).dirichlet((1, 1), 6).astype(np.float32)
    found = evaluate(np.arange(6) % 2, probabilities, ("well", "ill"))
    folder.save_evaluation(found)
    folder.append(
        [
            event("evaluated", test_loss=0.6, test_accuracy=found.accuracy, balanced_accuracy=None),
            event("finished", reason="completed", epochs=2, seconds=0.2),
        ]
    )
    folder.save_result()
    annotate(folder.path, Annotation(name=f"run {seed}", starred=seed == 1, tags=("first",)))
    return folder
