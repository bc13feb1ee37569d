"""Whether an array holds images or labels, told by its shape and the words of its name, and what else the name says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence

from cnn_core.uploads.arrays.array import Array, one_hot
from cnn_core.uploads.arrays.labels import may_be_labels
from cnn_core.uploads.arrays.shapes import may_be_pictures
from cnn_core.uploads.words.naming import STEMS, doubted, part_of, words, words_and_numbers

X_WORDS = {"x", "xs", "image", "images", "img", "imgs", "data", "pixels", "feature", "features", "picture", "pictures", "input", "inputs"}  # fmt: skip
Y_WORDS = {"y", "ys", "label", "labels", "lbl", "target", "targets", "class", "category", "digit", "output", "outputs", "annotations"}  # fmt: skip
IMAGES, LABELS = "x", "y"


def role_of(array: Array) -> str:
    """IMAGES, LABELS or neither."""
    pictures, labels = may_be_pictures(array.shape) and array.kind not in "US", may_be_labels(array.shape)
    if not (pictures and labels):
        return IMAGES if pictures else LABELS if labels else ""
    if told := said(array.name):
        return told
    return LABELS if array.kind in "buif" and one_hot(array.read()) else IMAGES


def said(name: str) -> str:
    """What the words of a name say, the last part of it first."""
    for place in (name.rpartition("/")[2], name):
        for word in words(place):
            if _bare(word) & X_WORDS:
                return IMAGES
            if _bare(word) & Y_WORDS:
                return LABELS
    return ""


def told_by_shape(images: Array, labels: Array) -> str:
    """A sentence that says which is which, where their names do not."""
    if (said(images.name), said(labels.name)) == (IMAGES, LABELS):
        return ""
    return f"The images are {images.called[-40:]} and their labels {labels.called[-40:]}, as their shapes tell."


def called_alike(images: Sequence[Array], labels: Sequence[Array]) -> list[tuple[Array, Array]]:
    """Those that say the same beside their role and part, which no other does: `x_b` and `y_b`, `images/2` and `labels/2`. Beside `x_invalid`
    it is no part that `x_valid` says."""
    never = doubted([each.name for each in (*images, *labels)])
    of_images, of_labels = _by_rest(images, never), _by_rest(labels, never)
    return [(each, of_labels[rest]) for rest, each in of_images.items() if rest in of_labels]


def _by_rest(arrays: Sequence[Array], never: Container[str]) -> dict[tuple[str, ...], Array]:
    """What a name says beside role and part, as sorted words -> the only array of which it does."""
    rests = [_rest(each.name, each.name not in never) for each in arrays]
    counts = Counter(rests)
    return {rest: each for rest, each in zip(rests, arrays, strict=True) if counts[rest] == 1}


def _rest(name: str, says_part: bool) -> tuple[str, ...]:
    parts = [each.casefold() for each in words_and_numbers(name)]
    return tuple(sorted(each for each in parts if not (says_part and part_of(each)) and not _bare(each) & (X_WORDS | Y_WORDS)))


def _bare(word: str) -> set[str]:
    """A word, and what stands in it beside a part: `x` of `xtrain`."""
    return {word, *(word.replace(stem, "", 1).removeprefix("ing") for stem in STEMS if stem in word)}
