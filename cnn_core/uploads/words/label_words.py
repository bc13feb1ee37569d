"""What columns of labels are called in tables of images."""

LABEL_WORDS = ("label", "labels", "class", "target", "y", "digit", "emotion", "letter", "symbol", "category", "dx")
