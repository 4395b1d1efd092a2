"""From pictures to poses: the pose model, the lock on the lifter, recorded poses.

Nothing here loads MediaPipe until the first picture is tracked.
"""

from lastrep.pose.recorded import read_poses, write_poses
from lastrep.pose.source import PoseSource, open_poses

__all__ = ["PoseSource", "open_poses", "read_poses", "write_poses"]
