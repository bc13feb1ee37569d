"""IDX, the file format that MNIST was published in, plain or packed with gzip.

Big-endian throughout: two zero bytes, one byte for the type (8 is uint8), one byte for the number of dimensions,
four bytes for each dimension, then the values. Source: "The MNIST database of handwritten digits", Y. LeCun.
"""

from __future__ import annotations

import math
import zlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cnn_core.data.files import check_expansion, damaged, read_bytes

UINT8 = 8
GZIP_MAGIC = b"\x1f\x8b"
GZIP_WINDOW = 16 + zlib.MAX_WBITS


def read_idx(path: Path, dimensions: int) -> NDArray[np.uint8]:
    """The uint8 array in an IDX file, with or without gzip; DatasetError if it is damaged or has other dimensions."""
    return parse_idx(read_bytes(path), dimensions, path)


def parse_idx(content: bytes, dimensions: int, name: str | Path = "the IDX file") -> NDArray[np.uint8]:
    """The same from bytes; `name` is what the error calls them. The array cannot be written to."""
    length = 4 + 4 * dimensions
    if content.startswith(GZIP_MAGIC):
        return _parse_gzip(content, dimensions, length, name)
    shape = _shape(content[:length], dimensions, name)
    _check_size(len(content) - length, shape, name)
    return np.frombuffer(content, np.uint8, offset=length).reshape(shape)


def _parse_gzip(content: bytes, dimensions: int, length: int, name: str | Path) -> NDArray[np.uint8]:
    """Unpacks the header, then no more than the values that the header declares and one byte more, to detect an excess."""
    gunzip = zlib.decompressobj(GZIP_WINDOW)
    try:
        shape = _shape(gunzip.decompress(content, length), dimensions, name)
        size = math.prod(shape)
        check_expansion(name, len(content), size)
        values = gunzip.decompress(gunzip.unconsumed_tail, size + 1)
    except zlib.error as error:
        raise damaged(name, f"its gzip data is broken ({error})") from error
    _check_size(len(values), shape, name)
    if not gunzip.eof:
        raise damaged(name, "its gzip data ends too early, so that its checksum is missing")
    if gunzip.unused_data:
        raise damaged(name, "bytes follow the end of its gzip data")
    return np.frombuffer(values, np.uint8).reshape(shape)


def _shape(header: bytes, dimensions: int, name: str | Path) -> tuple[int, ...]:
    """The dimensions that the header declares."""
    if len(header) < 4 + 4 * dimensions:
        raise damaged(name, "it ends within its header")
    if header[:2] != b"\0\0" or header[2] != UINT8:
        raise damaged(name, f"it does not begin as an IDX file of uint8 values does (00 00 08), but with {header[:3].hex(' ')}")
    if header[3] != dimensions:
        raise damaged(name, f"it has {header[3]} dimensions, and {dimensions} were expected")
    return tuple(int.from_bytes(header[at : at + 4], "big") for at in range(4, len(header), 4))


def _check_size(size: int, shape: tuple[int, ...], name: str | Path) -> None:
    wanted = math.prod(shape)
    if size != wanted:
        found = "more" if size > wanted else f"only {size:,}"
        raise damaged(name, f"its header declares {wanted:,} values ({' x '.join(map(str, shape))}), and {found} follow")
