import pytest
from distributed import Scheduler, Status
from distributed.comm import CommClosedError

from cnn_core.engine.host.cluster import train_slots, worker_specs
from cnn_core.engine.host.without_http import QuietScheduler

GB = 2**30


def test_a_training_gets_four_cores_and_there_is_always_room_for_one():
    assert [train_slots(cores) for cores in (1, 2, 4, 7, 8, 16)] == [1, 1, 1, 1, 2, 4]


def test_there_is_one_worker_for_predictions_beside_those_that_train():
    specs = worker_specs(8, 32 * GB)
    assert [spec["resources"] for spec in specs.values()] == [{"train": 1}] * 2 + [{"beside": 1}] * 2 + [{"infer": 1}]


def test_a_place_to_train_has_one_beside_it_where_the_memory_is_enough_for_both():
    kinds = {
        memory: [next(iter(spec["resources"])) for spec in worker_specs(2, memory * GB).values()] for memory in (4, 8, 12, 16)
    }
    assert kinds == {
        4: ["train", "infer"],
        8: ["train", "infer"],
        12: ["train", "beside", "infer"],
        16: ["train", "beside", "infer"],
    }
    assert worker_specs(2, 16 * GB)["train-0"]["memory_limit"] >= 5 * GB


def test_all_workers_together_stay_below_the_memory_of_the_machine():
    assert sum(spec["memory_limit"] for spec in worker_specs(16, 64 * GB).values()) <= 0.9 * 64 * GB


def test_on_a_small_machine_every_worker_can_still_load_tensorflow():
    assert all(spec["memory_limit"] >= 1.5 * GB for spec in worker_specs(2, 4 * GB).values())


def test_the_cores_are_shared_between_the_trainings():
    specs = worker_specs(16, 64 * GB)
    assert {specs[name]["env"]["TF_NUM_INTRAOP_THREADS"] for name in specs if name != "infer"} == {"4"}


class Connection:
    def __init__(self, is_closed: bool) -> None:
        self.told: list[str] = []
        self.closed = lambda: is_closed

    def send(self, *messages: str) -> None:
        if self.closed():
            raise CommClosedError
        self.told += messages


def test_an_app_that_has_ended_is_told_nothing_and_the_log_has_no_traceback_for_it(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
):
    connections = {"here": Connection(False), "gone": Connection(True)}
    monkeypatch.setattr(QuietScheduler, "status", Status.running)
    scheduler = object.__new__(QuietScheduler)
    scheduler.client_comms, scheduler.stream_comms = connections, {}
    scheduler.send_all({"here": ["one"], "gone": ["two"], "never": ["three"]}, {})
    assert connections["here"].told == ["one"]
    assert not caplog.records

    Scheduler.send_all(scheduler, {"gone": ["two"]}, {})
    assert "CommClosedError" in caplog.text  # what Dask's own writes
