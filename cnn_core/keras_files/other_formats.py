"""Files that are no Keras network: what they are, by their content, and the way out."""

from __future__ import annotations

import codecs
import io
import zipfile
from typing import Any

import h5py

from cnn_core.errors import RunError
from cnn_core.sandbox.strict_zip import BROKEN

HDF5 = b"\x89HDF\r\n\x1a\n"
CONVERT = "Load it in Python and save it with model.save('network.keras')"
TRAIN_HERE = "build the network on the Build page and train it here"
BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (
        b"version https://git-lfs",
        "This is a pointer of Git LFS, a few lines of text in place of the model: get the file itself with `git lfs pull`, or with the "
        "Download button of the web page.",
    ),
    (b"\x1f\x8b", "The file is packed with gzip: unpack it, and load the .keras or .h5 file in it."),
    (b"Rar!", "The file is a RAR archive: unpack it, and load the .keras or .h5 file in it."),
    (b"7z\xbc\xaf", "The file is a 7z archive: unpack it, and load the .keras or .h5 file in it."),
    (b"\x93NUMPY", "The file is a NumPy array and holds no network: save the whole model with model.save('network.keras')."),
    (
        b"\x80\x02\x8a\nl\xfc\x9cF\xf9",
        f"The file is a model of PyTorch, which CNN Lab does not read, since loading one runs what is in it: {TRAIN_HERE}.",
    ),
)
TORCH = f"The file is a model of PyTorch, which CNN Lab does not read: {TRAIN_HERE}."
PICKLE = (
    "The file is a pickle of Python, which CNN Lab never opens, since that runs what is in it: save the model with "
    "model.save('network.keras')."
)
SAVED_MODEL = (
    "This is a SavedModel of TensorFlow, which holds a program and not a list of layers: load it with Keras where it was made, and "
    "save it with model.save('network.keras')."
)
TENSORFLOW_JS = (
    "This is a model for TensorFlow.js: from Teachable Machine, export the images (Download samples) and train on them here; elsewhere "
    "save the model with model.save('network.keras')."
)
WEIGHTS_ONLY = (
    "The file holds no network, only its weights: it was saved with save_weights. Save the whole model with model.save, or "
    f"{TRAIN_HERE}."
)
DATA = "The file holds arrays of data and no network: bring images in on the Data page, under images of your own."
TEXT = "The file is text and no Keras network, whatever its name says: save the whole model with model.save('network.keras')."
OF_WEIGHTS = {"layers", "_layer_checkpoint_dependencies", "model_weights"}
TFLITE = "This is a model of TensorFlow Lite, which was made for answers alone: load the .keras or .h5 file that it was converted from."
ONNX = f"This is a model in the ONNX format, which CNN Lab does not read: load the Keras file that it was made from, or {TRAIN_HERE}."
PAGE = "This is a web page and not the file itself: press Download or Raw there, and load what comes."
CONFIG_ONLY = "This is the description of a network without its weights: save the whole model with model.save('network.keras')."
PICTURES = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp")
MODELS = (".h5", ".hdf5", ".keras")


def say_what_it_is(content: bytes) -> None:
    """RunError that names what the file is, if its first bytes tell; nothing for a zip or for what nobody knows."""
    head = content[:512]
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not content:
        raise RunError("The file is empty: it was not downloaded or copied to its end.")
    for begins, words in BEGINNINGS:
        if head.startswith(begins):
            raise RunError(words)
    if text.startswith((b"<!doctype", b"<html", b"<head", b"<?xml")):
        raise RunError(PAGE)
    if head[4:8] == b"TFL3":
        raise RunError(TFLITE)
    if text.startswith((b"{", b"class_name", b"backend:")):
        raise RunError(TENSORFLOW_JS if b"layers-model" in content[:20_000] else CONFIG_ONLY)
    if head[:1] == b"\x80" and head[1:2] in b"\x02\x03\x04\x05":
        raise RunError(PICKLE)
    if head[:1] == b"\x08" and head[2:3] in (b"\x12", b"\x1a", b"\x3a", b"\x42"):
        raise RunError(SAVED_MODEL if b"serve" in content[-4096:] + content[:65536] and head[1:2] == b"\x01" else ONNX)
    if head[8:10] == b'{"' and head[4:8] == b"\0\0\0\0":
        raise RunError(f"The file holds weights in the safetensors format and no layers: {CONVERT}.")
    if _is_text(head):
        raise RunError(TEXT)
    if not content.startswith(b"PK"):
        raise RunError(
            "The file is no Keras network, neither .keras nor .h5, and no bundle of CNN Lab: it may be damaged or of another program."
        )


def _is_text(head: bytes) -> bool:
    """Whether the beginning of a file is UTF-8 of characters that people write; it may end within one."""
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return all(mark.isprintable() or mark.isspace() for mark in text)


def say_what_the_hdf5_is(file: Any) -> RunError:
    """The error for an HDF5 file without a network: Keras keeps no array of weights beside its groups, and none of whole numbers with the
    three axes of images."""
    if "layer_names" in file.attrs or OF_WEIGHTS & set(file):
        return RunError(WEIGHTS_ONLY)

    def is_data(path: str, found: Any) -> bool | None:
        is_array = isinstance(found, h5py.Dataset)
        return True if is_array and ("/" not in path or (found.dtype.kind in "bui" and found.ndim > 2)) else None

    return RunError(DATA if file.visititems(is_data) else WEIGHTS_ONLY)  # hard links alone


def model_inside(names: list[str]) -> str | None:
    """The one model in a zip that was packed around it; None if there is none, RunError if there are several."""
    found = [name for name in names if name.lower().endswith(MODELS) and not _hidden(name)]
    whole = [name for name in found if not name.lower().endswith("weights.h5")]
    if len(whole) > 1:
        raise RunError(f"The zip holds several networks, {', '.join(name[:40] for name in whole[:3])}: load one of them.")
    return whole[0] if whole else (found[0] if found else None)


def say_what_a_strange_zip_is(content: bytes) -> None:
    """RunError for a zip that is refused for its form, where the names in it tell what it is: more pictures than a model has files, or
    a model of PyTorch. Nothing for others."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            said = _known_kind(archive.namelist())
    except BROKEN:
        return
    if said:
        raise RunError(said)


def say_what_the_zip_is(names: list[str]) -> RunError:
    """The error for a zip without a Keras model."""
    inside = ", ".join(names[:3])[:80] or "nothing"
    return RunError(
        _known_kind(names) or f"The zip holds no network that CNN Lab can load: neither a .keras nor an .h5 file. In it: {inside}"
    )


def _known_kind(names: list[str]) -> str:
    """What a zip with members of these names is; empty if they do not tell."""
    plain = [name.lower() for name in names if not _hidden(name)]
    ends = [name.rsplit("/", 1)[-1] for name in plain]
    if "data.pkl" in ends or any(name.endswith((".pt", ".pth")) for name in ends):
        return TORCH
    if "saved_model.pb" in ends or "keras_metadata.pb" in ends:
        return SAVED_MODEL
    if "model.json" in ends and any(name.endswith(".bin") for name in ends):
        return TENSORFLOW_JS
    if any(name.endswith(".tflite") for name in ends):
        return TFLITE
    if any(name.endswith(".onnx") for name in ends):
        return ONNX
    if any(name.endswith(".npy") for name in ends):
        return "The file holds arrays of NumPy and no network: save the whole model with model.save('network.keras')."
    if any(name.endswith(PICTURES) for name in ends):
        return "The zip holds pictures and no network: bring them in on the Data page, under images of your own."
    return ""


def _hidden(name: str) -> bool:
    return name.startswith("__MACOSX") or name.rsplit("/", 1)[-1].startswith("._")
