"""The code of the desk and of a run, without a browser."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from streamlit.testing.v1 import AppTest

from cnn_core.codegen import script
from cnn_core.presets import PRESETS


def opened(app: AppTest) -> AppTest:
    app.session_state["desk code"] = True
    return app.run()


def downloads(app: AppTest) -> list[str]:
    return [each.label for each in app.get("download_button")]


def test_the_code_is_written_when_it_is_asked_for(visit: Callable[..., AppTest]) -> None:
    app = visit()
    assert not app.code
    opened(app)
    assert not app.exception
    assert app.code[0].value == script(PRESETS["small-cnn"].experiment).strip()
    assert set(downloads(app)) >= {"Script (.py)", "Notebook (.ipynb)", "Images (.npz)"}


def test_it_is_the_code_of_what_is_on_the_desk_now(visit: Callable[..., AppTest]) -> None:
    app = opened(visit())
    mine = app.session_state["session"]
    mine.put(mine.desk.edit(PRESETS["notebook-4"].experiment))
    opened(app)
    assert app.code[0].value == script(PRESETS["notebook-4"].experiment).strip()
    assert downloads(app) == ["Script (.py)", "Notebook (.ipynb)"]


def test_a_network_that_does_not_work_has_no_code_and_says_why(visit: Callable[..., AppTest]) -> None:
    app = visit()
    mine = app.session_state["session"]
    broken = PRESETS["mlp"].experiment
    mine.put(mine.desk.edit(replace(broken, architecture=broken.architecture.remove(0))))
    opened(app)
    assert not app.code
    assert any("gets an image, not a vector" in each.value.replace("\\", "") for each in app.info)


def test_a_run_has_its_code_beside_its_files(visit: Callable[..., AppTest]) -> None:
    app = visit(page="evaluate")
    assert not app.exception
    assert set(downloads(app)) >= {"Script (.py)", "Notebook (.ipynb)", "Images (.npz)"}
