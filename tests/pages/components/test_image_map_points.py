"""Points of the map of images, worked out in the browser: the nearest one, and those in a lasso."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.pages.components import node

SCRIPT = Path(__file__).parents[3] / "pages" / "widgets" / "components" / "image_map" / "points.js"


def worked_out(expression: str, **given: Any) -> Any:
    return node.worked_out(f"{SCRIPT.read_text()}\nconst given = {json.dumps(given)};", expression)


def test_a_lasso_holds_the_points_within_it() -> None:
    """An L: of a grid of whole places those with x or y below 2 lie in it."""
    line = [[-0.5, -0.5], [4.5, -0.5], [4.5, 1.5], [1.5, 1.5], [1.5, 4.5], [-0.5, 4.5]]
    grid = [[x, y] for y in range(5) for x in range(5)]
    found = worked_out("inside(given.grid.flat(), given.line, () => true)", grid=grid, line=line)
    assert found == [k for k, (x, y) in enumerate(grid) if x < 2 or y < 2]


def test_the_nearest_point_counts_within_reach_and_only_if_it_is_shown() -> None:
    places = [0, 0, 10, 0, 13, 0]
    assert worked_out("nearest(given.places, 12, 0, 5, () => true)", places=places) == 2
    assert worked_out("nearest(given.places, 12, 0, 5, (n) => n !== 2)", places=places) == 1
    assert worked_out("nearest(given.places, 12, 30, 5, () => true)", places=places) is None


def test_points_fill_the_canvas_to_the_same_scale_in_both_directions() -> None:
    points = np.random.default_rng(1).normal(size=(50, 2)) * [30, 3]
    found = np.array(worked_out("[...placed(given.points, 400, 300)]", points=points.ravel().tolist())).reshape(-1, 2)
    assert abs(found[:, 0].min() - 24) < 1e-3
    assert abs(found[:, 0].max() - 376) < 1e-3
    factors = np.diff(found, axis=0) / np.diff(points, axis=0)
    np.testing.assert_allclose(factors, np.broadcast_to([factors[0, 0], -factors[0, 0]], factors.shape), rtol=1e-3)


@pytest.mark.parametrize("field", ["predicted", "sure", "labels", "names", "chosen", "sheet", "points"])
def test_a_map_is_drawn_anew_if_anything_of_it_changes(field: str) -> None:
    """By the pixels, the points of two networks are the same, and their mistakes are not."""
    data = dict.fromkeys(("points", "labels", "predicted", "sure", "names", "sheet", "chosen"), "a")
    expression = "shownBy(given.one, 'dark') === shownBy(given.two, 'dark')"
    assert worked_out(expression, one=data, two=dict(data))
    assert not worked_out(expression, one=data, two=data | {field: "b"})
