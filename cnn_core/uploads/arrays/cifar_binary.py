"""The binary version of CIFAR-10 and CIFAR-100: one or two bytes of label, then a plane per colour, image by image."""

from __future__ import annotations

import numpy as np

from cnn_core.uploads.arrays.array import Array, in_memory
from cnn_core.uploads.files.members import Member, stem

PIXELS = 3 * 32 * 32
MAX_COARSE, MAX_FINE = 20, 100


def cifar_arrays(member: Member) -> list[Array]:
    """Images and labels, of CIFAR-100 the fine and the coarse ones; nothing if the bytes are no such records."""
    if member.ending != "bin":
        return []
    for bytes_of_label, most in ((1, 10), (2, MAX_FINE)):
        row = PIXELS + bytes_of_label
        if member.size and member.size % row == 0:
            rows = np.frombuffer(member.read(), np.uint8).reshape(-1, row)
            labels = rows[:, :bytes_of_label]
            if labels[:, -1].max() < most and (bytes_of_label == 1 or labels[:, 0].max() < MAX_COARSE):
                name = stem(member.name).removesuffix(".bin")
                kinds = ("labels",) if bytes_of_label == 1 else ("coarse labels", "labels")
                found = [in_memory(f"{name}/{kind}", labels[:, n].copy()) for n, kind in enumerate(kinds)]
                return [in_memory(f"{name}/images", rows[:, bytes_of_label:]), *reversed(found)]
    return []
