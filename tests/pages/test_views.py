"""Galleries of several sizes, and the tables of a trained network."""


def test_the_gallery_shows_one_image_ten_or_twenty_four(visit):
    app = visit(page="data")
    for view in ("one", "2x5", "4x6"):
        app.segmented_control(key="gallery view").set_value(view).run()
        assert not app.exception


def test_wrong_and_right_images_come_in_galleries_of_nine_too(visit):
    app = visit(page="evaluate")
    frames = [len(each.value) for each in app.dataframe]
    app.segmented_control(key="samples grid").set_value("3x3").run()
    assert not app.exception
    assert 24 in frames
    assert 9 in [len(each.value) for each in app.dataframe]


def test_the_tables_of_the_network_give_shapes_and_weights(visit):
    tables = [each.value for each in visit(page="evaluate").dataframe]
    shapes = next(table for table in tables if list(table.columns) == ["layer", "input", "output"])
    weights = next(table for table in tables if "array" in table.columns)
    assert shapes["input"][0] == "28x28x1"
    assert shapes["output"].iloc[-1] == "10"
    assert len(shapes) == 8
    assert list(weights["shape"]) == ["3x3x1x32", "32", "3x3x32x64", "64", "1600x64", "64", "64x10", "10"]
    assert weights["numbers"].sum() == 121_930
