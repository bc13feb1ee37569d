import subprocess
import sys

import numpy as np
import pytest
from sklearn.metrics import balanced_accuracy_score

from cnn_core.metrics.evaluation import Evaluation, evaluate

NAMES = ("cat", "dog", "owl")
LABELS = np.array([0, 0, 1, 1, 1, 0])
PROBABILITIES = np.array(
    [
        [0.8, 0.1, 0.1],
        [0.3, 0.6, 0.1],
        [0.2, 0.5, 0.3],
        [0.9, 0.1, 0.0],
        [0.0, 1.0, 0.0],
        [0.1, 0.2, 0.7],
    ]
)


@pytest.fixture
def evaluation():
    return evaluate(LABELS, PROBABILITIES, NAMES)


def test_the_predicted_class_is_the_most_probable(evaluation):
    assert evaluation.predicted.tolist() == [0, 1, 1, 0, 1, 2]


def test_of_equals_the_first_class_is_predicted():
    assert evaluate([1], [[0.4, 0.4, 0.2]], NAMES).predicted.tolist() == [0]


def test_the_matrix_has_a_row_for_each_true_class_and_a_column_for_each_predicted(evaluation):
    assert evaluation.confusion.tolist() == [[1, 1, 1], [1, 2, 0], [0, 0, 0]]


def test_accuracy_is_the_part_on_the_diagonal(evaluation):
    assert evaluation.accuracy == 0.5


@pytest.mark.parametrize("images", [(30, 5, 1), (9, 0, 1)])
def test_where_classes_are_uneven_the_mean_recall_is_that_of_scikit_learn(images):
    labels = np.repeat([0, 1, 2], images)
    probabilities = np.random.RandomState(4).dirichlet([1, 1, 1], len(labels))
    found = evaluate(labels, probabilities, NAMES)
    assert found.balanced_accuracy == pytest.approx(balanced_accuracy_score(labels, found.predicted))
    assert found.balanced_accuracy != pytest.approx(found.accuracy)


def test_of_even_classes_there_is_none_since_it_is_the_accuracy():
    assert evaluate([0, 1, 2], np.eye(3), NAMES).balanced_accuracy is None


def test_precision_and_recall_are_those_of_the_textbook(evaluation):
    cat, dog, owl = (evaluation.report[name] for name in NAMES)
    assert (cat["precision"], cat["recall"], cat["support"]) == (1 / 2, 1 / 3, 3)
    assert (dog["precision"], dog["recall"]) == (2 / 3, 2 / 3)
    assert (owl["precision"], owl["recall"], owl["f1-score"], owl["support"]) == (0, 0, 0, 0)
    assert evaluation.report["accuracy"] == 0.5


def test_a_cell_lists_its_images(evaluation):
    assert evaluation.cell(true=1, predicted=1).tolist() == [2, 4]
    assert evaluation.cell(true=2, predicted=2).tolist() == []


def test_wrong_and_right_ones_come_with_the_most_confident_first(evaluation):
    assert evaluation.wrong().tolist() == [3, 5, 1]
    assert evaluation.right().tolist() == [4, 0, 2]


def test_confidence_is_the_probability_of_the_predicted_class(evaluation):
    np.testing.assert_allclose(evaluation.confidence, [0.8, 0.6, 0.5, 0.9, 1.0, 0.7], rtol=1e-6)


def test_it_comes_back_from_a_file_without_pickle(evaluation, tmp_path):
    np.savez(tmp_path / "e.npz", **evaluation.to_arrays())
    with np.load(tmp_path / "e.npz", allow_pickle=False) as arrays:
        back = Evaluation.from_arrays(dict(arrays))
    assert (back.report, back.class_names) == (evaluation.report, NAMES)
    for name in ("labels", "probabilities", "predicted", "confusion"):
        np.testing.assert_array_equal(getattr(back, name), getattr(evaluation, name))


def test_reading_needs_neither_scikit_learn_nor_tensorflow():
    code = "import sys, cnn_core.metrics.evaluation; print([m for m in ('sklearn', 'tensorflow', 'keras') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
