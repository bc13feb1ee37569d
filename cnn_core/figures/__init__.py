"""Figures: data in, a plotly figure, an SVG text or PNG bytes out. The pages show them; nothing else in the core needs them."""
