from cnn_core.keras_backend.steps_per_execution import steps_per_execution, work
from cnn_core.spec import Architecture, Conv2D, Dense, Flatten

HEAD = (Flatten(), Dense(units=10, activation="softmax"))
SHALLOW = Architecture(name="shallow", input_shape=(28, 28, 1), layers=HEAD)
WIDE = Architecture(name="wide", input_shape=(128, 128, 3), layers=(Conv2D(filters=128), Conv2D(filters=128), *HEAD))


def test_work_is_three_times_the_multiplications_and_twenty_for_each_number_written():
    assert work(SHALLOW) == 3 * (7840 + 20 * (784 + 10))


def test_a_small_network_runs_several_batches_in_one_go():
    assert steps_per_execution(SHALLOW, 64, 10_000) == 16


def test_a_large_network_runs_one_at_a_time():
    assert steps_per_execution(WIDE, 64, 10_000) == 1


def test_a_short_epoch_keeps_its_points():
    assert steps_per_execution(SHALLOW, 64, 100) == 5
    assert steps_per_execution(SHALLOW, 64, 7) == 1
