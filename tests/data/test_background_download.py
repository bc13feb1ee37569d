"""Downloads in the background: one per dataset, found again, cancelled, and tried again; never half a file in its place."""

import time

import pytest

from cnn_core.data import load as load_module
from cnn_core.data.background_download import begin_download, download_of
from cnn_core.data.load import find
from cnn_core.data.places import cache_folder
from tests.data.gated_server import gated_server

CONTENT = bytes(range(256)) * 2048  # 512 KB, eight of the pieces in which it is read


@pytest.fixture
def gated(monkeypatch):
    with gated_server(CONTENT) as server:
        monkeypatch.setitem(load_module.REMOTE_FILES, "mnist", (server.file("mnist.npz"),))
        monkeypatch.setattr(load_module, "BASE_URL", server.url)
        yield server


def half_done(download):
    """Waits until the first half has arrived."""
    until = time.monotonic() + 20
    while download.done < len(CONTENT) // 4 and not download.ended:
        assert time.monotonic() < until
        time.sleep(0.01)
    return download


def files():
    folder = cache_folder("mnist")
    return [path.name for path in folder.iterdir()] if folder.exists() else []


def test_a_download_goes_on_by_itself_and_is_found_again_by_name(gated):
    assert download_of("mnist") is None
    begun = half_done(begin_download("mnist"))
    assert download_of("mnist") is begun
    assert (begun.total, begun.ended, find("mnist")) == (len(CONTENT), False, None)
    gated.go_on.set()
    assert begun.wait(20)
    assert (begun.problem, begun.part) == ("", 1.0)
    assert (cache_folder("mnist") / "mnist.npz").read_bytes() == CONTENT


def test_who_begins_it_again_gets_the_one_that_is_going_on(gated):
    first = half_done(begin_download("mnist"))
    assert begin_download("mnist") is first
    gated.go_on.set()
    assert first.wait(20)
    assert gated.requests == 1


def test_two_datasets_are_downloaded_beside_each_other(gated, monkeypatch):
    monkeypatch.setitem(load_module.REMOTE_FILES, "fashion_mnist", (gated.file("fashion_mnist.npz"),))
    both = [begin_download("mnist"), begin_download("fashion_mnist")]
    assert [each.ended for each in map(half_done, both)] == [False, False]
    gated.go_on.set()
    assert all(each.wait(20) for each in both)
    assert find("mnist")
    assert find("fashion_mnist")


def test_a_cancelled_download_leaves_nothing_and_can_be_begun_again(gated):
    first = half_done(begin_download("mnist"))
    first.cancel()
    gated.go_on.set()
    assert first.wait(20)
    assert (first.cancelled, files(), find("mnist")) == (True, [], None)
    second = begin_download("mnist")
    assert second is not first
    assert second.wait(20)
    assert (second.problem, files()) == ("", ["mnist.npz"])


def test_a_cancelled_download_leaves_the_file_that_was_there(gated):
    cache_folder("mnist").mkdir(parents=True)
    (cache_folder("mnist") / "mnist.npz").write_bytes(b"an older one")
    download = half_done(begin_download("mnist"))
    download.cancel()
    gated.go_on.set()
    assert download.wait(20)
    assert (cache_folder("mnist") / "mnist.npz").read_bytes() == b"an older one"
    assert files() == ["mnist.npz"]


def test_a_download_that_fails_says_why_and_can_be_tried_again(gated):
    gated.closed = True
    failed = begin_download("mnist")
    assert failed.wait(20)
    assert failed.problem.startswith("mnist cannot be downloaded from 127.0.0.1")
    assert "the server answered 503" in failed.problem
    assert files() == []
    gated.closed = False
    gated.go_on.set()
    again = begin_download("mnist")
    assert again.wait(20)
    assert (again.problem, files()) == ("", ["mnist.npz"])
