"""Labels of pictures as JSON: a list of objects, names with their classes, classes with their names, or what COCO and Label Studio write."""

from __future__ import annotations

import json
from typing import Any

from cnn_core.uploads.words.naming import as_parts, part_of

JSON = ("json", "jsonl", "ndjson")
FILE, LABEL, PART = "filename", "label", "split"
MAX_ROWS, MAX_COLUMNS = 100_000, 100
IMAGE_KEYS = ("file_name", "filename", "name", "path")
IMAGE_WORDS = ("image", "img", "url", "picture", "photo")

Row = dict[str, str]


def json_rows(text: str) -> list[list[str]]:
    """A table with a head, a row per picture, of JSON or of lines of it; empty if it says nothing of single files."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        value = _lines(text)
    found = _coco(value) or _label_studio(value) or _rows(value)
    heads = list(dict.fromkeys(head for row in found[:MAX_ROWS] for head in row))[:MAX_COLUMNS]
    return [heads, *([row.get(head, "") for head in heads] for row in found[:MAX_ROWS])] if found else []


def _lines(text: str) -> list[Any]:
    """An object in each line, as the metadata.jsonl of Hugging Face has."""
    try:
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError):
        return []


def _rows(value: Any) -> list[Row]:
    if isinstance(value, list):
        return _listed(value)
    if not isinstance(value, dict):
        return []
    parts = [part_of(key) for key in as_parts([*value])]
    if parts and all(parts) and all(isinstance(each, dict | list) for each in value.values()):
        of_parts = zip(parts, value.values(), strict=True)
        return [{**row, PART: row.get(PART) or part} for part, each in of_parts for row in _rows(each)]
    if all(isinstance(each, list) and all(isinstance(name, str) for name in each) for each in value.values()):
        return [{FILE: name, LABEL: label} for label, names in value.items() for name in names]
    if len(value) == 1 and isinstance(only := next(iter(value.values())), dict | list):
        return _rows(only)  # {"labels": [...]}, as dataset.json of StyleGAN has
    rows = []
    for key, each in value.items():
        plain = _plain(each)
        rows.append({FILE: key, LABEL: plain} if plain is not None else {FILE: key, **_cells(each)})
    return rows


def _listed(values: list[Any]) -> list[Row]:
    """Objects, or pairs of a name and a class."""
    if all(isinstance(each, list) and len(each) == 2 for each in values):
        return [{FILE: str(name), LABEL: _plain(label) or ""} for name, label in values]
    return [row for each in values if (row := _cells(each))]


def _cells(value: Any) -> Row:
    if not isinstance(value, dict):
        return {}
    return {str(key): plain for key, each in value.items() if (plain := _plain(each)) is not None}


def _plain(value: Any) -> str | None:
    """A word or number, also alone in a list; None of anything else."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return str(value).lower() if isinstance(value, bool) else None
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _label_studio(value: Any) -> list[Row]:
    """Tasks of Label Studio, each with the choices that were made last."""
    if not isinstance(value, list) or not all(isinstance(each, dict) and isinstance(each.get("data"), dict) for each in value):
        return []
    rows = []
    for task in value:
        file = next((str(each) for key, each in task["data"].items() if isinstance(each, str) and key in IMAGE_WORDS), "")
        if file:
            said = _choices(task.get("annotations") or task.get("completions"))
            rows += [{FILE: file.partition("?d=")[2] or file, LABEL: each} for each in said]
    return rows


def _choices(annotations: Any) -> list[str]:
    """The words of the last annotation: choices, or labels of boxes, each once."""
    last = annotations[-1] if isinstance(annotations, list) and annotations else None
    results = last.get("result") if isinstance(last, dict) else None
    said: dict[str, None] = {}
    for each in results if isinstance(results, list) else ():
        given = each.get("value") if isinstance(each, dict) else None
        words = [given.get(key) for key in ("choices", "rectanglelabels")] if isinstance(given, dict) else []
        said |= {str(word): None for of in words if isinstance(of, list) for word in of}
    return list(said)


def _coco(value: Any) -> list[Row]:
    """Pictures with each category of which they have boxes or a label."""
    if not isinstance(value, dict) or not all(
        isinstance(value.get(key), list) for key in ("images", "annotations", "categories")
    ):
        return []
    names = {str(each.get("id")): str(each.get("name", "")) for each in value["categories"] if isinstance(each, dict)}
    files = {str(each.get("id")): _file(each) for each in value["images"] if isinstance(each, dict)}
    of: dict[str, dict[str, None]] = {}
    for each in value["annotations"]:
        if isinstance(each, dict) and (category := str(each.get("category_id"))) in names:
            of.setdefault(str(each.get("image_id")), {})[names[category]] = None
    return [{FILE: file, LABEL: category} for image, file in files.items() if file for category in of.get(image, ())]


def _file(image: dict[str, Any]) -> str:
    return next((str(image[key]) for key in IMAGE_KEYS if key in image), "")
