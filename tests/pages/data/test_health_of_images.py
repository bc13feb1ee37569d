"""Health of the images on the Data page: checked on request, acted on with one click, undone with another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from streamlit.testing.v1 import AppTest

from cnn_core.data.health import Place
from pages.widgets.data.health import labels_of_copies, some_of
from tests.pages.data.uploading import button, give, texts, use
from tests.uploads.make_uploads import images as pixels
from tests.uploads.make_uploads import labels as classes
from tests.uploads.make_uploads import npz


def checked(app: AppTest) -> AppTest:
    button(app, "Check the images").click().run()
    assert app.session_state["health of the images"][1].wait(20)
    return app.run()


def finding(app: AppTest) -> Any:
    """The menu of what was found."""
    return next(each for each in app.selectbox if each.label == "Found")


def pictures(app: AppTest) -> str:
    """What is said of the pictures that are shown."""
    return " ".join(picture.alt for each in app.get("image") for picture in each.proto.imgs)


def test_copies_are_found_left_out_and_used_again(visit: Callable[..., AppTest]) -> None:
    train, test = pixels(40, (28, 28)), pixels(20, (28, 28))
    test[4] = train[8]
    upload = npz(x_train=train, y_train=classes(40), x_test=test, y_test=classes(20))
    app = checked(use(give(visit(page="data"), ("copies.npz", upload))))
    assert finding(app).value == "equal across"
    assert "The test is no longer on unseen images." in texts(app)
    button(app, "Leave out 1 training image").click().run()
    assert "no longer on unseen images" not in texts(app)
    assert "With what is left out it is no longer so." in texts(app)
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
    assert finding(app).value == "equal within"
    button(app, "Leave out 2 training images").click().run()
    assert "Of these 4 training images 2 are left out: one of each group stays." in texts(app)
    assert "All of these" not in texts(app)


def test_of_a_film_some_frames_of_each_class_stay(visit: Callable[..., AppTest]) -> None:
    """All of a class could be left out with one click, and the training was refused."""
    train, test = pixels(40, (28, 28)), pixels(20, (28, 28))
    train[::2] = test[0]  # all of one class
    upload = npz(x_train=train, y_train=classes(40), x_test=test, y_test=classes(20))
    app = checked(use(give(visit(page="data"), ("film.npz", upload))))
    said = "5 training images stay, so that each class keeps enough to learn from."
    assert said in texts(app)
    button(app, "Leave out 15 training images").click().run()
    assert len(app.session_state["session"].experiment.data.left_out) == 15
    assert said in texts(app)
    assert not any("Leave out" in each.label for each in app.button)


def test_one_image_under_two_labels_gets_another_label(visit: Callable[..., AppTest]) -> None:
    train = pixels(40, (28, 28))
    train[9] = train[8]
    upload = npz(x_train=train, y_train=classes(40), x_test=pixels(20, (28, 28)), y_test=classes(20))
    app = checked(use(give(visit(page="data"), ("labels.npz", upload))))
    assert finding(app).value == "equal labels"
    app.selectbox(key="relabel image").select_index(1).run()
    assert app.selectbox(key="relabel class 9").value is None  # it was offered the label of its copy, whichever was wrong
    app.selectbox(key="relabel image").select_index(0).run()
    assert button(app, "Change its label").disabled
    app.selectbox(key="relabel class 8").select_index(1).run()
    button(app, "Change its label").click().run()
    assert app.session_state["session"].experiment.data.relabelled == ((8, 1),)
    assert "Downloaded as corrected here: 1 label changed." in texts(app)
    assert finding(app).options == ["The same image twice in one part: 1, in 2 copies"]
    assert "training 8: 1, training 9: 1" in pictures(app)
    button(app, "Use all images as they came").click().run()
    assert finding(app).options == ["The same image under different labels: 1, in 2 copies"]
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
    app.selectbox(key="relabel class of test 5").select_index(0).run()
    button(app, "Change its label").click().run()
    assert app.session_state["session"].experiment.data.relabelled_test == ((5, 0),)
    assert "training 8: 0, test 5: 0" in pictures(app)
    button(app, "Leave out 1 training image").click().run()
    assert "training 8: 0, left out, test 5: 0" in pictures(app)


def test_of_many_copies_those_of_another_label_are_offered_that_of_most_at_once() -> None:
    """Pairs of 20,000 copies would be 400 million."""
    many = [Place("training", n, int(n % 3 == 0)) for n in range(20_000)]
    pair = [Place("training", 30_000, 0), Place("training", 30_001, 1)]  # either may be wrong
    alone = [Place("test", n, 1) for n in range(5)]
    assert labels_of_copies([many, pair, alone]) == {place: 0 for place in many if place.label}


def test_of_a_large_group_some_of_each_part_and_label_are_shown() -> None:
    train, other, test = [Place("training", n, 0) for n in range(40)], Place("training", 40, 1), Place("test", 3, 0)
    assert some_of([*train, other, test]) == [*train[:10], other, test]
    assert some_of(train[:5]) == train[:5]


def test_when_a_label_is_changed_the_menu_says_how_many_are_left(visit: Callable[..., AppTest]) -> None:
    """A browser went on showing the words of what was chosen before."""
    train = pixels(40, (28, 28))
    train[9], train[11] = train[8], train[10]
    upload = npz(x_train=train, y_train=classes(40), x_test=pixels(20, (28, 28)), y_test=classes(20))
    app = checked(use(give(visit(page="data"), ("labels.npz", upload))))
    assert finding(app).options == ["The same image under different labels: 2, in 4 copies"]
    first = finding(app).proto.id
    app.selectbox(key="relabel class 8").select_index(1).run()
    button(app, "Change its label").click().run()
    menu = finding(app)
    assert "The same image under different labels: 1, in 2 copies" in menu.options
    assert menu.value == "equal labels"
    assert menu.proto.id != first


def test_good_images_are_said_to_be_good(visit: Callable[..., AppTest]) -> None:
    app = checked(visit(page="data"))
    assert any("No copies" in each.value for each in app.success)
