"""What columns of labels are called in tables of images."""

from __future__ import annotations

from cnn_core.uploads.words.naming import words

LABEL_WORDS = ("label", "labels", "class", "target", "y", "digit", "emotion", "letter", "symbol", "category", "dx")
AT_TIMES = ("classid", "classname", "labelid", "labelname", "breed", "species", "diagnosis", "type")
"""What they are called at times, in any table."""
OF_PICTURES = (*LABEL_WORDS, *AT_TIMES, "choice", "tag")
"""What they are called beside pictures, too."""
WHOLE = {"y", "type", "choice", "tag"}
"""Words that say it alone, and not at the end of others: bbox_y, file_type, price_tag."""
OF_EACH = {"id", "ids", "idx", "index", "name", "no", "nr", "num", "number", "code", "text", "str", "string"}
"""What may follow the word that says what a column has."""


def ends_as_label(head: str) -> bool:
    """Whether the head of a column ends with a word for labels, as class_idx, label_text and disease_label do; label_quality says something else."""
    said = words(head)
    while said and said[-1] in OF_EACH:
        said = said[:-1]
    return bool(said) and said[-1] in OF_PICTURES and said[-1] not in WHOLE
