import pytest

from cnn_core.keras_backend.optimizer import make_optimizer
from cnn_core.training.optimizers import SGD, Optimizer


@pytest.mark.parametrize("kind", sorted(Optimizer.kinds))
def test_every_optimizer_becomes_the_keras_optimizer_of_its_name_with_its_values(kind):
    settings = Optimizer.kinds[kind](learning_rate=0.25)
    made = make_optimizer(settings)
    assert type(made).__name__ == kind
    config = made.get_config()
    for name, value in settings.keras_arguments().items():
        assert config[name] == pytest.approx(value)


def test_the_decay_of_sgd_shrinks_the_rate_as_keras_2_did():
    schedule = make_optimizer(SGD(learning_rate=0.1, decay=0.01))._learning_rate
    for step in (0, 1, 100, 900):
        assert float(schedule(step)) == pytest.approx(0.1 / (1 + 0.01 * step), rel=1e-6)
