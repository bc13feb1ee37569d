import gc
import weakref

from tensorflow.python.framework.func_graph import FuncGraph
from training_fakes import Person, Recorder, corners, experiment, network

from cnn_core.keras_backend import train as train_module
from cnn_core.keras_backend.build import build
from cnn_core.keras_backend.last_compiled import LAST
from cnn_core.keras_backend.predict import Predictor
from cnn_core.keras_backend.train import train
from cnn_core.keras_backend.weights import weights_of
from cnn_core.spec import Activation

SILU = network(Activation(activation="silu"))


def graphs():
    gc.collect()
    return sum(isinstance(each, FuncGraph) for each in gc.get_objects())


def test_a_training_whose_network_is_not_kept_leaves_neither_it_nor_a_graph_in_the_process(monkeypatch):
    models = []

    def watched(*given):
        models.append(weakref.ref(model := build(*given)))
        return model

    monkeypatch.setattr(train_module, "build", watched)
    LAST.forget()
    before = graphs()
    train(experiment(SILU, epochs=1), corners(), Recorder(), Person())
    LAST.forget()
    assert graphs() == before
    assert [model() for model in models] == [None]


def test_a_predictor_leaves_no_graph_when_it_is_gone():
    weights = weights_of(build(SILU, seed=1), SILU)
    before = graphs()
    predictor = Predictor(SILU, weights)
    assert graphs() > before
    del predictor
    assert graphs() == before
