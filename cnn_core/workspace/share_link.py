"""An experiment as a short text for a URL: JSON, zlib, base64. Never pickle, never code."""

from __future__ import annotations

import base64
import binascii
import json
import re
import zlib

from cnn_core.errors import LabError, SpecError
from cnn_core.experiment import Experiment
from cnn_core.spec.strict_json import read_json

VERSION = "1"
MAX_CHARACTERS = 8_000
MAX_BYTES = 64 * 1024
ALPHABET = re.compile(r"[A-Za-z0-9_-]*")
WORDS = (
    b'"beta_1":0.9,"beta_2":0.999,"kind":"Nadam","learning_rate":0.001"decay":0.0,"kind":"SGD","learning_rate":0.01,"momentum":0.9,'
    b'"nesterov":true"kind":"AdamW","learning_rate":0.001,"weight_decay":0.004"kind":"RMSprop","learning_rate":0.001,"momentum":0.0,'
    b'"rho":0.9"kind":"Adagrad","kind":"Adadelta","learning_rate":1.0,"rho":0.95{"enabled":true,"kind":"GlobalAveragePooling2D"},'
    b'{"enabled":true,"kind":"SpatialDropout2D","rate":0.25},{"enabled":true,"kind":"AveragePooling2D","padding":"valid","pool_size":'
    b'[2,2],"strides":null},{"center":true,"enabled":true,"epsilon":0.001,"kind":"BatchNormalization","momentum":0.99,"scale":true,'
    b'"trainable":true},{"enabled":true,"kind":"LeakyReLU","negative_slope":0.1},{"activation":"linear","enabled":true,"kind":'
    b'"Activation"},"trainable":false,{"architecture":{"input_shape":[28,28,1],"layers":[{"activation":"relu","enabled":true,'
    b'"filters":32,"kernel_size":[3,3],"kind":"Conv2D","padding":"same","strides":[1,1],"trainable":true,"use_bias":true},'
    b'{"activation":"relu","enabled":true,"filters":64,"kernel_size":[3,3],"kind":"Conv2D","padding":"valid","strides":[1,1],'
    b'"trainable":true,"use_bias":true},{"enabled":true,"kind":"MaxPooling2D","padding":"valid","pool_size":[2,2],"strides":null},'
    b'{"enabled":true,"kind":"Dropout","rate":0.25},{"enabled":true,"kind":"Flatten"},{"activation":"relu","enabled":true,"kind":'
    b'"Dense","trainable":true,"units":128,"use_bias":true},{"enabled":true,"kind":"Dropout","rate":0.5},{"activation":"softmax",'
    b'"enabled":true,"kind":"Dense","trainable":true,"units":10,"use_bias":true}],"name":"small-cnn","schema":1},"augmentation":'
    b'{"brightness":0.0,"contrast":0.0,"horizontal_flip":false,"rotation":0.0,"translation":0.0,"zoom":0.0},"data":{"dataset":'
    b'"fashion_mnist","others":0,"scaling":"standard","split_seed":13,"target":0,"task":"one-against-rest","train_size":0,'
    b'"validation":"test","dataset":"mnist-mini","others":0,"scaling":"unit","split_seed":13,"target":0,"task":"all","train_size":0,'
    b'"validation":"stratified","validation_split":0.1},"training":{"batch_size":64,"early_stopping":0,"epochs":5,"loss":'
    b'"sparse_categorical_crossentropy","loss":"categorical_crossentropy","optimizer":{"beta_1":0.9,"beta_2":0.999,"kind":"Adam",'
    b'"learning_rate":0.001},"precision":"float32","seed":1},"transfer":{"layers":0,"run":"pretrained"}}'
)
"""The zlib dictionary: with it a link has a seventh of the length, and its QR code can be read from the back of a classroom.
 Links of version 1 are read with these very bytes: they never change."""


def to_link(experiment: Experiment) -> str:
    """The experiment as letters, digits, - and _, some 100 to 250 of them. LabError if a network is too long for a link."""
    text = json.dumps(experiment.to_json(), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    packer = zlib.compressobj(9, zdict=WORDS)
    packed = packer.compress(text.encode()) + packer.flush()
    link = VERSION + base64.urlsafe_b64encode(packed).decode().rstrip("=")
    if len(link) > MAX_CHARACTERS:
        raise LabError(
            f"This network is too long for a link: it would have {len(link):,} characters, and {MAX_CHARACTERS:,} is the most."
        )
    return link


def from_link(text: str) -> Experiment:
    """The experiment in a link from anybody; LabError says in one sentence what is wrong with it."""
    if not text:
        raise _broken("it is empty")
    if len(text) > MAX_CHARACTERS:
        raise _broken(f"it has {len(text):,} characters, and {MAX_CHARACTERS:,} is the most")
    if not ALPHABET.fullmatch(text):
        raise _broken("it has characters that no link has")
    if text[0] != VERSION:
        raise _broken("another version of CNN Lab made it")
    try:
        return Experiment.from_json(read_json(_unpacked(text[1:])))
    except SpecError as error:
        raise _broken(str(error)) from None


def _unpacked(text: str) -> bytes:
    """The bytes that were packed; never more than `MAX_BYTES` are unpacked."""
    unpacker = zlib.decompressobj(zdict=WORDS)
    try:
        content = unpacker.decompress(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)), MAX_BYTES + 1)
    except (binascii.Error, zlib.error):
        raise _broken("a part of it is missing or changed") from None
    if len(content) > MAX_BYTES:
        raise _broken("it holds more than an experiment can have")
    if not unpacker.eof or unpacker.unused_data:
        raise _broken("a part of it is missing or changed")
    return content


def _broken(problem: str) -> LabError:
    return LabError(f"This link cannot be opened: {problem}. Ask for a new one; your own work is unchanged.")
