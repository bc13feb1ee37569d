"""Learn: short explanations, each with a figure that can be moved."""

from pages.widgets.learn.choose_lesson import lessons
from pages.widgets.shell.heading import heading

heading("Learn", "Short explanations of what happens in a network; every number is computed live.")
lessons()
