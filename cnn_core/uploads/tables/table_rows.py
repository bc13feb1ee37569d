"""The rows of a table of labels, as programs write it."""

from __future__ import annotations

import csv

from cnn_core.uploads.tables.damaged_lines import unclosed
from cnn_core.uploads.tables.table_form import EXCEL


def rows_of(text: str) -> list[list[str]]:
    """The cells of each row, a heading first if there is one; the file may be cut by commas, semicolons, tabs or gaps."""
    text = text[excel.end() :] if (excel := EXCEL.match(text)) else text
    lines = [line.strip(" ") for line in text.splitlines() if line.strip()]
    if not lines:
        return []
    *whole, last = lines  # which may be cut off
    cut = {
        each: min(lines[0].count(each), last.count(each) or (len(whole) > 3 and all(each in line for line in whole)))
        for each in ",;\t"
    }
    if (begun := unclosed(lines)) is not None:  # the rest would be one cell
        lines[begun:] = [line.replace('"', "") for line in lines[begun:]]
    delimiter = max(cut, key=lambda each: cut[each]) if any(cut.values()) else " "  # names and labels may have gaps in them
    try:
        rows = [row for row in csv.reader(lines, delimiter=delimiter, skipinitialspace=True) if row]
    except csv.Error:
        return []
    if len(rows) > 2 and len(rows[0]) == 1 < len(rows[1]) and rows[0][0].isdecimal():
        del rows[0]  # how many there are, as in the lists of CelebA
    if len(rows) > 1 and len(rows[0]) == len(rows[1]) - 1:
        rows[0] = ["", *rows[0]]  # which has no name for the column of files, as R has none
    return rows
