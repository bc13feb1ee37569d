"""The receiver operating characteristic: how well probabilities separate two classes, at every threshold."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, eq=False)
class Roc:
    """From the highest threshold to the lowest: of the negatives and of the positives, the part (k,) that reaches it, 0 to 1.

    The first threshold is infinite, so that the curve begins where nothing is called positive.
    """

    false_positives: Array
    true_positives: Array
    thresholds: Array

    @cached_property
    def area(self) -> float:
        """The area below the curve: how often a positive has a higher probability than a negative, ties counted half."""
        return float(np.trapezoid(self.true_positives, self.false_positives))

    def at(self, threshold: float) -> tuple[float, float]:
        """False and true positive rate at this threshold."""
        last = int(np.flatnonzero(self.thresholds >= threshold)[-1])
        return float(self.false_positives[last]), float(self.true_positives[last])


def roc(labels: Array, probabilities: Array) -> Roc | None:
    """The curve for labels (n,) of 0 and 1 and the probability of class 1, (n,); None if one of the classes is missing.

    The same points as scikit-learn's `roc_curve(labels, probabilities, drop_intermediate=False)`, without its import of 3 s
    (T. Fawcett, An introduction to ROC analysis, Pattern Recognition Letters, 2006, algorithm 1).
    """
    positive, scores = np.asarray(labels) == 1, np.asarray(probabilities)
    if positive.all() or not positive.any():
        return None
    order = np.argsort(-scores, kind="stable")
    positive, scores = positive[order], scores[order]
    ends = np.append(np.flatnonzero(np.diff(scores)), len(scores) - 1)
    true = np.cumsum(positive)[ends]
    false = ends + 1 - true
    return Roc(
        false_positives=np.append(0.0, false / false[-1]),
        true_positives=np.append(0.0, true / true[-1]),
        thresholds=np.append(np.inf, scores[ends].astype(np.float64)),
    )
