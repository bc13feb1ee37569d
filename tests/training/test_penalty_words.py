"""What is said of a loss that includes the penalty on large weights."""

from cnn_core.training.events import event
from cnn_core.training.fold import fold
from cnn_core.training.penalty import penalty_words

STARTED = event("started", epochs=1, steps_per_epoch=4, train_size=40, validation_size=4, parameters=9)


def state(**more):
    figures = {"loss": 0.9, "accuracy": 0.5, "val_loss": 0.8, "val_accuracy": 0.5, "seconds": 1.0, "samples_per_second": 9.0}
    return fold([STARTED, event("epoch", epoch=1, **figures | more)])


def test_the_penalty_is_said_and_what_the_loss_is_without_it():
    assert penalty_words(state(penalty=0.25)) == (
        "The losses include what l1 and l2 add for the size of the weights: 0.250 at the end of epoch 1; "
        "without it the validation loss is 0.550."
    )
    assert penalty_words(state(penalty=0.25, val_loss=None)).endswith("0.250 at the end of epoch 1.")


def test_without_regularizers_nothing_is_said():
    assert penalty_words(state()) == ""
    assert penalty_words(state(penalty=None)) == ""
    assert penalty_words(fold([STARTED])) == ""
