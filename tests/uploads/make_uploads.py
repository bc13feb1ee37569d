"""Uploads made by hand, honest ones and others."""

import gzip
import io
import struct
import zipfile

import numpy as np
from PIL import Image

RED, BLUE, GREY = (200, 30, 40), (30, 40, 200), 120


def file_of(image, kind="PNG", **options):
    made = io.BytesIO()
    image.save(made, kind, **options)
    return made.getvalue()


def picture(colour=RED, size=(10, 8), kind="PNG"):
    """A picture of one colour; `size` is (width, height), as Pillow has it."""
    return file_of(Image.new("RGB" if isinstance(colour, tuple) else "L", size, colour), kind)


def noise(size=(16, 16), kind="PNG"):
    """A picture that does not pack well, so that a part of its file is not all of it."""
    return file_of(Image.fromarray(np.random.RandomState(1).randint(0, 256, (*size, 3)).astype(np.uint8)), kind)


def without_utf8_mark(made):
    """Without the bit that says that names are in UTF-8, as several programs write zips."""
    made = bytearray(made)
    for start, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = made.find(start)
        while at >= 0:
            made[at + flags + 1] &= 0xF7
            at = made.find(start, at + 1)
    return bytes(made)


def zipped(members, method=zipfile.ZIP_STORED):
    """A zip of (name, content) pairs."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return made.getvalue()


def class_folders(classes, count=6, before="", **options):
    """Members of class folders with `count` pictures each: `classes` is name -> colour."""
    return [
        (f"{before}{name}/{number}.png", picture(colour, **options))
        for name, colour in classes.items()
        for number in range(count)
    ]


TWO = {"red": RED, "blue": BLUE}


def npy(array):
    made = io.BytesIO()
    np.save(made, array)
    return made.getvalue()


def npz(**arrays):
    made = io.BytesIO()
    np.savez(made, **arrays)
    return made.getvalue()


def idx(array):
    """As the MNIST page describes the format: 0, 0, type 8, number of dimensions, each as four bytes big-endian, values."""
    return bytes([0, 0, 8, array.ndim]) + b"".join(struct.pack(">I", side) for side in array.shape) + array.tobytes()


def images(count=20, size=(8, 8), channels=0):
    """Images uint8 of numbers that tell each from the others."""
    shape = (count, *size, channels) if channels else (count, *size)
    return np.random.RandomState(count).randint(0, 256, shape).astype(np.uint8)


def labels(count=20, classes=2):
    return (np.arange(count) % classes).astype(np.uint8)


def idx_files(packed=False, test=True):
    pack = (lambda content: gzip.compress(content, mtime=0)) if packed else bytes
    end = ".gz" if packed else ""
    parts = {"train": 20, "t10k": 10} if test else {"train": 20}
    return [
        (f"{part}-{what}-idx{array.ndim}-ubyte{end}", pack(idx(array)))
        for part, count in parts.items()
        for what, array in (("images", images(count)), ("labels", labels(count)))
    ]


def patched(made, position, form, value):
    made = bytearray(made)
    struct.pack_into(form, made, position, value)
    return bytes(made)


def directory_entry(made, name):
    """Where the entry of a member begins in the archive's directory."""
    return made.rindex(b"PK\x01\x02", 0, made.rindex(name.encode()))


def overlapping():
    """Two members at one place, as in the bombs of David Fifield."""
    made = zipped(class_folders(TWO))
    first = struct.unpack_from("<I", made, directory_entry(made, "red/0.png") + 42)[0]
    return patched(made, directory_entry(made, "blue/0.png") + 42, "<I", first)


def linked():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in class_folders(TWO):
            info = zipfile.ZipInfo(name)
            info.external_attr = (0o120777 if name == "red/3.png" else 0o100644) << 16
            archive.writestr(info, content)
    return made.getvalue()
