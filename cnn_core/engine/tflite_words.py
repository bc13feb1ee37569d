"""The text beside a TensorFlow Lite model: what goes in, and what comes out."""

from __future__ import annotations

from cnn_core.spec.architecture import Architecture
from cnn_core.text import shape_text


def tflite_words(
    architecture: Architecture, names: tuple[str, ...], scaling: tuple[float, float], pixel_max: int, raw: bool
) -> str:
    """Shape, range and order of the input and of the outputs, for whoever builds it into a program."""
    offset, divisor = scaling
    low, high = sorted((-offset / divisor, (pixel_max - offset) / divisor))
    colours = {1: "grey, one number per pixel", 3: "colour, red, green and blue per pixel"}
    inside = colours.get(architecture.input_shape[2], f"{architecture.input_shape[2]} numbers per pixel")
    pixels = (
        f"pixels from 0 (black) to {pixel_max} (white) as they are; the network scales them itself"
        if raw
        else f"pixels as (pixel - {offset:g}) / {divisor:g}, which gives numbers from {low:g} to {high:g}"
    )
    classes = "\n".join(f"  {number}  {name}" for number, name in enumerate(names))
    return f"""{architecture.name}, trained with CNN Lab

Input: one image, float32, of the shape (1, {", ".join(map(str, architecture.input_shape))}): height, width, channels
  {shape_text(architecture.input_shape)}, {inside}
  {pixels}

Output: float32, of the shape (1, {len(names)}): a probability for each class, in this order (also in labels.txt)
{classes}
"""
