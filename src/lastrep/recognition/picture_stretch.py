"""How many times too wide a picture is: nobody is built as broad as a stretched one shows them.

A picture brought to another shape on its way, a tall one to a wide one most of all, bends every
posture in it. Files that say so are put right where they are read; of recorded poses, and of videos
that somebody stretched for good, only the lifter's own proportions tell.

A small network that was trained on imagined lifters alone (``training/``); it runs on NumPy.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

import numpy as np

from lastrep.records.landmarks import MIRRORED, Landmark
from lastrep.records.pose import FloatArray

_WEIGHTS = "picture_stretch_weights.npz"
CLEARLY = 1.3  # nearer to 1 it is not told from how people differ, and how they stand
FEWEST_SEEN = 6  # instants of a line, and ...
FEWEST_LINES = 4  # ... lines
SHARES = (0.5, 0.9)  # of its instants at which a line is shorter than what is looked at
_LINES = (
    (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER),
    (Landmark.LEFT_HIP, Landmark.RIGHT_HIP),
    (Landmark.LEFT_EAR, Landmark.RIGHT_EAR),
    (Landmark.NOSE, Landmark.LEFT_EAR),
    (Landmark.LEFT_EAR, Landmark.LEFT_SHOULDER),
    (Landmark.LEFT_SHOULDER, Landmark.LEFT_HIP),
    (Landmark.LEFT_SHOULDER, Landmark.LEFT_ELBOW),
    (Landmark.LEFT_ELBOW, Landmark.LEFT_WRIST),
    (Landmark.LEFT_HIP, Landmark.LEFT_KNEE),
    (Landmark.LEFT_KNEE, Landmark.LEFT_ANKLE),
    (Landmark.LEFT_ANKLE, Landmark.LEFT_HEEL),
    (Landmark.LEFT_HEEL, Landmark.LEFT_FOOT_INDEX),
)
_FROM, _TO = (
    np.array([[int(line[end]), MIRRORED[line[end]]] for line in _LINES]) for end in range(2)
)
FEATURE_COUNT = len(_LINES) * 5
_LEAST = 0.02  # of the usual length: a line that points along the other axis


def picture_stretch(points: FloatArray) -> float:
    """Return how many times too wide the picture is, 1.0 unless it clearly is.

    Parameters
    ----------
    points
        ``(N, 33, 2)``: where the lifter's landmarks are, in any unit, NaN unseen.
    """
    features = stretch_features(points)
    if features is None:
        return 1.0
    network = _network()
    x = (features - network["mean"]) / network["spread"]
    for layer in ("first", "second"):
        x = np.maximum(network[f"{layer}.weight"] @ x + network[f"{layer}.bias"], 0.0)
    times = float(np.exp(network["third.weight"] @ x + network["third.bias"])[0])
    return times if times >= CLEARLY else 1.0


def stretch_features(points: FloatArray) -> FloatArray | None:
    """Return what the network looks at, ``(FEATURE_COUNT,)``; None where too little is seen.

    How wide and how high each line of the body gets, as logarithms in its usual length, which of
    them were seen; left and right count alike.
    """
    ways = np.abs(points[:, _TO] - points[:, _FROM])  # (N, lines, sides, xy)
    ways = ways.transpose(1, 3, 0, 2).reshape(len(_LINES), 2, -1)
    count = np.isfinite(ways).all(axis=1).sum(axis=1)
    seen = count >= FEWEST_SEEN
    if seen.sum() < FEWEST_LINES:
        return None
    ranked = np.sort(ways, axis=-1)  # NaN last
    last = np.maximum(count - 1, 0)[:, None, None]
    lengths = np.concatenate(
        [np.take_along_axis(ranked, (share * last).astype(int), axis=-1) for share in SHARES],
        axis=-1,
    )
    lengths[~seen] = np.nan
    usual = np.exp(np.nanmean(np.log(lengths[..., -1] + 1e-9)))
    logs = np.nan_to_num(np.log(lengths / usual + _LEAST), nan=0.0)
    return np.concatenate([logs.ravel(), seen])


@cache
def _network() -> dict[str, FloatArray]:
    with (
        resources.as_file(resources.files(__package__) / _WEIGHTS) as path,
        np.load(path, allow_pickle=False) as file,
    ):
        return {name: file[name].astype(float) for name in file.files}
