"""Draw: write a digit and watch the network read it while the stroke goes on."""

from pages.widgets.draw.pad import pad
from pages.widgets.draw.picture_file import own_picture
from pages.widgets.runs.choose_run import choose_run
from pages.widgets.runs.kept_drawings import kept_drawings
from pages.widgets.shell.heading import heading

heading("Draw", "Draw on the black pad; the bars move while you draw. Choose which trained network reads.")
folder = choose_run()
if folder is not None:
    pad(folder)
    kept_drawings(folder)
    own_picture(folder)
