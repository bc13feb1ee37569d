"""Evaluate: what the network gets right and wrong on images it has never seen, and which."""

from pages.widgets.confusion import matrix_and_cell
from pages.widgets.heading import heading
from pages.widgets.report import class_report, metrics
from pages.widgets.run_choice import choose_run
from pages.widgets.samples import samples

heading("Evaluate", "The test images were kept aside until the end. Click a cell of the matrix to see the images in it.")
folder = choose_run()
if folder is not None:
    metrics(folder)
    matrix_and_cell(folder)
    class_report(folder)
    samples(folder)
