"""The curve of one metric as a figure of its own."""

from cnn_core.figures.curves import curve_parts
from cnn_core.figures.theme import HEIGHT, draw


def learning_curves(state, metric="loss", dark=False, log=False, height=HEIGHT):
    traces, layout = curve_parts(state, metric, dark, log, height)
    return draw(traces, dark, height, layout)
