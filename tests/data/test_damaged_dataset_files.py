"""Whatever happens to the bytes of a dataset file: an array comes out, or a DatasetError, and nothing else."""

import gzip
import io
import warnings
import zipfile
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn_core.data.files import MAX_ARRAY_BYTES
from cnn_core.data.idx import parse_idx
from cnn_core.data.npz import parse_npz
from cnn_core.errors import DatasetError

IDX = bytes([0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3]) + bytes(range(12))


def _npy(array: np.ndarray) -> bytes:
    stream = io.BytesIO()
    np.save(stream, array)
    return stream.getvalue()


def _zip(npy: bytes, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        archive.writestr("x.npy", npy)
    return stream.getvalue()


NPY = _npy(np.arange(12, dtype=np.uint8).reshape(2, 2, 3))


@st.composite
def mutated(draw: st.DrawFn, original: bytes) -> bytes:
    """Bytes overwritten, inserted, removed and cut off, a few times over."""
    content = bytearray(original)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(content)))
        match draw(st.sampled_from(["overwrite", "insert", "remove", "cut", "flip"])):
            case "overwrite":
                piece = draw(st.binary(min_size=1, max_size=4))
                content[at : at + len(piece)] = piece
            case "insert":
                content[at:at] = draw(st.binary(min_size=1, max_size=8))
            case "remove":
                del content[at : at + draw(st.integers(1, 16))]
            case "cut":
                del content[at:]
            case "flip" if at < len(content):
                content[at] ^= 1 << draw(st.integers(0, 7))
    return bytes(content)


def _reads_or_refuses(read, content: bytes) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with suppress(DatasetError):
            assert read(content).nbytes <= MAX_ARRAY_BYTES


@settings(max_examples=400, deadline=None)
@given(st.one_of(mutated(IDX), mutated(gzip.compress(IDX, mtime=0)), mutated(IDX).map(gzip.compress), st.binary(max_size=64)))
def test_mutated_idx_bytes_give_an_array_or_a_dataset_error(content):
    _reads_or_refuses(lambda b: parse_idx(b, 3), content)


@settings(max_examples=600, deadline=None)
@given(
    st.one_of(
        mutated(_zip(NPY)),
        mutated(_zip(NPY, zipfile.ZIP_STORED)),
        mutated(NPY).map(_zip),
        mutated(NPY[10:-12]).map(lambda header: _zip(NPY[:10] + header + NPY[-12:])),
        st.binary(max_size=64),
    )
)
def test_mutated_npz_bytes_give_an_array_or_a_dataset_error(content):
    _reads_or_refuses(lambda b: parse_npz(b, ["x"])["x"], content)


@pytest.mark.parametrize("cut", range(0, len(_zip(NPY)), 7))
def test_a_download_that_stopped_anywhere_is_refused(cut):
    with pytest.raises(DatasetError):
        parse_npz(_zip(NPY)[:cut], ["x"])
