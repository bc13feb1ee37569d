"""What is written down of a dataset of own images when it is taken."""

from __future__ import annotations

from cnn_core.data.entry import Entry
from cnn_core.data.own import own_name
from cnn_core.text import classes_text

PIXEL_MAX = 255


def entry_for(
    owner: str,
    *,
    title: str,
    source: str,
    fingerprint: str,
    input_shape: tuple[int, int, int],
    class_names: tuple[str, ...],
    sizes: tuple[int, int],
    validation_from: int = 0,
) -> Entry:
    """The entry of a dataset that is going to be its owner's, under the name that it gets. `sizes`: training and test images."""
    height, width, channels = input_shape
    kind = "colour" if channels == 3 else "grey"
    return Entry(
        name=own_name(owner, fingerprint),
        title=title,
        description=f"{sum(sizes):,} {kind} pictures of your own in {classes_text(len(class_names))}, {height}x{width} pixels.",
        input_shape=input_shape,
        class_names=class_names,
        train_size=sizes[0],
        test_size=sizes[1],
        pixel_max=PIXEL_MAX,
        bundled=False,
        fingerprint=fingerprint,
        source=source,
        licence="your own images",
        validation_from=validation_from,
    )
