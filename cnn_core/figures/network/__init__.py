"""The network as a picture: an SVG, drawn in proportion to the shapes that flow through it."""
