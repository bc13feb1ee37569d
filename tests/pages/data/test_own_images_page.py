"""Own images on the Data page: from files to a dataset that every page knows, and away again."""

from __future__ import annotations

import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.testing.v1 import AppTest

from cnn_core.data.corrections import corrected
from cnn_core.data.load import load
from cnn_core.data.own import own_entries, remove
from cnn_core.data.task import class_names
from cnn_core.engine import Laboratory
from cnn_core.metrics.evaluation import evaluate
from cnn_core.runs import RunFolder, RunMeta
from cnn_core.storage.owner_mark import owner_mark
from cnn_core.training.events import event
from tests.engine.fake_engine import FakeEngines
from tests.pages.data.uploading import ADA, BEN, button, give, names, texts, use, waited
from tests.uploads.make_uploads import TWO, class_folders, idx_files, images, labels, npz, picture, zipped

GOOD = zipped([*class_folders(TWO, count=20), ("readme.txt", b"hello")])


LARGER = zipped(class_folders(TWO, count=20, size=(28, 28)))


def test_a_zip_of_folders_is_shown_and_becomes_the_chosen_dataset(visit: Callable[..., AppTest]) -> None:
    app = give(visit(page="data"), ("my flowers.zip", GOOD))
    assert not app.exception
    assert "40 pictures in 2 classes" in texts(app)
    assert "Set aside: 1 file or folder." in texts(app)
    assert "a fifth of each class is held back" in texts(app)
    assert next(each for each in app.text_input if each.label == "Name").value == "my flowers"
    assert next(each for each in app.selectbox if each.label == "Size").options[0] == "8x10 (as they are)"
    use(app)
    assert not app.error
    (entry,) = own_entries(ADA)
    experiment = app.session_state["session"].experiment
    assert experiment.data.dataset == entry.name
    assert experiment.architecture.input_shape == (8, 10, 3)
    assert experiment.architecture.layers[experiment.architecture.head].units == 2
    assert "my flowers" in names(app)
    assert f"--dataset {entry.name}" in texts(app)
    assert "training: 28 images" in texts(app)


def test_only_its_owner_has_it_in_the_menu(visit: Callable[..., AppTest]) -> None:
    use(give(visit(page="data"), ("flowers.zip", GOOD)))
    assert "flowers" in names(visit(page="data"))
    assert "flowers" not in names(visit(BEN, "data"))


def test_size_colour_and_name_are_as_chosen(visit: Callable[..., AppTest]) -> None:
    app = give(visit(page="data"), ("flowers.zip", GOOD))
    next(each for each in app.get("button_group") if each.key == "own colour").set_value(False).run()
    next(each for each in app.selectbox if each.label == "Size").select((32, 32)).run()
    next(each for each in app.text_input if each.label == "Name").set_value("Red and blue").run()
    use(app)
    (entry,) = own_entries(ADA)
    assert (entry.title, entry.input_shape) == ("Red and blue", (32, 32, 1))


def test_a_name_that_is_taken_or_markup_is_refused_and_nothing_is_lost(visit: Callable[..., AppTest]) -> None:
    app = give(visit(page="data"), ("flowers.zip", GOOD))
    next(each for each in app.text_input if each.label == "Name").set_value("[x](y)").run()
    use(app)
    assert "1 to 40 letters" in texts(app)
    assert "40 pictures in 2 classes" in texts(app)
    next(each for each in app.text_input if each.label == "Name").set_value("Better").run()
    use(app)
    assert [entry.title for entry in own_entries(ADA)] == ["Better"]


def test_arrays_can_get_names_for_their_classes(visit: Callable[..., AppTest]) -> None:
    app = give(visit(page="data"), ("cells.npz", npz(x=images(60, channels=3), y=labels(60))))
    typed = next(each for each in app.text_input if each.label == "Names of the classes")
    assert typed.value == "0, 1"
    typed.set_value("well, ill, dead").run()
    assert "2 names are wanted, and 3 are there" in texts(app)
    typed.set_value("well, ill").run()
    use(app)
    assert own_entries(ADA)[0].class_names == ("well", "ill")


def test_own_images_are_downloaded_by_a_thread_that_knows_no_session(
    visit: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    made: dict[str, Callable[[], bytes]] = {}
    kept = MediaFileManager.add_deferred

    def add_deferred(manager: MediaFileManager, data: Callable[[], bytes], *rest: object, **options: Any) -> str:
        made[str(options.get("file_name"))] = data
        return kept(manager, data, *rest, **options)

    monkeypatch.setattr(MediaFileManager, "add_deferred", add_deferred)
    use(give(visit(page="data"), ("flowers.zip", GOOD)))
    with ThreadPoolExecutor(1) as elsewhere:
        content = elsewhere.submit(made["flowers.npz"]).result(30)
    with np.load(io.BytesIO(content)) as arrays:
        assert len(arrays["x_train"]) + len(arrays["x_test"]) == 40


def test_several_idx_files_are_taken_together(visit: Callable[..., AppTest]) -> None:
    use(give(visit(page="data"), *idx_files()))
    (entry,) = own_entries(ADA)
    assert (entry.train_size, entry.test_size) == (20, 10)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("notes.txt", b"hello", "notes.txt cannot be used: it is a text and no table of pixels; it is none of what can be read"),
        ("flat.zip", zipped([("1.png", picture())]), "no class is known of its only picture"),
    ],
)
def test_what_cannot_be_used_is_a_sentence_and_another_file_can_be_tried(
    visit: Callable[..., AppTest], name: str, content: bytes, words: str
) -> None:
    app = give(visit(page="data"), (name, content))
    assert words in texts(app)
    assert app.session_state["session"].experiment.data.dataset == "mnist-mini"
    use(give(app, ("flowers.zip", GOOD)))
    assert len(own_entries(ADA)) == 1


def test_a_folder_is_taken_as_it_lies(visit: Callable[..., AppTest]) -> None:
    app = visit(page="data")
    app.segmented_control(key="how own images are given").set_value("Folder").run()
    loader = next(each for each in app.file_uploader if each.label.startswith("A folder"))
    loader.set_value([(name, content, "image/png") for name, content in class_folders(TWO, count=10, before="my flowers/")]).run()
    app = waited(app)
    assert not app.exception
    assert "20 pictures in 2 classes" in texts(app)
    assert next(each for each in app.text_input if each.label == "Name").value == "my flowers"


def test_cancel_forgets_the_upload(visit: Callable[..., AppTest]) -> None:
    app = give(visit(page="data"), ("flowers.zip", GOOD))
    button(app, "Cancel").click().run()
    assert "pictures in 2 classes" not in texts(app)
    assert own_entries(ADA) == []


def test_few_images_are_divided_so_that_each_class_is_validated(visit: Callable[..., AppTest]) -> None:
    """Five of one class and six of the two others: a tenth for validation would miss one."""
    classes = {"red": (9, 9, 90), "blue": (5, 90, 5), "green": (90, 7, 7)}
    few = [each for name in classes for each in class_folders({name: classes[name]}, 5 + (name != "red"), size=(28, 28))]
    app = use(give(visit(page="data"), ("few.zip", zipped(few))))
    assert not app.exception
    assert not app.error
    assert app.session_state["session"].experiment.data.validation_split == 0.2
    for page in ("build", "train", "evaluate", "draw", "compare", "learn", "data"):
        app.switch_page(f"pages/{page}.py").run()
        assert not app.exception, page
        assert not app.error, page


def test_a_division_that_cannot_be_is_said_and_can_be_mended(visit: Callable[..., AppTest]) -> None:
    app = use(give(visit(page="data"), ("flowers.zip", GOOD)))
    mine = app.session_state["session"]
    mine.set_data(replace(mine.experiment.data, validation_split=0.02))
    app.run()
    assert "cannot show all 2 classes" in texts(app)
    slider = next(each for each in app.slider if "validation_split" in each.label)
    slider.set_value(0.2).run()
    assert not app.error


def finished_run(lab: Laboratory, name: str, app: AppTest) -> RunFolder:
    """A finished run on own images, tested without the first two, that is right about everything."""
    experiment = app.session_state["session"].experiment
    experiment = replace(experiment, data=replace(experiment.data, left_out_test=(0, 1)))
    data = corrected(load(name), experiment.data)
    folder = RunFolder.create(lab.root, RunMeta(id="mine", experiment=experiment, owner=owner_mark(ADA)))
    sure = np.eye(2, dtype=np.float32)[data.y_test]
    folder.save_evaluation(evaluate(data.y_test, sure, class_names(experiment.data)))
    folder.append([event("evaluated", test_loss=0.25, test_accuracy=1.0)])
    folder.append([event("finished", reason="completed", epochs=1, seconds=2.0)])
    app.session_state["session"].show_run("mine")
    return folder


def test_runs_on_own_images_are_called_by_their_title_and_outlive_them(visit: Callable[..., AppTest], lab: Laboratory) -> None:
    app = use(give(visit(page="data"), ("flowers.zip", GOOD)))
    name = own_entries(ADA)[0].name
    finished_run(lab, name, app)
    app.switch_page("pages/evaluate.py").run()
    assert any(" on flowers, 100.00%" in option for option in app.selectbox(key="run choice").options)
    assert "were removed" not in texts(app)
    app.switch_page("pages/draw.py").run()
    assert any(each.label.startswith("Pictures") for each in app.file_uploader)  # they are in colour, and the pen has none
    app.switch_page("pages/data.py").run()
    button(app, "Remove them for good").click().run()
    assert own_entries(ADA) == []
    assert app.session_state["session"].experiment.data.dataset == "mnist-mini"
    app.switch_page("pages/evaluate.py").run()
    assert not app.exception
    assert not app.error
    assert "images of this run were removed" in texts(app)
    app.segmented_control(key="samples show").set_value("right").run()
    assert not app.exception
    shown = next(each.value for each in app.dataframe if "no." in each.value)
    assert sorted(shown["no."]) == list(range(2, 2 + len(shown)))
    assert {each.label: each.value for each in app.metric}["Test accuracy"] == "100.00%"


def test_a_desk_whose_images_were_removed_says_so_everywhere_and_leads_on(visit: Callable[..., AppTest]) -> None:
    """Undo, or another window, can bring removed images back to the desk."""
    use(give(visit(page="data"), ("flowers.zip", GOOD)))
    remove(own_entries(ADA)[0].name, ADA)
    again = visit(page="data")
    assert "images of flowers were removed" in texts(again)
    assert again.button(key="sidebar-train").disabled
    for page in ("build", "train", "evaluate", "draw", "compare", "learn"):
        again.switch_page(f"pages/{page}.py").run()
        assert not again.exception, page
        assert not again.error, page
    again.switch_page("pages/data.py").run()
    button(again, "Use MNIST mini instead").click().run()
    assert again.session_state["session"].experiment.data.dataset == "mnist-mini"


def test_images_cannot_be_removed_while_a_run_learns_from_them(visit: Callable[..., AppTest], engines: FakeEngines) -> None:
    app = use(give(visit(page="data"), ("flowers.zip", LARGER)))
    app.button(key="sidebar-train").click().run()
    engines.nth_client(1).nth_job(1)
    app.switch_page("pages/data.py").run()
    assert button(app, "Remove them for good").disabled


def test_own_images_are_trained_on_under_their_name_and_fingerprint(visit: Callable[..., AppTest], engines: FakeEngines) -> None:
    app = use(give(visit(page="data"), ("flowers.zip", LARGER)))
    (entry,) = own_entries(ADA)
    app.button(key="sidebar-train").click().run()
    assert not app.error
    job = engines.nth_client(1).nth_job(1).job
    assert job.experiment["data"]["dataset"] == entry.name
    assert job.fingerprint == entry.fingerprint
