"""A download as phases of a run: people see each percent once."""

from cnn_core.training.events import download_phases


def test_each_percent_is_said_once():
    said = []
    progress = download_phases("cifar10", said.append)
    for done in (0, 5, 10, 19, 20, 1000):
        progress(done, 1000)
    assert {each["event"] for each in said} == {"phase"}
    assert [each["words"] for each in said] == [f"downloading cifar10, {percent}%" for percent in (0, 1, 2, 100)]


def test_a_download_of_unknown_size_is_said_to_begin():
    said = []
    progress = download_phases("cifar10", said.append)
    progress(10, 0)
    progress(20, 0)
    assert [each["words"] for each in said] == ["downloading cifar10, 0%"]
