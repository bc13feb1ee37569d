"""Networks as values: layer kinds, architectures, JSON. Standard library only."""

from cnn_core.errors import SpecError
from cnn_core.spec.activation import ELU, Activation, LeakyReLU, PReLU
from cnn_core.spec.architecture import Architecture
from cnn_core.spec.blocks import BLOCKS, InvertedResidual, ResidualBlock, SeparableBlock
from cnn_core.spec.composite import Composite
from cnn_core.spec.convolution import CONVOLUTIONS, Conv2D, DepthwiseConv2D, SeparableConv2D
from cnn_core.spec.fields import Shape, fields_of
from cnn_core.spec.layer import DoesNotFit, Layer, Weight
from cnn_core.spec.normalisation import BatchNormalization, GroupNormalization, LayerNormalization
from cnn_core.spec.pooling import AveragePooling2D, GlobalAveragePooling2D, GlobalMaxPooling2D, MaxPooling2D
from cnn_core.spec.regularisation import Dropout, GaussianNoise, SpatialDropout2D
from cnn_core.spec.resizing import UpSampling2D, ZeroPadding2D
from cnn_core.spec.shaping import Dense, Flatten

__all__ = [
    "BLOCKS",
    "CONVOLUTIONS",
    "ELU",
    "Activation",
    "Architecture",
    "AveragePooling2D",
    "BatchNormalization",
    "Composite",
    "Conv2D",
    "Dense",
    "DepthwiseConv2D",
    "DoesNotFit",
    "Dropout",
    "Flatten",
    "GaussianNoise",
    "GlobalAveragePooling2D",
    "GlobalMaxPooling2D",
    "GroupNormalization",
    "InvertedResidual",
    "Layer",
    "LayerNormalization",
    "LeakyReLU",
    "MaxPooling2D",
    "PReLU",
    "ResidualBlock",
    "SeparableBlock",
    "SeparableConv2D",
    "Shape",
    "SpatialDropout2D",
    "SpecError",
    "UpSampling2D",
    "Weight",
    "ZeroPadding2D",
    "fields_of",
]
