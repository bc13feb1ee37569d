"""Compare: several networks trained one after another, in one table and one chart."""

from pages.widgets.comparison import comparison
from pages.widgets.heading import heading
from pages.widgets.variations import variations

heading(
    "Compare",
    "Queue several networks as one experiment, or tick runs that you have; the table and the curves follow while they train.",
)
variations()
comparison()
