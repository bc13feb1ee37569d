"""Tables: of pixels, of labels and parts beside arrays, and of pictures in their columns."""
