"""Which images a run uses, which task they pose, and how they are split."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any

from cnn_core.errors import SpecError
from cnn_core.spec.fields import Choice, Integer, Numbers, Real, Record, Text
from cnn_core.text import plural

ALL, ONE = "all", "one-against-rest"
GIVEN = "given"
"""Validation with the images that came for it with a dataset."""
MIN_DIVISOR = 1e-6
MAX_IMAGES, MAX_CHANGED = 999_999, 1000
"""Images of a dataset, and how many of them an experiment may leave out or call otherwise: its link carries each."""

CORRECTIONS = ("left_out", "relabelled", "left_out_test", "relabelled_test")
"""The fields about single images."""
FEW = 4
"""As many images are listed one by one."""


@dataclass(frozen=True, kw_only=True)
class DataChoice(Record):
    """A dataset by name, the task, how many images, how they are split, and how pixels are scaled.

    Choices saved before there were `task`, `target` and `others` mean all classes; before `left_out`, `relabelled`, `left_out_test` and
    `relabelled_test`, all images as they came; before `offset` and `divisor`, no fixed scaling; before `validation_from`, no validation
    part that came with the images.
    """

    dataset: Annotated[str, Text(40), "The images to train on."] = "mnist-mini"
    task: Annotated[
        str,
        Choice((ALL, ONE)),
        "all: one answer for each class. one-against-rest: only two answers, the target class or not, so it learns from fewer images.",
    ] = ALL
    target: Annotated[
        int, Integer(0, 999), "The class that one-against-rest asks for, counted from 0; with all classes it changes nothing."
    ] = 0
    others: Annotated[
        int,
        Integer(0, 1_000_000),
        "Images of the other classes that one-against-rest learns from, drawn by seed: more than the target has, and the network "
        "leans to say no. 0 takes as many as the target has.",
    ] = 0
    train_size: Annotated[
        int,
        Integer(0, 1_000_000),
        "Images taken from the training part: fewer is quicker and learns less; 0 takes all. Given validation images all stay; "
        "of those, one-against-rest has the class and what is drawn of the rest.",
    ] = 0
    validation: Annotated[
        str,
        Choice(("stratified", "last", "test", "none", GIVEN)),
        "stratified: drawn by seed, each class in its proportion. last: the last part, as Keras's validation_split does. "
        "test: the test set itself, so that the test is no longer unseen. none: no validation curve. given: those that came as the "
        "validation part of own images.",
    ] = "stratified"
    validation_split: Annotated[
        float,
        Real(0.02, 0.5, 0.01),
        "The part of the training images held back: more makes a steadier curve and learns from less.",
    ] = 0.1
    validation_from: Annotated[
        int,
        Integer(0, MAX_IMAGES),
        "The training image, counted from 0, with which the given validation images begin; other kinds of validation do not use it.",
    ] = 0
    split_seed: Annotated[
        int, Integer(0, 2**31 - 1), "Draws the subset and the stratified split: the same seed, the same images."
    ] = 13
    scaling: Annotated[
        str,
        Choice(("unit", "standard", "fixed")),
        "unit: divided by the largest pixel value (255; digits: 16), so 0 to 1. standard: mean 0 and standard deviation 1 over the training "
        "images. fixed: (pixel - offset) / divisor with numbers of your own, as networks from elsewhere may need them.",
    ] = "unit"
    offset: Annotated[float, Real(-1e6, 1e6), "What fixed scaling subtracts from each pixel; other scalings do not use it."] = 0.0
    divisor: Annotated[
        float,
        Real(-1e6, 1e6),
        "What fixed scaling divides by, not 0; a negative one inverts the images. Other scalings do not use it.",
    ] = 1.0
    left_out: Annotated[
        tuple[int, ...],
        Numbers(MAX_IMAGES, MAX_CHANGED),
        "Training images, counted from 0, that are not used: copies of test images, blank ones, wrong ones.",
    ] = ()
    relabelled: Annotated[
        tuple[tuple[int, int], ...],
        Numbers(MAX_IMAGES, MAX_CHANGED, pairs=True),
        "Training images, counted from 0, each with the class that it gets instead of its own.",
    ] = ()
    left_out_test: Annotated[
        tuple[int, ...],
        Numbers(MAX_IMAGES, MAX_CHANGED),
        "Test images, counted from 0, that are not tested with: blank or wrong ones. Leave none out because the network misreads it.",
    ] = ()
    relabelled_test: Annotated[
        tuple[tuple[int, int], ...],
        Numbers(MAX_IMAGES, MAX_CHANGED, pairs=True),
        "Test images, counted from 0, each with the class that it gets instead of its own, which was plainly wrong.",
    ] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        if abs(self.divisor) < MIN_DIVISOR:
            raise SpecError("divisor", "must not be 0", self.divisor)
        if self.validation != GIVEN:
            object.__setattr__(self, "validation_from", 0)

    @property
    def draws(self) -> bool:
        """Whether `split_seed` changes anything: a subset, stratified validation images, or the others of one class against the rest."""
        return self.validation == "stratified" or self.train_size > 0 or self.task == ONE

    def drawn_anew(self, before: DataChoice) -> bool:
        """Whether images were drawn from others than with the choice before, as training images were left out or relabelled since: a draw is
        from all that are used, so that with one image less some or all of it is another."""
        same = self.left_out == before.left_out and self.relabelled == before.relabelled
        return self.draws and not same

    @property
    def given_from(self) -> int:
        """Where the given validation images begin among the training images that are not left out, of all classes."""
        return self.validation_from - sum(number < self.validation_from for number in self.left_out)

    def role_of_test(self, watched: bool = False) -> str:
        """What the test images are to a network that learns with this choice, as one or two sentences; `watched`: its epochs were tested
        with them, too."""
        role = (
            "It has not learned from the test images. Their figures after each epoch are there to watch: choose no epoch by them, or the figures of the chosen one are better than those on new images."
            if watched
            else "The test part was used only at the end."
        )
        if self.validation == "test":
            role = "The test images validated as well, so they are not unseen: expect a little less on others."
        return f"{role} {self.changed_test}".strip()

    @property
    def changed_test(self) -> str:
        """What was changed of the test images, as a sentence; empty if nothing was."""
        changed = []
        if self.left_out_test:
            changed.append(f"Without {plural(len(self.left_out_test), 'test image')} that somebody left out")
        if self.relabelled_test:
            changed.append(
                f"{'with' if changed else 'With'} {plural(len(self.relabelled_test), 'test label')} that somebody changed"
            )
        return f"{', '.join(changed)}: not comparable with runs on all." if changed else ""

    def to_json(self) -> dict[str, Any]:
        """Without lists that are empty and numbers that are not used, as most are: links stay short."""
        unused = {
            *(() if self.scaling == "fixed" else ("offset", "divisor")),
            *(() if self.validation == GIVEN else ("validation_from",)),
        }
        return {name: value for name, value in self.values().items() if value != [] and name not in unused}

    @property
    def uncorrected(self) -> DataChoice:
        """The same choice of the images as they came, as other images are chosen."""
        return replace(self, left_out=(), relabelled=(), left_out_test=(), relabelled_test=())

    @property
    def corrections(self) -> str:
        """What was changed of single images, as in `2 training images left out, 1 label changed`; empty if nothing was."""
        counts = (
            (self.left_out, "training image", "left out"),
            (self.relabelled, "label", "changed"),
            (self.left_out_test, "test image", "left out"),
            (self.relabelled_test, "test label", "changed"),
        )
        return ", ".join(f"{plural(len(numbers), what)} {done}" for numbers, what, done in counts if numbers)

    @property
    def tested_with(self) -> str:
        """Which test images there are to it, as in `all test images but 19, with another label of 34`."""
        changed = [number for number, _ in self.relabelled_test]
        but = f" but {_listed(self.left_out_test)}" if self.left_out_test else ""
        return f"all test images{but}" + (f", with another label of {_listed(changed)}" if changed else "")

    @classmethod
    def from_json(cls, value: object) -> DataChoice:
        return cls.from_values(value)


def _listed(numbers: Sequence[int]) -> str:
    """The numbers of images, or how many and the first of them."""
    few = ", ".join(map(str, numbers[:FEW]))
    return few if len(numbers) <= FEW else f"{len(numbers):,} ({few}, …)"
