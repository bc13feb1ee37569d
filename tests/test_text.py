"""Text for people, in the forms that every page and the command line share."""

import pytest

from cnn_core.text import (
    bytes_text,
    duration,
    figure_text,
    first_line,
    over_text,
    p_text,
    page_words,
    plural,
    shape_text,
    share_text,
)


def test_one_of_a_thing_has_no_s_and_thousands_have_commas():
    assert [plural(number, "epoch") for number in (0, 1, 2, 1200)] == ["0 epochs", "1 epoch", "2 epochs", "1,200 epochs"]


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(-1, "0 s"), (8.4, "8 s"), (59.6, "1 min 0 s"), (200, "3 min 20 s"), (3600, "1 h 0 min"), (3900, "1 h 5 min")],
)
def test_a_duration_has_two_units_at_most(seconds, text):
    assert duration(seconds) == text


def test_sizes_are_in_powers_of_1024():
    sizes = (512, 1536, 15 * 1024, 3 * 2**20, 5 * 2**30)
    assert [bytes_text(size) for size in sizes] == ["512 B", "1.5 KB", "15 KB", "3.0 MB", "5.0 GB"]


def test_what_is_too_large_is_said_to_be_larger_than_the_most():
    """A byte more is not said to be `200 MiB, and 200 MiB is the most`."""
    sizes = (200 * 2**20 + 1, 214_748_365, 5 * 2**30)
    assert [over_text(size, 200 * 2**20) for size in sizes] == [
        f"{text} MiB), and 209.7 MB (200 MiB) is the most" for text in ("209.8 MB (200.1", "214.8 MB (204.9", "5,368.8 MB (5,120")
    ]


def test_a_shape_is_its_sides_with_an_x_between():
    assert shape_text((26, 26, 64)) == "26x26x64"
    assert shape_text((10_000, 28, 28, 1)) == "10,000x28x28x1"


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (1, 4, "25%"),
        (996, 1000, "99.6%"),
        (99_999, 100_000, "99.9%"),
        (1, 1, "100%"),
        (0, 5, "0%"),
        (1, 10_000, "0.1%"),
        (0, 0, "0%"),
    ],
)
def test_hardly_all_is_not_all(part, whole, text):
    assert share_text(part, whole) == text


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (ValueError("bad value\n  in a long report"), "bad value"),
        (ValueError("\n\n  second line first\r\nrest"), "second line first"),
        (ValueError("x" * 500), "x" * 100),
        (ValueError(), ""),
    ],
)
def test_of_an_error_one_line_is_shown(error, line):
    assert first_line(error) == line


@pytest.mark.parametrize(
    ("core", "page"),
    [
        ("layers[0].filters: must lie from 1 to 512. Received: 0", "layer 1, filters: must lie from 1 to 512. Received: 0"),
        ("architecture.layers[3]: has no such field", "layer 4: has no such field"),
        ("epochs: must lie from 1 to 200", "epochs: must lie from 1 to 200"),
        (
            "choose others on the Data page (--dataset on the command line), and go on",
            "choose others on the Data page, and go on",
        ),
    ],
)
def test_a_layer_is_named_as_the_page_numbers_it(core, page):
    assert page_words(core) == page


@pytest.mark.parametrize(
    ("p", "text"),
    [
        (1.0, "p = 1.000"),
        (0.31, "p = 0.310"),
        (0.0593, "p = 0.059"),
        (0.0004, "p below 0.001"),
        (0.0, "p below 0.001"),
        (float("nan"), "p = nan"),  # no number is no strong statement
    ],
)
def test_a_p_value_has_three_decimals_and_is_never_said_to_be_zero(p, text):
    assert p_text(p) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0123, "0.0123"), (2.303, "2.3"), (427.4, "427"), (2994.2, "2,990"), (5_091_234.0, "5,090,000"), (float("inf"), "inf")],
)
def test_a_large_figure_is_never_a_power_of_ten(value, text):
    assert figure_text(value) == text
