"""A network that reads its training images far better than others is told so, though its validation loss does not rise."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cnn_core.doctor.diagnose import diagnose
from cnn_core.doctor.facts import Facts
from cnn_core.presets import PRESETS
from cnn_core.training.state import Epoch, RunState

MLP = PRESETS["mlp"].experiment
FEW = replace(MLP, data=replace(MLP.data, train_size=500))


def state(training: float, validation: float | None, images: int = 50) -> RunState:
    """Forty epochs in which the validation loss falls and then stands."""
    losses = [max(0.3, 2.0 - 0.2 * number) for number in range(1, 41)]
    history = tuple(
        Epoch(
            n,
            0.1 * loss,
            training,
            None if validation is None else loss + 0.01 * (n % 3),
            None if validation is None else validation,
            1.0,
            100.0,
        )
        for n, loss in enumerate(losses, start=1)
    )
    known = {"status": "finished", "reason": "completed", "steps_per_epoch": 15}
    return RunState(history=history, train_size=450, validation_size=images, epochs=40, **known)


def test_99_percent_of_training_and_92_of_validation_images_are_more_than_chance():
    (found,) = diagnose(FEW, state(0.9933, 0.92), Facts(), 10)
    assert found.code == "gap"
    assert found.message == (
        "It reads its training images nearly without mistakes (99.3% correct), and others less well: 92.0% of 50 validation images, which is "
        "more than chance makes of so many. This gap is what overfitting begins with, though the validation loss does not clearly rise yet. "
        "More images help most. Dropout and augmentation narrow it too."
    )
    assert [each.label for each in found.cures] == ["All training images", "Dropout 0.5", "Augmentation"]
    (found,) = diagnose(MLP, state(0.9933, 0.92), Facts(), 10)
    assert [each.label for each in found.cures] == ["Dropout 0.5", "Augmentation"]


@pytest.mark.parametrize(
    ("training", "validation", "images"),
    [
        (0.981, 0.9, 10),  # 1 wrong of 10 tells little
        (0.99, 0.96, 2_000),  # certain, and small
        (0.98, 0.92, 2_000),  # as often wrong by the factor 4 only
        (0.97, 0.80, 2_000),  # it still learns its own images
        (0.9933, None, 0),
    ],
)
def test_what_may_be_chance_or_is_usual_is_no_finding(training, validation, images):
    assert not [each for each in diagnose(FEW, state(training, validation, images), Facts(), 10) if each.code == "gap"]


def test_more_test_images_than_validation_images_tell_more():
    """48 of 50 may be chance, 1,898 of 2,000 are not; those of another kind, which validation did not foresee, say nothing of it."""
    tested = Facts(recalls=(0.949,) * 10, tested_of=(200,) * 10)
    seen = replace(state(1.0, 0.96), test_accuracy=0.949)
    (found,) = (each for each in diagnose(FEW, seen, tested, 10) if each.code == "gap")
    assert "94.9% of 2,000 test images" in found.message
    assert not [each for each in diagnose(FEW, state(1.0, 0.96), Facts(), 10) if each.code == "gap"]
    other_kind = replace(state(1.0, 0.98, 1_000), test_accuracy=0.6)
    assert not [each for each in diagnose(FEW, other_kind, tested, 10) if each.code == "gap"]
