"""The blocks as their papers describe them, written in Keras by hand: what the blocks of the spec are held against."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras

from cnn_core.spec.weight_settings import penalty_config

L = keras.layers


def keras_layer(layer, shape):
    """The Keras layer of the same name, or the block as a model; ValueError if it does not take this shape."""
    by_hand = {"ResidualBlock": residual, "InvertedResidual": inverted, "SeparableBlock": separable}.get(layer.kind)
    if by_hand is None:
        return getattr(L, layer.kind)(**layer.keras_arguments())
    if len(shape) != 3:
        raise ValueError("a block takes images")
    start = keras.Input(shape)
    return keras.Model(start, by_hand(layer, start))


def usual(block, kind="kernel"):
    settings = {f"{kind}_initializer": block.kernel_initializer, f"{kind}_regularizer": penalty_config(block.l1, block.l2)}
    return {"padding": "same", "use_bias": False, "trainable": block.trainable, **settings}


def norm(block, x):
    return L.BatchNormalization(momentum=block.momentum, trainable=block.trainable)(x)


def conv(block, x, filters, size, strides=1):
    return norm(block, L.Conv2D(filters, size, strides=strides, **usual(block))(x))


def depthwise(block, x):
    x = norm(block, L.DepthwiseConv2D(block.kernel_size, strides=block.strides, **usual(block, "depthwise"))(x))
    return L.Activation(block.activation)(x)


def residual(block, start):
    """He et al., "Deep residual learning for image recognition" (2015), figure 2 and option B of section 3.3."""
    x = L.Activation(block.activation)(conv(block, start, block.filters, block.kernel_size, block.strides))
    x = conv(block, x, block.filters, block.kernel_size)
    around = start
    if x.shape[1:] != start.shape[1:] or block.strides > 1:
        around = conv(block, start, block.filters, 1, block.strides)
    return L.Activation(block.activation)(L.add([x, around]))


def inverted(block, start):
    """Sandler et al., "MobileNetV2" (2018), table 1 and figure 4(d)."""
    x, wide = start, start.shape[-1] * block.expansion
    if wide > 2048:
        raise ValueError("more channels than a convolution may have")
    if block.expansion != 1:
        x = L.Activation(block.activation)(conv(block, x, wide, 1))
    x = conv(block, depthwise(block, x), block.filters, 1)
    return L.add([x, start]) if block.strides == 1 and x.shape[1:] == start.shape[1:] else x


def separable(block, start):
    """Howard et al., "MobileNets" (2017), figure 3."""
    return L.Activation(block.activation)(conv(block, depthwise(block, start), block.filters, 1))
