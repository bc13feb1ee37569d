"""The topics of the Learn page: their names in links, and the layers that each explains."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Topic:
    """`name` is its name in the URL; beside layers of these `kinds` stands a link to it."""

    name: str
    title: str
    kinds: tuple[str, ...] = ()


POOLING = ("MaxPooling2D", "AveragePooling2D", "GlobalAveragePooling2D", "GlobalMaxPooling2D")
BLOCKS = ("ResidualBlock", "InvertedResidual", "SeparableBlock")
CONVOLUTIONS = ("Conv2D", "DepthwiseConv2D", "SeparableConv2D", *BLOCKS)

TOPICS = {
    topic.name: topic
    for topic in (
        Topic("pixels", "Pixels and scaling"),
        Topic("kernel", "Sliding kernel", CONVOLUTIONS),
        Topic("sizes", "Padding and strides", (*CONVOLUTIONS, "ZeroPadding2D", *POOLING[:2])),
        Topic("maps", "Filters and feature maps", (*CONVOLUTIONS, "LeakyReLU", "PReLU", "ELU")),
        Topic("pooling", "Pooling", POOLING),
        Topic("flatten", "Flattening", ("Flatten",)),
        Topic("softmax", "Softmax and cross-entropy", ("Dense",)),
        Topic("labels", "One-hot or sparse labels"),
        Topic("gradient", "Gradient descent and the learning rate"),
        Topic("dropout", "Dropout", ("Dropout", "SpatialDropout2D", "GaussianNoise")),
        Topic("batch-norm", "Batch normalisation", ("BatchNormalization", *BLOCKS)),
        Topic("overfitting", "Overfitting"),
    )
}


def topics_for(kinds: Iterable[str]) -> list[Topic]:
    """The topics that explain any of these layers, in the order of the page."""
    wanted = set(kinds)
    return [topic for topic in TOPICS.values() if wanted & set(topic.kinds)]
