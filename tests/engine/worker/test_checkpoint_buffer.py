import numpy as np

from cnn_core.engine.worker.checkpoint_buffer import CheckpointBuffer, size


def checkpoint(floats):
    return {"1.kernel": np.zeros(floats, np.float32)}, {"optimizer.0": np.zeros(floats, np.float32)}


def test_the_size_of_a_checkpoint_is_that_of_all_its_arrays():
    assert size(checkpoint(100)) == 800


def test_a_checkpoint_is_given_out_once():
    outbox = CheckpointBuffer()
    outbox.put("run", 1, checkpoint(3))
    assert outbox.take("run", 1)[0]["1.kernel"].shape == (3,)
    assert outbox.take("run", 1) is None


def test_when_there_is_no_room_the_oldest_go():
    outbox = CheckpointBuffer(most_bytes=1700)
    for epoch in (1, 2, 3):
        outbox.put("run", epoch, checkpoint(100))
    assert [outbox.take("run", epoch) is None for epoch in (1, 2, 3)] == [True, False, False]


def test_the_newest_stays_even_if_it_is_too_large():
    outbox = CheckpointBuffer(most_bytes=100)
    outbox.put("run", 1, checkpoint(100))
    assert outbox.take("run", 1) is not None
