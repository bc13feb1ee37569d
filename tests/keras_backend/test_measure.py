"""The measurement of a machine is a real training of the network whose work the forecast counts."""

import pytest

from cnn_core.forecast import work_of
from cnn_core.keras_backend import measure
from cnn_core.keras_backend.build import build
from cnn_core.summary import summarise


def test_the_network_is_one_that_keras_builds_and_the_forecast_counts():
    summary = summarise(measure.NETWORK)
    assert summary.errors == ()
    assert build(measure.NETWORK).count_params() == summary.params
    assert work_of(summary, measure.IMAGES, 0, 64).layer == len(summary.rows) * measure.IMAGES / 64


def test_slowness_is_the_median_epoch_over_the_forecast_of_it(monkeypatch):
    def trained(experiment, prepared, sink, control, file_export):
        assert len(prepared.x_train) == measure.IMAGES
        for seconds in (9.0, 0.4, 0.3, 0.5, 0.35):
            sink.emit({"event": "epoch", "seconds": seconds})

    monkeypatch.setattr(measure, "train", trained)
    expected = work_of(summarise(measure.NETWORK), measure.IMAGES, 0, 64).seconds()
    assert measure.slowness() == pytest.approx(0.375 / expected)
