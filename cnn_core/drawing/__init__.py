"""Drawings: strokes as vectors, and the way from strokes to the picture that a network gets."""

from cnn_core.drawing.centring import FILL, WHOLE, CropBox, cover, place, scale, size_in_field
from cnn_core.drawing.picture import Steps, centre, normalise, to_input
from cnn_core.drawing.raster import ink
from cnn_core.drawing.strokes import PEN, PENS, Drawing, DrawingError, Stroke, read_strokes

__all__ = [
    "FILL",
    "PEN",
    "PENS",
    "WHOLE",
    "CropBox",
    "Drawing",
    "DrawingError",
    "Steps",
    "Stroke",
    "centre",
    "cover",
    "ink",
    "normalise",
    "place",
    "read_strokes",
    "scale",
    "size_in_field",
    "to_input",
]
