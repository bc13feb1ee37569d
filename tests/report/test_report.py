"""The report of a run: complete, one file, nothing from elsewhere, and text that people typed stays text."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import numpy as np
import pytest

from cnn_core.data.load import load_local
from cnn_core.metrics.evaluation import evaluate
from cnn_core.report import gather, report_html
from cnn_core.runs.folder import RunFolder
from cnn_core.runs.pretrained import PRETRAINED_PATH

run = RunFolder(PRETRAINED_PATH)
full = gather(run, load_local("mnist-mini"))
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>'


class Reader(HTMLParser):
    """What a browser would make of the page: its elements, its addresses, its text."""

    VOID = ("meta", "img", "br")

    def __init__(self, text):
        super().__init__()
        self.open, self.names, self.attributes, self.words = [], [], [], []
        self.feed(text)

    def handle_starttag(self, name, attributes):
        self.names.append(name)
        self.attributes += attributes
        if name not in self.VOID:
            self.open.append(name)

    def handle_startendtag(self, name, attributes):
        self.names.append(name)
        self.attributes += attributes

    def handle_endtag(self, name):
        assert self.open.pop() == name

    def handle_data(self, text):
        self.words.append(text)


def read(material):
    page = Reader(report_html(material))
    assert page.open == []
    return page


def test_the_page_has_its_sections_and_the_figures_of_the_run():
    page = read(full)
    words = " ".join(page.words)
    for title in ("Network", "Data and settings", "Curves", "Classes", "Mistakes", "Code", "Origin"):
        assert title in page.words
    assert "98.40%" in words
    assert "121,930" in words
    assert "32 of 2,000 images" in words
    assert "keras.Sequential(" in words
    assert "3x3x32x64 + 64 = 18,496" in words
    confusion = run.evaluation().confusion
    assert all(f"{count:,}" in page.words for count in confusion.diagonal())


def test_settings_that_nobody_changed_are_not_listed_one_by_one():
    words = read(full).words
    assert {"epochs", "batch_size", "optimizer"} <= set(words)
    assert not {"minutes", "warmup", "schedule_factor", "early_stopping"} & set(words)
    assert "clipnorm" not in words[words.index("optimizer") + 1]
    slower = replace(full.meta.experiment.training, warmup=2)
    changed = replace(full, meta=replace(full.meta, experiment=replace(full.meta.experiment, training=slower)))
    assert read(changed).words[read(changed).words.index("warmup") + 1] == "2"


def test_it_is_one_file_without_script_and_without_an_address_elsewhere():
    text = report_html(full)
    page = Reader(text)
    assert not {"script", "link", "iframe", "object", "embed", "form", "base"} & set(page.names)
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    addresses = [value for name, value in page.attributes if name in ("src", "href", "srcset", "data", "action", "xlink:href")]
    assert addresses
    assert all(address.startswith("data:image/") for address in addresses)
    style = text[text.index("<style>") : text.index("</style>")]
    assert "url(" not in style
    assert "@import" not in style
    assert dict(page.attributes)["http-equiv"] == "Content-Security-Policy"


def test_names_that_people_gave_stay_text():
    experiment = full.meta.experiment
    named = replace(experiment, architecture=replace(experiment.architecture, name=HOSTILE))
    labels, names = np.array([0, 1]), (HOSTILE, "</style><b>")
    evaluation = evaluate(labels, np.array([[0.1, 0.9], [0.2, 0.8]]), names)
    meta = replace(full.meta, experiment=named, versions={HOSTILE: HOSTILE}, machine={HOSTILE: 1}, parent=HOSTILE)
    page = read(replace(full, meta=meta, evaluation=evaluation, images=full.images[:2]))
    assert "script" not in page.names
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    assert HOSTILE in page.words
    assert page.names.count("img") == 1 + 1


def test_the_same_run_gives_the_same_text():
    assert report_html(full) == report_html(gather(run, load_local("mnist-mini")))


def test_the_most_confident_mistakes_come_with_image_truth_and_prediction():
    page = read(full)
    evaluation = run.evaluation()
    first = evaluation.wrong()[0]
    true, said = evaluation.labels[first], evaluation.predicted[first]
    assert f"{true}, read as {said}, {evaluation.confidence[first]:.0%}" in page.words
    assert page.names.count("img") == 1 + 24


def test_without_the_images_the_mistakes_are_a_list():
    page = read(replace(full, images=None))
    assert page.names.count("img") == 1
    assert any("not on the machine" in words for words in page.words)


def test_images_of_another_number_are_not_shown_for_those_of_the_test():
    fewer = replace(
        load_local("mnist-mini"), x_test=load_local("mnist-mini").x_test[:5], y_test=load_local("mnist-mini").y_test[:5]
    )
    assert gather(run, fewer).images is None


def test_a_run_without_a_test_says_so():
    page = read(replace(full, evaluation=None, images=None, state=replace(full.state, test_accuracy=None, test_loss=None)))
    assert any("This run has no test" in words for words in page.words)
    assert "Mistakes" not in page.words


def test_a_run_without_an_epoch_says_so():
    page = read(replace(full, state=replace(full.state, history=(), points=())))
    assert "No epoch was completed." in page.words


@pytest.mark.parametrize("loss", [float("nan"), float("inf"), 3e8])
def test_a_loss_that_diverged_breaks_no_curve(loss):
    first, *others = full.state.history
    state = replace(full.state, history=(first, *(replace(each, loss=loss, val_loss=loss) for each in others)))
    text = report_html(replace(full, state=state))
    drawn = "".join(re.findall(r"<svg.*?</svg>", text, re.DOTALL))
    assert not re.search(r'="[^"]*\b(nan|inf)\b', drawn)


def test_a_column_without_a_head_has_no_empty_one_to_be_read_out():
    page = read(full)
    assert "<th></th>" not in report_html(full)
    assert page.names.count("th") > 10
