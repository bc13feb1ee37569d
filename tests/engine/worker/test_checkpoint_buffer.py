import numpy as np

from cnn_core.engine.worker.checkpoint_buffer import CheckpointBuffer, size


def checkpoint(floats):
    return {"1.kernel": np.zeros(floats, np.float32)}, {"optimizer.0": np.zeros(floats, np.float32)}


def test_the_size_of_a_checkpoint_is_that_of_all_its_arrays():
    assert size(checkpoint(100)) == 800


def test_a_checkpoint_stays_until_it_is_saved():
    outbox = CheckpointBuffer()
    outbox.put("run", 1, checkpoint(3))
    outbox.put("another", 1, checkpoint(3))
    assert outbox.get("run", 1)[0]["1.kernel"].shape == (3,)
    assert not outbox.wait_saved("run", 0.01)
    outbox.drop("run", 1)
    assert outbox.get("run", 1) is None
    assert outbox.wait_saved("run", 0.01)
    assert not outbox.wait_saved("another", 0.01)


def test_when_there_is_no_room_the_oldest_go():
    outbox = CheckpointBuffer(most_bytes=1700)
    for epoch in (1, 2, 3):
        outbox.put("run", epoch, checkpoint(100))
    assert [outbox.get("run", epoch) is None for epoch in (1, 2, 3)] == [True, False, False]


def test_the_newest_stays_even_if_it_is_too_large():
    outbox = CheckpointBuffer(most_bytes=100)
    outbox.put("run", 1, checkpoint(100))
    assert outbox.get("run", 1) is not None
