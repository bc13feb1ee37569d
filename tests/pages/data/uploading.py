"""Files given to the Data page, until nothing is on its way."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

ADA, BEN = "ada-" + "x" * 24, "ben-" + "x" * 24


def texts(app: AppTest) -> str:
    said = [*app.info, *app.markdown, *app.error, *app.warning, *app.caption]
    return " ".join(each.value.replace("\\", "") for each in said)


def button(app: AppTest, label: str) -> object:
    return next(each for each in app.button if each.label == label)


def waited(app: AppTest) -> AppTest:
    """The page once nothing is on its way."""
    if "upload of own images" not in app.session_state:
        return app
    upload = app.session_state["upload of own images"]
    for work in (upload.looking, upload.taking):
        assert work is None or work.wait(20)
    return app.run()


def give(app: AppTest, *files: tuple[str, bytes]) -> AppTest:
    """Chooses files and waits until they have been looked at."""
    loader = next(each for each in app.file_uploader if each.label.startswith("A zip"))
    loader.set_value([(name, content, "application/octet-stream") for name, content in files]).run()
    return waited(app)


def use(app: AppTest) -> AppTest:
    """Presses the button and waits until the dataset is there and chosen."""
    button(app, "Use these images").click().run()
    return waited(app)


def names(app: AppTest) -> list[str]:
    """The titles on the cards of the datasets."""
    cards: list[str] = next(each for each in app.get("button_group") if (each.key or "").split()[:1] == ["dataset"]).options
    return [card.split("**")[1].replace("\\", "") for card in cards]
