import pytest

from cnn_core.keras_backend.batch_metrics import BatchMetrics


def test_means_of_an_epoch_give_back_the_batches_and_the_smaller_last_one():
    # batches of 4, 4 and 2 images with losses 1, 3 and 7, and 4, 2 and 1 hits
    means = BatchMetrics(samples=10, batch_size=4)
    assert means.since_last(1, 1.0, 1.0) == (1.0, 1.0)
    assert means.since_last(2, (4 + 12) / 8, 6 / 8) == (3.0, 0.5)
    assert means.since_last(3, (4 + 12 + 14) / 10, 7 / 10) == pytest.approx((7.0, 0.5))


def test_a_point_over_several_batches_weighs_them_by_their_images():
    means = BatchMetrics(samples=10, batch_size=4)
    means.since_last(1, 1.0, 1.0)
    loss, accuracy = means.since_last(3, (4 + 12 + 14) / 10, 7 / 10)
    assert loss == pytest.approx((4 * 3 + 2 * 7) / 6)
    assert accuracy == pytest.approx(3 / 6)


def test_hits_are_whole_numbers_in_spite_of_float32():
    means = BatchMetrics(samples=60_000, batch_size=64)
    means.since_last(900, 0.1, float.fromhex("0x1.fae148p-1"))
    _, accuracy = means.since_last(901, 0.1, float.fromhex("0x1.fae148p-1"))
    assert accuracy * 64 == round(accuracy * 64)
