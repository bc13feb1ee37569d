"""The same run twice, and a run in two parts: equal to the last digit."""

from dataclasses import replace

import numpy as np
import pytest
from training_fakes import CLASSES, Person, Recorder, corners, experiment, network, random_network

from cnn_core.errors import TrainingError
from cnn_core.keras_backend import learner as learner_module
from cnn_core.keras_backend.build import build
from cnn_core.keras_backend.train import train
from cnn_core.plan.same import computed
from cnn_core.spec import Dense
from cnn_core.training.interface import Resume
from cnn_core.training.optimizers import SGD, Adagrad, Adam, Nadam, RMSprop


def run(chosen, prepared=None, resume=None):
    recorder = Recorder()
    outcome = train(chosen, prepared or corners(), recorder, Person(), resume, file_export=False)
    return outcome, recorder


def assert_equal_weights(first, second):
    assert set(first) == set(second)
    for name in first:
        np.testing.assert_array_equal(first[name], second[name], err_msg=name)


def after(recorder, epoch):
    weights, state = recorder.checkpoints[epoch]
    return Resume(epoch=epoch, weights=weights, state=state)


def test_the_same_seed_gives_the_same_curves_and_weights_to_the_last_digit():
    chosen = experiment(random_network())
    (first, recorder), (second, recorder_again) = run(chosen), run(chosen)
    assert recorder.points() == recorder_again.points()
    assert recorder.curves() == recorder_again.curves()
    assert_equal_weights(first.weights, second.weights)


def test_what_a_training_never_looks_at_changes_no_digit():
    """The rule by which a plan trains combinations once: a layer that is off, settings of a schedule and of an average that are not used."""
    chosen = experiment(network())
    first, second = (
        replace(
            chosen,
            architecture=chosen.architecture.insert(len(chosen.architecture.layers) - 1, Dense(units=units, enabled=False)),
            training=replace(chosen.training, schedule_epochs=units, optimizer=Adam(ema_momentum=1 / units)),
        )
        for units in (2, 4)
    )
    assert first != second
    assert computed(first) == computed(second)
    (one, recorder), (other, recorder_again) = run(first), run(second)
    assert recorder.points() == recorder_again.points()
    assert_equal_weights(one.weights, other.weights)


def test_another_seed_gives_another_run():
    (_, recorder), (_, other) = run(experiment(seed=1)), run(experiment(seed=2))
    assert recorder.points() != other.points()


@pytest.mark.parametrize(("optimizer", "together"), [(Adam(), 1), (SGD(learning_rate=0.05, momentum=0.9, decay=0.01), 4)])
def test_one_epoch_and_two_more_are_three_epochs(optimizer, together, monkeypatch):
    monkeypatch.setattr(learner_module, "steps_per_execution", lambda *_: together)
    whole, recorder = run(experiment(random_network(), epochs=3, optimizer=optimizer))
    _, first_part = run(experiment(random_network(), epochs=1, optimizer=optimizer))
    rest, second_part = run(experiment(random_network(), epochs=3, optimizer=optimizer), resume=after(first_part, 1))
    assert second_part.curves() == recorder.curves()[1:]
    assert second_part.points() == [point for point in recorder.points() if point[0] > 1]
    assert_equal_weights(rest.weights, whole.weights)
    for name, value in recorder.checkpoints[3][1].items():
        np.testing.assert_array_equal(second_part.checkpoints[3][1][name], value, err_msg=name)
    assert (rest.epochs, second_part.named("started")[0]["initial_epoch"]) == (3, 1)


@pytest.mark.parametrize("optimizer", [Adagrad(), Nadam(), RMSprop(momentum=0.5)])
def test_other_optimizers_go_on_where_they_were(optimizer):
    whole, recorder = run(experiment(epochs=2, optimizer=optimizer))
    rest, _ = run(experiment(epochs=2, optimizer=optimizer), resume=after(recorder, 1))
    assert_equal_weights(rest.weights, whole.weights)


@pytest.mark.parametrize(
    "settings",
    [
        {"schedule": "cosine", "warmup": 1, "optimizer": Adam(use_ema=True, ema_momentum=0.9)},
        {"schedule": "plateau", "schedule_epochs": 1, "optimizer": SGD(learning_rate=1e-6, clipnorm=0.1)},
        {"label_smoothing": 0.1, "schedule": "step", "schedule_epochs": 1, "batch_size": 7},
    ],
)
def test_rates_averages_and_what_a_plateau_remembers_go_on_where_they_were(settings):
    whole, recorder = run(experiment(epochs=5, **settings))
    rest, second = run(experiment(epochs=5, **settings), resume=after(recorder, 2))
    assert second.curves() == recorder.curves()[2:]
    assert_equal_weights(rest.weights, whole.weights)
    assert rest.test_loss == whole.test_loss
    rates = [epoch["learning_rate"] for epoch in recorder.named("epoch")]
    assert rates[2:] == [epoch["learning_rate"] for epoch in second.named("epoch")]
    assert len(set(rates)) > 1


def test_at_the_end_the_weights_are_the_average_that_the_optimizer_has_kept():
    optimizer = Adam(use_ema=True, ema_momentum=0.5)
    whole, recorder = run(experiment(epochs=2, optimizer=optimizer))
    last, state = recorder.checkpoints[2]
    kernel = next(name for name in last if name.endswith("kernel"))
    shape = whole.weights[kernel].shape
    averages = [value for name, value in state.items() if value.shape == shape and np.array_equal(value, whole.weights[kernel])]
    assert averages
    assert not np.array_equal(last[kernel], whole.weights[kernel])


def test_a_run_without_validation_goes_on_as_exactly():
    prepared = corners(validation=0)
    whole, recorder = run(experiment(epochs=3), prepared)
    rest, _ = run(experiment(epochs=3), prepared, resume=after(recorder, 2))
    assert_equal_weights(rest.weights, whole.weights)


def test_a_run_with_weighted_classes_goes_on_as_exactly():
    whole, recorder = run(experiment(epochs=3, class_weight="balanced"), uneven_corners())
    rest, second_part = run(experiment(epochs=3, class_weight="balanced"), uneven_corners(), resume=after(recorder, 1))
    assert second_part.curves() == recorder.curves()[1:]
    assert_equal_weights(rest.weights, whole.weights)


def test_weighted_classes_cost_what_keras_says_and_the_rare_ones_are_found_more_often():
    """Keras's own evaluation with the sample weights of scikit-learn is the loss of the first batch, before any step."""
    from sklearn.utils.class_weight import compute_sample_weight

    prepared = uneven_corners()
    still = SGD(learning_rate=1e-6)
    _, recorder = run(experiment(epochs=1, class_weight="balanced", batch_size=512, optimizer=still), prepared)
    model = build(network(), 1)
    targets = np.eye(CLASSES, dtype=np.float32)[prepared.y_train]
    model.compile(loss="categorical_crossentropy")
    weights = compute_sample_weight("balanced", prepared.y_train)
    wanted = model.evaluate(prepared.x_train, targets, sample_weight=weights, batch_size=512, verbose=0)
    assert recorder.named("epoch")[0]["loss"] == pytest.approx(wanted, rel=1e-4)

    plain, _ = run(experiment(epochs=6), prepared)
    weighted, _ = run(experiment(epochs=6, class_weight="balanced"), prepared)
    assert recall_of_rare(weighted) > recall_of_rare(plain)


def uneven_corners():
    """Four of five images of the last class are taken out of the training part."""
    prepared = corners(train=400)
    rare = np.flatnonzero(prepared.y_train == CLASSES - 1)
    kept = np.setdiff1d(np.arange(len(prepared.y_train)), rare[: len(rare) * 9 // 10])
    return replace(prepared, x_train=prepared.x_train[kept], y_train=prepared.y_train[kept])


def recall_of_rare(outcome):
    mine = outcome.labels == CLASSES - 1
    return (outcome.probabilities.argmax(axis=1) == CLASSES - 1)[mine].mean()


def test_patience_goes_on_with_the_epochs_it_has_waited():
    chosen = experiment(epochs=40, early_stopping=2, optimizer=SGD(learning_rate=0.5))
    prepared = corners(train=32, validation=30)
    whole, recorder = run(chosen, prepared)
    assert whole.reason == "early"
    rest, _ = run(chosen, prepared, resume=after(recorder, whole.epochs - 1))
    assert (rest.reason, rest.epochs) == ("early", whole.epochs)
    assert_equal_weights(rest.weights, whole.weights)


def test_a_run_that_was_complete_has_nothing_to_add():
    whole, recorder = run(experiment())
    rest, _ = run(experiment(), resume=after(recorder, 2))
    assert (rest.reason, rest.epochs) == ("completed", 2)
    assert_equal_weights(rest.weights, whole.weights)


def test_a_state_of_another_optimizer_is_refused():
    _, recorder = run(experiment(epochs=1))
    with pytest.raises(TrainingError, match="another network or optimizer"):
        run(experiment(optimizer=SGD()), resume=after(recorder, 1))


def test_weights_of_another_network_are_refused():
    _, recorder = run(experiment(epochs=1))
    with pytest.raises(TrainingError, match="weights"):
        run(experiment(network(random_network().layers[1])), resume=after(recorder, 1))
