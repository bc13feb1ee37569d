"""Draws mnist-mini from the full MNIST file: python -m tools.make_mnist_mini PATH/TO/mnist.npz [OUTPUT.npz]

1,000 training and 200 test images of each digit, from MNIST's own training and test part, in MNIST's own order.
The same input gives the same file, byte for byte (NumPy writes a fixed time into the archive).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from cnn_core.data.bundled import MINI_FILE
from cnn_core.data.dataset import ARRAYS
from cnn_core.data.npz import read_npz

SEED = 13
PER_CLASS = {"train": 1000, "test": 200}


def draw(labels: np.ndarray, per_class: int, random: np.random.RandomState) -> np.ndarray:
    """Sorted indices of `per_class` examples of each label, none twice."""
    members = (np.flatnonzero(labels == label) for label in np.unique(labels))
    return np.sort(np.concatenate([random.choice(each, per_class, replace=False) for each in members]))


def main() -> None:
    """Read the full file, draw, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("mnist", type=Path, help="the full mnist.npz")
    parser.add_argument("output", type=Path, nargs="?", default=MINI_FILE)
    options = parser.parse_args()
    full = read_npz(options.mnist, ARRAYS)
    random = np.random.RandomState(SEED)
    mini = {}
    for part, per_class in PER_CLASS.items():
        drawn = draw(full[f"y_{part}"], per_class, random)
        mini[f"x_{part}"], mini[f"y_{part}"] = full[f"x_{part}"][drawn], full[f"y_{part}"][drawn]
    np.savez_compressed(options.output, **mini)
    print(f"{options.output}: {options.output.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
