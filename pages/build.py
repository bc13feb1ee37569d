"""Build: stack layers with sliders and see at once what each does to shapes and weights."""

from pages.widgets.bench import bench
from pages.widgets.heading import heading
from pages.widgets.presets import preset_menu

heading("Build", "Stack layers; every number follows at once. When it fits, press Train in the sidebar.")
preset_menu()
bench()
