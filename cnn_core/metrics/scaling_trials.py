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
FLAT = 0.2
"""Part of what accuracy has above guessing that the mean largest probability has above it, below which a network is less sure than any is
that has learned: measured, those trained for an epoch or more have 0.22 to 1.1 with their own pixels, and those that learned from
0 to 255, given 0 to 1, less than 0.2."""
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
    """A candidate with its accuracy, its cross-entropy, and how sure it is of its answers: the mean of the largest probabilities."""

    candidate: Candidate
    accuracy: float
    loss: float
    sure: float

    def is_flat(self, classes: int) -> bool:
        """Whether it is far less sure of its answers than any network that has learned, for how often it is right."""
        return self.sure - 1 / classes < FLAT * (self.accuracy - 1 / classes)


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
    """Accuracy, mean cross-entropy and mean largest probability, of probabilities (n, classes) for labels (n,)."""
    own = probabilities[np.arange(len(labels)), labels]
    loss = float(-np.log(np.clip(own, 1e-7, 1.0)).mean())
    right = float((probabilities.argmax(axis=1) == labels).mean())
    return Tried(candidate, right, loss, float(probabilities.max(axis=1).mean()))


def alike(tried: list[Tried], right: NDArray[np.bool_]) -> list[Tried]:
    """Those that are right as often as the most accurate is, but for chance."""
    most = right[int(right.sum(axis=1).argmax())]
    return [each for each, own in zip(tried, right, strict=True) if not _clearly_better(most, own)]


def best_first(tried: list[Tried], right: NDArray[np.bool_], classes: int, stated: bool) -> list[Tried]:
    """The trials, which come with the likeliest first, in order: the one that is taken, then the others by accuracy.

    `right` (trials, n) says which images each reads right. One that is flat is passed over if another is right as often. Of the rest the
    most accurate is taken, of several that are close the one with the smallest loss. The likeliest stays where nothing tells: if all are
    hardly better than guessing, if another is better only by chance, or if the file has the scaling in a layer (`stated`) and no other is
    clearly better. It stays, too, where it reads all images correctly and is sure enough.
    """
    most, guessing = max(each.accuracy for each in tried), 1 / classes
    first, lead = tried[0], most - tried[0].accuracy
    all_guess = most < CHANCE * guessing and most - max(first.accuracy, guessing) < CLEAR
    perfect = first.accuracy == 1 and first.loss < SURE * float(np.log(classes))
    if (stated and lead < CLEAR) or all_guess or perfect:
        winner = first
    else:
        as_good = alike(tried, right)
        sure = [n for n, each in enumerate(tried) if not each.is_flat(classes)]
        some = sure if any(tried[n] in as_good for n in sure) else list(range(len(tried)))
        winner = _most_accurate([tried[n] for n in some], right[some])
    rest = sorted((each for each in tried if each is not winner), key=lambda each: -each.accuracy)
    return [winner, *rest]


def _most_accurate(tried: list[Tried], right: NDArray[np.bool_]) -> Tried:
    first, most = tried[0], max(each.accuracy for each in tried)
    close = [each for each in tried if each.accuracy >= most - CLOSE]
    better = [each for each in close if _clearly_better(right[tried.index(each)], right[0])]
    winner = min(close, key=_loss)
    if first.loss < NO_SURER * winner.loss and winner not in better:
        winner = min(better, key=_loss, default=first)
    return winner


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
