"""Tables of labels beside pictures of which lines are damaged."""

import pytest
from make_uploads import picture, zipped

COUNT, KINDS = 36, ("disc", "square", "triangle")


def looked(found, change):
    lines = ["image,label", *(f"{n:02d}.png,{KINDS[n % 3]}" for n in range(COUNT))]
    members = [(f"images/{n:02d}.png", picture((n * 7, 9, 255 - n * 7))) for n in range(COUNT)]
    return found(zipped([*members, ("labels.csv", "\n".join(change(lines)).encode())]))


def damaged(seen):
    return [note for note in seen.notes if "damaged" in note or "one cell" in note]


def test_a_quote_that_is_not_closed_is_named_with_its_line_and_all_rows_are_read(found):
    """All that followed was one cell."""
    seen = looked(found, lambda lines: [*lines[:20], '19.png,"square', *lines[21:]])
    assert (seen.class_names, seen.pictures) == (KINDS, COUNT)
    (said,) = damaged(seen)
    assert said.startswith('labels.csv is damaged in line 21, 19.png,"square: its quote (") is not closed.')


def test_a_table_that_is_cut_off_is_read_as_far_as_it_goes(found):
    """No table was said to tell a class."""
    seen = looked(found, lambda lines: [*lines[:30], '29.png"uncl'])
    assert (seen.class_names, seen.pictures) == (KINDS, 29)
    assert damaged(seen) == ['labels.csv has 1 line with nothing but one cell, which is line 31, 29.png"uncl.']


@pytest.mark.parametrize(
    "change",
    [
        lambda lines: lines,
        lambda lines: [lines[0], *(f'"{line.replace(",", chr(34) + "," + chr(34))}"' for line in lines[1:])],
        lambda lines: [f"{lines[0]},note", *(f'{line},12" wide' for line in lines[1:])],
        lambda lines: [f"{lines[0]},note", '00.png,disc,"two', 'lines"', *(f"{line},one" for line in lines[2:])],
        lambda lines: [line.replace(",", " ") for line in lines],
    ],
)
def test_tables_that_are_whole_are_not_said_to_be_damaged(found, change):
    seen = looked(found, change)
    assert (damaged(seen), seen.class_names, seen.pictures) == ([], KINDS, COUNT)
