"""Run folders: the only place that knows how a run lies on the disk. No TensorFlow, Dask or scikit-learn needed to read one."""

from cnn_core.runs.folder import RunFolder
from cnn_core.runs.listing import is_own_run, list_runs
from cnn_core.runs.meta import RunMeta, machine, new_run_id, versions
from cnn_core.runs.pretrained import PRETRAINED, PRETRAINED_PATH
from cnn_core.runs.result import RunResult
from cnn_core.storage.owner_mark import owner_mark

__all__ = [
    "PRETRAINED",
    "PRETRAINED_PATH",
    "RunFolder",
    "RunMeta",
    "RunResult",
    "is_own_run",
    "list_runs",
    "machine",
    "new_run_id",
    "owner_mark",
    "versions",
]
