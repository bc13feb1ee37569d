"""Run folders: the only place that knows how a run lies on the disk. No TensorFlow, Dask or scikit-learn needed to read one."""

from cnn_core.runs.folder import RunFolder
from cnn_core.runs.listing import list_runs
from cnn_core.runs.meta import RunMeta, machine, new_run_id, owner_mark, versions

__all__ = ["RunFolder", "RunMeta", "list_runs", "machine", "new_run_id", "owner_mark", "versions"]
