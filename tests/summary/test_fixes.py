"""Whatever the network: a summary is made, and a fix that is offered mends what it says and breaks nothing."""

import math
from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stacks import stacks

from cnn_core.spec import Architecture
from cnn_core.summary import summarise

ANY = settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
CODES = {
    "does-not-fit": "error",
    "dense-before-flatten": "error",
    "no-head": "error",
    "wrong-classes": "error",
    "no-softmax": "error",
    "all-frozen": "error",
    "linear-pair": "warning",
    "alike-weights": "warning",
    "softmax-inside": "warning",
    "limited-scores": "warning",
    "small-gradients": "warning",
    "one-layer-has-all": "warning",
    "dense-on-pixels": "warning",
    "skipped-pixels": "warning",
    "only-padding": "warning",
    "dropout-at-the-end": "warning",
    "very-large": "warning",
}
WITHOUT_FIX = {"very-large", "one-layer-has-all"}


def place_after(before, index, after):
    """Where a layer of one architecture sits in another made from it by one change; None if it is gone."""
    if index is None:
        return None
    layer = before.layers[index]
    if len(after.layers) == len(before.layers) and not any(layer is each for each in after.layers):
        return index
    return next((i for i, each in enumerate(after.layers) if each is layer), None)


def errors_of(summary):
    return [issue.code for issue in summary.errors]


@ANY
@given(stack=stacks(), classes=st.none() | st.integers(1, 100))
def test_a_summary_is_made_of_anything(stack, classes):
    summary = summarise(stack, classes)
    assert math.isfinite(summary.params + summary.macs + summary.activation_bytes)
    assert summary.trainable <= summary.params
    assert [r.index for r in summary.rows] == [i for i, e in enumerate(stack.layers) if e.enabled][: len(summary.rows)]
    for issue in summary.issues:
        assert CODES[issue.code] == issue.severity
        assert issue.layer is None or stack.layers[issue.layer].enabled
        assert issue.message.isprintable()
        assert issue.message.endswith(".")
    summary.to_json()


@ANY
@given(stack=stacks(), classes=st.none() | st.integers(1, 100))
def test_every_error_has_a_fix(stack, classes):
    for issue in summarise(stack, classes).issues:
        assert issue.fixes or issue.code in WITHOUT_FIX
        assert len({fix.label for fix in issue.fixes}) == len(issue.fixes) <= 3


@ANY
@given(stack=stacks(), classes=st.none() | st.integers(1, 100))
def test_a_fix_removes_its_issue_and_adds_no_error(stack, classes):
    before = summarise(stack, classes)
    for issue in before.issues:
        for fix in issue.fixes:
            after = summarise(fix.architecture, classes)
            assert Architecture.from_json(fix.architecture.to_json()) == fix.architecture
            place = place_after(stack, issue.layer, fix.architecture)
            same = [
                i
                for i in after.issues
                if i.code == issue.code and i.layer == place and (place is not None or issue.layer is None)
            ]
            assert not same, (fix.label, issue.message)
            if before.fault is None:
                assert not Counter(errors_of(after)) - Counter(errors_of(before)), (fix.label, issue.message)


@ANY
@given(stack=stacks())
def test_the_first_fix_again_and_again_ends_in_a_network_that_can_be_trained(stack):
    """As a person would: apply what is offered first, until no error is left."""
    for _ in range(3 * len(stack.layers) + 5):
        errors = summarise(stack, 10).errors
        if not errors:
            break
        stack = errors[0].fixes[0].architecture
    assert errors == ()
