"""The labels of runs in a menu, whose end is cut off where it is narrow."""

from dataclasses import replace

from cnn_core.runs import RunResult
from pages.widgets.runs.run_label import labels_apart

ONE = RunResult(
    id="1", owner="", created=0.0, network="small-cnn", particular="500 images, batches of 16", dataset="mnist", input_shape=(28, 28, 1),
    status="finished", reason="", epochs=8, seconds=1.0, val_accuracy=None, test_loss=0.2, test_accuracy=0.95,
)  # fmt: skip
OTHER = replace(ONE, id="2", particular="500 images, Adam 2, batches of 512")


def test_what_tells_runs_apart_comes_before_what_all_have() -> None:
    assert labels_apart([ONE, OTHER], lambda run: f"23:0{run.id}") == [
        "small-cnn, 95.00% (23:01; batches of 16, 500 images)",
        "small-cnn, 95.00% (23:02; Adam 2, batches of 512, 500 images)",
    ]


def test_the_dataset_is_named_where_there_are_several() -> None:
    labels = labels_apart([ONE, replace(OTHER, dataset="cifar10")], lambda run: "23:00")
    assert [label.partition(",")[0] for label in labels] == ["small-cnn on MNIST", "small-cnn on CIFAR-10"]
