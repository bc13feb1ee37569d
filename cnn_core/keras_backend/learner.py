"""The compiled model that learns: the network, behind layers that augment its images."""

from __future__ import annotations

from typing import TYPE_CHECKING

import keras

from cnn_core.experiment import Experiment
from cnn_core.keras_backend.augment import augmentation_layers, augmented
from cnn_core.keras_backend.loss import make_loss
from cnn_core.keras_backend.optimizer import make_optimizer
from cnn_core.keras_backend.steps_per_execution import steps_per_execution

if TYPE_CHECKING:
    from cnn_core.data.prepare import Prepared


def learner_of(network: keras.Sequential, experiment: Experiment, prepared: Prepared) -> keras.Sequential:
    """The model for `fit`, with all its variables: those that Keras makes inside a traced function leak memory."""
    training = experiment.training
    span = prepared.scaling.span(prepared.pixel_max)
    layers = augmentation_layers(experiment.augmentation, span, training.seed)
    learner = augmented(network, layers)
    steps = -(-len(prepared.x_train) // training.batch_size)
    learner.compile(
        optimizer=make_optimizer(training.optimizer),
        loss=make_loss(training.loss, training.label_smoothing),
        metrics=[_accuracy(training.loss)],
        steps_per_execution=steps_per_execution(experiment.architecture, training.batch_size, steps),
        jit_compile=False,
    )
    learner.optimizer.build(learner.trainable_variables)
    return learner


def _accuracy(loss: str) -> keras.metrics.Metric:
    """The metric that Keras chooses for "accuracy" with this loss."""
    kind = keras.metrics.SparseCategoricalAccuracy if loss.startswith("sparse") else keras.metrics.CategoricalAccuracy
    return kind(name="accuracy")
