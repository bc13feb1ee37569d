"""What the report says of a run that was stopped, and of one that waited."""

from dataclasses import replace

from cnn_core.data.load import load_local
from cnn_core.report import gather
from cnn_core.runs.folder import RunFolder
from cnn_core.runs.pretrained import PRETRAINED_PATH
from tests.report.test_report import read

full = gather(RunFolder(PRETRAINED_PATH), load_local("mnist-mini"))


def head(**state):
    words = " ".join(read(replace(full, state=replace(full.state, **state))).words)
    return words.partition("multiply-accumulates")[0]


def test_it_says_where_it_was_stopped_and_of_which_weights_the_test_is():
    """It said 7 epochs, and nothing of an eighth, within which the weights were that it tested."""
    whole = len(full.state.history)
    words = head(status="stopped", reason="stopped", epochs=40, epoch=whole + 1)
    assert f"The training was stopped in epoch {whole + 1} of 40, {whole} whole epochs." in words
    assert f"The test figures are of the weights at that moment, within epoch {whole + 1}." in words
    assert f"The curves end with epoch {whole}." in words
    assert "whole epochs" not in head()


def test_after_a_whole_epoch_nothing_is_within_one():
    words = head(status="stopped", reason="stopped", epochs=40, epoch=len(full.state.history))
    assert f"stopped after epoch {len(full.state.history)} of 40." in words
    assert "within" not in words


def test_it_was_begun_when_it_left_the_queue():
    assert "Begun on 01 January 2000, 00:00:00 UTC" in head(started=946684800.0)
