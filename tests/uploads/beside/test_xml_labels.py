"""XML beside pictures, whoever wrote it."""

import time

import pytest
from make_layouts import ONE
from make_uploads import TWO, class_folders, zipped

from cnn_core.uploads.beside.xml_labels import xml_classes, xml_rows
from cnn_core.uploads.opening import open_upload

MEGABYTE = 1 << 20


def classes(members):
    """(file, class) of all pictures."""
    source = open_upload(zipped(members), "pictures.zip", {})
    return {(item.where, source.class_names[item.label]) for item in source.items}


def labelimg(n, label):
    return f"annotations/p{n}q.xml", f"<annotation><object><name>{label}</name></object></annotation>".encode()


@pytest.mark.parametrize("content", [b"<a/>", b"", b"no XML at all", b"<image", b"<image>", b"<image><tag label='cat'/>"])
def test_xml_without_pictures_in_it_takes_nothing_from_the_folders(content):
    folders = class_folders(TWO)
    assert classes([*folders, ("notes.xml", content)]) == {(name, name.partition("/")[0]) for name, _ in folders}


def test_one_xml_more_than_pictures_does_no_harm():
    """One of the pictures was deleted after all had got their boxes."""
    labels = [("cat", "dog")[n % 3 == 0] for n in range(17)]
    pictures = [(f"images/p{n}q.png", ONE) for n in range(16)]
    expected = {(f"images/p{n}q.png", labels[n]) for n in range(16)}
    assert classes([*pictures, *(labelimg(n, label) for n, label in enumerate(labels))]) == expected


def test_signs_between_quotes_are_text():
    text = """<image id='0' name="a > b.png"><box occluded='0' source="label='owl' of me" label="cat &amp; 'dog'" /></image>"""
    assert xml_rows(text)[1:] == [["a > b.png", "cat & 'dog'", ""]]


HOSTILE = {
    "tags that never end": ("<image name='a'>", "<tag label=x "),
    "tags whose quotes never end": ("<image name='a'>", "<tag label='x "),
    "pictures that never end": ("", "<image name='a' "),
    "one tag of many attributes": ("<image ", "label='a' "),
    "attributes without a value": ("<image ", "label = "),
    "names without an end": ("<image ", "name"),
    "gaps": ("<image name", " "),
    "quotes of both kinds": ("<image ", "a='\"' b=\" "),
    "beginnings of tags": ("", "<"),
    "objects without a name": ("", "<object> "),
    "gaps in an object": ("<object>", " "),
}


@pytest.mark.parametrize("end", ["", ">"])
@pytest.mark.parametrize("form", HOSTILE)
def test_a_megabyte_of_anything_is_read_within_a_second(form, end):
    before, again = HOSTILE[form]
    text = before + again * (MEGABYTE // len(again)) + end
    began = time.process_time()
    xml_rows(text)
    xml_classes(text)
    assert time.process_time() - began < 1
