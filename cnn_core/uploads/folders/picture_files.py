"""Pictures as files: their classes are told by folders, by a table beside them, or by their own names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PIL import Image

from cnn_core.text import plural
from cnn_core.uploads.arrays.array import Array
from cnn_core.uploads.arrays.table_names import names_beside
from cnn_core.uploads.beside.array_labels import from_arrays, objects
from cnn_core.uploads.beside.class_columns import ENOUGH
from cnn_core.uploads.beside.class_lists import from_class_lists
from cnn_core.uploads.beside.companions import from_companions
from cnn_core.uploads.beside.differing_ways import why_guessed
from cnn_core.uploads.beside.file_labels import Way, from_tables
from cnn_core.uploads.beside.told_parts import told_parts
from cnn_core.uploads.files.members import Member, stem
from cnn_core.uploads.folders.file_names import from_file_names
from cnn_core.uploads.folders.held_names import with_held
from cnn_core.uploads.folders.joined_folders import said_of_joined
from cnn_core.uploads.folders.layout import read_layout
from cnn_core.uploads.folders.masks import without_masks
from cnn_core.uploads.folders.name_pieces import beside_folders, in_names, told_by_pieces
from cnn_core.uploads.folders.no_class_known import no_class_known
from cnn_core.uploads.folders.other_files import MAX_SINGLE, other_files
from cnn_core.uploads.folders.parts_in_names import IN_NAMES, parts_in_names
from cnn_core.uploads.folders.placing import NO_CLASS, Layout
from cnn_core.uploads.folders.same_pictures import SamePictures
from cnn_core.uploads.folders.sizes_of_pictures import NO_SIZES, said_of_sizes
from cnn_core.uploads.folders.smaller_copies import said_of_smaller, without_smaller
from cnn_core.uploads.limits import DRAFT_SIDE, MAX_FILES, MAX_PHOTO_PIXELS
from cnn_core.uploads.pictures import decode
from cnn_core.uploads.source import NO_LABEL, TRAIN, Answers, Item, Question, SetAside, Source, ask, refused
from cnn_core.uploads.words.camera_names import DAY, said_of_days
from cnn_core.uploads.words.folder_words import GROUP
from cnn_core.uploads.words.guessed_parts import part_key
from cnn_core.uploads.words.naming import natural

FOLDERS = "the folders"
PURE = 0.9
SEVERAL = "of several classes at once; the Draw page predicts such pictures"
MIN_CLASSES = 2
YEAR = "2024"  # a number of four digits may be a class too


def folder_source(
    pictures: Sequence[Member],
    others: Sequence[Member],
    name: str,
    answers: Answers,
    arrays: Sequence[tuple[Member, Array]] = (),
) -> Source:
    """The pictures with the classes that are known of them; DatasetError if there are too many files, or none has a class. `arrays`
    beside them may hold their labels."""
    if len(pictures) > MAX_FILES:
        raise refused(name, f"it has {len(pictures):,} pictures, and {MAX_FILES:,} is the most")
    pictures, masks = without_masks(pictures)
    known_beside = partial(_told_beside, others=others, arrays=arrays, answers=answers)
    pictures, smaller, asked_of_sizes = without_smaller(pictures, known_beside, answers)
    layout = read_layout([tuple(member.name.split("/")) for member in pictures], answers, SamePictures(pictures))
    letters: list[Question] = []
    parts = [layout.placed.get(number, ("", ""))[0] for number in range(len(pictures))]
    tables = from_class_lists(pictures, layout.placed, others) or from_tables(pictures, others, answers, letters, parts)
    labelling = [each for each in tables if each.covered]
    labelling = labelling or from_companions(pictures, layout.placed, others, answers, letters)
    ways = _ways(pictures, [*labelling, *from_arrays(pictures, parts, arrays, name, answers, letters)], layout)
    if not ways:
        letters = []
        tables = from_tables(pictures, others, answers, letters, parts, single=True)
        ways = _ways(pictures, [each for each in tables if each.covered], layout)
    if not ways:
        objects(arrays)
        raise refused(name, no_class_known(pictures, others, layout))
    sizes = _said_of_sizes(ways[0], pictures)
    guess = _likeliest(ways, layout, bool(sizes))
    questions = [*asked_of_sizes, *layout.questions]
    way = guess
    if len(ways) == 1 and (sizes or len({*guess.labels} - {""}) < MIN_CLASSES):
        ways += _of_names(told_by_pieces, pictures, layout)  # never guessed: each picture of a camera has numbers
    if len(ways) > 1:
        why = why_guessed(ways, guess, pictures)
        question = ask("classes", "The classes are told by", tuple(each.called for each in ways), guess.called, answers, why)
        questions.append(question)
        way = next(each for each in ways if each.called == question.chosen)
    aside, parts_of, loose = list(layout.set_aside), layout.placed, layout.unlabelled
    if way.tables and not any(way.labels[number] for number in parts_of):  # the folders tell nothing, and the table knows
        aside, parts_of, loose = [], dict.fromkeys(range(len(pictures)), (TRAIN, "")), []
    way = with_held(way, [member.name for member in pictures], parts_of, answers, questions)
    believed = any(each.key in answers and each.key.startswith(part_key("")) for each in letters)
    split, of_split = told_parts(way, tables, parts_of, answers, questions, believed)
    if not (any(way.parts) or any(split)):
        split = parts_in_names([member.name for member in pictures], way.labels, parts_of, answers, questions)
    if way.tables or of_split:
        questions[:0] = letters
    placed: list[tuple[str, str, Member]] = []
    unlabelled = [pictures[number] for number in loose]
    without: dict[tuple[str, str], list[str]] = {}
    for number, member in enumerate(pictures):
        part, _ = parts_of.get(number, ("", ""))
        if not part:
            continue
        label = way.labels[number]
        part = (way.parts[number] if way.parts else "") or split[number] or part
        if label:
            placed.append((part, label, member))
        else:
            without.setdefault((member.name.rpartition("/")[0], SEVERAL if number in way.several else NO_CLASS), []).append(
                member.name
            )
            unlabelled.append(member)
    aside += [each for (folder, why), names in without.items() for each in _without_class(folder, why, names, way)]
    labels = sorted({label for _, label, _ in placed}, key=natural)
    numbers = {label: number for number, label in enumerate(labels)}
    tables_used = {*way.tables, *of_split}
    names, naming, said = names_beside(labels, [each for each in others if each.name not in tables_used], answers, questions)
    read = {*tables_used, naming, *(each for offered in ways if not offered.guessed for each in offered.tables)}
    aside += [*other_files(others, read), *masks, *said_of_smaller(smaller)]
    asked = len(ways) > 1 and _told(way) == way.called  # which the question says
    notes = [f"The classes are told by {told}."] if (told := _told(way)) and not asked else []
    told_so = any(each.key == IN_NAMES for each in questions)  # and can be chosen
    notes += [*layout.notes, *(() if told_so else way.notes)]
    if all(each.key != "level" for each in layout.questions):  # which offers others
        notes += said_of_days(labels)
    notes += [f"{sizes} {NO_SIZES}" if way.called == FOLDERS else sizes] * bool(sizes)
    if not (way.parts or any(split)):
        notes += said_of_joined([(part, label, member.name) for part, label, member in placed])
    left = {name for each in smaller for name in (each.file, stem(each.file))}
    if missing := [each for each in way.missing if each.rpartition("/")[2] not in left]:
        table, count = way.tables[0].rpartition("/")[2][:60], len(missing)
        which = missing[0][-60:] if count == 1 else f"{missing[0][-60:]} and {count - 1:,} more"
        notes.append(f"{table} names {plural(count, 'picture')} that {'is' if count == 1 else 'are'} not there: {which}.")
    notes += [said] * bool(said)
    return Source(
        kind="folders" if way.called == FOLDERS else "pictures",
        class_names=tuple(names.get(each, each) for each in labels),
        items=[Item(part, numbers[label], member.name, partial(_open, member)) for part, label, member in placed],
        sorted_by_class=True,
        by_names=way.called == FOLDERS or not way.tables,
        set_aside=aside,
        notes=notes,
        questions=questions,
        unlabelled=[Item("", NO_LABEL, member.name, partial(_open, member)) for member in unlabelled],
    )


def _told_beside(
    pictures: Sequence[Member], others: Sequence[Member], arrays: Sequence[tuple[Member, Array]], answers: Answers
) -> int:
    """Of how many pictures a table, or an array of labels, tells the class."""
    ways = [*from_tables(pictures, others, answers, []), *from_arrays(pictures, [TRAIN] * len(pictures), arrays, "", answers, [])]
    return max((way.covered for way in ways), default=0)


def _told(way: Way) -> str:
    """What tells the classes; empty if it is the folders alone."""
    tables = " and ".join(each.rpartition("/")[2][:60] for each in way.tables[:2])
    return way.called if way.called != FOLDERS else f"the folders, and where there are none by {tables}" if tables else ""


def _without_class(folder: str, why: str, names: Sequence[str], way: Way) -> list[SetAside]:
    """Pictures of a folder of which no class is known: a few that a table leaves out one by one, so that their rows can be added."""
    if way.tables and why == NO_CLASS and len(names) <= MAX_SINGLE:
        return [SetAside(name, why, 1) for name in names]
    return [SetAside(f"{folder}/" if folder else "pictures in no folder", why, len(names))]


def _ways(pictures: Sequence[Member], tables: Sequence[Way], layout: Layout) -> list[Way]:
    """Folders, tables and names of files, those of them that tell classes."""
    ways = [*tables]
    folders = [layout.placed.get(number, (TRAIN, ""))[1] for number in range(len(pictures))]
    if len(set(folders) - {""}) >= MIN_CLASSES or (not ways and len(set(folders) - {""}) == 1):
        ways.insert(0, _filled(folders, ways))
    named = _of_names(lambda names: in_names(from_file_names(names), names), pictures, layout)
    if ways and ways[0].called == FOLDERS:
        named = beside_folders(named, ways[0].labels, [member.name for member in pictures])
    return [*ways, *named]


def _of_names(read: Callable[[Sequence[str]], list[Way]], pictures: Sequence[Member], layout: Layout) -> list[Way]:
    """The ways that are read in the names of those pictures that are placed."""
    mine = [number for number in range(len(pictures)) if number in layout.placed]
    ways = []
    for named in read([pictures[number].name for number in mine]):
        labels, parts = [""] * len(pictures), [""] * len(pictures)
        for place, number in enumerate(mine):
            labels[number], parts[number] = named.labels[place], named.parts[place] if named.parts else ""
        ways.append(replace(named, labels=labels, parts=parts))
    return ways


def _filled(folders: list[str], tables: Sequence[Way]) -> Way:
    """A test folder without class folders has its classes in a table, as that of the German traffic signs."""
    known = set(folders) - {""}
    for table in tables:
        missing = {label for label, folder in zip(table.labels, folders, strict=True) if label and not folder}
        if missing and missing <= known and not table.guessed:
            return Way(FOLDERS, [folder or label for folder, label in zip(folders, table.labels, strict=True)], [], table.tables)
    return Way(FOLDERS, folders, [])


def _said_of_sizes(way: Way, pictures: Sequence[Member]) -> str:
    """A sentence where the folders are called as the sizes of their pictures; empty where they are not, or tell no classes."""
    of_label: dict[str, list[Member]] = {}
    for label, member in zip(way.labels, pictures, strict=True) if way.called == FOLDERS else ():
        of_label.setdefault(label, []).append(member)
    return said_of_sizes(of_label)


def _likeliest(ways: Sequence[Way], layout: Layout, sized: bool) -> Way:
    """Folders, unless they give a single class, or are called as days or as the sizes of their pictures (`sized`); or a table has other classes for nearly all pictures, and calls them so or the folders
    are mere groups; or it has words for the numbers of the folders."""
    first = ways[0]
    if first.called != FOLDERS:
        return first
    days = all(len(each) > len(YEAR) and DAY.fullmatch(each) for each in first.labels if each)
    if len(set(first.labels) - {""}) < MIN_CLASSES or days or sized:
        return ways[min(1, len(ways) - 1)]
    count = max(1, len(layout.placed))
    folders = set(first.labels) - {""}
    for way in ways[1:]:
        if way.covered < ENOUGH * count or not way.tables:
            continue
        labels, pure = set(way.labels) - {""}, _purity(first.labels, way.labels) >= PURE
        named = all(map(str.isdecimal, folders)) and not any(map(str.isdecimal, labels)) and len(labels) == len(folders)
        other = not labels <= folders and (way.sure or all(map(GROUP.fullmatch, folders)))
        if (named and _purity(first.labels, way.labels) == 1) if pure else other:
            return way
    return first


def _purity(folders: Sequence[str], labels: Sequence[str]) -> float:
    """The part of the pictures whose label is the most frequent one of their folder."""
    pairs = Counter((folder, label) for folder, label in zip(folders, labels, strict=True) if folder and label)
    best: dict[str, int] = {}
    for (folder, _), count in pairs.items():
        best[folder] = max(best.get(folder, 0), count)
    return sum(best.values()) / max(1, sum(pairs.values()))


def _open(member: Member) -> Image.Image:
    return decode(member.content(), MAX_PHOTO_PIXELS, DRAFT_SIDE)
