"""The scaling that a network from elsewhere learned with, found by how well it answers: a file does not say it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnn_core.data.scaling import Scaling
from cnn_core.metrics.paired import LIKELY, Paired

MAX_IMAGES, MAX_BYTES = 1_000, 64 * 2**20
CLOSE = 0.005
"""Accuracies that differ by less are told apart by the loss: a scaling by another factor hardly changes which class wins, but how
sure of it the network is."""
CLEAR, CHANCE = 0.05, 1.5
NO_SURER = 1.5
"""The likeliest scaling is kept if another is better by no more than chance makes, and its loss is not so many times smaller."""
SURE = 0.5
"""Part of the loss of one that guesses, below which a network that is always right is sure enough: a larger factor makes it surer of the
same answers, whatever it learned with."""
LARGEST = 1e6
STANDARDISED = "standardised"
Probabilities = NDArray[np.float32]
Labels = NDArray[Any]


@dataclass(frozen=True)
class Candidate:
    """A scaling by its name, and how a data choice calls it: unit, standard or fixed."""

    name: str
    kind: str
    scaling: Scaling


@dataclass(frozen=True)
class Tried:
    """A candidate with its accuracy and cross-entropy."""

    candidate: Candidate
    accuracy: float
    loss: float


def candidates(pixel_max: int, mean: float, deviation: float, layer: tuple[float, float] | None) -> list[Candidate]:
    """The usual scalings and each of them inverted, the likeliest first.

    `layer` is (factor, offset) of the scaling layers that the file began with: then pixels as they are come first.
    """
    factor, offset = layer or (1.0, 0.0)
    half = pixel_max / 2
    known = [
        ("0 to 1", "unit", Scaling(0.0, float(pixel_max))),
        (f"0 to {pixel_max}", "fixed", Scaling(0.0, 1.0)),
        ("-1 to 1", "fixed", Scaling(half, half)),
    ]
    if deviation > 0:
        known.append((STANDARDISED, "standard", Scaling(mean, deviation)))
    if layer is not None:
        known[0], known[1] = known[1], known[0]
    found = []
    for inverted in (False, True):
        for name, kind, base in known:
            turned = base.inverted(pixel_max) if inverted else base
            whole = turned.then(factor, offset)
            own = "unit" if whole.is_close(Scaling(0.0, float(pixel_max))) else "fixed" if layer is not None or inverted else kind
            if 1 / LARGEST < abs(whole.divisor) < LARGEST and abs(whole.offset) < LARGEST:
                found.append(Candidate(f"{name}, inverted" if inverted else name, own, whole))
    return found


def sample(images: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Indices of so many images, spread over all of them, as are worth a trial."""
    each = max(1, images[:1].size * 4)
    return np.unique(np.linspace(0, len(images) - 1, max(1, min(len(images), MAX_IMAGES, MAX_BYTES // each))).astype(np.int64))


def judged(candidate: Candidate, probabilities: Probabilities, labels: Labels) -> Tried:
    """Accuracy and mean cross-entropy of probabilities (n, classes) for labels (n,)."""
    own = probabilities[np.arange(len(labels)), labels]
    loss = float(-np.log(np.clip(own, 1e-7, 1.0)).mean())
    return Tried(candidate, float((probabilities.argmax(axis=1) == labels).mean()), loss)


def best_first(tried: list[Tried], right: NDArray[np.bool_], classes: int, stated: bool) -> list[Tried]:
    """The trials, which come with the likeliest first, in order: the one that is taken, then the others by accuracy.

    `right` (trials, n) says which images each reads right. The most accurate is taken, of several that are close the one with the
    smallest loss. The likeliest stays where nothing tells: if all are hardly better than guessing, if another is better only by chance, or if
    the file has the scaling in a layer (`stated`) and no other is clearly better. It stays, too, where it reads all images correctly and is
    sure enough.
    """
    first, most, guessing = tried[0], max(each.accuracy for each in tried), 1 / classes
    lead = most - first.accuracy
    all_guess = most < CHANCE * guessing and most - max(first.accuracy, guessing) < CLEAR
    close = [each for each in tried if each.accuracy >= most - CLOSE]
    better = [each for each in close if _clearly_better(right[tried.index(each)], right[0])]
    winner = min(close, key=_loss)
    if first.loss < NO_SURER * winner.loss and winner not in better:
        winner = min(better, key=_loss, default=first)
    perfect = first.accuracy == 1 and first.loss < SURE * float(np.log(classes))
    if (stated and lead < CLEAR) or all_guess or perfect:
        winner = first
    rest = sorted((each for each in tried if each is not winner), key=lambda each: -each.accuracy)
    return [winner, *rest]


def _loss(each: Tried) -> float:
    return round(each.loss, 4)


def _clearly_better(one: NDArray[np.bool_], other: NDArray[np.bool_]) -> bool:
    compared = Paired(np.flatnonzero(one & ~other), np.flatnonzero(other & ~one), len(one))
    return len(compared.only_first) > len(compared.only_second) and compared.p < LIKELY


def likeliest_target(probabilities: Probabilities, labels: Labels, classes: int) -> tuple[int, float]:
    """The class that the second of two outputs tells from the rest, and the balanced accuracy of that."""
    says = probabilities.argmax(axis=1) == 1
    shares = []
    for target in range(classes):
        own = labels == target
        shares.append((says[own].mean() + (~says[~own]).mean()) / 2 if own.any() and not own.all() else 0.0)
    found = int(np.argmax(shares))
    return found, float(shares[found])
