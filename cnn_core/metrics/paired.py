"""Two networks on the same test images: who is right where, and whether the difference can be chance."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from cnn_core.metrics.evaluation import Evaluation
from cnn_core.text import p_text

LIKELY = 0.05
TOLD = 1.96 + 0.84
"""Standard errors: so large a difference is below p = 0.05 in four of five tests (normal approximation)."""
Array = np.ndarray[Any, Any]


@dataclass(frozen=True, eq=False)
class Paired:
    """Images by number, int64: those that only the first reads right, and those that only the second does; of `images` in all."""

    only_first: Array
    only_second: Array
    images: int

    @property
    def p(self) -> float:
        """McNemar's exact p value (McNemar 1947; exact form: Fagerland et al. 2013), two-sided.

        Were both equally good, each image on which they differ would be a fair coin: the probability of a split as uneven as this one.
        """
        first, second = len(self.only_first), len(self.only_second)
        tosses, term, tail = first + second, 1, 0
        for heads in range(min(first, second) + 1):
            tail += term
            term = term * (tosses - heads) // (heads + 1)
        return float(min(Fraction(1), Fraction(2 * tail, 2**tosses)))

    @property
    def needed(self) -> int:
        """Test images of which a difference like this one would be told from chance four times in five, to two digits."""
        first, second = len(self.only_first), len(self.only_second)
        exact = self.images * TOLD**2 * (first + second) / (first - second) ** 2
        return int(float(f"{exact:.2g}"))

    def words(self, first: str, second: str) -> str:
        """The finding as sentences, with the names of the two."""
        a, b = len(self.only_first), len(self.only_second)
        if not a and not b:
            return f"{first} and {second} are right on the same images."
        better, other = (first, second) if a >= b else (second, first)
        alone = f"{first} alone is right on {a:,}, {second} alone on {b:,} of {self.images:,} test images"
        if a == b:
            return f"{alone}: they are right equally often."
        more = f"{better} reads {abs(a - b):,} more right than {other}"
        if self.p < LIKELY:
            return f"{alone}. {more}: this is hardly chance, {p_text(self.p)} (McNemar's exact test)."
        chance = f"{alone}. {more}: this could well be chance, {p_text(self.p)} (McNemar's exact test)."
        return f"{chance} The test is too small for such a difference: about {self.needed:,} images would tell it, four times in five."


def paired(first: Evaluation, second: Evaluation) -> Paired | None:
    """The comparison of two evaluations; None unless they are of the same images with the same classes, in the same order."""
    if first.class_names != second.class_names or not np.array_equal(first.labels, second.labels):
        return None
    right = first.predicted == first.labels, second.predicted == second.labels
    only = np.flatnonzero(right[0] & ~right[1]), np.flatnonzero(right[1] & ~right[0])
    return Paired(*only, images=len(first.labels))
