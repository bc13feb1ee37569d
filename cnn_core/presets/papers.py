"""Networks in the style of well-known papers, small enough for the small MNIST."""

from __future__ import annotations

from cnn_core.data.choice import DataChoice
from cnn_core.presets.preset import Preset, experiment, head
from cnn_core.spec import (
    Activation,
    BatchNormalization,
    Conv2D,
    Dense,
    DepthwiseConv2D,
    Dropout,
    Flatten,
    GlobalAveragePooling2D,
    Layer,
    MaxPooling2D,
)
from cnn_core.training.config import TrainingConfig

Layers = tuple[Layer, ...]


def _padded(filters: int, stride: int = 1) -> Conv2D:
    return Conv2D(filters=filters, strides=(stride, stride), padding="same", kernel_initializer="he_normal")


def _settled() -> Layers:
    """Normalised and cut off at 6. The averages of BatchNormalization follow within an epoch of the small MNIST."""
    return BatchNormalization(momentum=0.9), Activation(activation="relu6")


def _separable(filters: int, stride: int) -> Layers:
    """The block of MobileNet: each channel by itself, then all channels at each pixel."""
    return (
        DepthwiseConv2D(strides=stride, padding="same", activation="linear", use_bias=False),
        *_settled(),
        Conv2D(filters=filters, kernel_size=(1, 1), activation="linear", use_bias=False),
        *_settled(),
    )


PRESETS = (
    Preset(
        name="lenet-5-relu",
        title="LeNet-5 with relu and maximum",
        description="LeNet-5 as it is built today: relu for tanh, and the maximum for the average. The same weights, learned in fewer epochs.",
        source="LeCun et al., 1998; relu as in Krizhevsky, Sutskever and Hinton, ImageNet classification with deep CNNs, NIPS 2012",
        params=61_706,
        experiment=experiment(
            "lenet-5-relu",
            (
                Conv2D(filters=6, kernel_size=(5, 5), padding="same"),
                MaxPooling2D(),
                Conv2D(filters=16, kernel_size=(5, 5)),
                MaxPooling2D(),
                Flatten(),
                Dense(units=120),
                Dense(units=84),
                head(),
            ),
            DataChoice(),
            TrainingConfig(epochs=6),
        ),
    ),
    Preset(
        name="vgg-small",
        title="VGG, small",
        description="Two padded 3x3 convolutions before each pooling: together they see 5x5 pixels with fewer weights than one 5x5 kernel.",
        source="in the style of Simonyan and Zisserman, Very deep convolutional networks for large-scale image recognition, ICLR 2015",
        params=467_818,
        experiment=experiment(
            "vgg-small",
            (
                *(_padded(32), _padded(32), MaxPooling2D()),
                *(_padded(64), _padded(64), MaxPooling2D()),
                *(Flatten(), Dense(units=128), Dropout(rate=0.5), head()),
            ),
            DataChoice(),
            TrainingConfig(epochs=5),
        ),
    ),
    Preset(
        name="all-convolutional",
        title="All convolutional",
        description="No pooling: convolutions with a stride of 2 make the image smaller, and an average over it takes the place of Flatten.",
        source="in the style of Springenberg, Dosovitskiy, Brox and Riedmiller, Striving for simplicity: the all convolutional net, ICLR 2015",
        params=69_802,
        experiment=experiment(
            "all-convolutional",
            (
                *(_padded(32), _padded(32, 2), _padded(64), _padded(64, 2)),
                Conv2D(filters=64, kernel_size=(1, 1), kernel_initializer="he_normal"),
                *(GlobalAveragePooling2D(), head()),
            ),
            DataChoice(),
            TrainingConfig(epochs=6),
        ),
    ),
    Preset(
        name="mobilenet-small",
        title="MobileNet, small",
        description="Depthwise and 1x1 convolutions in turn, each normalised and cut off at 6: a sixth of the weights of the Small CNN.",
        source="in the style of Howard et al., MobileNets: efficient convolutional neural networks for mobile vision applications, 2017",
        params=19_786,
        experiment=experiment(
            "mobilenet-small",
            (
                Conv2D(filters=16, strides=(2, 2), padding="same", activation="linear", use_bias=False),
                *_settled(),
                *(*_separable(32, 1), *_separable(64, 2), *_separable(64, 1), *_separable(128, 2)),
                *(GlobalAveragePooling2D(), head()),
            ),
            DataChoice(),
            TrainingConfig(epochs=6),
        ),
    ),
)
