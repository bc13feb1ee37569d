"""Explain: every number that a trained network computes for an image, and where it comes from."""

from pages.widgets.explain.inside import inside
from pages.widgets.runs.choose_run import choose_run
from pages.widgets.shell.heading import heading

heading("Explain", "An image on its way through the network: click any number to see how it is computed, back to the pixels.")
folder = choose_run(training=True)
if folder is not None:
    inside(folder)
