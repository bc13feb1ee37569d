"""An architecture is a value: edits return a new one."""

import json

from cnn_core.spec import Architecture, Conv2D, Dense, Dropout, Flatten, MaxPooling2D

conv, pool, flat, head = Conv2D(filters=8), MaxPooling2D(), Flatten(), Dense(units=10, activation="softmax")
stack = Architecture(name="stack", input_shape=(28, 28, 1), layers=(conv, pool, flat, head))


def test_an_edit_returns_a_new_architecture_and_leaves_the_old_one():
    changed = stack.edit(0, filters=16, kernel_size=5)
    assert changed.layers[0] == Conv2D(filters=16, kernel_size=(5, 5))
    assert changed.layers[1:] == stack.layers[1:]
    assert stack.layers[0] == conv


def test_layers_are_put_inserted_removed_and_moved():
    drop = Dropout()
    assert stack.put(1, drop).layers == (conv, drop, flat, head)
    assert stack.insert(1, drop).layers == (conv, drop, pool, flat, head)
    assert stack.insert(4, drop).layers == (conv, pool, flat, head, drop)
    assert stack.remove(1).layers == (conv, flat, head)
    assert stack.move(0, 2).layers == (pool, flat, conv, head)
    assert stack.move(2, 0).layers == (flat, conv, pool, head)


def test_the_head_is_the_last_dense_that_is_switched_on():
    assert stack.head == 3
    assert stack.insert(3, Dense(units=64)).head == 4
    assert stack.insert(4, Dense(units=5, enabled=False)).head == 3
    assert stack.remove(3).head is None


def test_fitting_to_a_dataset_changes_the_input_and_the_units_of_the_head():
    fitted = stack.fit_to((8, 8, 3), 4)
    assert fitted.input_shape == (8, 8, 3)
    assert fitted.layers[:3] == stack.layers[:3]
    assert fitted.layers[3] == Dense(units=4, activation="softmax")
    assert stack.remove(3).fit_to((8, 8, 3), 4).layers == (conv, pool, flat)


def test_lists_from_json_become_tuples_so_that_equal_values_are_equal():
    again = Architecture.from_json(json.loads(stack.to_text()))
    assert again == stack
    assert hash(again) == hash(stack)
    assert again.to_text() == stack.to_text()


def test_the_text_is_canonical():
    """Keys sorted, no blanks: equal architectures have equal text, so the text can be a cache key."""
    text = stack.to_text()
    assert text == json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"))
    assert '"schema":1' in text


def test_a_layer_that_is_switched_off_stays_in_the_json():
    off = stack.edit(1, enabled=False)
    assert Architecture.from_json(off.to_json()) == off
    assert off.to_text() != stack.to_text()
