"""The kinds of layers that the usual networks of a course do not have, in one network."""

from keras import layers


def other_kinds():
    return [
        layers.ZeroPadding2D((2, 1)),
        layers.DepthwiseConv2D(3, 2, depth_multiplier=4),
        layers.LayerNormalization(),
        layers.UpSampling2D((2, 3)),
        layers.SeparableConv2D(6, (3, 2), activation="tanh"),
        layers.GroupNormalization(3),
        layers.GaussianNoise(0.3),
        layers.GlobalMaxPooling2D(),
        layers.Dense(10, activation="softmax"),
    ]
