from hypothesis import given
from hypothesis import strategies as st

from cnn_core.engine.scheduling.fair_queue import FairQueue


def filled(*jobs):
    """A queue with jobs named by owner and number: `a1` is the first of a."""
    queue = FairQueue()
    for job in jobs:
        queue.add(job, job[0])
    return queue


def drained(queue):
    taken = []
    while (job := queue.take()) is not None:
        taken.append(job)
    return taken


def test_one_persons_jobs_run_in_the_order_in_which_they_came():
    assert drained(filled("a1", "a2", "a3")) == ["a1", "a2", "a3"]


def test_nobody_has_a_second_turn_before_everybody_had_one():
    assert drained(filled("a1", "a2", "a3", "b1", "b2", "c1")) == ["a1", "b1", "c1", "a2", "b2", "a3"]


def test_who_comes_late_goes_before_those_who_had_a_turn():
    queue = filled("a1", "a2", "a3")
    assert queue.take() == "a1"
    queue.add("b1", "b")
    assert drained(queue) == ["b1", "a2", "a3"]


def test_turns_are_remembered_while_nobody_waits():
    queue = filled("a1")
    queue.take()
    queue.add("a2", "a")
    queue.add("b1", "b")
    assert drained(queue) == ["b1", "a2"]


def test_place_one_is_the_next_job():
    queue = filled("a1", "a2", "b1")
    assert [queue.place(job) for job in ("a1", "b1", "a2")] == [1, 2, 3]


def test_a_job_that_does_not_wait_has_no_place():
    queue = filled("a1")
    queue.take()
    assert queue.place("a1") is None
    assert queue.place("never") is None


def test_a_job_that_is_removed_is_never_taken():
    queue = filled("a1", "a2", "b1")
    assert queue.remove("a1")
    assert not queue.remove("a1")
    assert "a1" not in queue
    assert drained(queue) == ["a2", "b1"]


def test_a_job_that_was_taken_in_vain_comes_first_again():
    queue = filled("a1", "b1", "a2")
    job = queue.take()
    queue.put_back(job, "a")
    assert drained(queue) == ["a1", "b1", "a2"]


def test_an_empty_queue_gives_nothing():
    assert FairQueue().take() is None
    assert len(FairQueue()) == 0


def test_thirty_people_with_two_jobs_each_all_have_one_before_any_has_two():
    queue = FairQueue()
    for owner in range(30):
        for number in range(2):
            queue.add(f"{owner}-{number}", str(owner))
    first_round = [queue.take() for _ in range(30)]
    assert {job.split("-")[0] for job in first_round} == {str(owner) for owner in range(30)}
    assert len(drained(queue)) == 30


@given(st.lists(st.tuples(st.sampled_from(["add", "take", "remove"]), st.integers(0, 4)), max_size=60))
def test_whatever_happens_each_job_leaves_once_and_no_wait_sees_one_owner_twice(steps):
    """While an owner waits, each other owner is served at most once before them."""
    queue, made, gone = FairQueue(), 0, []
    served_while_waiting = {owner: [] for owner in range(5)}
    waiting = {}
    for action, owner in steps:
        if action == "add":
            job, made = f"{owner}:{made}", made + 1
            queue.add(job, str(owner))
            waiting[job] = owner
        elif action == "take":
            order = queue.order()
            job = queue.take()
            assert job == (order[0] if order else None)
            if job is not None:
                gone.append(job)
                owner = waiting.pop(job)
                served_while_waiting[owner] = []
                for other in set(waiting.values()) - {owner}:
                    assert owner not in served_while_waiting[other]
                    served_while_waiting[other].append(owner)
        elif waiting:
            job = next(iter(waiting))
            assert queue.remove(job)
            gone.append(job)
            removed = waiting.pop(job)
            if removed not in waiting.values():
                served_while_waiting[removed] = []
    gone += drained(queue)
    assert sorted(gone) == sorted(set(gone))
    assert len(gone) == made
