import io
import time
import zipfile

import numpy as np
import pytest

from cnn_core.data.npz import parse_npz, read_npz
from cnn_core.errors import DatasetError


def archive(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in members.items():
            written.writestr(f"{name}.npy", content)
    return stream.getvalue()


def npy(array: np.ndarray) -> bytes:
    stream = io.BytesIO()
    np.save(stream, array)
    return stream.getvalue()


def npy_with_header(header: str, values: bytes = b"") -> bytes:
    return b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header.encode() + values


@pytest.mark.parametrize("save", [np.savez, np.savez_compressed])
@pytest.mark.parametrize("dtype", ["u1", "<i8", ">i2"])
@pytest.mark.parametrize("order", ["C", "F"])
def test_what_numpy_saves_is_read_as_numpy_reads_it(tmp_path, save, dtype, order):
    a = np.arange(24).reshape(2, 3, 4).astype(dtype, order=order)
    save(tmp_path / "a.npz", a=a, other=np.zeros(3))
    read = read_npz(tmp_path / "a.npz", ["a"])
    with np.load(tmp_path / "a.npz") as expected:
        assert np.array_equal(read["a"], expected["a"])
        assert read["a"].dtype == expected["a"].dtype
    assert list(read) == ["a"]


def test_pickled_objects_are_refused_and_never_run(tmp_path):
    ran = tmp_path / "ran"

    class Trap:
        def __reduce__(self):
            return (open, (str(ran), "w"))

    np.savez(tmp_path / "trap.npz", x=np.array([Trap()], dtype=object))
    with pytest.raises(DatasetError, match=r"values of type \|O and not whole numbers"):
        read_npz(tmp_path / "trap.npz", ["x"])
    assert not ran.exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "not a whole npz archive"),
        (b"not a zip at all", "not a whole npz archive"),
        (archive(x=npy(np.zeros(3, np.uint8)))[:-30], "not a whole npz archive"),
        (archive(y=npy(np.zeros(3, np.uint8))), "holds no array x"),
        (archive(**{f"m{i}": b"" for i in range(65)}), "65 members"),
        (archive(x=b""), "no array of plain numbers"),
        (archive(x=npy(np.zeros(3))), "values of type <f8 and not whole numbers"),
        (archive(x=npy(np.zeros(3, "u1,i4"))), r"values of type \|V5 and not whole numbers"),
        (archive(x=npy(np.zeros(3, np.uint8)) + b"\0"), "which its 4 bytes are not"),
        (archive(x=npy_with_header("{'descr': '|u1', 'fortran_order': False, 'shape': (-2, -2)}", b"abcd")), "no array of plain"),
        (archive(x=npy_with_header("{'descr': '|u1', 'fortran_order': False, 'shape': (10**30,)}")), "no array of plain"),
        (
            archive(x=npy_with_header("{'descr': '|u1', 'fortran_order': False, 'shape': (9" + "0" * 18 + ", 9)}")),
            "which its 0 bytes are not",
        ),
        (archive(x=npy_with_header("[" * 3000)), "no array of plain"),
        (archive(x=npy(np.zeros(3, np.uint8))[:60]), "no array of plain"),
    ],
    ids=[
        "empty",
        "text",
        "cut",
        "name",
        "many",
        "no npy",
        "floats",
        "records",
        "longer",
        "negative",
        "sum",
        "huge",
        "nested",
        "half",
    ],
)
def test_what_is_wrong_with_a_damaged_archive_is_said_with_its_name(content, words):
    with pytest.raises(DatasetError, match=words) as caught:
        parse_npz(content, ["x"], "mnist.npz")
    assert "mnist.npz cannot be used: " in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_flipped_bit_in_an_array_is_seen():
    content = bytearray(archive(x=npy(np.arange(200, dtype=np.uint8))))
    content[150] ^= 4
    with pytest.raises(DatasetError):
        parse_npz(bytes(content), ["x"])


def test_other_packings_than_numpys_are_refused():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_LZMA) as written:
        written.writestr("x.npy", npy(np.zeros(3, np.uint8)))
    with pytest.raises(DatasetError, match="packed in a way"):
        parse_npz(stream.getvalue(), ["x"])


def test_a_member_that_declares_more_than_its_bytes_can_hold_is_refused_before_it_is_unpacked():
    content = bytearray(archive(x=npy(np.zeros(3, np.uint8))))
    directory = content.index(b"PK\1\2")
    content[directory + 24 : directory + 28] = (400_000_000).to_bytes(4, "little")  # the declared size, by the zip format
    with pytest.raises(DatasetError, match="cannot hold"):
        parse_npz(bytes(content), ["x"])
    content[directory + 24 : directory + 28] = (4_000_000_000).to_bytes(4, "little")
    with pytest.raises(DatasetError, match="is the limit"):
        parse_npz(bytes(content), ["x"])


@pytest.mark.parametrize(
    "header",
    [
        "{'descr': '|u1', 'fortran_order': False, 'shape': (2, True)}",
        "{'descr': '|u1', 'fortran_order': 0, 'shape': (2,)}",
        "{'descr': '|u1', 'fortran_order': False, 'shape': [2]}",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (2,), 'more': 1}",
        "{'descr': '|u1', 'fortran_order': False}",
        "{'descr': ('|u1', 10000000000000000000000), 'fortran_order': False, 'shape': (2,)}",
        "{'descr': (), 'fortran_order': False, 'shape': (2,)}",
        "{'descr': 7, 'fortran_order': False, 'shape': (2,)}",
        "{[]: 1}",
        "{'descr': __import__('os').system('true'), 'fortran_order': False, 'shape': (2,)}",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (1, 1, 1, 1, 1, 1, 1, 1, 2)}",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (2,)" + " " * 1024 + "}",
        "-" * 1000 + "1",
    ],
)
def test_a_header_that_numpy_would_not_write_is_refused(header):
    with pytest.raises(DatasetError, match="no array of plain numbers"):
        parse_npz(archive(x=npy_with_header(header, b"ab")), ["x"])


def test_a_header_of_python_2_is_read():
    header = "{'descr': '|u1', 'fortran_order': False, 'shape': (1L, 2L), }"
    with pytest.warns(UserWarning, match="created on Python 2"):
        assert parse_npz(archive(x=npy_with_header(header, b"ab")), ["x"])["x"].tolist() == [[97, 98]]


def test_a_header_of_another_version_is_refused():
    content = bytearray(npy(np.zeros(3, np.uint8)))
    content[6] = 2
    with pytest.raises(DatasetError, match="no array of plain numbers"):
        parse_npz(archive(x=bytes(content)), ["x"])


def test_a_header_made_to_be_slow_to_match_is_refused_at_once():
    for filler in ("9" * 4000, "9, " * 1300, " " * 4000, "9L" * 2000):
        header = "{'descr': '|u1', 'fortran_order': False, 'shape': (" + filler
        started = time.perf_counter()
        with pytest.raises(DatasetError, match="no array of plain numbers"):
            parse_npz(archive(x=npy_with_header(header)), ["x"])
        assert time.perf_counter() - started < 0.5
