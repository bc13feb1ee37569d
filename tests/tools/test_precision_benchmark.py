"""The table of benchmarks/precision.py, from results as trainings would write them."""

from __future__ import annotations

from typing import Any

from benchmarks.precision import experiment, rows


def results(**accuracies: tuple[float, ...]) -> list[dict[str, Any]]:
    usual = {"preset": "mlp", "images": 2000, "epochs": 5}
    return [
        {**usual, "precision": precision, "seed": seed, "test_accuracy": each / 100}
        for precision, found in accuracies.items()
        for seed, each in enumerate(found, 1)
    ]


def test_a_difference_that_seeds_make_as_well_is_none() -> None:
    """Three each with a standard deviation of 1: four degrees of freedom, 2.776 times the root of two thirds is 2.27."""
    (line,) = rows(results(float32=(90, 91, 92), mixed_bfloat16=(91, 92, 93)))
    assert line == ["mlp", "2,000", "5", "91.00 ± 1.00 (3)", "92.00 ± 1.00 (3)", "+1.00", "-1.27 to +3.27", "yes"]


def test_a_difference_beyond_them_is_said() -> None:
    (line,) = rows(results(float32=(90, 91, 92), mixed_bfloat16=(80, 81, 82)))
    assert line[-3:] == ["-10.00", "-12.27 to -7.73", "no"]


def test_trainings_that_all_end_alike_do_not_differ() -> None:
    (line,) = rows(results(float32=(90, 90), mixed_bfloat16=(90, 90)))
    assert line[-3:] == ["+0.00", "+0.00 to +0.00", "yes"]


def test_what_has_one_training_of_a_kind_has_no_line_yet() -> None:
    assert rows(results(float32=(90, 91), mixed_bfloat16=(90,))) == []


def test_only_the_precision_differs_between_the_two() -> None:
    exact, short = (experiment("small-cnn", precision, 3, 2000).to_json() for precision in ("float32", "mixed_bfloat16"))
    assert exact["training"].pop("precision") != short["training"].pop("precision")
    assert exact == short
