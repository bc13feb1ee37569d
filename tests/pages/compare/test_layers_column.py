"""The column of the layers, which is narrow."""

from pages.widgets.compare.setting_columns import setting_columns


def layers(*stacks: str) -> list[str]:
    return setting_columns([{"layers": each} for each in stacks])["layers"]


def test_what_networks_begin_with_alike_is_left_out() -> None:
    assert layers("Conv2D, Flatten, Dense", "Conv2D, Flatten, Dropout, Dense") == ["… Dense", "… Dropout, Dense"]


def test_of_one_that_is_the_beginning_of_another_the_last_layer_is_named() -> None:
    assert layers("Conv2D, Flatten", "Conv2D, Flatten, Dense") == ["… Flatten", "… Flatten, Dense"]


def test_networks_that_differ_from_the_start_are_named_whole() -> None:
    assert layers("Flatten, Dense", "Conv2D, Flatten, Dense") == ["Flatten, Dense", "Conv2D, Flatten, Dense"]
