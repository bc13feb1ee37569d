"""What may be wrong with the images of a dataset: copies, blank, dark and blurred ones, uneven classes. NumPy only."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from cnn_core.data.balance import is_uneven
from cnn_core.data.dataset import Dataset, Labels
from cnn_core.data.near_copies import equal_images, grey_images, near_images, small_copies

Progress = Callable[[int, int], None]
Indices = NDArray[np.int64]
TRAIN, TEST = "training", "test"
BLANK_RANGE = 0.02
"""An image whose values span no more than this part of the range is blank."""
DARK_TOP = 0.15
"""An image without a value above this part of the range is dark, if most images have brighter ones."""
BLURRED = 0.1
"""An image with less than this part of the usual sharpness is blurred."""
MIN_SIDE_FOR_BLUR = 24
ENOUGH = 5
"""So many images of a class stay to learn from, whatever is wrong with them."""


@dataclass(frozen=True)
class Place:
    """An image: its part, its index there, and its class."""

    part: str
    index: int
    label: int


@dataclass(frozen=True)
class Finding:
    """Something about some images: groups of places that belong together, and the training images that one may leave out for it."""

    key: str
    title: str
    why: str
    groups: tuple[tuple[Place, ...], ...]

    @property
    def images(self) -> int:
        return sum(map(len, self.groups))

    @property
    def spare(self) -> tuple[int, ...]:
        """Training images to leave out: of copies all but one, and none that is not also in the test part; of others all."""
        chosen: set[int] = set()
        for group in self.groups:
            mine = [place.index for place in group if place.part == TRAIN]
            if len(group) == 1 or any(place.part == TEST for place in group) or len({place.label for place in group}) > 1:
                chosen.update(mine)
            else:
                chosen.update(mine[1:])
        return tuple(sorted(chosen))


@dataclass(frozen=True)
class Health:
    """The findings, and for uneven classes the class that always answering would be right most often, with how often (0 to 1)."""

    findings: tuple[Finding, ...]
    largest: int
    always: float
    uneven: bool


def health_of(dataset: Dataset, progress: Progress) -> Health:
    """What may be wrong with a dataset; takes seconds for 70,000 images. `progress` gets steps done, of how many."""
    labels = np.concatenate([dataset.y_train, dataset.y_test])
    first_test = len(dataset.y_train)

    def places(numbers: Indices | list[int]) -> tuple[Place, ...]:
        return tuple(
            Place(*((TRAIN, int(n)) if n < first_test else (TEST, int(n) - first_test)), int(labels[n])) for n in numbers
        )

    progress(0, 4)
    equal = equal_images([dataset.x_train, dataset.x_test])
    progress(1, 4)
    grey = grey_images([dataset.x_train, dataset.x_test], dataset.pixel_max)
    spans = grey.max(axis=1) - grey.min(axis=1)
    blank = spans <= BLANK_RANGE
    progress(2, 4)
    near = near_images(small_copies([dataset.x_train, dataset.x_test], dataset.pixel_max), np.flatnonzero(~blank), equal)
    progress(3, 4)
    copies = [(places(group), exact) for found, exact in ((equal, True), (near, False)) for group in found if not blank[group[0]]]
    findings = _copies(copies)
    findings += _single(grey, spans, blank, dataset.input_shape, places)
    counts = np.bincount(dataset.y_test, minlength=dataset.classes)
    largest = int(np.bincount(dataset.y_train, minlength=dataset.classes).argmax())
    uneven = is_uneven(dataset.y_train, dataset.classes)
    return Health(tuple(findings), largest, float(counts[largest] / counts.sum()), uneven)


def as_labelled(findings: Sequence[Finding], labels: Mapping[tuple[str, int], int]) -> tuple[Finding, ...]:
    """The findings, where some images have other labels by now, by part and index: copies that came under different labels may be of
    one class since, or the other way round."""
    if not labels:
        return tuple(findings)

    def now(group: tuple[Place, ...]) -> tuple[Place, ...]:
        return tuple(replace(place, label=labels.get((place.part, place.index), place.label)) for place in group)

    equal = {key: exact for key, exact, *_ in COPIES}
    copies = [(now(group), equal[each.key]) for each in findings if each.key in equal for group in each.groups]
    others = [replace(each, groups=tuple(map(now, each.groups))) for each in findings if each.key not in equal]
    return (*_copies(copies), *others)


def can_go(spare: Sequence[int], labels: Labels, gone: Collection[int]) -> list[int]:
    """Those of the training images that one may leave out, and that are not `gone`, without which each class still has ENOUGH, or half of
    its images where it has few: of nearly equal frames of a film some are better than none. `labels` (n,) are of all training images;
    what stays is spread over those of its class."""
    left = np.array(sorted({*spare} - {*gone}), np.int64)
    counts = np.bincount(labels)
    now = counts - np.bincount(labels[np.array(sorted(gone), np.int64)], minlength=len(counts))
    found: list[int] = []
    for label in np.unique(labels[left]):
        mine = left[labels[left] == label]
        most = int(now[label]) - min(ENOUGH, -(-int(counts[label]) // 2))
        stays = np.linspace(0, len(mine) - 1, min(len(mine), max(0, len(mine) - most))).astype(int)
        found += np.delete(mine, stays).tolist()
    return sorted(found)


def still_so(finding: Finding, left_out: Mapping[str, Collection[int]]) -> bool:
    """Whether there is still such a group without the images that are left out, by part and index."""
    gone = {part: set(numbers) for part, numbers in left_out.items()}
    wanted = {key: holds for key, *_, holds in COPIES}.get(finding.key)
    left = [tuple(place for place in group if place.index not in gone.get(place.part, ())) for group in finding.groups]
    return any(len(group) > 1 and wanted(group) if wanted else group for group in left)


def _copies(groups: Sequence[tuple[tuple[Place, ...], bool]]) -> list[Finding]:
    """The findings about groups of copies, each with whether its images are equal to the last bit."""
    found = []
    for key, exact, title, why, wanted in COPIES:
        mine = tuple(group for group, same in groups if same == exact and wanted(group))
        if mine:
            found.append(Finding(key, title, why, mine))
    return found


def _conflict(group: tuple[Place, ...]) -> bool:
    return len({place.label for place in group}) > 1


def _across(group: tuple[Place, ...]) -> bool:
    return len({place.part for place in group}) > 1 and not _conflict(group)


def _within(group: tuple[Place, ...]) -> bool:
    return len({place.part for place in group}) == 1 and not _conflict(group)


COPIES = (
    ("equal labels", True, "The same image under different labels", "One of the labels must be wrong, and the network cannot learn both.", _conflict),
    ("equal across", True, "The same image in training and test", "The test is no longer on unseen images.", _across),
    ("equal within", True, "The same image twice in one part", "It counts double.", _within),
    ("near labels", False, "Nearly the same image under different labels", "Look whether one of the labels is wrong.", _conflict),
    ("near across", False, "Nearly the same image in training and test", "The test is hardly on unseen images.", _across),
    ("near within", False, "Nearly the same image twice in one part", "Frames of a film or copies that were changed a little.", _within),
)  # fmt: skip
"""Kinds of copies: key, whether they are equal to the last bit, title, what follows, and which groups are of this kind."""


def _single(
    grey: NDArray[np.float32],
    spans: NDArray[np.float32],
    blank: NDArray[np.bool_],
    shape: tuple[int, int, int],
    places: Callable[[Indices], tuple[Place, ...]],
) -> list[Finding]:
    tops = grey.max(axis=1)
    dark = ~blank & (tops < DARK_TOP) if np.median(tops) > 2 * DARK_TOP else np.zeros(len(grey), np.bool_)
    found = [
        ("blank", "Blank images", "All pixels have nearly the same value: there is nothing to learn from.", blank),
        ("dark", "Dark images", "Their brightest pixel is darker than that of most others is.", dark),
    ]
    if min(shape[:2]) >= MIN_SIDE_FOR_BLUR:
        sharp = _sharpness(grey, shape)
        blurred = ~blank & ~dark & (sharp < BLURRED * np.median(sharp[~blank] if (~blank).any() else sharp))
        found.append(("blurred", "Blurred images", "Their edges are much softer than those of most others.", blurred))
    return [
        Finding(key, title, why, tuple((place,) for place in places(np.flatnonzero(which))))
        for key, title, why, which in found
        if which.any()
    ]


def _sharpness(grey: NDArray[np.float32], shape: tuple[int, int, int]) -> NDArray[np.float32]:
    """Per image, the strongest edges (the 99th percentile of neighbours' differences) beside its contrast."""
    height, width = shape[:2]
    out = np.empty(len(grey), np.float32)
    for start in range(0, len(grey), 2048):
        some = grey[start : start + 2048].reshape(-1, height, width)
        edges = np.abs(np.diff(some, axis=2))[:, :-1] + np.abs(np.diff(some, axis=1))[:, :, :-1]
        flat = edges.reshape(len(some), -1)
        top = max(1, flat.shape[1] // 50)
        strongest = np.partition(flat, flat.shape[1] - top, axis=1)[:, -top:].mean(axis=1)
        contrast = some.reshape(len(some), -1)
        out[start : start + len(some)] = strongest / np.maximum(contrast.max(axis=1) - contrast.min(axis=1), 1e-3)
    return out
