"""Compare: several networks trained one after another, in one table and one chart."""

from pages.widgets.compare.comparison import comparison
from pages.widgets.compare.plan_form import plan_form
from pages.widgets.compare.plan_results import plan_results
from pages.widgets.compare.under_way import under_way
from pages.widgets.compare.variations import variations
from pages.widgets.runs.project_file import project_file
from pages.widgets.shell.heading import heading

heading(
    "Compare",
    "Vary one thing and see whether it helps, train several networks as one experiment, or choose runs that you have.",
)
under_way()
plan_form()
variations()
plan_results()
comparison()
project_file()
