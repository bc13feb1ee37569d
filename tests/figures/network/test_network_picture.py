from __future__ import annotations

import base64
import io
import re
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

from cnn_core.figures.address import pixels_address
from cnn_core.figures.network.layout import arrange
from cnn_core.figures.network.picture import network_alt, network_svg
from cnn_core.figures.network.shapes import column, slab
from cnn_core.spec import (
    Activation,
    Architecture,
    BatchNormalization,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    GlobalAveragePooling2D,
    MaxPooling2D,
)
from cnn_core.summary import Issue, Summary, summarise

SVG = "{http://www.w3.org/2000/svg}"
SMALL = (Conv2D(filters=32), MaxPooling2D(), Dropout(), Flatten(), Dense(units=10, activation="softmax"))
BLOCK = (Conv2D(filters=64, padding="same", activation="linear"), BatchNormalization(), Activation())
DEEP = (*BLOCK * 12, GlobalAveragePooling2D(), Dense(units=4096), Dropout(), Dense(units=10, activation="softmax"))


def summary(*layers, shape=(28, 28, 1), name="net") -> Summary:
    return summarise(Architecture(name=name, input_shape=shape, layers=layers), 10)


def drawn(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def layers(svg: str) -> list[ElementTree.Element]:
    return [g for g in drawn(svg).iter(f"{SVG}g") if "data-layer" in g.attrib]


def words(element: ElementTree.Element) -> list[str]:
    return [t.text or "" for t in element.iter(f"{SVG}text")]


def test_every_layer_is_a_button_with_its_index_and_a_name():
    found = layers(network_svg(summary(*SMALL)))
    assert [g.get("data-layer") for g in found] == ["0", "1", "2", "3", "4"]
    assert all(g.get("role") == "button" and g.get("tabindex") == "0" for g in found)
    assert found[0].get("aria-label") == "Conv2D 32 3x3, 26x26x32 from 28x28x1, 320 parameters"


@pytest.mark.parametrize("layers_of", [SMALL, (SMALL[0], *[MaxPooling2D()] * 6, *SMALL[2:])])
def test_the_name_of_a_layer_begins_with_what_is_read_on_it(layers_of):
    """So it is found by whoever says to the browser what stands there (WCAG 2.5.3)."""
    for layer in layers(network_svg(summary(*layers_of))):
        read = " ".join("".join(text for text in layer.itertext() if text != layer.findtext(f"{SVG}title")).split())
        assert layer.get("aria-label").replace(",", "").startswith(read.replace(",", "").removesuffix(" !").removesuffix("!"))


def test_the_label_stands_above_and_the_shape_below():
    first = layers(network_svg(summary(*SMALL)))[0]
    assert words(first) == ["Conv2D", "32 3x3", "26x26x32"]
    above, _, below = (float(t.get("y", 0)) for t in first.iter(f"{SVG}text"))
    assert above < below


def test_the_input_comes_first_and_the_classes_last():
    texts = words(drawn(network_svg(summary(*SMALL))))
    assert texts[:2] == ["Input", "28x28x1"]
    assert texts[-10:] == [str(n) for n in range(10)]


def test_classes_have_their_names():
    svg = network_svg(summary(*SMALL), class_names=[f"class {n}" for n in range(10)])
    assert words(drawn(svg))[-10:] == [f"class {n}" for n in range(10)]


def test_many_classes_are_counted_instead():
    assert words(
        drawn(network_svg(summarise(Architecture(name="n", input_shape=(8, 8, 1), layers=(Flatten(), Dense(units=1000))))))
    )[-1] == ("1,000 classes")


def test_disabled_layers_are_left_out_and_indices_stay():
    off = replace(Dropout(), enabled=False)
    found = layers(network_svg(summary(SMALL[0], off, *SMALL[3:])))
    assert [g.get("data-layer") for g in found] == ["0", "2", "3"]


def test_a_layer_that_does_not_fit_breaks_the_picture_off():
    broken = summary(
        Conv2D(filters=8),
        MaxPooling2D(),
        Conv2D(filters=8, kernel_size=(11, 11)),
        MaxPooling2D(),
        Conv2D(kernel_size=(5, 5)),
        *SMALL[3:],
    )
    svg = network_svg(broken)
    found = layers(svg)
    assert broken.fault is not None
    assert [g.get("data-layer") for g in found] == [str(n) for n in range(broken.fault.index + 1)]
    assert "does not fit" in words(found[-1])
    assert "does not fit into" in (found[-1].get("aria-label") or "")
    assert 'class="crack"' in svg
    assert 'class="crack"' not in network_svg(summary(*SMALL))


@pytest.mark.parametrize(("severity", "css_class"), [("error", "is-wrong"), ("warning", "is-warning")])
def test_a_layer_with_an_issue_has_a_badge_that_says_it(severity, css_class):
    sound = summary(*SMALL)
    marked = replace(sound, issues=(Issue("x", 2, severity, "Too <much> dropout."),))
    dropout = layers(network_svg(marked))[2]
    assert "!" in words(dropout)
    assert "Too <much> dropout" in (dropout.get("aria-label") or "")
    assert any(css_class in (c.get("class") or "") for c in dropout.iter(f"{SVG}circle"))
    assert "!" not in words(drawn(network_svg(replace(sound, issues=()))))


def test_an_issue_of_the_whole_network_has_a_badge_too():
    svg = network_svg(replace(summary(*SMALL), issues=(Issue("x", None, "error", "No layers."),)))
    assert "No layers." in svg


def test_text_is_escaped():
    hostile = summary(*SMALL, name='<script>alert("1")</script> & more')
    svg = network_svg(hostile, class_names=["<b>", "&", '"', *"3456789"])
    assert "<script" not in svg
    assert "<b>" in words(drawn(svg))
    assert hostile.architecture.name in (drawn(svg).get("aria-label") or "")


@pytest.mark.parametrize("stack", [(), SMALL, DEEP, (Flatten(),), BLOCK], ids=["none", "small", "deep", "flatten", "no end"])
@pytest.mark.parametrize("shape", [(8, 8, 1), (28, 28, 1), (224, 200, 3), (512, 3, 4)])
@pytest.mark.parametrize("dark", [False, True])
def test_any_network_gives_well_formed_xml_within_its_frame(stack, shape, dark):
    root = drawn(network_svg(summary(*stack, shape=shape), dark=dark))
    left, _, width, height = (float(v) for v in (root.get("viewBox") or "").split())
    assert (float(root.get("width", 0)), float(root.get("height", 0))) == (width, height)
    for path in root.iter(f"{SVG}path"):
        for x in re.findall(r"(-?[\d.]+),", path.get("d", "")):
            assert left <= float(x) <= width


def test_blocks_do_not_overlap_while_there_is_room():
    layout = arrange(summary(*SMALL), 60)
    assert layout.roomy
    assert all(before.right < after.left for before, after in pairwise(layout.blocks))


def test_a_deep_network_moves_together_and_grows_in_width():
    few, many = arrange(summary(*DEEP[-19:]), 60), arrange(summary(*DEEP), 60)
    assert not few.roomy
    assert many.width > few.width
    slots = [block.slot for block in many.blocks]
    assert all(before[1] <= after[0] + 1e-9 for before, after in pairwise(slots))
    assert all(slot[1] - slot[0] >= 16 for slot in slots)


def test_half_the_side_is_drawn_smaller_and_more_channels_thicker():
    large, half = slab((28, 28, 32), "convolution", 28), slab((14, 14, 32), "pooling", 28)
    assert large.tall > 1.4 * half.tall
    assert slab((14, 14, 64), "convolution", 28).thick > half.thick
    assert slab((14, 28, 1), "convolution", 28).wide > slab((14, 28, 1), "convolution", 28).tall


def test_the_smallest_and_the_largest_stay_readable():
    assert slab((1, 1, 512), "convolution", 224).tall >= 8
    assert slab((1, 1, 512), "convolution", 224).thick <= 40
    assert column(1) >= 20
    assert column(10) < column(128) < column(4096) <= 130


def test_layers_that_keep_the_shape_are_thin_plates():
    assert slab((14, 14, 256), "normalisation", 28).thick < slab((14, 14, 1), "convolution", 28).thick + 1


def test_a_picture_stands_on_the_input():
    svg = network_svg(summary(*SMALL), picture=np.zeros((28, 28, 1), np.uint8))
    (image,) = drawn(svg).iter(f"{SVG}image")
    assert (image.get("href") or "").startswith("data:image/png;base64,")


def test_the_picture_on_the_input_block_is_encoded_once_and_not_for_each_edit() -> None:
    shades = np.arange(784, dtype=np.uint8).reshape(28, 28)
    address = pixels_address(shades)
    assert pixels_address(shades.copy()) is address
    assert f'href="{address}"' in network_svg(summary(*SMALL), picture=shades[:, :, None])
    content = base64.b64decode(address.removeprefix("data:image/png;base64,"))
    assert np.array_equal(np.asarray(Image.open(io.BytesIO(content))), shades)


def test_dark_only_changes_the_fallbacks():
    light, dark = network_svg(summary(*SMALL)), network_svg(summary(*SMALL), dark=True)
    assert light != dark
    assert re.sub(r"<style>.*</style>", "", light) == re.sub(r"<style>.*</style>", "", dark)


def test_the_network_in_words():
    said = network_alt(summary(*SMALL, name="small"))
    assert said == (
        "small: input 28x28x1, Conv2D 32 3x3 to 26x26x32, MaxPooling 2x2 to 13x13x32, Dropout 0.25, "
        "Flatten to 5,408, Dense 10 to 10; 54,410 parameters."
    )


def places(svg):
    """Layer index -> left and right edge of its place in the row of outputs."""
    found = drawn(svg).iterfind(".//{*}image[@data-seen]")
    return {int(e.get("data-seen")): (float(e.get("x")), float(e.get("x")) + float(e.get("width"))) for e in found}


def test_every_layer_has_a_place_for_what_it_gives_only_if_wanted():
    assert set(places(network_svg(summary(*SMALL), seen=True))) == {row.index for row in summary(*SMALL).rows}
    assert not places(network_svg(summary(*SMALL)))
    tall, short = (drawn(network_svg(summary(*SMALL), seen=seen)).get("height") for seen in (True, False))
    assert int(tall) > int(short)


@pytest.mark.parametrize("more", [0, 10, 30])
def test_places_never_overlap_and_stay_inside(more):
    many = summary(*(Conv2D(filters=4, kernel_size=(3, 3), padding="same") for _ in range(more)), *SMALL)
    svg = network_svg(many, seen=True)
    edges = sorted(places(svg).values())
    assert len(edges) >= min(len(many.rows), 8)
    assert all(right < left for (_, right), (left, _) in pairwise(edges))
    assert edges[0][0] >= 0
    assert edges[-1][1] <= float(drawn(svg).get("width"))


def test_the_outputs_can_be_lit_one_by_one():
    marked = [e.get("data-class") for e in drawn(network_svg(summary(*SMALL))).iterfind(".//{*}g[@data-class]")]
    assert marked == [str(n) for n in range(10)]
