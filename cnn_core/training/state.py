"""What is known of a run: the state that its events are folded into."""

from __future__ import annotations

from dataclasses import dataclass

ENDED = ("finished", "stopped", "failed", "interrupted")


@dataclass(frozen=True)
class Point:
    """Loss and accuracy over the batches that end at `step`, counted from the run's first batch."""

    step: int
    loss: float
    accuracy: float


@dataclass(frozen=True)
class Epoch:
    """A whole epoch: training figures are means over the epoch while the weights move, validation is at its end.

    `penalty` is the part of the losses that regularizers add, at its end. `checked_accuracy` and `checked_loss`, with the
    penalty, are those of training images with the weights at its end at inference, where it was looked at.
    `watched` has (class, probability) for each watched image, in the order of `RunState.watched`; it is empty after quick epochs.
    """

    epoch: int
    loss: float
    accuracy: float
    val_loss: float | None
    val_accuracy: float | None
    seconds: float
    samples_per_second: float
    checked_accuracy: float | None = None
    watched: tuple[tuple[int, float], ...] = ()
    penalty: float | None = None
    learning_rate: float | None = None
    checked_loss: float | None = None


@dataclass(frozen=True)
class RunState:
    """What is known of a run after its events so far.

    `status` is queued, running, paused, finished (completed or stopped early), stopped (by a person), failed, or interrupted
    (cut off without a last event; only the reader of a run folder can say that).
    Of a run that goes on from another it is the whole: `initial_epoch` epochs were done before, and `seconds` has their time too.
    `kept_epoch` is the epoch whose weights early stopping brought back, 0 if they are those of the end.
    `pace` is (time, step) of the last few messages; `scaling` is (offset, divisor) of the pixels; `watched` are rows of the
    validation images.
    `rates_by_hand` are (epoch, learning rate) of each change that a person made while it trained; `pauses` are the seconds that it waited; `fitting` is when its clock began, and `limit` the seconds that it may take from then on, 0 for no limit.
    `batches_at_once` are those of one execution, between two looks at a pause; a point of the curve may stand for more.
    `left_out` counts lines of its journal that hold an event with a wrong value.
    `precision` is what it was trained in; "" before it has begun, and in runs of earlier versions, whose settings name it.
    """

    status: str = "queued"
    words: str = "starting"
    reason: str = ""
    epochs: int = 0
    steps_per_epoch: int = 0
    train_size: int = 0
    validation_size: int = 0
    parameters: int = 0
    batch_size: int = 0
    batches_at_once: int = 1
    started: float = 0.0
    fitting: float = 0.0
    limit: float = 0.0
    updated: float = 0.0
    pauses: float = 0.0
    points: tuple[Point, ...] = ()
    history: tuple[Epoch, ...] = ()
    step: int = 0
    epoch: int = 0
    initial_epoch: int = 0
    kept_epoch: int = 0
    test_loss: float | None = None
    test_accuracy: float | None = None
    balanced_accuracy: float | None = None
    seconds: float = 0.0
    pace: tuple[tuple[float, int], ...] = ()
    scaling: tuple[float, float] = (0.0, 255.0)
    precision: str = ""
    watched: tuple[int, ...] = ()
    rates_by_hand: tuple[tuple[int, float], ...] = ()
    left_out: int = 0

    @property
    def ended(self) -> bool:
        return self.status in ENDED

    @property
    def kept(self) -> Epoch | None:
        """The epoch whose figures are those of the run's weights; None before the first is over."""
        return next((each for each in self.history if each.epoch == self.kept_epoch), self.history[-1] if self.history else None)

    @property
    def went_back(self) -> bool:
        """Whether weights of later epochs were discarded for those of the kept one."""
        return bool(self.history) and 0 < self.kept_epoch < self.history[-1].epoch

    @property
    def accuracy_so_far(self) -> float | None:
        """The mean over the batches since the run began, which ends as the figure of its first epoch; None before there are any."""
        done, total = self.initial_epoch * self.steps_per_epoch, 0.0
        first = done
        for point in self.points:
            if point.step > done:  # points of the run that this one goes on from come before
                total += (point.step - done) * point.accuracy
                done = point.step
        return total / (done - first) if done > first else None

    @property
    def seconds_before(self) -> float:
        """Time of the epochs that were done before this training began."""
        return sum(each.seconds for each in self.history if each.epoch <= self.initial_epoch)

    @property
    def seconds_so_far(self) -> float:
        """Time of this training without its pauses, while it goes on."""
        return max(0.0, self.updated - self.fitting - self.pauses) if self.fitting else 0.0

    @property
    def progress(self) -> float:
        """Part of all batches done, or of the time that it may take if that is more, 0 to 1."""
        total = self.epochs * self.steps_per_epoch
        if self.status == "queued" or not total:  # one that goes on has inherited its steps, and not yet how many it adds
            return 0.0
        of_time = self.seconds_so_far / self.limit if self.limit else 0.0
        return min(1.0, max(self.step / total, of_time))
