import hashlib
import socket

import pytest

from cnn_core.data.download import REMOTE_FILES, RemoteFile, fetch
from cnn_core.errors import DatasetError

CONTENT = {"a.gz": bytes(range(256)) * 1000, "b.gz": b"labels"}


def remote(name: str, content: bytes) -> RemoteFile:
    return RemoteFile(name, hashlib.sha256(content).hexdigest(), len(content))


@pytest.fixture
def files(server):
    for name, content in CONTENT.items():
        (server.folder / name).write_bytes(content)
    return [remote(name, content) for name, content in CONTENT.items()]


def _refused(files, folder, url) -> str:
    with pytest.raises(DatasetError) as caught:
        fetch("mnist", files, folder, url)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_all_files_arrive_whole(server, files, tmp_path):
    fetch("mnist", files, tmp_path / "new" / "folder", server.url)
    assert {path.name: path.read_bytes() for path in (tmp_path / "new" / "folder").iterdir()} == CONTENT


def test_progress_counts_the_bytes_of_all_files_and_never_goes_back(server, files, tmp_path):
    steps = []
    fetch("mnist", files, tmp_path / "folder", server.url, lambda done, total: steps.append((done, total)))
    total = sum(map(len, CONTENT.values()))
    assert {step[1] for step in steps} == {total}
    assert [step[0] for step in steps] == sorted(step[0] for step in steps)
    assert steps[-1] == (total, total)
    assert len({step[0] for step in steps}) >= 4


def test_no_file_has_its_name_before_it_is_whole(server, files, tmp_path):
    folder, seen = tmp_path / "folder", []
    fetch("mnist", files[:1], folder, server.url, lambda done, total: seen.append((folder / "a.gz").exists()))
    assert not any(seen[:-1])
    assert seen[-1]


def test_a_file_that_is_there_already_is_not_fetched_again(server, files, tmp_path):
    fetch("mnist", files, tmp_path / "folder", server.url)
    (server.folder / "a.gz").unlink()
    fetch("mnist", files, tmp_path / "folder", server.url)


def test_without_a_connection_one_sentence_says_where_the_file_can_be_put_and_offers_mnist_mini(tmp_path):
    with socket.socket() as taken:  # bound and not listening: nothing answers there
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/"
        message = _refused(REMOTE_FILES["mnist"], tmp_path / "folder", url)
    assert message == (
        f"mnist cannot be downloaded from {url[7:-1]} (there is no connection, or it broke off): put mnist.npz into "
        f"{tmp_path / 'folder'} or into the folder that CNN_LAB_DATA names, or choose mnist-mini, which needs no network."
    )


def test_a_file_that_the_server_does_not_have_is_reported_with_its_answer(server, tmp_path):
    assert "the server answered 404" in _refused([remote("absent.gz", b"")], tmp_path / "folder", server.url)


def test_another_content_than_expected_is_not_kept(server, files, tmp_path):
    (server.folder / "a.gz").write_bytes(b"a login page")
    assert "another sha256" in _refused(files, tmp_path / "folder", server.url)
    assert list((tmp_path / "folder").iterdir()) == []


def test_a_connection_that_breaks_off_leaves_nothing_behind(server, tmp_path):
    (server.folder / "short-a.gz").write_bytes(b"12345")
    assert "broke off" in _refused([remote("short-a.gz", b"12345")], tmp_path / "folder", server.url)
    assert list((tmp_path / "folder").iterdir()) == []


def test_a_download_that_the_caller_gives_up_leaves_nothing_behind(server, files, tmp_path):
    class Cancelled(Exception):
        pass

    def cancel(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        fetch("mnist", files, tmp_path / "folder", server.url, cancel)
    assert list((tmp_path / "folder").iterdir()) == []


def test_a_folder_that_cannot_be_made_is_reported_with_what_to_do(server, files, tmp_path):
    (tmp_path / "file").write_text("no folder")
    message = _refused(files, tmp_path / "file" / "folder", server.url)
    assert "cannot be saved in" in message
    assert "CNN_LAB_HOME" in message


def test_the_addresses_and_the_hash_of_mnist_are_those_of_keras():
    import ast
    import importlib.util
    from pathlib import Path

    datasets = Path(importlib.util.find_spec("keras").origin).parent / "src" / "datasets"
    texts = {}
    for name in ("mnist", "fashion_mnist"):
        tree = ast.parse((datasets / f"{name}.py").read_text())
        texts[name] = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    from cnn_core.data.download import BASE_URL

    assert BASE_URL in texts["mnist"]
    assert REMOTE_FILES["mnist"][0].sha256 in texts["mnist"]
    assert BASE_URL in texts["fashion_mnist"]
    assert {file.name for file in REMOTE_FILES["fashion_mnist"]} <= texts["fashion_mnist"]
