"""Draw: write a digit and watch the network read it while the stroke goes on."""

from pages.widgets.heading import heading
from pages.widgets.kept_drawings import kept_drawings
from pages.widgets.own_picture import own_picture
from pages.widgets.pad import pad
from pages.widgets.run_choice import choose_run

heading("Draw", "Draw on the black pad; the bars move while you draw. Choose which trained network reads.")
folder = choose_run()
if folder is not None:
    pad(folder)
    kept_drawings(folder)
    own_picture(folder)
