"""NumPy's npz archives, read as data from a stranger: no pickle, sizes checked before memory is taken."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnn_core.data.choice import GIVEN, DataChoice
from cnn_core.data.corrections import corrected
from cnn_core.data.dataset import ARRAYS, Dataset
from cnn_core.data.files import check_expansion, damaged, read_bytes
from cnn_core.sandbox.npy import read_array
from cnn_core.sandbox.strict_zip import BROKEN, ENCRYPTED, METHODS
from cnn_core.spec.fields import Shape
from cnn_core.text import first_line

WHOLE_NUMBERS = re.compile(r"[<>|][ui][1248]")
MAX_MEMBERS = 64


def read_npz(path: Path, names: Sequence[str]) -> dict[str, NDArray[Any]]:
    """The named integer arrays of an npz file; DatasetError if the file is damaged, or one is missing or holds no integers."""
    return parse_npz(read_bytes(path), names, path)


def dataset_npz(dataset: Dataset, validation_from: int = 0) -> bytes:
    """The four arrays of a dataset as an npz file, for NumPy and to be brought in again; the names of the classes go along. The training
    images from `validation_from` on are a part of their own, `x_val` and `y_val`, unless that is 0."""
    made = io.BytesIO()
    arrays = {name: getattr(dataset, name) for name in ARRAYS}
    if validation_from:
        x, y = arrays["x_train"], arrays["y_train"]
        arrays |= {"x_train": x[:validation_from], "y_train": y[:validation_from]}
        arrays |= {"x_val": x[validation_from:], "y_val": y[validation_from:]}
    np.savez_compressed(made, **arrays, class_names=np.array(dataset.class_names))
    return made.getvalue()


def corrected_npz(dataset: Dataset, choice: DataChoice, validation_from: int = 0) -> bytes:
    """The same as a training with this choice has it: without what is left out, and with the labels that were changed. All classes stay.
    DatasetError for an image or a class that the dataset does not have."""
    first = replace(choice, validation=GIVEN, validation_from=validation_from).given_from
    now = corrected(dataset, choice)
    return dataset_npz(now, first if first < len(now.y_train) else 0)


def parse_npz(
    content: bytes, names: Sequence[str], name: str | Path = "the npz file", kinds: re.Pattern[str] = WHOLE_NUMBERS
) -> dict[str, NDArray[Any]]:
    """The same from bytes; `name` is what the error calls them, `kinds` the types that the values may have, as `np.dtype.str`.

    The arrays cannot be written to.
    """
    wanted_kind = "whole numbers" if kinds is WHOLE_NUMBERS else "plain values"

    def check(array: str, descr: str, shape: Shape) -> str:
        return "" if kinds.fullmatch(descr) else f"{array} holds values of type {descr} and not {wanted_kind}"

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            if len(members) > MAX_MEMBERS:
                raise damaged(name, f"it has {len(members)} members, and {MAX_MEMBERS} is the limit")
            held = {member.filename: member for member in members}
            found = {}
            for wanted in names:
                member = held.get(f"{wanted}.npy")
                if member is None:
                    raise damaged(name, f"it holds no array {wanted}")
                if member.compress_type not in METHODS or member.flag_bits & ENCRYPTED:
                    raise damaged(name, f"{wanted} is packed in a way that NumPy does not use")
                check_expansion(name, len(content), member.file_size)
                with archive.open(member) as stream:
                    found[wanted] = read_array(stream, member.file_size, wanted, partial(damaged, name), check)
            return found
    except BROKEN as error:
        raise damaged(name, f"it is not a whole npz archive ({first_line(error) or type(error).__name__})") from error
