"""Where the code gets its images: from Keras, from scikit-learn, or from a file."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cnn_core.codegen.section import Section, lines, literal
from cnn_core.data.catalogue import CATALOGUE, entry_of
from cnn_core.data.choice import GIVEN, ONE, DataChoice
from cnn_core.errors import DatasetError, SpecError
from cnn_core.experiment import Experiment

FROM_KERAS = ("mnist", "fashion_mnist", "cifar10")
BRIGHTEST = 255
WORDS = "Training and test images as integers, and the class of each."
NUMPY = "import numpy as np"


@dataclass(frozen=True)
class Source:
    """What the code must know of the data: class names of the task, largest pixel value, images to train on, without given validation images (0: not known)."""

    class_names: tuple[str, ...]
    pixel_max: int
    train_size: int


def source(experiment: Experiment) -> Source:
    """What is known of the experiment's dataset; if the dataset is not here, what follows from the network."""
    choice, architecture = experiment.data, experiment.architecture
    try:
        entry = entry_of(choice.dataset)
    except DatasetError:
        head = architecture.layers[architecture.head] if architecture.head is not None else None
        unnamed = tuple(str(number) for number in range(getattr(head, "units", 0)))
        return Source(("the rest", f"class {choice.target}") if choice.task == ONE else unnamed, BRIGHTEST, 0)
    names = entry.class_names
    if choice.task == ONE:
        if choice.target >= len(names):
            raise SpecError("data.target", f"must be a class of {choice.dataset}, from 0 to {len(names) - 1}", choice.target)
        names = (f"not {names[choice.target]}", names[choice.target])
    learned = choice.given_from if choice.validation == GIVEN else entry.train_size - len(choice.left_out)
    return Source(names, entry.pixel_max, learned if choice.task != ONE else 0)


def data_file(choice: DataChoice) -> str:
    """The name of the npz file that the code reads; empty if the images come with Keras or scikit-learn."""
    if choice.dataset in (*FROM_KERAS, "digits"):
        return ""
    return re.sub(r"[^A-Za-z0-9_-]+", "-", choice.dataset).strip("-") + ".npz"


def load_section(experiment: Experiment) -> Section:
    """The section that ends with `x_train`, `y_train`, `x_test`, `y_test` and `CLASS_NAMES`."""
    choice = experiment.data
    names = f"CLASS_NAMES = {literal(list(source(experiment).class_names))}"
    shape = ", ".join(map(str, experiment.architecture.input_shape))
    reshape = lines(
        "# Keras wants an axis for the channels: (image, row, column, channel).",
        f"x_train, x_test = x_train.reshape(-1, {shape}), x_test.reshape(-1, {shape})",
    )
    imports: tuple[str, ...]
    if choice.dataset == "digits":
        code, imports = _DIGITS, ("from sklearn.datasets import load_digits", _SPLIT)
    elif choice.dataset in FROM_KERAS:
        code, imports = f"(x_train, y_train), (x_test, y_test) = keras.datasets.{choice.dataset}.load_data()", ("import keras",)
    else:
        where = "comes with CNN Lab" if choice.dataset in CATALOGUE else "is the data that you brought to CNN Lab"
        code, imports = _from_file(data_file(choice), where), ("import os", NUMPY)
    if choice.dataset == "cifar10":
        reshape = "y_train, y_test = y_train.ravel(), y_test.ravel()  # from a column to a row of labels"
    return Section(title="Data", words=WORDS, code=lines(code, reshape, names), imports=imports)


_SPLIT = "from sklearn.model_selection import train_test_split"
_DIGITS = """\
digits = load_digits()
x_train, x_test, y_train, y_test = train_test_split(
    digits.images.astype("uint8"), digits.target, test_size=360, stratify=digits.target, random_state=13
)"""


def _from_file(name: str, where: str) -> str:
    return f"""\
DATA_FILE = {literal(name)}  # put the file beside this one, or write here where it lies
if not os.path.exists(DATA_FILE):
    raise FileNotFoundError(f"{{DATA_FILE}} is not there. It {where} and can be downloaded beside this code.")
with np.load(DATA_FILE) as file:
    x_train, y_train, x_test, y_test = (file[name] for name in ("x_train", "y_train", "x_test", "y_test"))"""
