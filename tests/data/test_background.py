"""Work in a thread: an answer, a sentence, or cancelled; never silence."""

import threading

from cnn_core.data.background import Background
from cnn_core.errors import DatasetError


def ended(work):
    made = Background(work)
    assert made.wait(10)
    return made


def test_progress_and_the_answer_can_be_seen():
    go_on = threading.Event()

    def work(progress):
        progress(3, 4)
        assert go_on.wait(10)
        return "done"

    made = Background(work)
    while made.done != 3:
        assert not made.wait(0.01)
    assert (made.part, made.answer, made.ended) == (0.75, None, False)
    go_on.set()
    assert made.wait(10)
    assert (made.answer, made.problem) == ("done", "")


def test_a_refusal_is_its_sentence():
    def refuse(progress):
        raise DatasetError("No.")

    assert (ended(refuse).problem, ended(refuse).answer) == ("No.", None)


def test_a_fault_of_ours_is_a_sentence_that_names_the_log(caplog, monkeypatch, tmp_path):
    monkeypatch.setenv("CNN_LAB_HOME", str(tmp_path))
    assert ended(lambda progress: 1 // 0).problem.endswith(f"nothing was changed. The details are in {tmp_path / 'app.log'}.")
    assert "ZeroDivisionError" in caplog.text


def test_cancelled_work_ends_when_it_tells_its_progress():
    begun = threading.Event()

    def endless(progress):
        while True:
            progress(1, 2)
            begun.set()

    made = Background(endless)
    assert begun.wait(10)
    made.cancel()
    assert made.wait(10)
    assert made.problem == "Cancelled."


def test_the_time_left_follows_from_the_speed_since_the_first_progress():
    """300 of 1,000 are there at the beginning; after 10 s another 200, so the remaining 500 take 25 s."""
    times, steps = iter([100.0, 110.0]), []

    def work(progress):
        progress(300, 1000)
        steps.append(made.seconds_left)
        progress(500, 1000)
        steps.append(made.seconds_left)

    started = threading.Event()
    made = Background(lambda progress: started.wait(10) and work(progress), clock=lambda: next(times))
    assert made.seconds_left is None
    started.set()
    assert made.wait(10)
    assert steps == [None, 25.0]
