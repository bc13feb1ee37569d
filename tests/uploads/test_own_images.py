"""A course's wish: two kinds of tissue in colour patches of 50x50, uploaded, learned from, and tested."""

import io
import json
import zipfile
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from cnn_core.cli import main
from cnn_core.data.augmentation import Augmentation
from cnn_core.data.choice import DataChoice
from cnn_core.experiment import Experiment
from cnn_core.local_training import train_locally
from cnn_core.spec import Architecture, Conv2D, Dense, Flatten, MaxPooling2D
from cnn_core.training.config import TrainingConfig
from cnn_core.training.optimizers import Adam
from cnn_core.uploads.in_sandbox import look_into, take
from cnn_core.uploads.making.found import Wish

LAYERS = (
    Conv2D(filters=8, kernel_size=(3, 3), activation="relu"),
    MaxPooling2D(pool_size=(4, 4)),
    Conv2D(filters=16, kernel_size=(3, 3), activation="relu"),
    MaxPooling2D(pool_size=(4, 4)),
    Flatten(),
    Dense(units=2, activation="softmax"),
)


def tissue(random, ill):
    """Pink ground with violet nuclei: few small ones, or many large ones."""
    pixels = random.normal((222, 168, 202), 10, (50, 50, 3))
    rows, columns = np.mgrid[:50, :50]
    for _ in range(random.randint(24, 34) if ill else random.randint(6, 14)):
        radius = random.uniform(2.5, 4.5) if ill else random.uniform(1.5, 2.5)
        row, column = random.uniform(0, 50, 2)
        pixels[(rows - row) ** 2 + (columns - column) ** 2 < radius**2] = random.normal((92, 42, 132), 10, 3)
    return Image.fromarray(pixels.clip(0, 255).astype(np.uint8))


@pytest.fixture(scope="module")
def patches():
    """A zip with 200 patches of each kind, half of them PNG and half JPEG."""
    random, made = np.random.RandomState(5), io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in ("benign", "tumour"):
            for number in range(200):
                kind, file = ("PNG", "JPEG")[number % 2], io.BytesIO()
                tissue(random, name == "tumour").save(file, kind, **({"quality": 92} if kind == "JPEG" else {}))
                archive.writestr(f"patches/{name}/{number}.{kind.lower()}", file.getvalue())
    return made.getvalue()


@pytest.fixture
def entry(patches, tmp_path, monkeypatch):
    monkeypatch.setenv("CNN_LAB_HOME", str(tmp_path / "home"))
    (tmp_path / "patches.zip").write_bytes(patches)
    with (tmp_path / "patches.zip").open("rb") as file:
        found = look_into(file, "patches.zip", lambda done, total: None)
        assert (found.pictures, found.median, found.odd, found.colour) == (400, (50, 50), 0, True)
        wish = Wish(size=found.usual_size(True), colour=True)
        return take(file, "patches.zip", wish, "Histology", "ann", lambda done, total: None).entry


def test_two_kinds_of_tissue_are_told_apart_after_some_epochs(entry, tmp_path):
    assert (entry.input_shape, entry.train_size, entry.test_size) == ((50, 50, 3), 320, 80)
    experiment = Experiment(
        architecture=Architecture(name="patches", input_shape=(50, 50, 3), layers=LAYERS),
        data=DataChoice(dataset=entry.name),
        training=TrainingConfig(epochs=6, batch_size=16, optimizer=Adam(learning_rate=0.003)),
    )
    folder = train_locally(experiment, tmp_path / "runs")
    evaluation = folder.evaluation()
    assert evaluation.class_names == ("benign", "tumour")
    assert evaluation.confusion.sum(axis=1).tolist() == [40, 40]
    assert evaluation.accuracy > 0.95
    losses = [epoch.loss for epoch in folder.state().history]
    assert losses[-1] < losses[0] / 2
    mirrored = replace(
        experiment, augmentation=Augmentation(horizontal_flip=True, brightness=0.1), training=TrainingConfig(epochs=1)
    )
    assert train_locally(mirrored, tmp_path / "runs").state().status == "finished"


def test_the_command_line_knows_own_images_by_name(entry, tmp_path, capsys):
    assert main(["datasets", "--json"]) == 0
    listed = {each["name"]: each for each in json.loads(capsys.readouterr().out)}
    assert listed[entry.name]["title"] == "Histology"
    assert listed[entry.name]["class_names"] == ["benign", "tumour"]
    out = str(tmp_path / "runs")
    assert main(["train", "--dataset", entry.name, "--preset", "mlp", "--epochs", "1", "--out", out, "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert (figures["dataset"], figures["epochs"]) == (entry.name, 1)
    assert main(["train", "--dataset", "own-000000000000", "--out", out]) == 2
    assert "no own images called" in capsys.readouterr().err
