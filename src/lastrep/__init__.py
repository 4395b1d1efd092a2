"""lastrep counts a lifter's repetitions, sees failure, and coaches what comes after it.

>>> import lastrep
>>> session = lastrep.analyze("set.mp4", exercise="barbell_curl")  # doctest: +SKIP
>>> session.counts.full  # doctest: +SKIP
9
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lastrep.analysis import Analyzer
    from lastrep.apps.analyze import analyze
    from lastrep.exercises import load_exercise
    from lastrep.outputs.csv_result import to_csv, to_rows
    from lastrep.outputs.json_result import to_dict, to_json
    from lastrep.pose.recorded import read_poses, write_poses
    from lastrep.records.pose import Pose, PoseRecording
    from lastrep.records.profile import Profile
    from lastrep.records.session import Session

__version__ = "0.1.0"

__all__ = [
    "Analyzer",
    "Pose",
    "PoseRecording",
    "Profile",
    "Session",
    "__version__",
    "analyze",
    "load_exercise",
    "read_poses",
    "to_csv",
    "to_dict",
    "to_json",
    "to_rows",
    "write_poses",
]

_HOME = {
    "Analyzer": "lastrep.analysis",
    "Pose": "lastrep.records.pose",
    "PoseRecording": "lastrep.records.pose",
    "Profile": "lastrep.records.profile",
    "Session": "lastrep.records.session",
    "analyze": "lastrep.apps.analyze",
    "load_exercise": "lastrep.exercises",
    "read_poses": "lastrep.pose.recorded",
    "to_csv": "lastrep.outputs.csv_result",
    "to_dict": "lastrep.outputs.json_result",
    "to_json": "lastrep.outputs.json_result",
    "to_rows": "lastrep.outputs.csv_result",
    "write_poses": "lastrep.pose.recorded",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever lives under that name
    """Load a public name when it is first used, so that importing lastrep stays quick."""
    if name not in _HOME:
        raise AttributeError(f"module 'lastrep' has no attribute '{name}'")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
