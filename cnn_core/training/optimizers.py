"""The optimizers, with Keras's argument names and defaults."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from cnn_core.spec.family import Family
from cnn_core.spec.fields import ADVANCED, Real, Switch

RATES = (1e-5, 2e-5, 5e-5, 1e-4, 2e-4, 5e-4, 1e-3, 2e-3, 5e-3, 1e-2, 2e-2, 5e-2, 0.1, 0.2, 0.5, 1.0, 2.0)
BETAS = (0.0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.999, 0.9999)

MIN_RATE = 1e-6

Rate = Annotated[
    float,
    Real(MIN_RATE, 10.0, stops=RATES),
    "The length of each step: too small learns slowly, too large oscillates or diverges.",
]
Beta1 = Annotated[float, Real(0.0, 0.9999, stops=BETAS), "Decay of the mean gradient: higher gives smoother steps."]
Beta2 = Annotated[float, Real(0.0, 0.9999, stops=BETAS), "Decay of the mean squared gradient: higher adapts more slowly."]
Rho = Annotated[float, Real(0.0, 0.9999, stops=BETAS), "Decay of the mean squared gradient: higher adapts more slowly."]


@dataclass(frozen=True, kw_only=True)
class Optimizer(Family):
    """Base of the optimizers. Each has a `learning_rate`, whose default is that of Keras 3, except for Adadelta."""

    purpose: ClassVar[str] = ""

    clipnorm: Annotated[
        float,
        Real(0.0, 10.0, stops=(0.0, 0.1, 0.5, 1.0, 2.0, 5.0, 10.0), most=1e6),
        "Shortens the gradient of each array of weights to this length: a single bad batch cannot throw the network off. 0 does not.",
        ADVANCED,
    ] = 0.0
    use_ema: Annotated[
        bool,
        Switch(),
        "Ends with the moving average of the weights, which is steadier than the last ones. The curves show the moving weights, the test "
        "the average. Not together with early_stopping, which would end with the weights of one epoch.",
        ADVANCED,
    ] = False
    ema_momentum: Annotated[
        float,
        Real(0.5, 0.9999, stops=(0.5, 0.9, 0.95, 0.99, 0.999, 0.9999), least=0.0, most=1.0),
        "Of the moving average: higher remembers more steps, and is behind for longer.",
        ADVANCED,
    ] = 0.99

    def keras_arguments(self) -> dict[str, Any]:
        """The arguments for the Keras class of the same name; without clipping and averaging where they are off."""
        given = self.values()
        off = [] if self.clipnorm else ["clipnorm"]
        off += [] if self.use_ema else ["use_ema", "ema_momentum"]
        return {name: value for name, value in given.items() if name not in off}


@dataclass(frozen=True, kw_only=True)
class SGD(Optimizer):
    purpose = "Plain steps against the gradient, with momentum if it is above 0."

    learning_rate: Rate = 0.01
    momentum: Annotated[
        float,
        Real(0.0, 0.9999, stops=BETAS),
        "Fraction of the previous step that is added: 0.9 smooths and speeds up, 0 is plain gradient descent.",
    ] = 0.0
    nesterov: Annotated[bool, Switch(), "Uses the gradient at the position that momentum leads to: often slightly better."] = (
        False
    )
    decay: Annotated[
        float,
        Real(0.0, 0.1, stops=(0.0, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.1)),
        "Reduces the learning rate to rate / (1 + decay * steps); 0 keeps it constant. In Keras 3 this is the InverseTimeDecay schedule.",
    ] = 0.0

    def keras_arguments(self) -> dict[str, Any]:
        return {name: value for name, value in super().keras_arguments().items() if name != "decay"}


@dataclass(frozen=True, kw_only=True)
class Adam(Optimizer):
    purpose = "An individual step size for every weight, with momentum: the usual first choice (Kingma and Ba, 2015)."

    learning_rate: Rate = 0.001
    beta_1: Beta1 = 0.9
    beta_2: Beta2 = 0.999


@dataclass(frozen=True, kw_only=True)
class AdamW(Optimizer):
    purpose = "Adam that also decays the weights towards 0 (Loshchilov and Hutter, 2019)."

    learning_rate: Rate = 0.001
    beta_1: Beta1 = 0.9
    beta_2: Beta2 = 0.999
    weight_decay: Annotated[
        float,
        Real(0.0, 0.5, stops=(0.0, 1e-4, 1e-3, 4e-3, 0.01, 0.05, 0.1)),
        "The strength of the decay towards 0: higher reduces overfitting more.",
    ] = 0.004


@dataclass(frozen=True, kw_only=True)
class RMSprop(Optimizer):
    purpose = "Divides each step by the recent size of the gradients (Hinton, 2012)."

    learning_rate: Rate = 0.001
    rho: Rho = 0.9
    momentum: Annotated[
        float, Real(0.0, 0.9999, stops=BETAS), "Fraction of the previous step that is added: higher is smoother."
    ] = 0.0


@dataclass(frozen=True, kw_only=True)
class Adagrad(Optimizer):
    purpose = "Steps shrink as squared gradients add up: rarely updated weights keep large steps (Duchi et al., 2011)."

    learning_rate: Rate = 0.001


@dataclass(frozen=True, kw_only=True)
class Adadelta(Optimizer):
    purpose = (
        "Adagrad with a decaying average (Zeiler, 2012). The paper, Keras 1 and 2 use a rate of 1.0; "
        "Keras 3's default of 0.001 learns almost nothing."
    )

    learning_rate: Rate = 1.0
    rho: Rho = 0.95


@dataclass(frozen=True, kw_only=True)
class Nadam(Optimizer):
    purpose = "Adam with Nesterov momentum (Dozat, 2016)."

    learning_rate: Rate = 0.001
    beta_1: Beta1 = 0.9
    beta_2: Beta2 = 0.999
