"""One image on its way through the network, on the Build page."""


def strip(app):
    return next(caption.value for caption in app.caption if "feature maps a layer" in caption.value)


def test_the_trained_network_answers_and_an_edited_one_has_random_weights(visit):
    app = visit()
    assert strip(app).startswith("The trained network says 0")
    mine = app.session_state["session"]
    mine.put(mine.desk.edit(type(mine.experiment)(architecture=mine.experiment.architecture.edit(0, filters=8))))
    app.run()
    app.switch_page("pages/build.py").run()
    assert not app.exception
    assert strip(app).startswith("With the random weights")


def test_nothing_is_drawn_of_a_network_that_does_not_fit(visit):
    app = visit()
    mine = app.session_state["session"]
    mine.put(mine.desk.edit(type(mine.experiment)(architecture=mine.experiment.architecture.edit(0, strides=(4, 4)))))
    app.switch_page("pages/build.py").run()
    assert not app.exception
    assert any("as soon as" in caption.value for caption in app.caption)
