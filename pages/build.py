"""Build: stack layers with sliders and see at once what each does to shapes and weights."""

from pages.widgets.bench import bench
from pages.widgets.desk_menus import desk_menus
from pages.widgets.heading import heading
from pages.widgets.inside import inside
from pages.widgets.lessons.links import network_links
from pages.widgets.sidebar import narrow_train
from pages.widgets.transfer import reused_layers

heading("Build", "Stack layers; every number follows at once. When it fits, press Train.")
desk_menus()
reused_layers()
narrow_train()
bench()
inside()
network_links()
