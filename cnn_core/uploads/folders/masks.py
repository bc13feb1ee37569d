"""Pictures that say where something is in another picture, as segmentation has them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cnn_core.uploads.files.members import Member
from cnn_core.uploads.source import SetAside

MASK = re.compile(r"[ _-](?:masks?|segmentation|seg|gt|groundtruth|annotation|label)(?:[ _-]?\d+)?$")


def without_masks(pictures: Sequence[Member]) -> tuple[list[Member], list[SetAside]]:
    """`a_mask.png` beside `a.png` says where something is in it, and is no picture of a class."""
    stems = {member.name.rpartition(".")[0].casefold() for member in pictures}

    def masks(member: Member) -> bool:
        stem = member.name.rpartition(".")[0].casefold()
        return (bare := MASK.sub("", stem)) != stem and bare in stems

    found = {id(member) for member in pictures if masks(member)}
    aside = (
        [SetAside("pictures called mask", "each shows where something is in the picture beside it", len(found))] if found else []
    )
    return [member for member in pictures if id(member) not in found], aside
