"""Points, epochs and messages of a training that nobody interrupts."""

import json
from functools import cache

import numpy as np
import pytest
from training_fakes import CLASSES, Person, Recorder, corners, experiment

from cnn_core.keras_backend import learner as learner_module
from cnn_core.keras_backend import progress_callback
from cnn_core.keras_backend.build import build
from cnn_core.keras_backend.last_compiled import LAST
from cnn_core.keras_backend.optimizer import make_optimizer
from cnn_core.keras_backend.pipeline import batches, targets
from cnn_core.keras_backend.predict import Predictor
from cnn_core.keras_backend.train import train
from cnn_core.keras_backend.weights import set_weights
from cnn_core.training.fold import fold
from cnn_core.training.optimizers import Adam

STEPS = 10


@cache
def batch_by_batch(loss):
    """The training of these tests by hand: one call of Keras a batch, which gives that batch's own figures."""
    chosen, prepared = experiment(loss=loss), corners()
    training = chosen.training
    model = build(chosen.architecture, training.seed)
    model.compile(make_optimizer(training.optimizer), loss=training.loss, metrics=["accuracy"], jit_compile=False)
    y = targets(prepared.y_train, training.loss, CLASSES)
    data = batches(prepared.x_train, y, training.batch_size, shuffle_seed=training.seed)
    rows = []
    for epoch in range(1, training.epochs + 1):
        for step, (images, wanted) in enumerate(data, start=1):
            figures = model.train_on_batch(images, wanted, return_dict=True)
            rows.append((epoch, step, len(images), figures["loss"], figures["accuracy"]))
        iter(data)  # fit makes a second iterator at the end of an epoch
    return np.array(rows)


def grouped(rows, group):
    """Means over `group` batches at a time, each batch weighed by its images."""
    for epoch in np.unique(rows[:, 0]):
        of_epoch = rows[rows[:, 0] == epoch]
        for start in range(0, len(of_epoch), group):
            part = of_epoch[start : start + group]
            weight = part[:, 2] / part[:, 2].sum()
            yield epoch, part[-1, 1], weight @ part[:, 3], weight @ part[:, 4]


@pytest.mark.parametrize("together", [1, 4, 16])
@pytest.mark.parametrize("loss", ["categorical_crossentropy", "sparse_categorical_crossentropy"])
def test_points_are_the_figures_of_their_own_batches(together, loss, monkeypatch):
    monkeypatch.setattr(learner_module, "steps_per_execution", lambda *_: together)
    recorder = Recorder()
    train(experiment(loss=loss), corners(), recorder, Person(), file_export=False)
    wanted = np.array(list(grouped(batch_by_batch(loss), together)))
    points = np.array(recorder.points())
    assert len(points) == 2 * -(-STEPS // together)
    np.testing.assert_array_equal(points[:, :2], wanted[:, :2])
    np.testing.assert_allclose(points[:, 2], wanted[:, 2], rtol=2e-5)
    np.testing.assert_allclose(points[:, 3], wanted[:, 3], atol=1e-9)


def test_many_batches_share_a_point_so_that_an_epoch_has_no_more_than_it_may(monkeypatch):
    """10 batches with at most 4 points: 3 batches a point, and the last one alone, which has 6 images."""
    monkeypatch.setattr(learner_module, "steps_per_execution", lambda *_: 1)
    monkeypatch.setattr(progress_callback, "MAX_POINTS", 4)
    monkeypatch.setattr(progress_callback, "SEND_EVERY", 0.0)
    chosen, recorder = experiment(), Recorder()
    train(chosen, corners(), recorder, Person(), file_export=False)
    points, wanted = np.array(recorder.points()), np.array(list(grouped(batch_by_batch(chosen.training.loss), 3)))
    np.testing.assert_array_equal(points[:, 1], [3, 6, 9, 10] * 2)
    np.testing.assert_allclose(points, wanted, rtol=2e-5, atol=1e-9)
    assert [each["at"] for each in recorder.named("batches")] == [*range(1, 11)] * 2
    assert fold(recorder.events).step == 2 * STEPS


@pytest.fixture(scope="module")
def plain():
    """One run as most are: the experiment, its images, what was sent, what was left behind."""
    LAST.forget()  # what a test before left
    chosen, prepared, recorder = experiment(), corners(), Recorder()
    return chosen, prepared, recorder, train(chosen, prepared, recorder, Person())


def test_points_of_an_epoch_average_to_the_figures_of_the_epoch(plain):
    _, _, recorder, _ = plain
    sizes = np.array([16] * 9 + [6])
    for epoch in recorder.named("epoch"):
        points = np.array([point[2:] for point in recorder.points() if point[0] == epoch["epoch"]])
        loss, accuracy = sizes @ points / sizes.sum()
        assert (loss, accuracy) == pytest.approx((epoch["loss"], epoch["accuracy"]), rel=1e-5)


def test_validation_figures_are_those_of_keras_evaluate(plain):
    chosen, prepared, recorder, outcome = plain
    model = build(chosen.architecture)
    set_weights(model, chosen.architecture, outcome.weights)
    model.compile(loss=chosen.training.loss, metrics=["accuracy"])
    loss, accuracy = model.evaluate(prepared.x_val, np.eye(CLASSES)[prepared.y_val], verbose=0)
    last = recorder.named("epoch")[-1]
    assert (last["val_loss"], last["val_accuracy"]) == pytest.approx((loss, accuracy), rel=1e-5)


def test_watched_images_have_the_answers_of_the_weights_at_the_end_of_the_epoch(plain):
    chosen, prepared, recorder, outcome = plain
    state = fold(recorder.events)
    assert len(state.watched) == 12
    assert {int(prepared.y_val[row]) for row in state.watched} == set(range(CLASSES))
    answers = Predictor(chosen.architecture, outcome.weights).probabilities(prepared.x_val[list(state.watched)])
    said = state.history[-1].watched
    assert [kind for kind, _ in said] == answers.argmax(axis=1).tolist()
    np.testing.assert_allclose([part for _, part in said], answers.max(axis=1), atol=1e-4)
    assert state.history[0].watched != said


def test_events_are_plain_json_and_fold_into_the_state_of_the_run(plain):
    _, _, recorder, _ = plain
    assert json.loads(json.dumps(recorder.events, allow_nan=False)) == recorder.events
    state = fold(recorder.events)
    assert (state.epochs, state.steps_per_epoch, state.train_size, state.validation_size) == (2, STEPS, 150, 40)
    assert state.parameters == 3 * 3 * 4 + 4 + 3 * 3 * 4 * CLASSES + CLASSES
    assert [epoch.epoch for epoch in state.history] == [1, 2]
    assert state.step == 2 * STEPS
    assert all(epoch.samples_per_second > 0 for epoch in state.history)


def test_what_happens_is_said_in_words_and_in_order(plain):
    _, _, recorder, _ = plain
    assert recorder.words == [
        "building the network",
        "preparing the images",
        "first batch: TensorFlow compiles the network",
        "training",
        "validating",
        "validating",
        "testing on 50 unseen images",
        "saving",
    ]


def test_every_epoch_is_checkpointed_and_the_last_one_is_the_outcome(plain):
    _, _, recorder, outcome = plain
    assert list(recorder.checkpoints) == [0, 1, 2]
    for name, array in recorder.checkpoints[2][0].items():
        np.testing.assert_array_equal(array, outcome.weights[name])
    assert not np.array_equal(recorder.checkpoints[1][0]["0.kernel"], outcome.weights["0.kernel"])


@pytest.fixture(scope="module")
def long_epoch():
    """One epoch of 375 batches, watched."""
    person, recorder = Person(), Recorder()
    train(experiment(epochs=1), corners(train=6000), recorder, person, file_export=False)
    return person, recorder


def test_messages_with_points_come_at_most_ten_times_a_second_but_for_the_end_of_an_epoch(long_epoch):
    _, recorder = long_epoch
    sent = [t for e, t in zip(recorder.events, recorder.times, strict=True) if e["event"] == "batches"]
    assert np.diff(sent[:-1]).min(initial=1.0) > 0.099


def test_no_point_is_left_out(long_epoch):
    _, recorder = long_epoch
    steps = [point[1] for point in recorder.points()]
    together = steps[0]
    assert steps == [*range(together, 375, together), 375]


def test_the_control_is_asked_after_every_execution_so_that_a_stop_waits_for_one_only(long_epoch):
    person, recorder = long_epoch
    assert person.asked >= len(recorder.points())


def test_without_validation_images_there_are_no_validation_figures():
    recorder = Recorder()
    train(experiment(), corners(validation=0), recorder, Person(), file_export=False)
    assert [(e["val_loss"], e["val_accuracy"]) for e in recorder.named("epoch")] == [(None, None)] * 2
    assert "validating" not in recorder.words
    assert fold(recorder.events).watched == ()


def test_the_task_is_learned():
    chosen = experiment(epochs=10, optimizer=Adam(learning_rate=0.01))
    outcome = train(chosen, corners(), Recorder(), Person(), file_export=False)
    assert outcome.test_accuracy > 0.9
