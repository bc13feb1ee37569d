"""One way through all pictures of an upload: which can be used, with their classes and parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cnn_core.data.dataset import Labels
from cnn_core.data.near_copies import small_copy
from cnn_core.uploads.limits import MAX_PIXELS_IN_ALL
from cnn_core.uploads.making.drawn_together import drawn_together, said_of_together
from cnn_core.uploads.making.nearly_twice import COMPARED, near_groups
from cnn_core.uploads.making.oddities import odd_sizes
from cnn_core.uploads.making.seen_twice import mark_of
from cnn_core.uploads.making.settling import Settled, settle
from cnn_core.uploads.making.versions import WHY_OUT, said_of_versions, versions_across, versions_of
from cnn_core.uploads.making.whole_persons import of_whole_persons
from cnn_core.uploads.source import Answers, Item, PictureError, Question, SetAside, Source, refused

Progress = Callable[[int, int], None]
"""Gets how many pictures are done, of how many."""
Value = TypeVar("Value")


class Walk:
    """One way through the pictures: those that can be opened come out, the others are left out, and the classes are settled."""

    def __init__(self, source: Source, name: str, answers: Answers, progress: Progress) -> None:
        self._source, self._name, self._answers, self._progress = source, name, answers, progress
        self.set_aside = list(source.set_aside)
        self.labels: list[int] = []
        self.files: list[str] = []
        self.items: list[Item] = []
        self.parts: list[str] = []
        self.sizes: list[tuple[int, int]] = []
        self.marks: list[int | None] = []
        self.copies: list[NDArray[np.uint8]] = []
        self._near: list[Labels] | None = None

    def pictures(self) -> Iterator[tuple[Item, Image.Image]]:
        pixels = 0
        for number, item in enumerate(self._source.items):
            self._progress(number, len(self._source.items))
            try:
                picture = item.open()
            except PictureError as error:
                self.set_aside.append(SetAside(item.where[-100:], str(error), 1))
                continue
            pixels += picture.width * picture.height
            if pixels > MAX_PIXELS_IN_ALL:
                most = MAX_PIXELS_IN_ALL // 10**6
                raise refused(
                    self._name, f"its pictures have more than {most:,} megapixels together; make them smaller, or take fewer"
                )
            self.labels.append(item.label)
            self.files.append(item.where)
            self.items.append(item)
            self.parts.append(item.part)
            self.sizes.append((picture.height, picture.width))
            self.marks.append(mark_of(item, picture))
            if len(self._source.items) <= COMPARED:
                self.copies.append(small_copy(picture))
            yield item, picture

    def settled(self) -> Settled:
        """The classes and parts of the pictures; DatasetError if there is nothing to tell apart."""
        if not self.labels:
            first = next((each for each in self.set_aside if each.images), SetAside("", ""))
            none = f"none of its {count:,} pictures" if (count := len(self._source.items)) != 1 else "not even its only picture"
            raise refused(self._name, f"{none} can be used; {first.what[-80:]}: {first.why}")
        out, questions = np.zeros(len(self.labels), np.bool_), list[Question]()
        if self._source.of_files:
            out, questions = odd_sizes(self.files, self.sizes, self._answers)
        self.set_aside += [
            SetAside(self.files[number][-100:], "its size is unlike that of the others", 1) for number in np.flatnonzero(out)
        ]
        anew = partial(settle, self._source.class_names, self.labels, self.parts, name=self._name, answers=self._answers)
        found = anew(out=out)
        if self._source.of_files and found.of_test.any():
            kept = self.kept(found, self.files)
            gone, asked = versions_across(kept, found.labels, found.of_test, found.of_validation, self._answers)
            questions += asked
            if gone.any():
                out[np.flatnonzero(found.kept)[gone]] = True
                one, count = kept[gone.argmax()][-80:], int(gone.sum())
                self.set_aside.append(SetAside(one if count == 1 else f"pictures such as {one}", WHY_OUT, count))
                found = anew(out=out)
        found = replace(found, questions=[*questions, *found.questions])
        found = found if found.of_test.any() else self._grouped(found)
        by = [each.by for each in self.kept(found, self.items)]
        return of_whole_persons(found, by, self._source.taken_by, self._answers)

    def near(self, settled: Settled) -> list[Labels]:
        """Groups of places, among the pictures that stay, of those that are nearly the same."""
        if self._near is None:
            self._near = near_groups(self.kept(settled, self.marks), self.kept(settled, self.copies))
        return self._near

    def _grouped(self, settled: Settled) -> Settled:
        """With the groups of pictures of which a part to test with, that will be drawn, has all or none. Those that validate are in none."""
        kept, others = np.flatnonzero(settled.kept), np.flatnonzero(~settled.of_validation)
        place = np.cumsum(~settled.of_validation) - 1
        files, marks = [self.files[n] for n in kept[others]], [self.marks[n] for n in kept[others]]
        near = [place[of] for group in self.near(settled) if len(of := group[~settled.of_validation[group]])]
        groups = versions_of(files) if self._source.of_files else np.arange(len(others))
        joined = drawn_together(groups, settled.labels[others], marks, near)
        notes = [*settled.notes, *said_of_versions(files, groups), *said_of_together(files, groups, joined)]
        whole = settled.groups.copy()
        whole[others] = others[joined]
        return replace(settled, notes=notes, groups=whole)

    @staticmethod
    def kept(settled: Settled, of_all: Sequence[Value]) -> list[Value]:
        """What there is of the pictures that stay."""
        return [of_all[number] for number in np.flatnonzero(settled.kept).tolist()] if of_all else []
