"""Build: stack layers with sliders and see at once what each does to shapes and weights."""

from pages.widgets.bench import bench
from pages.widgets.heading import heading
from pages.widgets.lessons.links import network_links
from pages.widgets.presets import preset_menu
from pages.widgets.sidebar import narrow_train

heading("Build", "Stack layers; every number follows at once. When it fits, press Train.")
preset_menu()
narrow_train()
bench()
network_links()
