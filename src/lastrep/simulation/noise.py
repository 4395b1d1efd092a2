"""How a pose model errs on real recordings: jitter, bias with the pose, hidden limbs, drop-outs.

The sizes are summary figures measured on some 180 public recordings of people training (BlazePose
landmarks, 24-60 fps): median jitter above 6 Hz per landmark in torso lengths, its spectrum (power
falls as frequency to the -1.7), and the share and length of moments without a pose.
"""

from __future__ import annotations

import numpy as np

from lastrep.records.landmarks import LANDMARK_COUNT, MIRRORED, Landmark
from lastrep.records.pose import BoolArray, FloatArray
from lastrep.simulation import script
from lastrep.simulation.wobble import correlated, wobble

JITTER_CORNER_HZ = 1.2
SHARE_ABOVE_6_HZ = 0.36
"""Standard deviation of such noise above 6 Hz over its whole standard deviation at 30 fps."""
MOVING_JITTER_S = 0.12
"""How much faster a landmark in motion jitters: added share per torso length per second, in s."""
BURST_SPREAD = 0.75
"""Jitter comes in bursts: standard deviation of the logarithm of its size."""
BIAS_TORSO = 0.022
"""Constant and pose-dependent displacement of a landmark (one standard deviation each)."""
QUIET = 0.8
"""Jitter between bursts, as a share of its median."""
HIDDEN_JITTER = 4.0
HIDDEN_BIAS = 2.5
DROP_OUT_MEDIAN_S = 0.07
DROP_OUT_SPREAD = 1.6
SWAP_S = 0.2

_JITTER_1E3 = (
    [1.4] * 11
    + [1.6, 1.6, 3.4, 3.4, 3.7, 3.7, 4.3, 4.3, 4.1, 4.1, 4.0, 4.0]
    + [1.7, 1.7, 2.5, 2.5, 3.4, 3.4, 4.6, 4.6, 5.0, 5.0]
)
JITTER_TORSO = np.array(_JITTER_1E3) * 1e-3
"""Jitter above 6 Hz of each landmark in torso lengths, ``(33,)``."""

_LIMBS = (
    Landmark.LEFT_ELBOW, Landmark.LEFT_WRIST, Landmark.LEFT_PINKY, Landmark.LEFT_INDEX,
    Landmark.LEFT_THUMB, Landmark.LEFT_KNEE, Landmark.LEFT_ANKLE, Landmark.LEFT_HEEL,
    Landmark.LEFT_FOOT_INDEX,
)  # fmt: skip


def hidden_share(points_in_camera_m: FloatArray) -> FloatArray:
    """Return how hidden each landmark is behind the body, ``(T, 33)`` in 0..1.

    The far arm and leg of a body seen from the side are behind the near ones; a far wrist held
    well away from the trunk is seen again.
    """
    p = points_in_camera_m
    trunk = p[
        :, [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER, Landmark.LEFT_HIP, Landmark.RIGHT_HIP]
    ]
    width = np.linalg.norm(trunk[:, 0] - trunk[:, 1], axis=-1)
    behind = (trunk[:, 0, 2] - trunk[:, 1, 2]) / np.maximum(width, 1e-6)  # + left is far
    out = np.zeros(p.shape[:2])
    for limb in _LIMBS:
        for side, sign in ((int(limb), 1.0), (MIRRORED[limb], -1.0)):
            far = np.clip((sign * behind - 0.55) / 0.4, 0.0, 1.0)
            other = p[:, MIRRORED[side], :2]
            apart = np.linalg.norm(p[:, side, :2] - other, axis=-1) / np.maximum(width, 1e-6)
            out[:, side] = far * np.clip(1.3 - 0.8 * apart, 0.25, 1.0)
    for joint in (Landmark.LEFT_SHOULDER, Landmark.LEFT_HIP, Landmark.LEFT_EAR, Landmark.LEFT_EYE):
        for side, sign in ((int(joint), 1.0), (MIRRORED[joint], -1.0)):
            out[:, side] = 0.3 * np.clip((sign * behind - 0.6) / 0.4, 0.0, 1.0)
    return out


def disturb(
    keypoints_px: FloatArray,
    hidden: FloatArray,
    pose_code: FloatArray,
    time_s: FloatArray,
    noise: script.Noise,
    rng: np.random.Generator,
) -> tuple[FloatArray, FloatArray]:
    """Return keypoints as a pose model would report them, and their visibility.

    Parameters
    ----------
    keypoints_px
        ``(T, 33, 2)``, exact.
    hidden
        ``(T, 33)`` from `hidden_share`.
    pose_code
        ``(T, K)``: slow numbers that describe the pose; the bias is a fixed linear map of them.
    time_s
        ``(T,)``.
    """
    middle = [
        keypoints_px[:, [a, b]].mean(1)
        for a, b in (
            (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER),
            (Landmark.LEFT_HIP, Landmark.RIGHT_HIP),
        )
    ]
    # a person seen from the feet or lying on the camera's axis has a short torso: the size of the
    # whole figure bounds it from below
    torso = max(
        float(np.nanmedian(np.linalg.norm(middle[0] - middle[1], axis=-1))),
        0.22 * float(np.nanmedian(np.ptp(keypoints_px, axis=1).max(-1))),
    )
    level = noise.level
    shape = keypoints_px.shape[1:]
    jitter = correlated(time_s, rng, corner_hz=JITTER_CORNER_HZ, shape=shape)
    size = QUIET * JITTER_TORSO / SHARE_ABOVE_6_HZ
    speed = np.linalg.norm(np.gradient(keypoints_px, time_s, axis=0), axis=-1) / torso
    burst = np.exp(BURST_SPREAD * wobble(time_s, rng, low_hz=0.1, high_hz=1.5))[:, None]
    burst = burst * (1.0 + MOVING_JITTER_S * 10.0 * speed / (1.0 + speed))
    growth = burst * (1.0 + (HIDDEN_JITTER - 1.0) * hidden)
    moved = keypoints_px + level * torso * (size * growth)[..., None] * jitter
    constant = rng.standard_normal(shape)
    with_pose = np.einsum(
        "tk,kpd->tpd", pose_code, rng.standard_normal((pose_code.shape[1], *shape))
    )
    bias = BIAS_TORSO * (1.0 + (HIDDEN_BIAS - 1.0) * hidden)[..., None] * (constant + with_pose)
    rigid = np.ones(LANDMARK_COUNT)
    rigid[:11] = 0.5  # the face moves as one
    moved = moved + level * torso * bias * rigid[:, None]
    if level > 0.0:
        # hidden landmarks are guessed from their visible twins
        twin = moved[:, list(MIRRORED)]
        moved = moved + (min(level, 1.0) * 0.35 * hidden)[..., None] * (twin - moved)
    visibility = 0.985 - 0.8 * hidden
    visibility = visibility - 0.015 * np.abs(jitter[..., 0]) * min(level, 1.0)
    for start, end in _moments(time_s, noise.swaps_per_min, rng, SWAP_S, 0.3):
        moved[start:end] = moved[start:end][:, list(MIRRORED)]
    lost = _lost(time_s, noise, rng)
    moved[lost] = np.nan
    visibility[lost] = 0.0
    return moved, np.clip(visibility, 0.0, 1.0)


def _lost(time_s: FloatArray, noise: script.Noise, rng: np.random.Generator) -> BoolArray:
    lost = np.zeros(len(time_s), dtype=bool)
    for start, end in _moments(
        time_s, noise.drop_outs_per_min, rng, DROP_OUT_MEDIAN_S, DROP_OUT_SPREAD
    ):
        lost[start:end] = True
    return lost


def _moments(
    time_s: FloatArray, per_min: float, rng: np.random.Generator, median_s: float, spread: float
) -> list[tuple[int, int]]:
    """Return index ranges of random moments, their durations log-normal and at most 2 s."""
    if per_min <= 0.0 or len(time_s) < 2:  # noqa: PLR2004 - nothing to lose
        return []
    count = int(rng.poisson(per_min * float(time_s[-1] - time_s[0]) / 60.0))
    starts = rng.uniform(time_s[0], time_s[-1], count)
    seconds = np.minimum(median_s * np.exp(spread * rng.standard_normal(count)), 2.0)
    first = np.searchsorted(time_s, starts)
    last = np.maximum(np.searchsorted(time_s, starts + seconds), first + 1)
    return list(zip(first.tolist(), last.tolist(), strict=True))
