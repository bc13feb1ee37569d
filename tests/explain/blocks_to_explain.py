"""Blocks with all that can be otherwise in them, and stacks of blocks that move and pad."""

from cnn_core.spec import InvertedResidual, MaxPooling2D, ResidualBlock, SeparableBlock

BLOCKS_TO_EXPLAIN = {
    "ResidualBlock": [
        ResidualBlock(filters=2),
        ResidualBlock(filters=5, kernel_size=(2, 4), strides=2, activation="sigmoid"),
        ResidualBlock(filters=3, kernel_size=(1, 3), strides=2, activation="linear"),
        ResidualBlock(filters=2, activation="softmax"),
    ],
    "InvertedResidual": [InvertedResidual(filters=2), InvertedResidual(filters=3, strides=2, expansion=1, activation="softplus")],
    "SeparableBlock": [SeparableBlock(filters=3, strides=2), SeparableBlock(filters=2, kernel_size=(5, 2), activation="gelu")],
}

STRETCHED_BLOCKS = (
    (ResidualBlock(filters=2, kernel_size=(3, 2), strides=2), ResidualBlock(filters=2)),
    (
        InvertedResidual(filters=1, activation="relu", expansion=2),
        SeparableBlock(filters=2, kernel_size=(2, 4), strides=2),
        InvertedResidual(filters=3, strides=2, activation="relu"),
    ),
    (ResidualBlock(filters=2, kernel_size=(1, 3), strides=2), MaxPooling2D(), ResidualBlock(filters=2, kernel_size=(5, 5))),
)
