"""An event with a field that is missing or of another kind is a SpecError, whatever else the file holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn_core.errors import SpecError
from cnn_core.training.fold import fold
from cnn_core.training.progress import progress
from tests.figures.one_curve import learning_curves

EVENTS = [
    {"event": "queued", "time": 1.0},
    {
        "event": "started",
        "time": 2.0,
        "epochs": 2,
        "steps_per_epoch": 2,
        "train_size": 64,
        "validation_size": 8,
        "initial_epoch": 0,
        "parameters": 9,
        "scaling": [0.0, 255.0],
    },
    {"event": "phase", "time": 3.0, "words": "building the network"},
    {"event": "batches", "time": 4.0, "epoch": 1, "step": [1, 2], "loss": [2.0, 1.0], "accuracy": [0.1, 0.2], "batch_size": 32},
    {
        "event": "epoch",
        "time": 5.0,
        "epoch": 1,
        "loss": 1.5,
        "accuracy": 0.15,
        "val_loss": None,
        "val_accuracy": 0.2,
        "seconds": 1.0,
        "samples_per_second": 64.0,
    },
    {"event": "restored", "time": 5.5, "epoch": 1},
    {"event": "fitting", "time": 5.6},
    {"event": "fitted", "time": 5.7, "seconds": 2.0},
    {"event": "evaluated", "time": 6.0, "test_loss": 1.0, "test_accuracy": 0.3},
    {"event": "finished", "time": 7.0, "reason": "completed", "epochs": 1, "seconds": 2.0},
    {"event": "failed", "time": 8.0, "reason": "memory ran out"},
]
MAY_BE_ABSENT = {"event", "time", "initial_epoch", "scaling", "val_loss", "val_accuracy"}
IGNORED = {("finished", "epochs")}
FIELDS = [(number, name) for number, each in enumerate(EVENTS) for name in each if (each["event"], name) not in IGNORED]
WRONG = ["text", [], {}, True, 10**400, [10**400], -(10**400), ["a", "b"], [[1], [2]], [None, 1], object()]


def with_field(number, name, value):
    return [*EVENTS[:number], {**EVENTS[number], name: value}, *EVENTS[number + 1 :]]


@pytest.mark.parametrize(("number", "name"), FIELDS)
def test_a_field_of_another_kind_is_named_and_what_was_received_is_said(number, name):
    texts = ("words", "reason")
    for value in WRONG:
        if name == "event" or (name in texts and isinstance(value, str)):
            continue
        with pytest.raises(SpecError, match=rf"^{name}.*Received"):
            fold(with_field(number, name, value))


@pytest.mark.parametrize(("number", "name"), [(number, name) for number, name in FIELDS if name not in MAY_BE_ABSENT])
def test_a_field_that_is_missing_is_named(number, name):
    lacking = {each: value for each, value in EVENTS[number].items() if each != name}
    with pytest.raises(SpecError, match=f"^{name}"):
        fold([*EVENTS[:number], lacking, *EVENTS[number + 1 :]])


@pytest.mark.parametrize("wrong", [1.5, -0.1, 1e308, float("inf"), float("nan")])
def test_a_test_accuracy_that_no_test_can_have_is_named(wrong):
    with pytest.raises(SpecError, match=r"^test_accuracy.*Received"):
        fold(with_field(8, "test_accuracy", wrong))


def test_figures_of_a_training_that_has_diverged_are_no_fault():
    state = fold(with_field(3, "loss", [2.0, float("nan")]))
    assert state.points[0].loss == 2.0
    assert state.points[1].loss != state.points[1].loss


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.just(10**400) | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)


@pytest.mark.parametrize(
    ("number", "wrong"),
    [(1, ["a"]), (1, "rows"), (1, {"a": 1}), (4, [1]), (4, [[1]]), (4, [[1, 2.0]]), (4, [["a", 0.5]]), (4, 3)],
)
def test_watched_images_of_another_kind_are_named(number, wrong):
    with pytest.raises(SpecError, match=r"^watched.*Received"):
        fold(with_field(number, "watched", wrong))


@pytest.mark.parametrize("absent", [None, []])
def test_runs_of_earlier_versions_watched_no_images(absent):
    events = with_field(1, "watched", absent)
    assert fold(events).watched == fold(EVENTS).watched == ()
    assert fold(EVENTS).history[0].watched == ()


@given(st.sampled_from(FIELDS), JSON)
def test_a_fold_that_may_leave_out_what_is_wrong_leaves_out_one_event_at_the_most_and_its_curves_can_be_drawn(field, value):
    wrong = []
    state = fold(with_field(*field, value), wrong=wrong.append)
    assert len(wrong) <= 1
    assert progress(state).line
    assert learning_curves(state).data is not None


@given(st.sampled_from(FIELDS), JSON)
def test_whatever_stands_in_a_field_the_curves_can_be_drawn_or_the_fault_is_said(field, value):
    events = with_field(*field, value)
    try:
        state = fold(events)
    except SpecError:
        return
    assert progress(state).line
    assert learning_curves(state).data is not None
