"""What the doctor says of copies, sorted images, one batch for all, classes that are never named, and networks that are too small."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cnn_core.data.load import load
from cnn_core.data.split import split
from cnn_core.data.task import for_task
from cnn_core.doctor.cures import with_dropout, with_width
from cnn_core.doctor.diagnose import diagnose
from cnn_core.doctor.facts import Facts, facts_of
from cnn_core.presets import PRESETS
from cnn_core.spec import Dropout
from cnn_core.training.state import Epoch, RunState
from cnn_core.training.transfer import Transfer

BASE = PRESETS["mlp"].experiment
DIGITS = load("digits")
EVEN = (0.1,) * 10
MANY = (100,) * 10


def state(figures, **values):
    history = tuple(Epoch(number, *each, 1.0, 100.0) for number, each in enumerate(figures, 1))
    given = {"status": "finished", "reason": "completed", "train_size": 900, "validation_size": 100, "steps_per_epoch": 15}
    return RunState(history=history, **{**given, **values})


FINE = state([(0.9, 0.7, 0.4, 0.88), (0.35, 0.9, 0.27, 0.92), (0.25, 0.93, 0.22, 0.937), (0.2, 0.95, 0.2, 0.941)])


NOTHING = Facts()


def only(experiment, seen, facts=NOTHING):
    (found,) = diagnose(experiment, seen, facts, 10)
    return found


def test_test_images_that_were_learned_are_counted_and_their_copies_left_out():
    dataset = replace(
        DIGITS,
        x_train=np.concatenate([DIGITS.x_train, DIGITS.x_test[:40]]),
        y_train=np.concatenate([DIGITS.y_train, DIGITS.y_test[:40]]),
    )
    experiment = replace(BASE, data=replace(BASE.data, dataset="digits", validation="none"))
    facts = facts_of(dataset, experiment, FINE, None, dict)
    new = len(DIGITS.x_train)
    assert (facts.copied, facts.tested, facts.copies) == (40, len(DIGITS.x_test), tuple(range(new, new + 40)))
    found = only(experiment, FINE, facts)
    assert found.code == "copies"
    assert found.message.startswith(f"40 test images of {len(DIGITS.x_test)} (11%) are among the images that it learned from")
    cured = found.cures[0].experiment
    assert cured.data.left_out == facts.copies
    assert facts_of(dataset, cured, FINE, None, dict).copied == 0


@pytest.mark.parametrize(
    "chosen", [{"train_size": 300}, {"validation": "last", "validation_split": 0.02}, {"left_out_test": tuple(range(30))}]
)
def test_copies_are_counted_among_what_this_run_learned_and_was_tested_with(chosen):
    """40 copies at the end of the training part: of those that were drawn, or not held back, or whose image is tested."""
    dataset = replace(
        DIGITS,
        x_train=np.concatenate([DIGITS.x_train, DIGITS.x_test[:40]]),
        y_train=np.concatenate([DIGITS.y_train, DIGITS.y_test[:40]]),
    )
    data = replace(BASE.data, dataset="digits", **{"validation": "none", **chosen})
    new, all_of = len(DIGITS.x_train), range(len(DIGITS.x_train), len(DIGITS.x_train) + 40)
    learned = set(split(dataset.y_train, data).train.tolist())
    tested = sorted(set(range(len(DIGITS.x_test))) - set(data.left_out_test))
    facts = facts_of(dataset, replace(BASE, data=data), FINE, None, dict)
    assert facts.tested == len(tested)
    assert facts.copied == sum(new + number in learned for number in tested) < 40
    assert facts.copies == tuple(number for number in all_of if number - new in tested)
    gone = replace(data, left_out=facts.copies)
    assert facts_of(dataset, replace(BASE, data=gone), FINE, None, dict).copied == 0


def test_where_other_training_images_are_equal_to_test_images_too_their_number_is_explained():
    """Three test images were learned, and a fourth training image is equal to one that has another label, or was held back."""
    found = only(BASE, FINE, Facts(copied=3, tested=22, copies=(1, 2, 3, 4)))
    assert found.message.startswith("3 test images of 22 (14%) are among the images that it learned from")
    assert (
        "In all 4 training images are equal to test images, counting several of one and those that this run did not"
        in found.message
    )
    assert found.cures[0].label == "Without 4 training images"


def test_nothing_is_said_of_the_training_of_a_network_from_a_file_that_tells_nothing_of_it():
    loaded = RunState(status="finished", reason="loaded", test_accuracy=0.9)
    known = Facts(
        shares=(0.49, 0.49, 0.02),
        recalls=(0.97, 0.95, 0.0),
        tested_of=(490, 490, 20),
        copied=9,
        tested=20,
        copies=(1,),
        spread=0.3,
    )
    assert diagnose(BASE, loaded, known, 3) == []
    assert [each.code for each in diagnose(BASE, replace(loaded, epochs=6), known, 3)] == ["copies", "uneven"]


def test_of_one_class_against_the_rest_the_copies_that_were_not_drawn_are_not_counted():
    """The copies are of class 3, the target is 0: all of its images are learned, and of the others as many as there are of it."""
    threes = np.flatnonzero(DIGITS.y_test == 3)
    dataset = replace(
        DIGITS,
        x_train=np.concatenate([DIGITS.x_train, DIGITS.x_test[threes]]),
        y_train=np.concatenate([DIGITS.y_train, DIGITS.y_test[threes]]),
    )
    data = replace(BASE.data, dataset="digits", validation="none", task="one-against-rest", target=0)
    learned = {image.tobytes() for image in for_task(dataset, data).x_train}
    facts = facts_of(dataset, replace(BASE, data=data), FINE, None, dict)
    assert facts.copied == sum(image.tobytes() in learned for image in DIGITS.x_test) < len(threes)


def test_layers_that_are_reused_keep_their_width_and_where_no_other_is_left_there_is_no_cure():
    """Their weights have the size that they have in the other run, and the engine refuses others."""
    small = PRESETS["small-cnn"].experiment
    filters = [getattr(each, "filters", None) for each in small.architecture.layers]
    second = max(index for index, each in enumerate(filters) if each)
    (cure,) = with_width(replace(small, transfer=Transfer(layers=second)), 2)
    assert [getattr(each, "filters", None) for each in cure.experiment.architecture.layers] == [
        2 * each if each and index == second else each for index, each in enumerate(filters)
    ]
    assert cure.label == "2 times the filters and units of layers that are not reused"
    assert with_width(replace(small, transfer=Transfer(layers=len(filters) - 1)), 2) == ()


def test_dropout_that_would_move_a_reused_head_is_not_offered():
    whole = replace(BASE, transfer=Transfer(layers=len(BASE.architecture.layers)))
    assert [cure.label for cure in with_dropout(BASE)] == ["Dropout 0.5"]
    assert with_dropout(whole) == ()


def test_a_few_copies_as_well_known_datasets_have_them_are_no_finding():
    assert diagnose(BASE, FINE, Facts(copied=3, tested=2_000, copies=(1, 2, 3)), 10) == []


def test_sorted_images_whose_end_validates_are_named():
    order = np.argsort(DIGITS.y_train, kind="stable")
    dataset = replace(DIGITS, x_train=DIGITS.x_train[order], y_train=DIGITS.y_train[order])
    last = replace(BASE, data=replace(BASE.data, dataset="digits", validation="last", validation_split=0.05))
    facts = facts_of(dataset, last, FINE, None, dict)
    assert facts.validated_classes == 1
    found = only(last, FINE, facts)
    assert (found.code, found.cures[0].experiment.data.validation) == ("sorted", "stratified")
    assert "The validation images are of 1 of 10 classes" in found.message
    missed = replace(facts, recalls=(0.9,) * 9 + (0.0,), answers=(1 / 9,) * 9 + (0.0,), tested_of=MANY)
    assert [each.code for each in diagnose(last, FINE, missed, 10)] == [
        "sorted"
    ]  # the class that was held back is missed for that
    assert facts_of(DIGITS, last, FINE, None, dict).validated_classes == 10
    assert diagnose(last, FINE, facts_of(DIGITS, last, FINE, None, dict), 10) == []


@pytest.mark.parametrize(
    ("images", "batch"), [(2, 1), (3, 1), (4, 2), (26, 2), (31, 2), (32, 4), (159, 4), (160, 8), (400, 16), (512, 16)]
)
def test_of_few_images_a_smaller_batch_is_not_a_single_image(images, batch):
    """Of 26 images a batch of 1 was advised: 26 noisy steps."""
    large = replace(BASE, training=replace(BASE.training, batch_size=512))
    found = only(large, state([], status="running", reason="", train_size=images, steps_per_epoch=1))
    assert found.message.endswith(f"Take a batch of {batch}.")
    assert found.cures[0].experiment.training.batch_size == batch


def test_a_batch_that_takes_all_images_at_once_is_named_while_it_trains():
    large = replace(BASE, training=replace(BASE.training, batch_size=512))
    found = only(large, state([], status="running", reason="", train_size=400, steps_per_epoch=1))
    assert (found.code, found.cures[0].label) == ("batch-large", "batch_size 16")
    assert "takes all 400 training images at once" in found.message
    assert diagnose(large, state([], status="running", reason="", train_size=600, steps_per_epoch=2), Facts(), 10) == []


def test_a_class_that_is_never_the_answer_is_named():
    answers = (0.2, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.0)
    recalls = (0.9,) * 9 + (0.0,)
    found = only(BASE, FINE, Facts(shares=EVEN, recalls=recalls, answers=answers, tested_of=MANY))
    assert (found.code, found.message.split(":")[0]) == ("never", "Class 9 is never the answer")
    assert (
        diagnose(BASE, FINE, Facts(shares=EVEN, recalls=(0.9,) * 9 + (1.0,), answers=answers, tested_of=(*MANY[:9], 0)), 10) == []
    )  # no image of it
    assert diagnose(BASE, FINE, Facts(shares=EVEN, recalls=(0.4,) * 9 + (0.0,), answers=answers, tested_of=MANY), 10) == []


def test_a_class_that_is_missed_while_the_averages_are_not_settled_is_no_news():
    """As ResNet-20 does after four epochs on 1,000 digits: all test images are read as one class."""
    seen = ((0.84, 0.53, 0.63), (0.919, 0.23, 0.26), (0.949, 0.19, 0.21), (0.974, 0.1, 0.1))
    history = tuple(
        Epoch(number, 1 / number, training, 1 + number / 10, validation, 1.0, 100.0, checked)
        for number, (training, validation, checked) in enumerate(seen, start=1)
    )
    one = Facts(shares=EVEN, recalls=(1.0,) + (0.0,) * 9, answers=(1.0,) + (0.0,) * 9, tested_of=MANY)
    assert [each.code for each in diagnose(BASE, replace(FINE, history=history), one, 10)] == ["batch-norm"]


def test_classes_are_called_by_their_names():
    recalls, answers = (0.9, 0.9, 0.0), (0.5, 0.5, 0.0)
    named = Facts(shares=(0.33, 0.33, 0.34), recalls=recalls, answers=answers, tested_of=MANY[:3], names=("dogs", "fish", "cats"))
    (found,) = diagnose(BASE, FINE, named, 3)
    assert found.message.startswith("Class cats is never the answer")
    (found,) = diagnose(BASE, FINE, replace(named, shares=(0.49, 0.49, 0.02), names=("dogs", "fish", "black cats")), 3)
    assert 'uneven: class "black cats" has 2.0%' in found.message
    for name in ("**bold**", "[a](b)", "www.example.org", ":red[a]", ""):
        assert Facts(names=("dogs", name)).called(1) == "1"
    target = replace(BASE, data=replace(BASE.data, dataset="digits", task="one-against-rest", target=3))
    assert facts_of(DIGITS, target, FINE, None, dict).names == ("not 3", "3")


def test_a_rare_class_gets_a_weight():
    rare = Facts(shares=(0.49, 0.49, 0.02), recalls=(0.97, 0.95, 0.0), answers=(0.5, 0.5, 0.0), tested_of=(490, 490, 20))
    (found,) = diagnose(BASE, FINE, rare, 3)
    assert found.code == "uneven"
    assert found.cures[-1].experiment.training.class_weight == "balanced"


def test_a_network_that_guesses_always_the_same_is_told_so():
    guess = state([(2.31, 0.1, 2.303, 0.1)] * 3)
    facts = Facts(answers=(0.0, 0.998, 0.002, *(0.0,) * 7), recalls=(0.0,) * 10)
    assert "99.8% of all test images are read as class 1." in only(BASE, guess, facts).message
    assert "read as class" not in only(BASE, guess, Facts(answers=EVEN)).message


def test_a_network_that_stands_below_its_own_training_images_is_too_small():
    small = state([(1.9, 0.3, 1.9, 0.3), (1.5, 0.45, 1.5, 0.44), (1.49, 0.46, 1.5, 0.45), (1.48, 0.46, 1.49, 0.45)])
    found = only(BASE, small)
    assert (found.code, found.cures[0].label) == ("underfitting", "2 times the filters and units")
    units = [getattr(each, "units", None) for each in found.cures[0].experiment.architecture.layers]
    assert units == [2 * each if each and index != BASE.architecture.head else each for index, each in enumerate(
        getattr(each, "units", None) for each in BASE.architecture.layers)]  # fmt: skip
    dropped = replace(BASE, architecture=BASE.architecture.insert(1, Dropout(rate=0.8)))
    found = only(dropped, small)
    assert "What is to keep it from memorising (Dropout)" in found.message
    assert found.cures[0].experiment.architecture.layers[1].rate == 0.4
    falling = state([(1.9, 0.3, 1.9, 0.3), (1.7, 0.45, 1.7, 0.452), (1.6, 0.46, 1.6, 0.46), (1.5, 0.47, 1.5, 0.465)])
    assert diagnose(BASE, falling, Facts(), 10) == []
    apart = replace(small, history=tuple(replace(each, val_accuracy=each.accuracy - 0.2) for each in small.history))
    assert "underfitting" not in [each.code for each in diagnose(BASE, apart, Facts(), 10)]
