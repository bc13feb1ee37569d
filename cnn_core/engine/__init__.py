"""The engine: Dask distributed, on this machine or on a cluster, and the app's side of it.

`Laboratory` is all that pages and scripts need, with `Inspection` to look into a trained network and `Plans` to begin many runs one
after another. Importing it loads neither Dask nor TensorFlow.
"""

from cnn_core.engine.inspection import Inspection, Kernels, Off
from cnn_core.engine.laboratory import Laboratory
from cnn_core.engine.plan_run import PlanRun
from cnn_core.engine.plans import Plans
from cnn_core.engine.protocol.status import EngineStatus
from cnn_core.engine.small_networks import is_small
from cnn_core.engine.worker.side_tasks import Spreads

__all__ = ["EngineStatus", "Inspection", "Kernels", "Laboratory", "Off", "PlanRun", "Plans", "Spreads", "is_small"]
