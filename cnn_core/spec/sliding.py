"""The arithmetic of a window that slides over an image."""

from __future__ import annotations

from cnn_core.spec.fields import Pair
from cnn_core.spec.layer import DoesNotFit, times


def slide(size: Pair, window: Pair, strides: Pair, padding: str) -> Pair:
    """Height and width after a window has slid over an image of this size.

    valid: floor((n - k) / s) + 1; same: ceil(n / s). Dumoulin and Visin (2016), "A guide to convolution
    arithmetic for deep learning"; the same rules as Keras and TensorFlow.
    """
    if padding == "same":
        return -(-size[0] // strides[0]), -(-size[1] // strides[1])
    if window[0] > size[0] or window[1] > size[1]:
        raise DoesNotFit(f"{_a(window[0])} {times(window)} window does not fit into the {times(size)} image that is left")
    return (size[0] - window[0]) // strides[0] + 1, (size[1] - window[1]) // strides[1] + 1


def spread(window: Pair, dilation: Pair) -> Pair:
    """The pixels from the first to the last of a window between whose inputs some are left out: (k - 1) * d + 1."""
    return (window[0] - 1) * dilation[0] + 1, (window[1] - 1) * dilation[1] + 1


def _a(number: int) -> str:
    """The article that is spoken before a number below 100."""
    return "an" if number in (8, 11, 18) or 80 <= number < 90 else "a"
