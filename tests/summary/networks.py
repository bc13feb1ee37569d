"""Small networks and what is said of them, for the tests of issues."""

from cnn_core.spec import (
    Architecture,
    Conv2D,
    Dense,
    Flatten,
    GlobalAveragePooling2D,
    MaxPooling2D,
)
from cnn_core.summary import summarise

conv, pool, flat, gap = Conv2D(), MaxPooling2D(), Flatten(), GlobalAveragePooling2D()
head = Dense(units=10, activation="softmax")


def stack(*layers, shape=(28, 28, 1)):
    return Architecture(name="stack", input_shape=shape, layers=layers)


def issues(architecture, classes=10):
    return summarise(architecture, classes).issues


def only(architecture, classes=10):
    found = issues(architecture, classes)
    assert len(found) == 1, [i.message for i in found]
    return found[0]


def labels(issue):
    return [fix.label for fix in issue.fixes]
