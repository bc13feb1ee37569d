"""What is no Keras network is named, with the way out, in one sentence."""

import io
import json
import pickle
import struct
import zipfile

import h5py
import numpy as np
import pytest
from make_models import as_file, model, small, zipped

from cnn_core.errors import RunError
from cnn_core.keras_files import read_keras_file
from cnn_core.keras_files.reading import network_in

POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 12345\n"


def weights_only(top):
    file = io.BytesIO()
    with h5py.File(file, "w") as inside:
        inside.create_group(top)["kernel"] = np.zeros((2, 2), np.float32)
    return file.getvalue()


def data(images, labels):
    file = io.BytesIO()
    with h5py.File(file, "w") as inside:
        inside[images], inside[labels] = np.zeros((20, 8, 8), np.uint8), np.zeros(20)
    return file.getvalue()


def npz():
    file = io.BytesIO()
    np.savez(file, weights=np.zeros(3))
    return file.getvalue()


def deflated(members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


MOBILE_NET = {
    "class_name": "Sequential",
    "config": {
        "name": "sequential_4",
        "layers": [
            {
                "class_name": "Sequential",
                "config": {
                    "name": "sequential_1",
                    "layers": [
                        {
                            "class_name": "Model",
                            "config": {
                                "name": "model1",
                                "layers": [{"class_name": "Conv2D", "name": "block_1_expand", "config": {}}],
                            },
                        }
                    ],
                },
            }
        ],
    },
}


def teachable_machine():
    file = io.BytesIO()
    with h5py.File(file, "w") as inside:
        inside.attrs["model_config"] = json.dumps(MOBILE_NET)
    return file.getvalue()


FILES = {
    "a pointer of Git LFS": (POINTER, "pointer of Git LFS"),
    "a web page": (b"\n<!DOCTYPE html>\n<html><head>", "web page"),
    "an older web page": (b"<html lang=en>", "web page"),
    "TensorFlow Lite": (struct.pack("<I", 28) + b"TFL3" + bytes(100), "TensorFlow Lite"),
    "ONNX": (b"\x08\x07\x12\x07pytorch\x1a\x051.9.0:\xb2" + bytes(50), "ONNX"),
    "ONNX from Keras": (b"\x08\x08\x12\x08tf2onnx\x1a\x061.16.1" + bytes(50), "ONNX"),
    "PyTorch": (zipped({"archive/data.pkl": b"x", "archive/version": b"3", "archive/data/0": b"x"}), "PyTorch"),
    "PyTorch of former times": (b"\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19.", "PyTorch"),
    "a pickle": (pickle.dumps({"model": 1}), "pickle"),
    "SavedModel": (zipped({"model/saved_model.pb": b"x", "model/variables/variables.index": b"x"}), "SavedModel"),
    "SavedModel's first file": (b"\x08\x01\x12\xb5\x80\x01" + bytes(100) + b"serve", "SavedModel"),
    "TensorFlow.js": (zipped({"model.json": b"{}", "metadata.json": b"{}", "weights.bin": b"x"}), "TensorFlow.js"),
    "weights only": (weights_only("dense"), "only its weights"),
    "weights only of Keras 3": (weights_only("layers"), "only its weights"),
    "images and labels": (data("X", "Y"), "arrays of data and no network.*Data page"),
    "images and labels of a part": (data("train/images", "train/labels"), "arrays of data and no network.*Data page"),
    "images in a zip": (zipped({"images.h5": data("X", "Y")}), "arrays of data and no network.*Data page"),
    "a log": ("Epoch 1/10, Verlust für alle: 0.3\n".encode() * 20, "is text"),
    "text that is cut off within a letter": (b"a" * 511 + "ä".encode() * 20, "is text"),
    "Teachable Machine": (teachable_machine(), "Teachable Machine"),
    "Teachable Machine's zip": (zipped({"keras_model.h5": teachable_machine(), "labels.txt": b"0 A\n1 B"}), "Teachable Machine"),
    "a configuration": (b'{"class_name": "Sequential", "config": {}}', "without its weights"),
    "pictures": (zipped({"cat/1.png": b"x", "dog/2.png": b"x"}), "pictures.*Data page"),
    "more pictures than a model has files": (zipped({f"cat/{n}.png": b"x" for n in range(180)}), "pictures.*Data page"),
    "PyTorch, packed": (deflated({"archive/data.pkl": b"x", "archive/data/0": bytes(200_000)}), "PyTorch"),
    "arrays": (npz(), "arrays of NumPy"),
    "two networks": (zipped({"a.h5": b"x", "b.keras": b"x"}), "several networks, a.h5, b.keras"),
    "gzip": (b"\x1f\x8b\x08" + bytes(30), "gzip"),
    "safetensors": (struct.pack("<Q", 60) + b'{"layer.weight":{"dtype":"F32"}}', "safetensors"),
    "nothing": (b"", "empty"),
    "anything": (b"hello" * 100, "no Keras network"),
    "a page for a file in a zip": (zipped({"model.h5": b"<!doctype html>"}), "web page"),
}


@pytest.mark.parametrize("name", FILES)
def test_another_file_is_named_in_one_sentence(name):
    content, words = FILES[name]
    with pytest.raises(RunError, match=words) as caught:
        network_in(content)
    assert len(str(caught.value)) < 300
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("ending", [".keras", ".h5"])
def test_a_zip_around_a_network_is_opened(ending):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"course/model{ending}", as_file(model(small()), ending))
        archive.writestr(f"__MACOSX/course/._model{ending}", b"rest of a Mac")
        archive.writestr("course/labels.txt", b"zero\none\n")
    found = read_keras_file(file.getvalue())
    assert [layer.kind for layer in found.architecture.layers] == ["Flatten", "Dense"]
