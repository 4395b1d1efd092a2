"""Where the pose jumps: cuts of an edited recording, and glimpses of somebody or something else.

What was filmed from another place has another size and another view, so no window of the recogniser
should mix the two.
"""

from __future__ import annotations

import numpy as np

from lastrep.records.landmarks import Landmark as Lm
from lastrep.records.pose import BoolArray, FloatArray, IntArray

JUMP_TORSO = 0.7  # way of the middle one of the joints, beside the trunk, from pose to pose
SOON_S = 0.25  # poses further apart than this may differ that much
GLIMPSE_S = 0.5  # what is seen for a shorter time between two jumps is a slip of the pose
SAME_SCENE_S = 1.0  # after a slip as long as this the pose may go on elsewhere
SHORTEST_S = 1.0  # a scene that says something beside longer ones
MOST_SCENES = 8  # the longest are enough, and each costs a look

_LEFT = (Lm.LEFT_SHOULDER, Lm.LEFT_ELBOW, Lm.LEFT_HIP, Lm.LEFT_KNEE)
_RIGHT = (Lm.RIGHT_SHOULDER, Lm.RIGHT_ELBOW, Lm.RIGHT_HIP, Lm.RIGHT_KNEE)
_TRUNK = [0, 2, 4, 6]  # shoulders and hips among the eight


def scenes(time_s: FloatArray, keypoints_px: FloatArray, torso_px: float) -> tuple[IntArray, ...]:
    """Return the indices of the poses of each scene of a stretch, in order.

    Glimpses of something else belong to none of them, nor do scenes too short to say anything as
    long as there is a longer one; of many the longest are returned. A pose whose left and right are
    exchanged has not jumped.

    Parameters
    ----------
    time_s
        ``(T,)``, increasing.
    keypoints_px
        ``(T, 33, 2)``, NaN where unseen.
    torso_px
        The lifter's torso length; NaN if never seen.
    """
    everything = np.arange(len(time_s))
    joints = keypoints_px[:, [*_LEFT, *_RIGHT]]
    joints = (joints - joints[:, _TRUNK].mean(axis=1, keepdims=True)) / torso_px
    seen = np.isfinite(joints).all(axis=(1, 2)).nonzero()[0]
    if len(seen) < 2:  # noqa: PLR2004 - nothing to jump between
        return (everything,)
    joints, seen_s = joints[seen], time_s[seen]
    cut = _far(joints[:-1], joints[1:]) & (np.diff(seen_s) <= SOON_S)
    if not cut.any():
        return (everything,)
    first = np.concatenate([[0], cut.nonzero()[0] + 1])
    last = np.concatenate([first[1:], [len(seen)]]) - 1
    lasts = seen_s[last] - seen_s[first] >= GLIMPSE_S
    if not lasts.any():
        return (everything,)
    kept, again = first[lasts], last[lasts]
    resumed = (seen_s[kept[1:]] - seen_s[again[:-1]] <= SAME_SCENE_S) & ~_far(
        joints[again[:-1]], joints[kept[1:]]
    )
    begins = np.concatenate([[True], ~resumed])
    starts, ends = seen[kept[begins]], seen[again[np.append(begins[1:], True)]]
    glimpsed = np.zeros(len(time_s), dtype=bool)
    for one, other in zip(first[~lasts], last[~lasts], strict=True):
        glimpsed[seen[one] : seen[other] + 1] = True
    return _worth_a_look(time_s, starts, ends, glimpsed)


def _worth_a_look(
    time_s: FloatArray, starts: IntArray, ends: IntArray, glimpsed: BoolArray
) -> tuple[IntArray, ...]:
    # moments in which nobody is seen go with the first and the last scene
    starts, ends = starts.copy(), ends.copy()
    starts[0], ends[-1] = 0, len(time_s) - 1
    lasts_s = time_s[ends] - time_s[starts]
    chosen = np.argsort(-lasts_s, kind="stable")[:MOST_SCENES]
    if (lasts_s[chosen] >= SHORTEST_S).any():
        chosen = chosen[lasts_s[chosen] >= SHORTEST_S]
    found = [np.arange(starts[i], ends[i] + 1) for i in np.sort(chosen)]
    return tuple(rows[~glimpsed[rows]] for rows in found)


def _far(before: FloatArray, after: FloatArray) -> BoolArray:
    """Whether poses ``(N, 8, 2)`` are far from one another, with left and right exchanged too."""
    half = len(_LEFT)
    exchanged = np.concatenate([after[:, half:], after[:, :half]], axis=1)
    ways = [np.sort(np.hypot(*np.moveaxis(to - before, -1, 0))) for to in (after, exchanged)]
    return np.asarray(
        np.minimum(*(way[:, half - 1 : half + 1].mean(axis=1) for way in ways)) > JUMP_TORSO
    )
