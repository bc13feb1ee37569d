from cnn_core.engine.host.cluster import train_slots, worker_specs

GB = 2**30


def test_a_training_gets_four_cores_and_there_is_always_room_for_one():
    assert [train_slots(cores) for cores in (1, 2, 4, 7, 8, 16)] == [1, 1, 1, 1, 2, 4]


def test_there_is_one_worker_for_predictions_beside_those_that_train():
    specs = worker_specs(8, 32 * GB)
    assert [spec["resources"] for spec in specs.values()] == [{"train": 1}, {"train": 1}, {"infer": 1}]


def test_all_workers_together_stay_below_the_memory_of_the_machine():
    assert sum(spec["memory_limit"] for spec in worker_specs(16, 64 * GB).values()) <= 0.9 * 64 * GB


def test_on_a_small_machine_every_worker_can_still_load_tensorflow():
    assert all(spec["memory_limit"] >= 1.5 * GB for spec in worker_specs(2, 4 * GB).values())


def test_the_cores_are_shared_between_the_trainings():
    specs = worker_specs(16, 64 * GB)
    assert {specs[name]["env"]["TF_NUM_INTRAOP_THREADS"] for name in specs if name != "infer"} == {"4"}
