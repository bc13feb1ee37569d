"""Learn: short explanations, each with a figure that can be moved."""

from pages.widgets.heading import heading
from pages.widgets.lessons.choice import lessons

heading("Learn", "Short explanations of what happens in a network; every number is computed as you move something.")
lessons()
