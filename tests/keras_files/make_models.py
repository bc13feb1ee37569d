"""Models as people have them: made with the installed Keras, and rewritten into what other versions of it saved."""

import io
import json
import tempfile
import zipfile
from pathlib import Path

import h5py
import keras
import numpy as np

LAYERS = keras.layers


def model(layers, shape=(8, 8, 1)):
    """A Sequential whose weights are all different; variances stay positive."""
    return filled(keras.Sequential([keras.Input(shape), *layers]))


def filled(network):
    rng = np.random.default_rng(5)
    network.set_weights([rng.uniform(0.1, 1, each.shape) for each in network.get_weights()])
    return network


def small(*middle):
    return [*middle, LAYERS.Flatten(), LAYERS.Dense(10, activation="softmax")]


def as_file(network, ending):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"network{ending}"
        network.save(path)
        return path.read_bytes()


def zipped(members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def unzipped(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def keras_with(network, change):
    """Its .keras file with another configuration."""
    members = unzipped(as_file(network, ".keras"))
    value = json.loads(members["config.json"])
    change(value)
    return zipped(members | {"config.json": json.dumps(value)})


def h5_with(network, change):
    """Its .h5 file with another configuration."""
    file = io.BytesIO(as_file(network, ".h5"))
    with h5py.File(file, "r+") as inside:
        value = json.loads(inside.attrs["model_config"])
        inside.attrs["model_config"] = json.dumps(change(value) or value)
    return file.getvalue()


def old_h5(config, arrays):
    """An .h5 file of Keras 1 or 2: its configuration, and (layer, [(name, array)]) of those with weights."""
    file = io.BytesIO()
    with h5py.File(file, "w") as inside:
        inside.attrs["model_config"] = json.dumps(config).encode()
        inside.attrs["keras_version"] = b"1.2.2"
        weights = inside.create_group("model_weights")
        for layer, named in arrays:
            group = weights.create_group(layer)
            group.attrs["weight_names"] = [name.encode() for name, _ in named]
            for name, array in named:
                group[name] = np.asarray(array, np.float32)
    return file.getvalue()


def moved_weights(network, rename):
    """Its .keras file with the arrays of model.weights.h5 under other paths: `rename(path, place among its layer's class)`."""
    members = unzipped(as_file(network, ".keras"))
    file = io.BytesIO()
    with h5py.File(io.BytesIO(members["model.weights.h5"])) as before, h5py.File(file, "w") as after:
        found = []
        before.visititems(lambda path, each: found.append((path, each[()])) if isinstance(each, h5py.Dataset) else None)
        for path, array in found:
            group, _, last = rename(path).rpartition("/vars/")
            after.require_group(group).require_group("vars")[last] = array
    return zipped(members | {"model.weights.h5": file.getvalue()})
