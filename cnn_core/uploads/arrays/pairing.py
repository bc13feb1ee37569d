"""Which arrays are images, which are their labels, and which part or class they are: guessed from names and shapes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from cnn_core.uploads.arrays.array import OBJECTS, Array, Values, in_memory
from cnn_core.uploads.arrays.class_axis import per_class
from cnn_core.uploads.arrays.label_column import labels_first
from cnn_core.uploads.arrays.labels import count_of
from cnn_core.uploads.arrays.listed_names import listed_names
from cnn_core.uploads.arrays.part_arrays import parted
from cnn_core.uploads.arrays.roles import IMAGES, LABELS, called_alike, role_of, said
from cnn_core.uploads.arrays.shapes import fits_count, is_row_of_pixels
from cnn_core.uploads.arrays.unnamed_parts import apart, beside_named
from cnn_core.uploads.source import TEST, TRAIN, VALIDATION, Answers, Question, SetAside, ask, refused
from cnn_core.uploads.words.naming import (
    as_parts,
    doubted,
    natural,
    part_in,
    part_of,
    short_part,
    without_common_parts,
    without_part,
    words,
)

NEVER_CLASSES = {"mask", "masks", "arr", "x", "image", "images", "data", "features", "segmentation"}
NEEDED = (
    "images belong with labels of the same number, under any names (x_train and y_train, say, or arr_0 and arr_1), or one array of images "
    "per class"
)
MIN_ROW, SHOWN = 36, 40
FIRST, LAST, NO_LABELS = "the first number", "the last number", "it has no labels"


@dataclass(frozen=True, eq=False)
class Pairs:
    """Per part, the pairs of images and labels; or per class and part, images alone. `listed` name the labels in their order, `unlabelled` have none."""

    parts: dict[str, list[tuple[Array, Array]]] = field(default_factory=dict)
    classes: list[tuple[str, str, Array]] = field(default_factory=list)
    listed: Values | None = None
    questions: list[Question] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unlabelled: list[Array] = field(default_factory=list)


def pair(arrays: Sequence[Array], name: str, answers: Answers) -> Pairs:
    """What belongs together; DatasetError with what there is, if nothing does."""
    listed, again = listed_names(arrays)
    questions: list[Question] = []
    notes: list[str] = []
    arrays = parted([each for each in arrays if each is not listed and each not in again], answers, questions, notes)
    numbers = dict.fromkeys(each.called for each in arrays if each.lists_images)
    arrays = [each for each in arrays if not each.lists_images]
    rest = [part for each in arrays for part in _apart_from_labels(each, arrays, answers, questions, notes)]
    images = [each for each in rest if role_of(each) == IMAGES]
    labels = [each for each in rest if role_of(each) == LABELS]
    found = Pairs(listed=None if listed is None else listed.read(), questions=questions, notes=notes)
    found.set_aside.extend(SetAside(each.name, "it lists the names of the classes once more") for each in again)
    found.set_aside.extend(
        SetAside(each, "it has the numbers of images, and they are not taken to say the parts") for each in numbers
    )
    split, said = per_class(rest)
    if split and not any(each.kind in "buif" or _comes_again(each) for each in labels):
        notes.append(said)
        return _one_per_class(split, arrays, name, found)
    found.set_aside.extend(
        SetAside(each.name, f"its shape {each.shape} is that of neither images nor labels")
        for each in rest
        if each not in images and each not in labels
    )
    if not images or not labels:
        for each in arrays:
            if each.kind == OBJECTS:
                each.read()  # which says why not
    if not images:
        raise refused(name, f"no array in it can be images: it has {_shown(arrays)}; {NEEDED}")
    if not labels:
        return _one_per_class(images, arrays, name, found)
    groups = _by_part(images, labels)
    for part, (xs, ys) in groups.items():
        if pairs := _matched(part, xs, ys, found, answers):
            found.parts[part] = pairs
    if not found.parts:
        part, (xs, ys) = next(((part, group) for part, group in groups.items() if all(group)), next(iter(groups.items())))
        if xs and ys:
            raise refused(name, f"it has {xs[0].shape[0]:,} {part} images and {count_of(ys[0].shape):,} {part} labels")
        raise refused(name, f"its {part} {'labels' if xs else 'images'} are missing: it has {_shown(arrays)}; {NEEDED}")
    beside, asked = beside_named(found.parts, answers)
    if asked:
        questions += asked
        return replace(found, parts=beside)
    if list(found.parts) == [TRAIN]:
        parts, asked = apart(found.parts[TRAIN], answers)
        found = replace(found, parts=parts or found.parts)
        questions += asked
    return found


def _comes_again(array: Array) -> bool:
    """Whether words are those of images, not each the name of a class."""
    return array.kind in "US" and len(np.unique(array.read())) < array.shape[0]


def _shown(arrays: Sequence[Array]) -> str:
    more = f" and {len(arrays) - 6} more" if len(arrays) > 6 else ""
    return ", ".join(f"{each.name.rpartition('/')[2][:40]} {each.shape}" for each in arrays[:6]) + more or "no array"


def _parts_in(names: Sequence[str]) -> dict[str, str]:
    """The part that each name says; in short, as `x_tr` and `x_te` do, if they say several parts in all. Of `x_valid` beside `x_invalid`
    none."""
    never = doubted(names)
    plain = {name: "" if name in never else part_in(name) for name in names}
    parts = {name: part or short_part(name.rpartition("/")[2]) or short_part(name) for name, part in plain.items()}
    return parts if {TRAIN} < set(parts.values()) - {""} else plain


def _by_part(images: Sequence[Array], labels: Sequence[Array]) -> dict[str, tuple[list[Array], list[Array]]]:
    """Those without a part in their name are to learn from."""
    groups: dict[str, tuple[list[Array], list[Array]]] = {}
    parts = _parts_in([each.name for each in (*images, *labels)])
    for part in (TRAIN, VALIDATION, TEST):
        xs = [each for each in images if (parts[each.name] or TRAIN) == part]
        ys = [each for each in labels if (parts[each.name] or TRAIN) == part]
        if xs or ys:
            groups[part] = (xs, ys)
    return groups


def _matched(part: str, xs: list[Array], ys: list[Array], found: Pairs, answers: Answers) -> list[tuple[Array, Array]]:
    """Images and labels of the same number; where several would do, a person chooses."""
    pairs: list[tuple[Array, Array]] = []
    found.unlabelled.extend([] if ys else xs)
    counts = dict.fromkeys(count_of(each.shape) for each in ys)
    for count in counts:
        mine = [each for each in ys if count_of(each.shape) == count]
        fit = [each for each in xs if fits_count(each.shape, count, counts) and all(each is not x for x, _ in pairs)]
        if not fit:
            continue
        alike = called_alike(fit, mine)
        if len(fit) == len(mine):
            these = alike or _in_order(fit, mine, found.notes)
            pairs += these
            found.set_aside.extend(
                SetAside(each.name, "nothing else is called alike")
                for each in (*fit, *mine)
                if not any(each in pair for pair in these)
            )
            continue
        image = _chosen(f"images {part}", f"The {part} images are", fit, IMAGES, [x for x, _ in alike], found, answers)
        label = _chosen(f"labels {part}", f"The {part} labels are", mine, LABELS, [y for _, y in alike], found, answers)
        pairs.append((image, label))
        found.set_aside.extend(
            SetAside(each.name, "another array was taken") for each in (*fit, *mine) if each not in (image, label)
        )
    used = [each for pair in pairs for each in pair]
    noted = {each.what for each in found.set_aside}
    found.set_aside.extend(
        SetAside(each.name, f"there are not as many {part} labels" if ys else NO_LABELS, each.shape[0])
        for each in xs
        if each not in used and each.name not in noted
    )
    found.set_aside.extend(
        SetAside(each.name, f"there are not as many {part} images") for each in ys if each not in used and each.name not in noted
    )
    return pairs


def _in_order(xs: list[Array], ys: list[Array], notes: list[str]) -> list[tuple[Array, Array]]:
    """As many images as labels whose names do not say which belong together: `arr_0` to `arr_3`, `faces1` and `who1`."""
    xs, ys = (sorted(each, key=lambda array: natural(array.name)) for each in (xs, ys))
    pairs = list(zip(xs, ys, strict=True))
    if len(pairs) > 1:
        shown = ", ".join(f"{x.name[-SHOWN:]} with {y.name[-SHOWN:]}" for x, y in pairs[:3]) + (", …" if len(pairs) > 3 else "")
        notes.append(f"Images and labels of the same number belong together in the order of their names: {shown}.")
    return pairs


def _chosen(key: str, asks: str, fit: list[Array], role: str, alike: list[Array], found: Pairs, answers: Answers) -> Array:
    """The one that a person chose, of several; or else one of those that are called alike, or as their role."""
    if len(fit) == 1:
        return fit[0]
    named = [each for each in fit if said(each.name) == role]
    guess = next(iter((*alike, *named, *fit)))
    question = ask(key, asks, tuple(each.name for each in fit), guess.name, answers)
    found.questions.append(question)
    return next(each for each in fit if each.name == question.chosen)


def _is_needless(column: Values, labels: Sequence[Array]) -> bool:
    """Whether a column says nothing, or what the labels say."""
    if (column == column[0]).all():
        return True
    return any(each.kind in "bui" and np.array_equal(column, each.read().ravel()) for each in labels)


def _class_in(name: str) -> str:
    """What a path says beside the part: `cat` of `train/cat`, `7` of `mnist_all/train7`."""
    folders, _, last = name.rpartition("/")
    return " ".join(each for each in (*folders.split("/"), without_part(last)) if each and not part_of(each))


def _one_per_class(images: list[Array], arrays: Sequence[Array], name: str, found: Pairs) -> Pairs:
    """Each array is a class, as Quick, Draw! gives them out."""
    never = doubted([each.name for each in images])
    called = as_parts([each.name for each in images])
    parts = [TRAIN if each in never else part_in(each) or TRAIN for each in called]
    named = [each.replace("/", " ") if each in never else _class_in(each) for each in called]
    kinds = list(dict.fromkeys(named))
    bare = dict(zip(kinds, without_common_parts(kinds), strict=True))
    nameless = any(set(words(each)) & NEVER_CLASSES for each in bare.values()) or "" in kinds
    if len(kinds) < 2 or nameless or len(set(zip(named, parts, strict=True))) < len(images):
        raise refused(name, f"it has images without labels: {_shown(arrays)}; {NEEDED}")
    found.classes.extend((bare[each], part, array) for each, part, array in zip(named, parts, images, strict=True))
    return found


def _apart_from_labels(
    array: Array, arrays: Sequence[Array], answers: Answers, questions: list[Question], notes: list[str]
) -> list[Array]:
    """A row that is one longer than a picture has its label in it, first or last; beside labels of their own, it may have a column
    that is the same in all rows, as for a bias, or the labels once more."""
    square = len(array.shape) == 2 and array.kind in "buif" and array.shape[1] > MIN_ROW and is_row_of_pixels(array.shape[1] - 1)
    if not square or is_row_of_pixels(array.shape[1]) or array.shape[0] < 2:
        return [array]
    values = array.read()
    beside = [each for each in arrays if each is not array and role_of(each) == LABELS and count_of(each.shape) == array.shape[0]]
    if any(part_in(each.name) == part_in(array.name) for each in beside):
        needless = next((at for at in (0, -1) if _is_needless(values[:, at], beside)), None)
        if needless is None:
            return [array]
        notes.append(
            f"The {'last' if needless else 'first'} number in each row of {array.name[-40:]} is no pixel, and is left out."
        )
        return [in_memory(array.name, values[:, 1:] if needless == 0 else values[:, :-1], array.columns_first)]
    guess = FIRST if labels_first(values) else LAST
    question = ask(f"column {array.name}", f"The label in each row of {array.name} is", (FIRST, LAST), guess, answers)
    questions.append(question)
    at = 0 if question.chosen == FIRST else -1
    pixels = values[:, 1:] if at == 0 else values[:, :-1]
    images = in_memory(f"{array.name}/images", pixels, array.columns_first)
    return [images, in_memory(f"{array.name}/labels", values[:, at])]
