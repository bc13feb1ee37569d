"""The sections that train and evaluate the network."""

from __future__ import annotations

from cnn_core.codegen.data import has_validation, one_hot
from cnn_core.codegen.network import regularizers
from cnn_core.codegen.rates import rate_changes
from cnn_core.codegen.section import Section, call, lines, literal
from cnn_core.codegen.source import NUMPY
from cnn_core.experiment import Experiment
from cnn_core.spec.fields import fields_of
from cnn_core.text import plural
from cnn_core.training.config import BALANCED, TrainingConfig
from cnn_core.training.optimizers import Optimizer
from cnn_core.training.precision import is_mixed

AT_ONCE = 256
STOP_AFTER = """MINUTES = {}


class StopAfter(keras.callbacks.Callback):
    def __init__(self, minutes):
        super().__init__()
        self.seconds = 60 * minutes

    def on_train_begin(self, logs=None):
        self.end = time.monotonic() + self.seconds

    def on_train_batch_end(self, batch, logs=None):
        if time.monotonic() >= self.end:
            self.model.stop_training = True

"""

WEIGHTS = """images = np.bincount(y_train, minlength=len(CLASS_NAMES))
class_weight = {k: float(len(y_train) / (np.count_nonzero(images) * max(n, 1))) for k, n in enumerate(images)}"""


def training_sections(experiment: Experiment) -> list[Section]:
    return [_compile(experiment), _fit(experiment), _test(experiment), _report(), _curves(experiment)]


def optimizer_call(optimizer: Optimizer) -> str:
    """An optimizer with its learning rate, and with whatever else differs from Keras's defaults."""
    values = optimizer.keras_arguments()
    defaults = {field.name: field.default for field in fields_of(type(optimizer))}
    rate = literal(values["learning_rate"])
    decay = optimizer.values().get("decay")
    if decay:
        rate = f"keras.optimizers.schedules.InverseTimeDecay({rate}, decay_steps=1, decay_rate={literal(decay)})"
    others = [f"{name}={literal(value)}" for name, value in values.items() if name != "learning_rate" and value != defaults[name]]
    return f"keras.optimizers.{optimizer.kind}({', '.join([f'learning_rate={rate}', *others])})"


def loss_call(training: TrainingConfig) -> str:
    """The name of the loss; with label smoothing the class of that name."""
    if not training.label_smoothing:
        return literal(training.loss)
    name = training.loss.title().replace("_", "")
    return call(f"keras.losses.{name}", label_smoothing=training.label_smoothing)


def _compile(experiment: Experiment) -> Section:
    training = experiment.training
    words = "Training minimises the loss with the steps of the optimizer; accuracy is only reported."
    if getattr(training.optimizer, "decay", 0):
        words += " The rate shrinks as rate / (1 + decay * steps), which Keras 2 called decay."
    if any(regularizers(layer) for layer in experiment.architecture.layers if layer.enabled):
        words += " The loss includes what the regularizers add for the size of the weights, in the curves and in the test."
    if training.optimizer.use_ema:
        words += " At the end the weights are replaced by their moving average."
    if not one_hot(experiment):
        words += " sparse_categorical_crossentropy takes the class numbers as they are."
    return Section(
        title="Loss and optimizer",
        words=words,
        code=lines(
            "model.compile(",
            f"    optimizer={optimizer_call(training.optimizer)},",
            f"    loss={loss_call(training)},",
            '    metrics=["accuracy"],',
            ")",
        ),
        imports=("import keras",),
    )


def _targets(experiment: Experiment, part: str) -> str:
    return f"targets_{part}" if one_hot(experiment) else f"y_{part}"


def _fit(experiment: Experiment) -> Section:
    training = experiment.training
    monitor = "val_loss" if has_validation(experiment) else "loss"
    stop = call(
        "keras.callbacks.EarlyStopping",
        monitor=monitor,
        mode="min",
        patience=training.early_stopping,
        restore_best_weights=True,
    )
    words = (
        "Images come in batches, in another order in every epoch. fit would shuffle arrays by itself, but only a shuffle with a seed "
        "can be repeated."
    )
    if training.early_stopping:
        better = "validation loss" if has_validation(experiment) else "loss"
        words += f" It ends after {_epochs(training.early_stopping)} without a better {better}, with the weights of the best one."
    train = f"tf.data.Dataset.from_tensor_slices((x_train, {_targets(experiment, 'train')}))"
    validation = f"tf.data.Dataset.from_tensor_slices((x_val, {_targets(experiment, 'val')}))"
    arguments = [
        "train_data",
        *(["validation_data=validation_data"] if has_validation(experiment) else []),
        "epochs=EPOCHS",
        "shuffle=False",
        *(["class_weight=class_weight"] if training.class_weight == BALANCED else []),
    ]
    rates = rate_changes(training, monitor)
    callbacks = [
        *rates.callbacks,
        *["early_stopping"] * bool(training.early_stopping),
        *["StopAfter(MINUTES)"] * bool(training.minutes),
    ]
    words += rates.words
    arguments += [f"callbacks=[{', '.join(callbacks)}]"] if callbacks else []
    if training.class_weight == BALANCED:
        words += " Every class counts the same in the loss, as scikit-learn's compute_class_weight('balanced') weights them."
    if training.minutes:
        words += f" It ends after {plural(training.minutes, 'minute')}, in whatever batch that is: on another machine that is another one."
    return Section(
        title="Training",
        words=words,
        code=lines(
            f"EPOCHS, BATCH_SIZE = {training.epochs}, {training.batch_size}",
            f"train_data = {train}",
            "train_data = train_data.shuffle(len(x_train), seed=SEED).batch(BATCH_SIZE)",
            f"validation_data = {validation}.batch(BATCH_SIZE)" if has_validation(experiment) else "",
            rates.code,
            f"early_stopping = {stop}" if training.early_stopping else "",
            WEIGHTS if training.class_weight == BALANCED else "",
            STOP_AFTER.format(training.minutes) if training.minutes else "",
            f"history = model.fit({', '.join(arguments)})",
        ),
        imports=(
            "import tensorflow as tf",
            *((NUMPY,) if training.class_weight == BALANCED else ()),
            *(("import time",) if training.minutes else ()),
            *rates.imports,
        ),
    )


def _epochs(number: int) -> str:
    return f"{number} epochs" if number > 1 else "one epoch"


def _test(experiment: Experiment) -> Section:
    seen = experiment.data.validation == "test"
    words = "Images that were not used so far: how well does the network do on new ones?"
    if seen:
        words = "The test images were used as validation data, so they are no longer unseen."
    mixed = is_mixed(experiment.training.precision)
    if mixed:
        words += " It is tested as it will be used: the same weights, computed in float32."
    return Section(
        title="Test",
        words=words,
        code=lines(
            *(_in_float32(experiment.training) if mixed else ()),
            f"test_loss, test_accuracy = model.evaluate(x_test, {_targets(experiment, 'test')}, batch_size={AT_ONCE}, verbose=0)",
            'print(f"test loss {test_loss:.4f}, test accuracy {test_accuracy:.2%}")',
        ),
    )


def _in_float32(training: TrainingConfig) -> tuple[str, ...]:
    return (
        call("keras.config.set_dtype_policy", "float32"),
        "in_bfloat16, model = model, network()",
        "model.set_weights(in_bfloat16.get_weights())",
        f'model.compile(loss={loss_call(training)}, metrics=["accuracy"])',
    )


def _report() -> Section:
    return Section(
        title="Each class",
        words="Precision: the fraction of the predictions of a class that are right. Recall: the fraction of the images of a class that are found.",
        code=lines(
            f"predicted = model.predict(x_test, batch_size={AT_ONCE}, verbose=0).argmax(axis=1)",
            "classes = range(len(CLASS_NAMES))",
            "print(classification_report(y_test, predicted, labels=classes, target_names=CLASS_NAMES, digits=4, zero_division=0))",
        ),
        imports=("from sklearn.metrics import classification_report",),
    )


def _curves(experiment: Experiment) -> Section:
    validation = '    axis.plot(epochs, history.history["val_" + name], "o-", color="tab:blue", label="validation")'
    return Section(
        title="Curves",
        words="Where the training curve keeps improving and the validation curve does not, the network begins to memorise its images."
        if has_validation(experiment)
        else "Without validation data they cannot show whether the network memorises its images.",
        code=lines(
            'epochs = range(1, len(history.history["loss"]) + 1)',
            "figure, axes = plt.subplots(1, 2, figsize=(10, 4))",
            'for axis, name in zip(axes, ["loss", "accuracy"]):',
            '    axis.plot(epochs, history.history[name], "o-", color="tab:orange", label="training")',
            validation if has_validation(experiment) else "",
            '    axis.set(xlabel="epoch", title=name)',
            "    axis.legend()",
            "plt.show()",
        ),
        imports=("import matplotlib.pyplot as plt",),
    )
