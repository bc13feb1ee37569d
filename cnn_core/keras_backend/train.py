"""One training from start to end."""

from __future__ import annotations

import gc
import math
import os
import platform
from dataclasses import dataclass
from typing import TYPE_CHECKING

import keras
import tensorflow as tf

from cnn_core.errors import TrainingError
from cnn_core.experiment import Experiment
from cnn_core.keras_backend import evaluate_test_set
from cnn_core.keras_backend.build import build, drawing_numbers
from cnn_core.keras_backend.early_stopping import ResumableEarlyStopping
from cnn_core.keras_backend.export import export_file
from cnn_core.keras_backend.forget import forgetting
from cnn_core.keras_backend.graphics_cards import compute_capabilities
from cnn_core.keras_backend.inference_check import inference_check
from cnn_core.keras_backend.last_compiled import LAST, Compiled, described
from cnn_core.keras_backend.learner import learner_of
from cnn_core.keras_backend.penalty import penalty
from cnn_core.keras_backend.pipeline import class_weight, training_batches
from cnn_core.keras_backend.predict import Predictor
from cnn_core.keras_backend.progress_callback import Plan, ProgressCallback, diverged
from cnn_core.keras_backend.rates import ResumablePlateau, rate_callbacks
from cnn_core.keras_backend.run_control import RunControl, Stopped, TimeUp
from cnn_core.keras_backend.state import set_state, state_of
from cnn_core.keras_backend.steps_per_execution import steps_per_execution
from cnn_core.keras_backend.watch import rows_to_watch, watch
from cnn_core.keras_backend.weights import set_weights, weights_of
from cnn_core.metrics.evaluation import balanced_if_uneven
from cnn_core.spec.architecture import MAX_LAYERS
from cnn_core.summary import summarise
from cnn_core.text import plural
from cnn_core.training.events import Event, event
from cnn_core.training.interface import Control, Outcome, Reason, Resume, Sink
from cnn_core.training.precision import resolve

if TYPE_CHECKING:
    from cnn_core.data.prepare import Prepared

SECONDS = 60.0


def train(
    experiment: Experiment,
    prepared: Prepared,
    sink: Sink,
    control: Control,
    resume: Resume | None = None,
    file_export: bool = True,
) -> Outcome:
    """Trains, evaluates, and returns the outcome; events and checkpoints go to the sink.

    A stop ends the training within one execution; the weights are those of that moment. With `resume` it goes on after that
    epoch up to `epochs` in all, exactly as if it had never ended. TrainingError if the network does not fit the data, the
    resumed state does not fit the network, or the loss is no longer a number.
    """
    precision = resolve(experiment.training.precision, compute_capabilities())
    run = _Run(experiment, prepared, sink, RunControl(control, sink.emit), _plan(experiment, prepared), resume, precision)
    with forgetting():
        outcome = _train(run, file_export)
    gc.collect()
    return outcome


@dataclass(frozen=True)
class _Run:
    experiment: Experiment
    prepared: Prepared
    sink: Sink
    run_control: RunControl
    plan: Plan
    resume: Resume | None
    precision: str

    def say(self, words: str) -> None:
        self.sink.emit(event("phase", words=words))

    @property
    def epochs_done(self) -> int:
        return self.resume.epoch if self.resume else 0


@dataclass(frozen=True)
class _Ended:
    reason: Reason
    epochs: int
    seconds: float


def _train(run: _Run, file_export: bool) -> Outcome:
    run.sink.emit(_started(run))
    with drawing_numbers:
        run.say("building the network")
        compiled = LAST.equal_to(_compiled(run))
        run.say("preparing the images")
        data, validation = training_batches(run.prepared, run.experiment.training, run.epochs_done)
    ended = _fit(run, compiled, data, validation)
    del data, validation  # a second copy of all images
    outcome = _outcome(run, compiled.network, ended, file_export)
    LAST.keep(compiled)
    return outcome


def _plan(experiment: Experiment, prepared: Prepared) -> Plan:
    """The sizes of the training, after a check that network and data fit."""
    architecture, batch_size = experiment.architecture, experiment.training.batch_size
    images = prepared.x_train.shape[1:]
    if architecture.input_shape != images:
        raise TrainingError(
            f"The network takes images of {architecture.input_shape}, but {experiment.data.dataset} has {images}."
        )
    errors = summarise(architecture, prepared.classes).errors
    if errors:
        raise TrainingError(errors[0].message)
    samples = len(prepared.x_train)
    validation = 0 if prepared.x_val is None else len(prepared.x_val)
    return Plan(samples=samples, batch_size=batch_size, steps=-(-samples // batch_size), validation=validation)


def _started(run: _Run) -> Event:
    return event(
        "started",
        epochs=run.experiment.training.epochs,
        steps_per_epoch=run.plan.steps,
        batches_at_once=steps_per_execution(run.experiment.architecture, run.plan.batch_size, run.plan.steps),
        train_size=run.plan.samples,
        validation_size=run.plan.validation,
        test_size=len(run.prepared.x_test),
        initial_epoch=run.epochs_done,
        parameters=summarise(run.experiment.architecture).params,
        scaling=[run.prepared.scaling.offset, run.prepared.scaling.divisor],
        precision=run.precision,
        limit=SECONDS * run.experiment.training.minutes,
        watched=rows_to_watch(run.prepared),
        worker=f"{platform.node()}:{os.getpid()}",
    )


def _compiled(run: _Run) -> Compiled:
    """The network, and the model for `fit`: the network itself, or behind layers that augment its images.

    All variables are made here: those that Keras makes inside a traced function leak memory.
    """
    architecture, training = run.experiment.architecture, run.experiment.training
    network = build(architecture, training.seed, run.precision)
    learner = learner_of(network, run.experiment, run.prepared)
    transfer = run.experiment.transfer
    if run.resume is None and transfer.active:
        raise TrainingError(
            f"This experiment reuses {plural(transfer.layers, 'layer')} from the run {transfer.run!r}, and their weights did "
            "not come with it: train it in the laboratory that has that run."
        )
    if run.resume is not None:
        begins = run.resume.epoch == 0 and transfer.active
        set_weights(network, architecture, run.resume.weights, transfer.layers if begins else MAX_LAYERS)
        if run.resume.state:  # none comes with weights alone: then the optimizer begins afresh
            set_state(learner, run.resume.state)
    return described(network, learner)


def _fit(run: _Run, compiled: Compiled, data: tf.data.Dataset, validation: tf.data.Dataset | None) -> _Ended:
    """Trains until the last epoch, early stopping, or a stop."""
    network, learner, training = compiled.network, compiled.learner, run.experiment.training
    patience = _patience(run)
    rates = rate_callbacks(training, _monitor(run), run.resume.state if run.resume else None)
    remember = [each for each in (patience, *rates) if isinstance(each, ResumableEarlyStopping | ResumablePlateau)]

    def save(epoch: int) -> None:
        state = state_of(learner)
        for each in remember:
            state |= each.state()
        run.sink.checkpoint(epoch, weights_of(network, run.experiment.architecture), state)

    looks = inference_check(learner, run.experiment.architecture, run.prepared, training), watch(learner, run.prepared)
    seconds = SECONDS * training.minutes or math.inf
    done, first = run.epochs_done, "first batch" if compiled.has_trained else "first batch: TensorFlow compiles the network"
    live = ProgressCallback(run.sink, run.run_control, run.plan, training.optimizer, save, first, done, *looks, seconds)
    if run.epochs_done == 0:
        run.sink.checkpoint(0, weights_of(network, run.experiment.architecture), {})
    try:
        learner.fit(
            data,
            validation_data=validation,
            epochs=training.epochs,
            initial_epoch=run.epochs_done,
            callbacks=[*rates, *([patience] if patience else []), live],
            class_weight=class_weight(run.prepared, training),
            shuffle=False,
            verbose=0,
        )
        reason: Reason = "completed" if live.epochs >= training.epochs else "early"
        if patience and patience.restored_epoch:
            run.sink.emit(event("restored", epoch=patience.restored_epoch))
    except (Stopped, TimeUp) as end:
        live.send_points()
        learner.optimizer.finalize_variable_values(learner.trainable_weights)  # as `fit` does at its end
        reason = "stopped" if isinstance(end, Stopped) else "time"
    return _Ended(reason, live.epochs, live.over())


def _patience(run: _Run) -> ResumableEarlyStopping | None:
    epochs = run.experiment.training.early_stopping
    return ResumableEarlyStopping(epochs, _monitor(run), run.resume.state if run.resume else None) if epochs else None


def _monitor(run: _Run) -> str:
    return "loss" if run.prepared.x_val is None else "val_loss"


def _outcome(run: _Run, model: keras.Sequential, ended: _Ended, file_export: bool) -> Outcome:
    """Evaluates the network in float32, as it will be used, and packs the outcome of the run."""
    architecture, prepared = run.experiment.architecture, run.prepared
    weights = weights_of(model, architecture)
    kind = "test" if run.experiment.data.validation == "test" else "unseen"
    run.say(f"testing on {len(prepared.x_test):,} {kind} images")
    probabilities = evaluate_test_set.predict_all(Predictor(architecture, weights), prepared.x_test, run.run_control)
    loss = accuracy = None
    if probabilities is not None:
        training = run.experiment.training
        loss, accuracy = evaluate_test_set.figures(prepared.y_test, probabilities, training.loss, training.label_smoothing)
        loss += penalty(model) or 0.0
        if not math.isfinite(loss):
            raise diverged("The loss on the test images is not a number", run.experiment.training.optimizer)
        balanced = balanced_if_uneven(prepared.y_test, probabilities.argmax(axis=1), prepared.classes)
        run.sink.emit(event("evaluated", test_loss=loss, test_accuracy=accuracy, balanced_accuracy=balanced))
    run.say("saving")
    return Outcome(
        reason=ended.reason,
        epochs=ended.epochs,
        seconds=ended.seconds,
        weights=weights,
        model_file=export_file(architecture, weights) if file_export else b"",
        labels=prepared.y_test,
        classes=prepared.classes,
        probabilities=probabilities,
        test_loss=loss,
        test_accuracy=accuracy,
    )
