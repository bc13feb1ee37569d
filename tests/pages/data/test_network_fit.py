"""A network that does not work on the chosen images: said on the Data page, with ways out."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from cnn_core.data.choice import DataChoice


def digits(visit: Callable[..., AppTest]) -> AppTest:
    app = visit(page="data")
    app.session_state["session"].set_data(DataChoice(dataset="digits"))
    return app.run()


def labels(app: AppTest) -> list[str]:
    return [each.label.replace("\\", "") for each in app.button]


def test_small_cnn_on_8x8_digits_is_explained_and_mended_by_a_fix(visit: Callable[..., AppTest]) -> None:
    app = digits(visit)
    said = " ".join(each.value for each in app.main.markdown).replace("\\", "")
    assert "small-cnn does not work on these images of 8x8x1 yet." in said
    assert "a 2x2 window does not fit into the 1x1 image that is left" in said
    assert "Use padding='same' in every convolution" in labels(app)
    next(each for each in app.button if "every convolution" in each.label).click().run()
    mine = app.session_state["session"]
    assert not mine.summary().errors
    assert mine.experiment.data.dataset == "digits"
    assert "yet." not in " ".join(each.value for each in app.main.markdown)


def test_or_by_the_preset_for_these_images(visit: Callable[..., AppTest]) -> None:
    app = digits(visit)
    app.button(key="take preset").click().run()
    mine = app.session_state["session"]
    assert mine.experiment.architecture.name == "digits-cnn"
    assert mine.experiment.data.dataset == "digits"
    assert not mine.summary().errors
