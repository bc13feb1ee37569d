"""One image on its way through the network of the desk: what each layer makes of it.

It is worked out in a thread, so that neither the page nor the next edit waits for it. Each run of the network editor calls `follow`,
which finds one of five states. The question is everything that the pictures depend on: layers, data, weights, seed and image.

    editing     An edit is being answered: the pictures on the page stay, faded, and nothing is asked.
                -> another state, when the script of the editor says that the hand rests ("settled").
    impossible  There is no image, or the network does not fit: no pictures, and a sentence that says why.
                -> another state, with an edit or with the images.
    waiting     The network has random weights and the engine is not ready: the pictures before stay, and nothing is asked.
                -> asked, when the script asks again ("waiting") and the engine is ready.
    asked       A thread works on one question: the pictures before stay, faded if they are of another network.
                -> shown, when the script asks again and the answer is there, if the question is still the same. Otherwise its
                pictures are shown meanwhile and the question of now is asked; those in between are dropped.
    shown       The pictures in the session answer the question.
                -> another state, with an edit, another image, or new weights.

What fails with a LabError is an answer to no question, so the sentence is shown and the question asked again. A fault of ours is the
answer to its question: it is logged once and not asked again until something changes.
"""

from __future__ import annotations

import logging
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
import streamlit as st

from cnn_core.data.entry import Entry
from cnn_core.data.health import TEST
from cnn_core.data.load import find
from cnn_core.data.scaling import Scaling, scaling_of
from cnn_core.drawing import Drawing, to_input
from cnn_core.engine import Laboratory
from cnn_core.errors import LabError, RunError
from cnn_core.experiment import Experiment
from cnn_core.figures.layer_outputs import CHANNELS, layer_address
from cnn_core.storage.log import app_log
from cnn_core.summary import Summary
from cnn_core.text import plural
from pages.widgets.state.corrections import label_now
from pages.widgets.state.datasets import dataset
from pages.widgets.state.drawing import drawn, training_images_of
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.run_names import in_words
from pages.widgets.state.run_of_desk import run_of_desk
from pages.widgets.state.session import session

LOG = logging.getLogger("cnn_lab.pages")
WHICH = "image of layer outputs"
SEEN, LOOKING = "layer outputs", "layer outputs on their way"
THREADS = ThreadPoolExecutor(2, thread_name_prefix="layer outputs")


@dataclass(frozen=True, eq=False)
class Subject:
    """An image, uint8 (height, width, channels), its name, and its key."""

    pixels: np.ndarray
    name: str
    key: object


@dataclass(frozen=True, eq=False)
class Seen:
    """For what question (`key`): layer index -> address of a picture, a sentence, and the class that a trained network names."""

    key: tuple[object, ...]
    pictures: dict[int, str]
    words: str
    best: int | None = None

    @property
    def network(self) -> tuple[object, ...]:
        """The question without the image."""
        return self.key[:-1]


def subject() -> Subject | None:
    """The drawing on the pad of the sidebar, or else a test image; None while the chosen images are not on this machine."""
    mine = session()
    shape = mine.experiment.architecture.input_shape
    drawing = drawn()
    if drawing is not None and st.session_state.get(WHICH) is None and shape[2] == 1:
        return Subject(_pixels_of(drawing, shape, mine.entry), "your drawing", drawing)
    if find(mine.entry.name) is None:
        return None
    data = dataset(mine.entry.name)
    number = st.session_state.get(WHICH) or 0
    which = int(np.random.default_rng(number).integers(len(data.x_test)))
    return Subject(data.x_test[which], f"this {label_now(data, mine.experiment.data, TEST, which)}", which)


@lru_cache(maxsize=32)
def _pixels_of(drawing: Drawing, shape: tuple[int, int, int], entry: Entry) -> np.ndarray:
    """The drawing as an image of this dataset. It is the same for every step of a slider."""
    return to_input(drawing, shape, like=training_images_of(entry.name), pixel_max=entry.pixel_max)


def another() -> None:
    """Shows another test image."""
    st.session_state[WHICH] = (st.session_state.get(WHICH) or 0) + 1
    if kept := st.session_state.get(SEEN):
        st.session_state[SEEN] = replace(kept, words="")  # it speaks of the image before


def follow_drawing() -> None:
    """From now on the drawing goes through the network."""
    st.session_state[WHICH] = None


def follow(summary: Summary, of: Subject | None, resting: bool) -> dict[str, Any]:
    """What the network editor shows of the outputs, and whether newer ones are on their way. While edits come in, the last ones stay:
    the browser has them, so the pictures are None."""
    kept: Seen = st.session_state.get(SEEN) or Seen((), {}, "")
    if not resting:
        return {**_shown(replace(kept, words=""), stale=True, pending=False), "pictures": None}
    lab, mine = laboratory(), session()
    if of is None or summary.fault is not None or not summary.rows:
        return _shown(Seen((), {}, _why_not(summary)), stale=False, pending=False)
    looking: Future[Seen] | None = st.session_state.get(LOOKING)
    if looking is not None and looking.done():
        st.session_state[LOOKING] = None
        st.session_state[SEEN] = kept = looking.result()
        looking = None
    run, weights = trained()
    if run is None and find(mine.entry.name) is None:
        return _shown(Seen((), {}, _why_not(summary)), stale=False, pending=False)
    begins = (mine.experiment.transfer, mine.experiment.training.seed)
    who = (in_words(run, network=True), in_words(run, network=True, begins=True)) if run else ("", "")
    key = (mine.experiment.architecture.layers, mine.experiment.data, weights, begins, who, of.key)
    if kept.key == key:
        return _shown(kept, stale=False, pending=False)
    if looking is None and (lab.status.ready or run is not None):
        image = scaled(of, run)
        st.session_state[LOOKING] = THREADS.submit(_look, lab, mine.experiment, run, who, image, of.name, mine.class_names, key)
    if not lab.status.ready:
        kept = replace(kept, words=f"The outputs of the layers are shown here in a moment: {lab.status.words}.")
    return _shown(kept, stale=kept.network != key[:-1], pending=True)


LEGEND = (
    "Below the layers: up to four of its feature maps, or a square for each number; black is the smallest, white the largest."
)


def _look(
    lab: Laboratory,
    experiment: Experiment,
    run: str | None,
    who: tuple[str, str],
    image: np.ndarray,
    of: str,
    names: tuple[str, ...],
    key: tuple[object, ...],
) -> Seen:
    """Asks the engine; an error becomes the sentence, without a key, so that it is tried again. `who` is the trained network within a
    sentence, and where it begins one."""
    try:
        outputs = lab.layer_outputs(experiment, run, image, CHANNELS)
        pictures = {index: layer_address(values) for index, values in outputs.items()}
        last = list(outputs.values())[-1]
        if run is None:
            return Seen(key, pictures, f"Outputs for {of} with {_begins_with(experiment)}, before any training. {LEGEND}")
        if last.shape != (len(names),):
            return Seen(key, pictures, f"Outputs of {who[0]} for {of}. {LEGEND}")
        best = int(np.argmax(last))
        return Seen(key, pictures, f"{who[1]} predicts {names[best]} ({last[best]:.1%}) for {of}. {LEGEND}", best)
    except LabError as error:
        return Seen((), {}, str(error))
    except Exception:  # A bug, in a thread where nobody else would report it: logged once, and not tried again.
        LOG.exception("The layer outputs could not be computed")
        return Seen(key, {}, f"The outputs of the layers could not be computed; {app_log()} has the details.")


def _begins_with(experiment: Experiment) -> str:
    """The weights that a training begins with."""
    reused = experiment.transfer.layers
    if not reused:
        return "random weights"
    return f"the reused weights in the first {plural(reused, 'layer')} and random ones in the others"


def _shown(seen: Seen, stale: bool, pending: bool) -> dict[str, Any]:
    return {"pictures": seen.pictures, "words": seen.words, "best": seen.best, "stale": stale, "pending": pending}


def _why_not(summary: Summary) -> str:
    if summary.fault is not None or not summary.rows:
        return "The outputs of the layers are shown here as soon as every layer fits."
    return "The outputs of the layers are shown here as soon as the images are on this machine."


def scaled(of: Subject, run: str | None) -> np.ndarray:
    """The image as the network gets it, float32 (height, width, channels)."""
    scaling = _scaling() if run is None else Scaling(*laboratory().state(run).scaling)
    image: np.ndarray = scaling.apply(of.pixels[None])[0]
    return image


def trained() -> tuple[str | None, str]:
    """A run whose weights are those of the network and task on the desk, and their key: the chosen one, or else the one that trained exactly this."""
    mine = session()
    lab = laboratory()
    theirs, ours = lab.folder(mine.run).meta.experiment, mine.experiment
    network = [(each.architecture.layers, each.architecture.input_shape) for each in (theirs, ours)]
    question = [(each.data.dataset, each.data.task, each.data.target) for each in (theirs, ours)]
    run = mine.run if network[0] == network[1] and question[0] == question[1] else run_of_desk()
    with suppress(RunError):
        if run is not None:
            return run, lab.weights_key(run)
    return None, ""


def _scaling() -> Scaling:
    """The chosen scaling, from the first 1,000 images: enough for a picture."""
    mine = session()
    data = dataset(mine.entry.name)
    return scaling_of(mine.experiment.data, data.x_train[:1000], data.pixel_max)
