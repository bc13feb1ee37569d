"""What the table of all runs and that of the chosen ones say of a run is the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory
from cnn_core.runs import RunFolder, RunMeta, owner_mark
from cnn_core.training.events import event
from pages.widgets.compare.side_by_side import side_by_side
from tests.engine.fake_engine import FakeEngines, batches, epoch, started
from tests.pages.compare.conftest import ADA, BASE


def above(app: AppTest) -> pd.DataFrame:
    return app.dataframe[0].value


def below(app: AppTest) -> pd.DataFrame:
    return next(each.value for each in app.dataframe if "parameters" in each.value)


def test_what_runs_learned_from_is_a_number_of_images_by_the_name_that_it_has_below(
    visit: Callable[..., AppTest], lab: Laboratory
) -> None:
    """It was 0, for all."""
    for number, size in enumerate((500, 0, 0)):
        experiment = replace(BASE, data=replace(BASE.data, train_size=size))
        folder = RunFolder.create(
            lab.root, RunMeta(id=f"run-{number}", experiment=experiment, owner=owner_mark(ADA), created=1e9 - number)
        )
        folder.append([{**started(), "train_size": size or 9000}, event("finished", reason="completed", epochs=1, seconds=1.0)])
        folder.save_result()
    earlier = lab.root / "run-2" / "result.json"
    earlier.write_text(earlier.read_text().replace('"train_size": 9000, ', ""))
    app = visit(page="compare")
    app.session_state["compared"] = ["run-0", "run-1", "run-2"]
    app.run()
    assert list(above(app)["training images"])[:3] == list(below(app)["train_size"]) == [500, 9000, 9000]
    assert "train size" not in above(app)


def test_a_run_has_one_name(visit: Callable[..., AppTest], runs: list[str]) -> None:
    """Below it was called "batch size 64", and only the order connected it with its row above."""
    app = visit(page="compare")
    assert app.session_state["compared"] == runs[:2]
    assert list(below(app)["name"]) == list(above(app)["name"])[:2]
    assert list(below(app)["batch size"]) == [64, 32]


def test_after_each_epoch_the_table_of_all_runs_says_the_same_as_the_curves_below_it(
    visit: Callable[..., AppTest], lab: Laboratory, engines: FakeEngines, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = visit()
    app.button(key="sidebar-train").click().run()
    job = engines.nth_client(1).nth_job(1)
    app.switch_page("pages/compare.py").run()
    for number in (1, 2):
        job.send(*([started()] if number == 1 else []), batches(number, 2.0, 1.0), epoch(number))
        lab.wait(job.run, lambda state, many=number: len(state.history) == many, timeout=10)
        assert above(app.run())["epochs_done"][0] == number
        assert above(app)["seconds"][0] == below(app)["seconds"].min() == pytest.approx(0.1 * number)  # it was 0.0 until the end

    class PageDrawnAnew(Exception):
        pass

    def rerun() -> None:
        raise PageDrawnAnew

    monkeypatch.setattr(st, "rerun", rerun)
    with pytest.raises(PageDrawnAnew):  # the part below redraws itself: of two epochs one is new
        side_by_side((job.run,), ["small-cnn"], ["small-cnn"], 1, 1)
