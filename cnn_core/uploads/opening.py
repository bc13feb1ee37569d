"""What kind of upload it is, told by its content and never by its name alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial

from cnn_core.errors import DatasetError
from cnn_core.sandbox.strict_zip import unbroken
from cnn_core.uploads.arrays.array import Array
from cnn_core.uploads.arrays.array_pictures import table_source
from cnn_core.uploads.arrays.cifar_binary import cifar_arrays
from cnn_core.uploads.arrays.idx import idx_array, is_idx
from cnn_core.uploads.arrays.npy import MAGIC, npy_array
from cnn_core.uploads.arrays.second_copies import lying_there_twice, second_copies
from cnn_core.uploads.arrays.stl_binary import AS_STL, stl_arrays
from cnn_core.uploads.arrays.table_names import FER
from cnn_core.uploads.beside.file_labels import MAX_TABLE
from cnn_core.uploads.beside.taken_by import with_takers
from cnn_core.uploads.files.damaged import beside_damage
from cnn_core.uploads.files.foreign import RAW, foreign, office_document
from cnn_core.uploads.files.members import Member, Unpacking, stem
from cnn_core.uploads.folders.picture_files import folder_source
from cnn_core.uploads.limits import MAX_BYTES
from cnn_core.uploads.making.bare_names import with_bare_names
from cnn_core.uploads.making.fitting import fitting
from cnn_core.uploads.making.short_names import with_short_names
from cnn_core.uploads.making.silent_labels import without_silent
from cnn_core.uploads.no_images import TEXTS, what_it_is
from cnn_core.uploads.pictures import ENDINGS, looks_like_picture
from cnn_core.uploads.source import Answers, Question, SetAside, Source, refused
from cnn_core.uploads.tables.label_list import cut_by_lists, how_listed, is_used, label_list, lists_beside
from cnn_core.uploads.tables.pixel_table import ENDINGS as TABLES
from cnn_core.uploads.tables.pixel_table import pixel_arrays
from cnn_core.uploads.tables.tables_of_files import OF_ARRAYS, tables_of_files
from cnn_core.uploads.tables.tables_of_parts import divided_by_tables
from cnn_core.uploads.words.silent_rows import without_left_out

Reader = tuple[Member, str, Callable[[Member], list[Array]]]
PARQUET, ARROW, STREAM = b"PAR1", b"ARROW1", b"\xff\xff\xff\xff"
HDF5, MATLAB_73, MATLAB = b"\x89HDF\r\n\x1a\n", b"MATLAB 7.3", b"MATLAB 5.0"
"""How files begin whose readers are imported only when they are needed. MATLAB's newer files are HDF5 after a text of their own."""
SECOND = "it is a second copy of a file beside it"
MAX_ARRAYS, FEW = 256, 5
"""So few pictures for each file of arrays or columns lie beside it, as a logo does. With more arrays than are read, and as many pictures,
it is the arrays that lie beside."""
OF_ANOTHER_PAGE = ({"config.json", "model.weights.h5"}, {"project.json", "run.json"}, {"project.json", "about.json"})
"""Files of a network that Keras saved and of a project, which hold arrays that are no images; `foreign` knows them."""


def open_upload(content: bytes, name: str, answers: Answers) -> Source:
    """The pictures in the bytes of an upload called `name`; DatasetError says why it is not let in."""
    if len(content) > MAX_BYTES:
        raise refused(name, f"it has more than {MAX_BYTES >> 20} MB")
    unpacking = Unpacking(name, answers)
    refuse = partial(refused, name)
    with unbroken(refuse):
        try:
            members = unpacking.members(content)
            source = beside_damage(members, partial(_source, name=name, answers=answers))
            source = with_short_names(with_bare_names(fitting(without_silent(without_left_out(source), answers))))
        except MemoryError:  # which is no damage
            raise refuse("it takes more memory than an upload may") from None
        except DatasetError as error:
            if name[:80] in str(error):
                raise
            raise DatasetError(f"In {name[:80]}: {error}") from None  # which is of a file or an array in it
    source.questions[:0] = unpacking.questions
    return source


def _source(members: Sequence[Member], name: str, answers: Answers) -> Source:
    pictures = [member for member in members if _is_picture(member)]
    known = {id(member) for member in pictures}
    others = [member for member in members if id(member) not in known]
    readers = [(member, *found) for member in others if (found := _array_reader(member))]
    if of_office := office_document(members):
        raise refused(name, of_office)
    if not pictures and any(parts <= {member.file for member in members} for parts in OF_ANOTHER_PAGE):
        raise refused(name, foreign(members))
    if readers and len(pictures) <= (FEW * len(readers) if len(readers) <= MAX_ARRAYS else MAX_ARRAYS):
        return _with_pictures_aside(_arrays(readers, others, name, answers), pictures)
    columns = [member for member in others if _is_columns(member)]
    if columns and len(pictures) <= FEW * len(columns):
        from cnn_core.uploads.tables.columns import column_source  # Arrow takes a while, as SciPy does

        return column_source(columns, pictures, [each for each in others if each not in columns], name, answers)
    texts = _not_of_one_picture([member for member in others if member.ending in TABLES], pictures)
    if len(pictures) <= FEW * len(texts) and (source := _tables(texts, others, pictures, name, answers)):
        return _with_pictures_aside(source, pictures)
    if pictures:
        return with_takers(folder_source(pictures, others, name, answers, _beside(readers[:MAX_ARRAYS])), members, answers)
    raise refused(name, what_it_is(members))


def _not_of_one_picture(texts: Sequence[Member], pictures: Sequence[Member]) -> list[Member]:
    """Without those that are called as a picture, if they are more than a few: they say what is in it, as outlines or temperatures."""
    called = {stem(each.file) for each in pictures}
    alone = [each for each in texts if stem(each.file) not in called]
    return alone if len(texts) - len(alone) > FEW else [*texts]


def _with_pictures_aside(source: Source, pictures: Sequence[Member]) -> Source:
    source.set_aside.extend(SetAside(member.name, "it lies beside arrays of images", 1) for member in pictures)
    return source


def _tables(
    texts: Sequence[Member], others: Sequence[Member], pictures: Sequence[Member], name: str, answers: Answers
) -> Source | None:
    """The pictures in texts with a row of pixels per image; None if no text is such a table, or few beside many `pictures`."""
    questions: list[Question] = []
    bad: list[SetAside] = []
    notes: list[str] = []
    again = lying_there_twice(texts)
    once = [member for member in texts if member not in again]
    read = partial(pixel_arrays, answers=answers, questions=questions, aside=bad, notes=notes)
    tables = {member: arrays for member in once[:MAX_ARRAYS] if (arrays := read(member))}
    count = sum(arrays[0].shape[0] for arrays in tables.values())
    if not tables or len(pictures) > FEW * len(tables) or len(pictures) >= count:
        return None
    _check_number(once, name)
    lists = {member: found for member in once if member not in tables and (found := label_list(member, answers, questions))}
    listed = {member: [each.array] for member, each in lists.items() if each.array is not None}
    tables |= listed if all(len(arrays) == 1 for arrays in tables.values()) else {}
    beside = [member for member in others if member not in tables]
    known = FER if any("emotion" in member.start().decode("latin-1")[:100] for member in tables) else None
    try:
        used = [each for member, each in lists.items() if member in tables]
        arrays = cut_by_lists([array for of in tables.values() for array in of], used)
        unread = [each for each in once if each in beside]
        arrays, of_parts = divided_by_tables(arrays, unread, answers, questions, notes, lost=bool(bad))
        source = table_source("table", arrays, beside, name, answers, known)
    except DatasetError as error:
        raise _with_why(error, [SetAside(member.name, each.why) for member, each in lists.items() if each.why], beside) from None
    told = [(member, each) for member, each in lists.items() if member in tables and (each.how or each.notes)]
    source.notes.extend([*how_listed(told), *notes])
    source.questions.extend(questions)
    source.set_aside.extend([*bad, *of_parts])
    source.set_aside.extend(SetAside(member.name, SECOND) for member, first in again.items() if first in tables)
    return source


def _with_why(
    error: DatasetError, aside: Sequence[SetAside], beside: Sequence[Member], arrays: Sequence[Member] = ()
) -> DatasetError:
    """The same after why lists of labels, or tables `beside` files of arrays, are none, which may be all that is to be mended."""
    of_files = tables_of_files(beside, {stem(each.file) for each in arrays})
    better = {each.what for each in of_files}
    aside = [*of_files, *(each for each in aside if each.what not in better)]
    return DatasetError(" ".join([*(f"Of {each.what[-80:]}: {each.why}." for each in aside[:2]), str(error)]))


def _check_number(members: Sequence[Member], name: str) -> None:
    if len(members) > MAX_ARRAYS:
        raise refused(
            name, f"it has {len(members):,} files of arrays or tables, and {MAX_ARRAYS} is the most; join them to fewer"
        )


def _beside(readers: Sequence[Reader]) -> list[tuple[Member, Array]]:
    """Small arrays beside pictures, which may be their labels; one that cannot be read sinks no pictures."""
    found: list[tuple[Member, Array]] = []
    for member, _, reader in readers:
        if member.size <= MAX_TABLE:
            with suppress(DatasetError):
                found += [(member, array) for array in reader(member)]
    return found


def _is_picture(member: Member) -> bool:
    if member.ending in ENDINGS:
        return True
    return member.ending not in (*TEXTS, *RAW, "npy", "npz", "mat", "h5") and looks_like_picture(member.start())


def _array_reader(member: Member) -> tuple[str, Callable[[Member], list[Array]]] | None:
    """The name of a format of arrays, and what reads it; None if a file is in none of them."""
    if member.ending in ENDINGS or member.ending in TEXTS:
        return None
    start = member.start()
    if start.startswith(MAGIC) or member.ending == "npy":
        return "npz", lambda each: [npy_array(each)]
    if is_idx(start):
        return "idx", lambda each: [idx_array(each)]
    if start.startswith(MATLAB) or (member.ending == "mat" and not start.startswith((HDF5, MATLAB_73))):
        return "mat", _read_mat
    if start.startswith((HDF5, MATLAB_73)):
        return "hdf5", _read_hdf5
    binary = {"stl": stl_arrays, "cifar": cifar_arrays} if member.ending == "bin" else {}
    return next(((kind, reader) for kind, reader in binary.items() if reader(member)), None)


def _is_columns(member: Member) -> bool:
    """Whether a file is a Parquet table, or one of Arrow, which Hugging Face saves as a stream."""
    start = b"" if member.ending in TEXTS else member.start()
    return start.startswith((PARQUET, ARROW)) or (member.ending == "arrow" and start.startswith(STREAM))


def _read_mat(member: Member) -> list[Array]:
    from cnn_core.uploads.arrays.mat import mat_arrays  # SciPy takes most of a second, which pictures need not wait for

    return mat_arrays(member)


def _read_hdf5(member: Member) -> list[Array]:
    from cnn_core.uploads.arrays.hdf5 import hdf5_arrays

    return hdf5_arrays(member)


def _arrays(readers: Sequence[Reader], others: Sequence[Member], name: str, answers: Answers) -> Source:
    _check_number([member for member, _, _ in readers], name)
    of = {id(member): reader for member, _, reader in readers}
    done: dict[int, list[Array]] = {}

    def read(member: Member) -> list[Array]:
        if id(member) not in done:
            done[id(member)] = of[id(member)](member)
        return done[id(member)]

    files = [member for member, _, _ in readers]
    beside = [member for member in others if id(member) not in of]
    letters: list[Question] = []
    lists, aside = lists_beside(beside, (array for member in files for array in read(member)), answers, letters)
    done.update((id(member), [each.array]) for member, each in lists.items() if each.array is not None)
    copies = second_copies([*files, *lists], read)
    kept = [array for member in (*files, *lists) if member not in copies for array in read(member)]
    kept = cut_by_lists(kept, [each for member, each in lists.items() if member not in copies])
    beside = [member for member in beside if member not in lists]
    notes: list[str] = []
    kept, of_parts = divided_by_tables(kept, beside, answers, letters, notes)
    try:
        source = table_source(readers[0][1], kept, beside, name, answers)
    except DatasetError as error:
        raise _with_why(error, aside, beside, files) from None
    if source.sorted_by_class and (
        names := [each for each in tables_of_files(beside, {stem(m.file) for m in files}) if OF_ARRAYS in each.why]
    ):
        raise refused(name, f"its arrays are those of single images, and of {names[0].what[-40:]}: {names[0].why}")
    used = [(m, each) for m, each in lists.items() if m not in copies and is_used(each, source.set_aside)]
    source.notes.extend([*how_listed(used), *notes])
    source.questions[:0] = [each for each in letters if each not in source.questions]
    why = {each.what for each in aside}
    source.set_aside.extend([*aside, *(each for each in of_parts if each.what not in why)])
    source.set_aside.extend(SetAside(member.name, SECOND) for member in copies)
    if any(reader is stl_arrays for _, _, reader in readers):
        source.notes.append(AS_STL)
    return source
