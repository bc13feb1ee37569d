"""Networks as TensorFlow Lite files, in three kinds of numbers, and the interpreter that reads them."""

from __future__ import annotations

import time
import warnings

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from cnn_core.data.scaling import Scaling
from cnn_core.keras_backend.export import scaled_model
from cnn_core.keras_backend.forget import forgetting
from cnn_core.spec.architecture import Architecture
from cnn_core.training.interface import Arrays

Images = NDArray[np.float32]
THREADS = 1
INTERPRETER = f"TensorFlow Lite {tf.__version__}, {THREADS} thread, one image at a time"


def lite_file(
    architecture: Architecture,
    weights: Arrays,
    scaling: Scaling | None = None,
    kind: str = "float32",
    sample: Images | None = None,
) -> bytes:
    """The file in "float32", with weights in "float16", or computed in "int8"; it takes and gives float32 in each.

    With a `scaling` it takes pixels as they are. The converter fails on convolutions in bfloat16, so the network is one of float32
    whatever it was trained in. `sample` are images (n, height, width, channels) as the file takes them: int8 lays the 256 steps of each layer's outputs where
    those for these images lie (post-training quantisation, Jacob et al. 2018).
    """
    with forgetting():
        converter = tf.lite.TFLiteConverter.from_keras_model(scaled_model(architecture, weights, scaling))
        if kind != "float32":
            converter.optimizations = [tf.lite.Optimize.DEFAULT]
        if kind == "float16":
            converter.target_spec.supported_types = [tf.float16]
        if kind == "int8":
            converter.representative_dataset = lambda: ([image[None]] for image in np.asarray(sample, np.float32))
        content: bytes = converter.convert()
    return content


class LiteNetwork:
    """A file in the interpreter, ready to read images one by one, as a device does. For one thread."""

    def __init__(self, content: bytes) -> None:
        with warnings.catch_warnings(action="ignore"):  # its package is to have another name some day
            self._interpreter = tf.lite.Interpreter(model_content=content, num_threads=THREADS)
        self._interpreter.allocate_tensors()
        self._taken = self._interpreter.get_input_details()[0]
        self._given = self._interpreter.get_output_details()[0]["index"]
        self._read(np.zeros(self._taken["shape"], np.float32))

    def answers(self, images: Images) -> tuple[Images, NDArray[np.float64]]:
        """Probabilities (n, classes) for images (n, height, width, channels), and the seconds (n,) that each took."""
        found, seconds = [], []
        for image in np.asarray(images, np.float32):
            began = time.perf_counter()
            found.append(self._read(image[None]))
            seconds.append(time.perf_counter() - began)
        return np.concatenate(found), np.array(seconds)

    def _read(self, image: Images) -> Images:
        self._interpreter.set_tensor(self._taken["index"], image)
        self._interpreter.invoke()
        answer: Images = self._interpreter.get_tensor(self._given)
        return answer
