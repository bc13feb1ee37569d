"""Draw: draw a digit and watch the prediction while you draw."""

from pages.widgets.draw.pad import pad
from pages.widgets.draw.picture_file import own_picture
from pages.widgets.runs.choose_epoch import time_machine
from pages.widgets.runs.choose_run import choose_run
from pages.widgets.runs.kept_drawings import kept_drawings
from pages.widgets.shell.heading import heading

heading("Draw", "Draw on the black pad; the probabilities follow while you draw. Choose the network that predicts.")
folder = choose_run()
if folder is not None:
    time_machine(folder, "The probabilities")
    pad(folder)
    kept_drawings(folder)
    own_picture(folder)
