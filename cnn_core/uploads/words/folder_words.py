"""What folders are called that hold no class, or a share or another look of all classes."""

from __future__ import annotations

import re

ASIDE = {"predict", "prediction", "predictions", "pred", "example", "examples", "sample", "samples", "unlabeled", "unlabelled", "demo", "submission", "inference"}  # fmt: skip
OTHERS = {
    "misc", "miscellaneous", "other", "others", "rest", "remaining", "sonstige", "sonstiges", "andere", "autre", "autres", "otros", "altri", "altro",
}  # fmt: skip
"""What is none of the classes there are, and a class itself beside a lone one."""
UNKNOWN = OTHERS | {
    "unknown", "unknowns", "unsorted", "unclassified", "uncategorized", "uncategorised", "unbekannt", "unbekannte", "unsortiert", "unsortierte",
    "inconnu", "inconnus", "desconocido", "desconocidos", "sconosciuto", "sconosciuti",
}  # fmt: skip
"""What a class may be called too, but not beside a lone folder that has classes in it."""
PICTURES = {"images", "image", "imgs", "img", "pictures", "photos", "pics", "bmp", "jpg", "jpeg", "png", "jpegimages", "jpegs"}
WHOLES = {"set", "sets", "data", "dataset", "split", "part", "folder", "dir", "all", "full", "small", "new", "final"}
"""What a part is called beside its word that says nothing of a class."""
OF_CLASSES = {
    "class",
    "labeled",
    "labelled",
    "label",
    "annotated",
    "sorted",
    "classified",
    "known",
    "category",
    "input",
    "main",
    "photo",
    "picture",
    "species",
}
"""What a folder with the classes in it is called, as by `WHOLES`, `PICTURES` and words in the plural."""
LOOKS = {
    "aug", "orig", "clean", "noisy", "real", "synthetic", "simulated", "sim", "generated", "raw", "processed",
    "preprocessed", "cropped", "resized", "balanced", "my", "own", "our",
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "sep", "oct", "nov", "dec",
}  # fmt: skip
"""What tells one part of all classes from another, as the words of `KINDS` do: how its pictures look, whose they are, when they were taken."""
COMPANIONS = {
    "masks", "msk", "annotations", "annotation", "annots", "annot", "labels", "meta", "metadata", "gt", "groundtruth", "segmentations",
    "segmentation", "segmentationclass", "segmentationobject", "trimaps", "bbox", "bboxes", "boxes", "xml", "xmls", "json", "csv", "docs", "doc", "scripts", "readme",
}  # fmt: skip
ONLY_BESIDE_PICTURES = {"mask", "label"}
"""A class may be called so, but not beside a folder called images."""
GROUP = re.compile(
    r"(?:.*[\W_])?(?:fold|part|batch|set|session|group|split|chunk|volume|disk|images?|imgs?|subject|person|participant|user|writer|camera|day)"
    r"[\W_]*\d*",
    re.IGNORECASE,
)
NUMBERED = re.compile(r"[^\W\d_]+[\W_]*\d+")
"""`fold1`, `s40`: where each folder has these, they are shares of it and no classes."""
MEASURED = re.compile(r"\d+[^\W\d_]+")
"""`40X`, `3kg`: how pictures of each class were taken, where each folder has these."""
SIZED = re.compile(r"(?:[^\W\d]+[\W_]+)*(?:\d{2,5}[\W_]*[xX×*][\W_]*\d{2,5}|\d{2,5}[\W_]*px)(?:[\W_]*px)?(?:[\W_]+[^\W\d]+)*")
"""`64x64`, `resized_128x128`, `224px`: how large pictures are, where each folder has all classes."""
KINDS = {
    "color", "colour", "colored", "coloured", "grey", "gray", "greyscale", "grayscale", "rgb", "bw", "segmented", "original", "augmented",
}  # fmt: skip
"""Folders that hold all classes once more, in another look."""
