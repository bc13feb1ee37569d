"""Evaluate: which test images the network classifies correctly and which not."""

from pages.widgets.evaluate.confusion import matrix_and_cell
from pages.widgets.evaluate.device_card import device_card
from pages.widgets.evaluate.epoch_tested import epoch_tested, tested_ahead
from pages.widgets.evaluate.live import live
from pages.widgets.evaluate.network_tables import network_tables
from pages.widgets.evaluate.report import class_report, metrics
from pages.widgets.evaluate.reuse_layers import reuse_layers
from pages.widgets.evaluate.samples import samples
from pages.widgets.evaluate.tabs import tabs
from pages.widgets.evaluate.two_classes import two_classes
from pages.widgets.runs.choose_epoch import time_machine
from pages.widgets.runs.choose_run import choose_run
from pages.widgets.runs.findings import findings_of
from pages.widgets.runs.kept_drawings import kept_drawings
from pages.widgets.runs.open_on_desk import open_on_desk
from pages.widgets.runs.run_report import run_report
from pages.widgets.runs.save_network import save_network
from pages.widgets.runs.tested_here import tested_here
from pages.widgets.shell.heading import heading

heading("Evaluate", "What it gets right and wrong. Click a cell of the matrix, or choose its classes below, to see its images.")
told = live()
folder = choose_run(open_on_desk, save_network, run_report, reuse_layers, told=told)
if folder is not None and tested_here(folder):
    time_machine(folder, "Figures, matrix and mistakes", tested_ahead)
    if epoch_tested(folder):
        metrics(folder)
        findings_of(folder)
        matrix, classes, mistakes, network = tabs()
        with matrix:
            matrix_and_cell(folder)
        with classes:
            two_classes(folder)
            class_report(folder)
        with mistakes:
            samples(folder)
            kept_drawings(folder)
        with network:
            device_card(folder)
            network_tables(folder)
