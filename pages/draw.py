"""Draw: draw a digit and watch the prediction while you draw."""

from pages.widgets.draw.ways import ways
from pages.widgets.runs.choose_epoch import time_machine
from pages.widgets.runs.choose_run import choose_run
from pages.widgets.shell.heading import heading

heading("Draw", "Draw, or give it pictures: what it says follows at once. Choose the network that predicts.")
folder = choose_run(training=True)
if folder is not None:
    time_machine(folder, "Probabilities and maps")
    ways(folder)
