"""Networks in the style of well-known papers, small enough for the small MNIST."""

from __future__ import annotations

from cnn_core.data.augmentation import Augmentation
from cnn_core.data.choice import DataChoice
from cnn_core.experiment import Experiment
from cnn_core.presets.preset import Preset, experiment, head
from cnn_core.spec import (
    Activation,
    Architecture,
    BatchNormalization,
    Conv2D,
    Dense,
    DepthwiseConv2D,
    Dropout,
    Flatten,
    GlobalAveragePooling2D,
    InvertedResidual,
    Layer,
    MaxPooling2D,
    ResidualBlock,
)
from cnn_core.training.config import TrainingConfig
from cnn_core.training.optimizers import SGD

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


def _beginning(momentum: float, l2: float) -> Layers:
    """What a residual network for small images does first."""
    conv = Conv2D(filters=16, padding="same", activation="linear", use_bias=False, kernel_initializer="he_normal", l2=l2)
    return conv, BatchNormalization(momentum=momentum), Activation(activation="relu")


def _residual(blocks: int, momentum: float, l2: float) -> Layers:
    """So many blocks of 16, of 32 and of 64 channels; the first of each but the first halves the image."""
    return tuple(
        ResidualBlock(filters=filters, strides=2 if filters > 16 and number == 0 else 1, momentum=momentum, l2=l2)
        for filters in (16, 32, 64)
        for number in range(blocks)
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
    Preset(
        name="mobilenet-v2-small",
        title="MobileNetV2, small",
        description="Inverted residual blocks: few numbers go from block to block, many are computed inside, and what goes in is added.",
        source="in the style of Sandler, Howard, Zhu, Zhmoginov and Chen, MobileNetV2: inverted residuals and linear bottlenecks, CVPR 2018",
        params=32_874,
        experiment=experiment(
            "mobilenet-v2-small",
            (
                Conv2D(filters=16, strides=(2, 2), padding="same", activation="linear", use_bias=False),
                *_settled(),
                InvertedResidual(filters=16, expansion=1, momentum=0.9),
                *(
                    InvertedResidual(filters=24, strides=2, expansion=4, momentum=0.9),
                    InvertedResidual(filters=24, expansion=4, momentum=0.9),
                ),
                *(
                    InvertedResidual(filters=32, strides=2, expansion=4, momentum=0.9),
                    InvertedResidual(filters=32, expansion=4, momentum=0.9),
                ),
                Conv2D(filters=96, kernel_size=(1, 1), activation="linear", use_bias=False),
                *(*_settled(), GlobalAveragePooling2D(), head()),
            ),
            DataChoice(),
            TrainingConfig(epochs=6),
        ),
    ),
    Preset(
        name="resnet-small",
        title="ResNet, small",
        description="Three residual blocks: each learns only what to add to the image that reaches it.",
        source="in the style of He, Zhang, Ren and Sun, Deep residual learning for image recognition, CVPR 2016",
        params=78_426,
        experiment=experiment(
            "resnet-small",
            (*_beginning(0.9, 0.0), *_residual(1, 0.9, 0.0), GlobalAveragePooling2D(), head()),
            DataChoice(),
            TrainingConfig(epochs=5),
        ),
    ),
    Preset(
        name="resnet-20",
        title="ResNet-20 for CIFAR-10",
        description="Nine residual blocks, twenty layers deep, with 0.27 million weights that train. It wants a graphics card, or patience.",
        source="He, Zhang, Ren and Sun, Deep residual learning for image recognition, CVPR 2016, section 4.2",
        params=274_042,
        differs="Where the shape changes, the paper fills new channels with zeros (269,722 weights that train), and here a 1x1 convolution makes "
        "them (272,474). The paper trains for 64,000 steps, which are 182 epochs, and reads 91.25% of the test images right.",
        experiment=Experiment(
            architecture=Architecture(
                name="resnet-20",
                input_shape=(32, 32, 3),
                layers=(
                    *_beginning(0.99, 1e-4),
                    *_residual(3, 0.99, 1e-4),
                    GlobalAveragePooling2D(),
                    Dense(units=10, activation="softmax", kernel_initializer="he_normal", l2=1e-4),
                ),
            ),
            data=DataChoice(dataset="cifar10", scaling="standard"),
            training=TrainingConfig(batch_size=128, epochs=30, optimizer=SGD(learning_rate=0.1, momentum=0.9), schedule="cosine"),
            augmentation=Augmentation(horizontal_flip=True, translation=0.12),
        ),
    ),
)
