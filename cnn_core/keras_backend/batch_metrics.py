"""The means of single batches, recovered from Keras's running means since the start of an epoch."""

from __future__ import annotations


class BatchMetrics:
    """Loss and accuracy over the samples since the point before.

    Keras reports after batch k the mean m_k over all n_k samples of the epoch so far. The sum is m_k * n_k, and the mean over the
    samples since batch j is (m_k n_k - m_j n_j) / (n_k - n_j); the last batch may be smaller than the others. Keras's sums
    are float32, so a loss is exact to about 1e-7 of the epoch's sum; hits are whole numbers, so accuracies are exact.
    """

    def __init__(self, samples: int, batch_size: int) -> None:
        self._samples, self._batch_size = samples, batch_size
        self._seen, self._loss, self._hits = 0, 0.0, 0

    def since_last(self, step: int, mean_loss: float, mean_accuracy: float) -> tuple[float, float]:
        """Loss and accuracy over the batches since the last call, given `step` batches done and Keras's means over them."""
        seen = min(step * self._batch_size, self._samples)
        loss, hits = mean_loss * seen, round(mean_accuracy * seen)
        new = seen - self._seen
        means = (loss - self._loss) / new, (hits - self._hits) / new
        self._seen, self._loss, self._hits = seen, loss, hits
        return means
