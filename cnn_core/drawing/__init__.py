"""Drawings: strokes as vectors, and the way from strokes to the picture that a network gets."""

from cnn_core.drawing.appearance import MNIST, SHAPES, Appearance, appearance
from cnn_core.drawing.centring import FILL, CropBox, cover, place, scale, size_in_field
from cnn_core.drawing.picture import Steps, drawing_steps, normalise, to_input
from cnn_core.drawing.raster import ink
from cnn_core.drawing.strokes import PEN, PENS, Drawing, DrawingError, Stroke, read_strokes

__all__ = [
    "FILL",
    "MNIST",
    "PEN",
    "PENS",
    "SHAPES",
    "Appearance",
    "CropBox",
    "Drawing",
    "DrawingError",
    "Steps",
    "Stroke",
    "appearance",
    "cover",
    "drawing_steps",
    "ink",
    "normalise",
    "place",
    "read_strokes",
    "scale",
    "size_in_field",
    "to_input",
]
