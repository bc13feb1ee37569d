"""The evaluation of a trained network from true labels and predicted probabilities."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import numpy as np

from cnn_core.data.balance import is_uneven

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, eq=False)
class Evaluation:
    """The predictions of a network for n images of c classes.

    labels, predicted: int64 (n,). probabilities: float32 (n, c). confusion: int64 (c, c), rows true, columns predicted.
    report: as scikit-learn's classification_report(output_dict=True, zero_division=0).
    """

    labels: Array
    probabilities: Array
    predicted: Array
    confusion: Array
    report: dict[str, Any]
    class_names: tuple[str, ...]

    @property
    def accuracy(self) -> float:
        """The fraction of images that are predicted correctly, 0 to 1."""
        return float(np.mean(self.labels == self.predicted))

    @property
    def balanced_accuracy(self) -> float | None:
        """The mean recall of the classes, where they are so uneven that accuracy speaks mostly of the large ones; else None."""
        return balanced_if_uneven(self.labels, self.predicted, len(self.class_names))

    @property
    def confidence(self) -> Array:
        """The probability of the predicted class, (n,)."""
        return np.asarray(self.probabilities[np.arange(len(self.predicted)), self.predicted])

    def cell(self, true: int, predicted: int) -> Array:
        """Indices of the images in one cell of the confusion matrix, in their order."""
        return np.flatnonzero((self.labels == true) & (self.predicted == predicted))

    def wrong(self) -> Array:
        """Indices of the misclassified images, the most confident mistake first."""
        return self._most_confident_first(self.labels != self.predicted)

    def right(self) -> Array:
        """Indices of the correctly classified images, the most confident first."""
        return self._most_confident_first(self.labels == self.predicted)

    def _most_confident_first(self, chosen: Array) -> Array:
        found = np.flatnonzero(chosen)
        return found[np.argsort(-self.confidence[found], kind="stable")]

    def to_arrays(self) -> dict[str, Array]:
        """Arrays for an npz file; report and class names as JSON text."""
        return {
            "labels": self.labels,
            "probabilities": self.probabilities,
            "predicted": self.predicted,
            "confusion": self.confusion,
            "report": np.array(json.dumps(self.report)),
            "class_names": np.array(json.dumps(self.class_names)),
        }

    @classmethod
    def from_arrays(cls, arrays: dict[str, Array]) -> Evaluation:
        """The evaluation that `to_arrays` packed. KeyError or ValueError if these are other arrays."""
        return cls(
            labels=arrays["labels"],
            probabilities=arrays["probabilities"],
            predicted=arrays["predicted"],
            confusion=arrays["confusion"],
            report=json.loads(str(arrays["report"])),
            class_names=tuple(json.loads(str(arrays["class_names"]))),
        )


def evaluate(labels: Array, probabilities: Array, class_names: tuple[str, ...]) -> Evaluation:
    """The evaluation of probabilities (n, c) against true labels (n,).

    The predicted class is the most probable one, the first of equals. Matrix and report are scikit-learn's; its import takes
    3 s, so a worker calls this, and pages read the result.
    """
    from sklearn.metrics import classification_report, confusion_matrix

    labels, probabilities = np.asarray(labels, np.int64), np.asarray(probabilities, np.float32)
    predicted = probabilities.argmax(axis=1).astype(np.int64)
    classes = list(range(len(class_names)))
    confusion = confusion_matrix(labels, predicted, labels=classes)
    report = classification_report(
        labels, predicted, labels=classes, target_names=list(class_names), output_dict=True, zero_division=0
    )
    return Evaluation(labels, probabilities, predicted, np.asarray(confusion, np.int64), _plain(report), tuple(class_names))


def evaluation_of(labels: Array, probabilities: Array, class_names: tuple[str, ...], report: dict[str, Any]) -> Evaluation:
    """The evaluation with a report that was made before, so that scikit-learn is not needed."""
    predicted = probabilities.argmax(axis=1).astype(np.int64)
    confusion = np.zeros((len(class_names), len(class_names)), np.int64)
    np.add.at(confusion, (labels, predicted), 1)
    return Evaluation(labels, probabilities, predicted, confusion, report, class_names)


def balanced_if_uneven(labels: Array, predicted: Array, classes: int) -> float | None:
    """The mean recall, 0 to 1, of the classes that occur among labels (n,), as scikit-learn's `balanced_accuracy_score`; None for
    classes of about the same size, where it is the accuracy."""
    if not is_uneven(labels, classes):
        return None
    images = np.bincount(labels, minlength=classes)
    right = np.bincount(labels[labels == predicted], minlength=classes)
    return float(np.mean(right[images > 0] / images[images > 0]))


def _plain(value: Any) -> Any:
    """The same nested dict with Python's own numbers."""
    if isinstance(value, dict):
        return {str(name): _plain(each) for name, each in value.items()}
    return value.item() if isinstance(value, np.generic) else value
