"""The watched images cost little: they are looked at once per second, and after the last epoch."""

from __future__ import annotations

from training_fakes import CLASSES, corners, network

from cnn_core.keras_backend.build import build
from cnn_core.keras_backend.watch import watch


def test_quick_epochs_are_not_all_looked_at_but_the_last_one_is():
    now = [0.0]
    said = watch(build(network(), 1), corners(), lambda: now[0])
    looks = []
    for moment, is_last in ((0.0, False), (0.5, False), (1.2, False), (2.0, False), (2.1, True)):
        now[0] = moment
        looks.append(len(said(is_last)))
    assert looks == [12, 0, 12, 0, 12]


def test_an_answer_is_a_class_and_its_probability():
    for kind, part in watch(build(network(), 1), corners())(True):
        assert kind in range(CLASSES)
        assert 1 / CLASSES <= part <= 1


def test_without_validation_images_nothing_is_said():
    assert watch(build(network(), 1), corners(validation=0))(True) == []
