"""Evaluate: what the network gets right and wrong on images it has never seen, and which."""

from pages.widgets.confusion import matrix_and_cell
from pages.widgets.heading import heading
from pages.widgets.kept_drawings import kept_drawings
from pages.widgets.loading import tested_here
from pages.widgets.network_tables import network_tables
from pages.widgets.report import class_report, metrics
from pages.widgets.run_choice import choose_run
from pages.widgets.samples import samples
from pages.widgets.saving import save_network
from pages.widgets.transfer import reuse_layers
from pages.widgets.two_classes import two_classes

heading("Evaluate", "The test images were kept aside until the end. Click a cell of the matrix to see the images in it.")
folder = choose_run(save_network, reuse_layers)
if folder is not None and tested_here(folder):
    metrics(folder)
    matrix_and_cell(folder)
    two_classes(folder)
    class_report(folder)
    samples(folder)
    kept_drawings(folder)
    network_tables(folder)
