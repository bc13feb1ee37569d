"""How long an epoch will take: what it computes, times what such work costs, times how slow this machine is."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from math import ceil, prod

from cnn_core.data.choice import GIVEN, ONE, DataChoice
from cnn_core.experiment import Experiment
from cnn_core.summary import BYTES_OF_A_WEIGHT, Row, Summary

VERSION = 1
"""Of the costs below: a machine that was measured against others is measured again."""

FORWARD_PART = 1 / 3
"""Validation goes forward only; training goes back twice as far: for the weights and for the inputs. So do frozen layers before the first
that trains; one behind it goes back for the inputs."""


@dataclass(frozen=True)
class Costs:
    """Seconds for each layer of a batch, and for one image each multiply-accumulate in convolutions, each in Dense layers, and
    each number of an output: fitted to the bundled presets on two cores of a server, whose slowness is 1."""

    layer: float = 6.6e-4
    convolution: float = 2.94e-11
    dense: float = 3.2e-11
    number: float = 1.18e-9


COSTS = Costs()


@dataclass(frozen=True)
class Work:
    """What one epoch computes, in the units of `Costs`."""

    layer: float
    convolution: float
    dense: float
    number: float

    def seconds(self, costs: Costs = COSTS, slowness: float = 1.0) -> float:
        """How long that takes."""
        return slowness * sum(float(amount * getattr(costs, part)) for part, amount in asdict(self).items())


def work_of(summary: Summary, train_size: int, validation_size: int, batch_size: int) -> Work:
    """One epoch of training on so many images, with a look at the validation images at its end."""
    training, validation = (-(-size // batch_size) for size in (train_size, validation_size))
    layer = convolution = dense = number = 0.0
    for row, part in zip(summary.rows, _trained_parts(summary.rows), strict=True):
        images = part * train_size + FORWARD_PART * validation_size
        layer += part * training + FORWARD_PART * validation
        convolution += images * row.macs * (row.group == "convolution")
        dense += images * row.macs * (row.group != "convolution")
        number += images * prod(row.output_shape)
    return Work(layer, convolution, dense, number)


BESIDE, BESIDE_LAYER = 0.6, 0.1
"""Seconds that a run takes beside its epochs where the slowness is 1, and those of each layer: the network is built and compiled, and
saved at the end. Fitted to 14 runs of three networks on a quiet machine; `Experience` corrects them for others."""
TESTED_AT_ONCE = 256


def beside_epochs(summary: Summary, test_size: int, slowness: float = 1.0) -> float:
    """Seconds of a run beside its epochs: it begins and ends, and each test image goes once forward."""
    begun_and_ended = slowness * (BESIDE + BESIDE_LAYER * len(summary.rows))
    return begun_and_ended + work_of(summary, 0, test_size, TESTED_AT_ONCE).seconds(slowness=slowness)


Seconds = tuple[float, float]
"""Of each epoch of a run, and of all else."""


@dataclass(frozen=True)
class Experience:
    """How long `runs` earlier runs took on this machine, in parts of what was said: an epoch of them, and what was beside their epochs."""

    epoch: float = 1.0
    beside: float = 1.0
    runs: int = 0

    def corrected(self, said: Seconds) -> Seconds:
        """What is to be said of a run, after these."""
        return said[0] * self.epoch, said[1] * self.beside

    @property
    def enough(self) -> bool:
        """Whether there are so many that the next will take about as long as is said; before, 30% less or more is usual."""
        return self.runs >= ENOUGH


ENOUGH, USUAL_ERROR = 3, 0.3


TOGETHER = 1.5
"""How much sooner small networks are trained two at a time, on the same cores, than one after the other: `benchmarks/at_once.py`."""


def seconds_of(experiment: Experiment, summary: Summary, parts: tuple[int, int, int], slowness: float) -> Seconds:
    """What is said of a run before others have shown how long runs take here. `parts` are the training images, test images and classes
    of its dataset."""
    train, validation = sizes_of(experiment.data, *parts)
    epoch = work_of(summary, train, validation, experiment.training.batch_size).seconds(slowness=slowness)
    return epoch, beside_epochs(summary, parts[1], slowness)


def _trained_parts(rows: tuple[Row, ...]) -> list[float]:
    """What a step of training does in each layer, as a part of what it does in one that trains."""
    parts, begun = [], False
    for row in rows:
        frozen = bool(row.weights) and not row.trainable
        begun = begun or row.trainable > 0
        parts.append((2 * FORWARD_PART if frozen else 1.0) if begun else FORWARD_PART)
    return parts


def sizes_of(choice: DataChoice, train_size: int, test_size: int, classes: int) -> tuple[int, int]:
    """Images to learn from and to validate with, of a dataset with so many in its parts; 0 where none are left.

    For one class against the rest as if all classes had as many images: close enough to say how long it takes.
    """
    there = train_size = max(0, train_size - len(choice.left_out))
    if choice.task == ONE:
        target = train_size // classes
        there = min(train_size, target + (choice.others or target))
    chosen = min(choice.train_size or there, there)
    if choice.validation == "test":
        return chosen, max(0, test_size - len(choice.left_out_test))
    if choice.validation == GIVEN:
        given = max(0, train_size - choice.given_from)
        held_back = ceil(there * given / max(1, train_size))
        return min(choice.train_size or there, there - held_back), held_back
    held_back = 0 if choice.validation == "none" else ceil(choice.validation_split * chosen)
    return chosen - held_back, held_back


def images_in_memory(choice: DataChoice, train_size: int, test_size: int, classes: int) -> int:
    """Those of a dataset with so many in its parts, and those to learn from and to validate with once more, as TensorFlow needs them."""
    return train_size + test_size + sum(sizes_of(choice, train_size, test_size, classes))


TENSORFLOW_BYTES = 815 * 2**20
"""What the process of a training takes beside `memory_bytes`: TensorFlow and what it compiles. Measured with Python 3.11 and TensorFlow
2.21 on Linux, of four presets and batches of 64 and 512: 797 to 821 MB."""


IN_BFLOAT16 = 0.8
"""Memory of the outputs in bfloat16, as part of that in float32: each takes half, but some are kept in both. Of nine networks with outputs
of 300 to 800 MB the forecast was right on average with this, and 15% too much with all of it (2 cores with AVX512-BF16)."""


def memory_bytes(summary: Summary, images: int, batch_size: int, bfloat16: bool = False) -> float:
    """Bytes in training beside TensorFlow itself, `TENSORFLOW_BYTES`: the weights, the outputs of all layers for a batch, there and back, in
    float32 or in `bfloat16`, and the images that lie in memory, a byte per number."""
    pixels = prod(summary.architecture.input_shape)
    outputs = 2.0 * summary.activation_bytes * (IN_BFLOAT16 if bfloat16 else 1.0)
    return float(BYTES_OF_A_WEIGHT) * summary.params + outputs * batch_size + 1.0 * pixels * images
