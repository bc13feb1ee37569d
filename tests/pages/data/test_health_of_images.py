"""Health of the images on the Data page: checked on request, acted on with one click, undone with another."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from cnn_core.data.health import Place
from pages.widgets.data.health import labels_of_copies
from tests.pages.data.uploading import button, give, texts, use
from tests.uploads.make_uploads import images as pixels
from tests.uploads.make_uploads import labels as classes
from tests.uploads.make_uploads import npz


def checked(app: AppTest) -> AppTest:
    button(app, "Check the images").click().run()
    assert app.session_state["health of the images"][1].wait(20)
    return app.run()


def pictures(app: AppTest) -> str:
    """What is said of the pictures that are shown."""
    return " ".join(picture.alt for each in app.get("image") for picture in each.proto.imgs)


def test_copies_are_found_left_out_and_used_again(visit: Callable[..., AppTest]) -> None:
    train, test = pixels(40, (28, 28)), pixels(20, (28, 28))
    test[4] = train[8]
    upload = npz(x_train=train, y_train=classes(40), x_test=test, y_test=classes(20))
    app = checked(use(give(visit(page="data"), ("copies.npz", upload))))
    assert app.selectbox(key="finding").value == "equal across"
    button(app, "Leave out 1 training image").click().run()
    assert app.session_state["session"].experiment.data.left_out == (8,)
    assert "1 training image left out" in texts(app)
    assert "All of these training images are left out." in texts(app)
    button(app, "Use all images as they came").click().run()
    assert app.session_state["session"].experiment.data.left_out == ()


def test_of_copies_of_which_one_stays_it_is_said_how_many_are_left_out(visit: Callable[..., AppTest]) -> None:
    train = pixels(40, (28, 28))
    train[10], train[20] = train[8], train[4]  # of the same classes
    upload = npz(x_train=train, y_train=classes(40), x_test=pixels(20, (28, 28)), y_test=classes(20))
    app = checked(use(give(visit(page="data"), ("copies.npz", upload))))
    assert app.selectbox(key="finding").value == "equal within"
    button(app, "Leave out 2 training images").click().run()
    assert "Of these 4 training images 2 are left out: one of each group stays." in texts(app)
    assert "All of these" not in texts(app)


def test_one_image_under_two_labels_gets_another_label(visit: Callable[..., AppTest]) -> None:
    train = pixels(40, (28, 28))
    train[9] = train[8]
    upload = npz(x_train=train, y_train=classes(40), x_test=pixels(20, (28, 28)), y_test=classes(20))
    app = checked(use(give(visit(page="data"), ("labels.npz", upload))))
    assert app.selectbox(key="finding").value == "equal labels"
    app.selectbox(key="relabel image").select_index(1).run()
    assert app.selectbox(key="relabel class 9").value == 0
    app.selectbox(key="relabel image").select_index(0).run()
    assert app.selectbox(key="relabel class 8").value == 1  # as its copy is called
    button(app, "Change its label").click().run()
    assert app.session_state["session"].experiment.data.relabelled == ((8, 1),)
    assert "Downloaded as corrected here: 1 label changed." in texts(app)
    assert app.selectbox(key="finding").options == ["The same image twice in one part: 1, in 2 copies"]
    assert "training 8: 1, training 9: 1" in pictures(app)
    button(app, "Use all images as they came").click().run()
    assert app.selectbox(key="finding").options == ["The same image under different labels: 1, in 2 copies"]
    assert not app.exception


def test_a_test_image_under_another_label_than_its_copy_gets_another_one(visit: Callable[..., AppTest]) -> None:
    train, test = pixels(40, (28, 28)), pixels(20, (28, 28))
    test[5] = train[8]
    upload = npz(x_train=train, y_train=classes(40), x_test=test, y_test=classes(20))
    app = checked(use(give(visit(page="data"), ("labels.npz", upload))))
    assert "training 8: 0, test 5: 1" in pictures(app)
    chosen = app.selectbox(key="relabel image")
    assert chosen.options == ["training 8", "test 5"]
    chosen.select_index(1).run()
    button(app, "Change its label").click().run()
    assert app.session_state["session"].experiment.data.relabelled_test == ((5, 0),)
    assert "training 8: 0, test 5: 0" in pictures(app)
    button(app, "Leave out 1 training image").click().run()
    assert "training 8: 0, left out, test 5: 0" in pictures(app)


def test_each_of_many_copies_is_offered_the_label_of_another_at_once() -> None:
    """Pairs of 20,000 copies would be 400 million."""
    many = [Place("training", n, n % 3) for n in range(20_000)]
    alone = [Place("test", n, 1) for n in range(5)]
    offered = labels_of_copies([many, alone])
    assert [offered[each] for each in many[:4]] == [1, 0, 1, 1]  # the last has the label 1, the one before it 0
    assert set(offered) == set(many)


def test_good_images_are_said_to_be_good(visit: Callable[..., AppTest]) -> None:
    app = checked(visit(page="data"))
    assert any("No copies" in each.value for each in app.success)
