"""Named arrays in one npz file: written whole or not at all, read without pickle."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from cnn_core.errors import RunError
from cnn_core.storage.atomic_write import atomic_write
from cnn_core.storage.regular import open_regular
from cnn_core.training.interface import Arrays

DAMAGED = (OSError, ValueError, KeyError, EOFError, NotImplementedError, zipfile.BadZipFile, zlib.error, struct.error)


def save_arrays(path: Path, arrays: Mapping[str, np.ndarray[Any, Any]], compressed: bool = False) -> None:
    """Writes the arrays; any name that a zip member can have, no object arrays (ValueError)."""
    with (
        atomic_write(path) as file,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED) as archive,
    ):
        for name, array in arrays.items():
            with archive.open(f"{name}.npy", "w", force_zip64=True) as member:
                np.lib.format.write_array(member, np.asarray(array), allow_pickle=False)


def load_arrays(path: Path) -> Arrays:
    """The arrays of a file; RunError if it is missing or damaged."""
    try:
        with open_regular(path) as file, np.load(file, allow_pickle=False) as archive:
            return {name: archive[name] for name in archive.files}
    except FileNotFoundError:
        raise RunError(f"{path.name} is not there: the run in {path.parent} did not come far enough to have one.") from None
    except DAMAGED as error:
        said = (
            "it holds no arrays of plain numbers" if "pickle" in str(error) else error
        )  # NumPy explains how to read them nevertheless
        raise RunError(f"{path} is damaged and cannot be read ({said}).") from None
