"""Compare: several networks trained one after another, in one table and one chart."""

from pages.widgets.compare.comparison import comparison
from pages.widgets.compare.variations import variations
from pages.widgets.shell.heading import heading

heading(
    "Compare",
    "Queue several networks as one experiment, or tick runs that you have; the table and the curves follow while they train.",
)
variations()
comparison()
