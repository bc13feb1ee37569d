"""Networks as values: layer kinds, architectures, JSON. Standard library only."""

from cnn_core.errors import SpecError
from cnn_core.spec.activation import Activation, LeakyReLU
from cnn_core.spec.architecture import Architecture
from cnn_core.spec.convolution import Conv2D
from cnn_core.spec.fields import Shape, fields_of
from cnn_core.spec.layer import DoesNotFit, Layer, Weight
from cnn_core.spec.pooling import AveragePooling2D, GlobalAveragePooling2D, MaxPooling2D
from cnn_core.spec.regularisation import BatchNormalization, Dropout, SpatialDropout2D
from cnn_core.spec.shaping import Dense, Flatten

__all__ = [
    "Activation",
    "Architecture",
    "AveragePooling2D",
    "BatchNormalization",
    "Conv2D",
    "Dense",
    "DoesNotFit",
    "Dropout",
    "Flatten",
    "GlobalAveragePooling2D",
    "Layer",
    "LeakyReLU",
    "MaxPooling2D",
    "Shape",
    "SpatialDropout2D",
    "SpecError",
    "Weight",
    "fields_of",
]
