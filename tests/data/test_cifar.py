"""CIFAR-10 as archives and folders of either form, found, checked by hash, and read; with six tiny batches of the same format."""

import hashlib
import io
import os
import pickle
import struct
import tarfile

import numpy as np
import pytest

from cnn_core.data import cifar, download
from cnn_core.data.catalogue import entry_of
from cnn_core.data.cifar import BINARY, PICKLED, read_cifar
from cnn_core.data.download import RemoteFile
from cnn_core.data.load import find, load
from cnn_core.data.places import cache_folder
from cnn_core.errors import DatasetError

IMAGES = np.random.RandomState(3).randint(0, 256, (6, 10, 32, 32, 3)).astype(np.uint8)
LABELS = np.stack([np.roll(np.arange(10), batch) for batch in range(6)])


def planes(batch):
    """Red, green and blue one after another, as both forms have them."""
    return IMAGES[batch].transpose(0, 3, 1, 2).reshape(10, 3072)


def binary(batch):
    return np.concatenate([LABELS[batch][:, None].astype(np.uint8), planes(batch)], axis=1).tobytes()


def short(text):
    return b"U" + bytes([len(text)]) + text


def pickled(batch, module=b"numpy.core.multiarray", dtype=b"u1"):
    """A dict of an array and a list in protocol 2 as Python 2 wrote it, opcode by opcode: its texts are bytes."""
    raw = planes(batch).tobytes()
    number = lambda value: b"J" + struct.pack("<i", value)  # noqa: E731  (an opcode)
    made_dtype = b"cnumpy\ndtype\n" + short(dtype) + b"K\x00K\x01\x87R(K\x03" + short(b"|") + b"NNN" + number(-1) * 2 + b"K\x00tb"
    array = b"c" + module + b"\n_reconstruct\ncnumpy\nndarray\nK\x00\x85" + short(b"b") + b"\x87R"
    state = b"(K\x01" + number(10) + number(3072) + b"\x86" + made_dtype + b"\x89T" + struct.pack("<i", len(raw)) + raw + b"tb"
    labels = b"](" + b"".join(b"K" + bytes([label]) for label in LABELS[batch]) + b"e"
    return b"\x80\x02}(" + short(b"data") + array + state + short(b"labels") + labels + b"u."


@pytest.fixture
def tiny(monkeypatch):
    """The hashes of the six tiny batches in the place of the real ones."""
    files = {name: binary(number) for number, name in enumerate(BINARY)}
    files |= {name: pickled(number) for number, name in enumerate(PICKLED)}
    monkeypatch.setattr(cifar, "BATCH", 10)
    for name in BINARY:
        monkeypatch.setitem(BINARY, name, hashlib.sha256(files[name]).hexdigest())
    for name in PICKLED:
        monkeypatch.setitem(PICKLED, name, hashlib.md5(files[name]).hexdigest())
    return files


@pytest.fixture
def packed(tiny, monkeypatch):
    """Packs an archive of either form under its published name, and makes its hash the known one."""

    def pack(names, folder, as_name, extra=()):
        made = io.BytesIO()
        with tarfile.open(fileobj=made, mode="w:gz") as archive:
            for name, content in [*((name, tiny[name]) for name in names), *extra]:
                info = tarfile.TarInfo(f"cifar-10-batches/{name}")
                info.size = len(content)
                archive.addfile(info, io.BytesIO(content))
        folder.mkdir(parents=True, exist_ok=True)
        (folder / as_name).write_bytes(made.getvalue())
        known = next(iter(cifar.ARCHIVES))
        monkeypatch.setitem(cifar.ARCHIVES, known, hashlib.sha256(made.getvalue()).hexdigest())
        return folder / as_name

    return pack


def is_cifar(dataset):
    assert np.array_equal(dataset.x_train, IMAGES[:5].reshape(50, 32, 32, 3))
    assert np.array_equal(dataset.y_train, LABELS[:5].ravel())
    assert np.array_equal(dataset.x_test, IMAGES[5])
    assert np.array_equal(dataset.y_test, LABELS[5])
    assert dataset.class_names[3] == "cat"
    return True


def write(folder, files, names):
    folder.mkdir(parents=True)
    for name in names:
        (folder / name).write_bytes(files[name])
    return folder


@pytest.mark.parametrize(
    ("inside", "names"),
    [
        ("cifar-10-batches-bin", BINARY),
        ("cifar10/cifar-10-batches-bin", BINARY),
        ("cifar-10-batches-py", PICKLED),
        ("cifar-10-batches-py-target/cifar-10-batches-py", PICKLED),
    ],
)
def test_folders_of_batches_are_found_and_read_colour_by_colour(tiny, tmp_path, monkeypatch, inside, names):
    monkeypatch.setenv("CNN_LAB_DATA", str(tmp_path / "data"))
    folder = write(tmp_path / "data" / inside, tiny, names)
    assert find("cifar10") == folder
    assert is_cifar(load("cifar10"))


@pytest.mark.parametrize(
    ("as_name", "names"),
    [
        ("cifar-10-binary.tar.gz", BINARY),
        ("cifar-10-python.tar.gz", PICKLED),
        ("cifar-10-batches-py.tar.gz", PICKLED),
        ("cifar-10-batches-py-target_archive", PICKLED),
    ],
)
def test_archives_are_found_and_read_in_kerass_cache_too(packed, tmp_path, as_name, names):
    archive = packed(names, tmp_path / "keras" / "datasets", as_name)
    assert find("cifar10") == archive
    assert is_cifar(load("cifar10"))


def test_keras_reads_the_same_from_the_same_folder(tiny, tmp_path):
    """The tiny pickles are such as Keras's own reader takes; its arrays are the oracle."""
    from keras.src.datasets.cifar import load_batch

    folder = write(tmp_path / "py", tiny, PICKLED)
    images, labels = load_batch(str(folder / "data_batch_2"))
    assert np.array_equal(images.transpose(0, 2, 3, 1), IMAGES[1])
    assert labels == LABELS[1].tolist()
    found = read_cifar(folder)
    assert np.array_equal(found["x_train"][10:20], images.transpose(0, 2, 3, 1))


def test_what_is_nowhere_is_downloaded_once(packed, server, monkeypatch):
    archive = packed(BINARY, server.folder, "cifar-10-binary.tar.gz")
    content = archive.read_bytes()
    file = RemoteFile(archive.name, hashlib.sha256(content).hexdigest(), len(content))
    monkeypatch.setitem(download.REMOTE_FILES, "cifar10", (file,))
    monkeypatch.setitem(download.BASE_URLS, "cifar10", server.url)
    assert is_cifar(load("cifar10"))
    assert find("cifar10") == cache_folder("cifar10") / archive.name


def test_without_a_network_the_sentence_names_the_file_and_where_to_put_it(monkeypatch):
    monkeypatch.setitem(download.BASE_URLS, "cifar10", "http://127.0.0.1:9/")
    with pytest.raises(DatasetError, match=r"put cifar-10-binary\.tar\.gz into .*cifar10"):
        load("cifar10")


@pytest.mark.parametrize("names", [BINARY, PICKLED], ids=["binary", "pickled"])
def test_a_batch_of_another_hash_is_refused_before_it_is_read(tiny, tmp_path, names, monkeypatch):
    folder = write(tmp_path / "batches", tiny, names)
    first = folder / next(iter(names))
    first.write_bytes(first.read_bytes()[:-2] + b"!!")
    monkeypatch.setattr(cifar, "_batch", lambda *_: pytest.fail("it was read"))
    with pytest.raises(DatasetError, match=f"{first.name} cannot be used: its (sha256|md5) is"):
        read_cifar(folder)


def test_an_archive_of_another_hash_is_refused(packed, tmp_path):
    archive = packed(BINARY, tmp_path, "cifar-10-binary.tar.gz")
    archive.write_bytes(archive.read_bytes() + b"!")
    with pytest.raises(DatasetError, match="its sha256 is"):
        read_cifar(archive)


def test_an_archive_or_folder_without_all_batches_is_refused(packed, tiny, tmp_path):
    with pytest.raises(DatasetError, match="some of its six batch files are missing"):
        read_cifar(packed(list(BINARY)[:5], tmp_path, "cifar-10-binary.tar.gz"))
    with pytest.raises(DatasetError, match="some of its six batch files are missing"):
        read_cifar(write(tmp_path / "few", tiny, list(PICKLED)[:3]))


def test_an_archive_with_strange_members_is_refused(packed, tmp_path, monkeypatch):
    monkeypatch.setattr(cifar, "MAX_MEMBER_BYTES", 50_000)
    with pytest.raises(DatasetError, match=r"holds cifar-10-batches/huge, which does not belong"):
        read_cifar(packed(BINARY, tmp_path, "cifar-10-binary.tar.gz", [("huge", bytes(60_000))]))


class Deed:
    """A pickle of it would make a folder when opened."""

    def __reduce__(self):
        return os.mkdir, ("unpickled",)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (pickle.dumps({b"data": Deed(), b"labels": []}, protocol=4), r"asks for (posix|nt)\.mkdir"),
        (pickle.dumps(np.zeros(3, object), protocol=4), "no pickle of arrays"),
        (b"\x80\x02cbuiltins\neval\nU\x031+1\x85R.", "asks for builtins.eval"),
        (b"\x80\x02cnumpy\nload\nU\x03abc\x85R.", "asks for numpy.load"),
        (pickle.dumps([1, 2], protocol=2), "no pickle of arrays"),
        (pickled(0)[:500], "no pickle of arrays"),
        (pickled(0, dtype=b"i1"), "its data are no bytes"),
        (b"", "no pickle of arrays"),
    ],
)
def test_a_pickle_makes_nothing_but_arrays_even_if_its_hash_were_known(tiny, tmp_path, monkeypatch, content, words):
    monkeypatch.chdir(tmp_path)
    name = "data_batch_1"
    monkeypatch.setitem(PICKLED, name, hashlib.md5(content).hexdigest())
    folder = write(tmp_path / "batches", {**tiny, name: content}, PICKLED)
    with pytest.raises(DatasetError, match=words):
        read_cifar(folder)
    assert not (tmp_path / "unpickled").exists()


@pytest.mark.parametrize("content", [binary(0)[:-5], binary(0)[:-3073], b"", b"\x0b" + binary(0)[1:]])
def test_bytes_that_are_no_batch_are_refused(tiny, tmp_path, monkeypatch, content):
    name = "data_batch_1.bin"
    monkeypatch.setitem(BINARY, name, hashlib.sha256(content).hexdigest())
    with pytest.raises(DatasetError, match=r"data_batch_1\.bin cannot be used"):
        read_cifar(write(tmp_path / "batches", {**tiny, name: content}, BINARY))


def test_it_has_no_fingerprint_of_its_own_and_says_where_it_comes_from():
    entry = entry_of("cifar10")
    assert entry.fingerprint == ""
    assert (entry.input_shape, entry.train_size, entry.test_size) == ((32, 32, 3), 50_000, 10_000)
    assert "Krizhevsky" in entry.source
    assert " ".join(entry.class_names) == "airplane automobile bird cat deer dog frog horse ship truck"
