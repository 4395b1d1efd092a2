"""What must not change a count: ``python tests/benchmarks/invariance.py FOLDER...``

A folder holds truth.csv beside poses/. Every recording is analysed as it is and changed, with the
exercise given; printed is the share of recordings whose final count stays exactly the same, and
the share that stays within one.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from lastrep.analysis import Analyzer
from lastrep.evaluation.report import UNUSUAL
from lastrep.evaluation.truth import TrueClip, read_truth
from lastrep.motion.tracking import track_poses
from lastrep.pose.recorded import read_poses
from lastrep.records.events import SetClosed
from lastrep.records.landmarks import MIRRORED
from lastrep.records.pose import PoseRecording

Change = Callable[[PoseRecording], PoseRecording]
RNG_SEED = 7


def only(poses: PoseRecording, kept: np.ndarray) -> PoseRecording:
    """Return some of the poses, with landmarks in the picture only."""
    return PoseRecording(
        time_s=poses.time_s[kept],
        keypoints_px=poses.keypoints_px[kept],
        visibility=poses.visibility[kept],
        image_size_px=poses.image_size_px,
    )


def as_recorded(poses: PoseRecording) -> PoseRecording:
    """Return the poses without what the other changes drop, too."""
    return only(poses, np.arange(len(poses.time_s)))


def mirrored(poses: PoseRecording) -> PoseRecording:
    """Return the poses as a mirror shows them."""
    return replace(
        poses,
        keypoints_px=poses.keypoints_px[:, list(MIRRORED)] * [-1, 1] + [poses.image_size_px[0], 0],
        visibility=poses.visibility[:, list(MIRRORED)],
    )


def with_noise(poses: PoseRecording, share: float, of_px: float) -> PoseRecording:
    """Return the poses with white noise on every landmark."""
    rng = np.random.default_rng(RNG_SEED)
    noise = rng.normal(0.0, share * of_px, poses.keypoints_px.shape)
    return replace(poses, keypoints_px=poses.keypoints_px + noise)


def dropped(poses: PoseRecording) -> PoseRecording:
    """Return the poses without one in twenty."""
    return only(poses, np.random.default_rng(RNG_SEED).random(len(poses.time_s)) >= 0.05)


def noise_of_torso(poses: PoseRecording) -> PoseRecording:
    """Return the poses with noise of a hundredth of the torso."""
    return with_noise(poses, 0.01, track_poses(poses).torso_px)


CHANGES: dict[str, Change] = {
    "mirrored": mirrored,
    "portrait for landscape": lambda p: replace(p, image_size_px=p.image_size_px[::-1]),
    "0.37 times as large": lambda p: replace(p, keypoints_px=p.keypoints_px * 0.37),
    "an hour later": lambda p: replace(p, time_s=p.time_s + 3600.0),
    "every second picture": lambda p: only(p, np.arange(0, len(p.time_s), 2)),
    "noise of 1 % of the torso": noise_of_torso,
    "noise of 1 % of the picture": lambda p: with_noise(p, 0.01, min(p.image_size_px)),
    "5 % of the pictures dropped": dropped,
}


def count(poses: PoseRecording, clip: TrueClip) -> int:
    """Return the final count of the whole analyser."""
    analyzer = Analyzer(clip.exercise, whole_cycles=clip.rule == "whole_cycle")
    events = [event for pose in poses for event in analyzer.push(pose)] + analyzer.finish()
    sets = [event.training_set for event in events if isinstance(event, SetClosed)]
    return sum(rep.label != "failed" for one in sets for rep in one.reps)


def main(folders: list[Path]) -> None:
    """Print a table for every folder."""
    for folder in folders:
        recordings = [
            (clip, as_recorded(read_poses(clip.source)))
            for clip in read_truth(folder)
            if clip.is_known and clip.exercise not in UNUSUAL
        ]
        plain = np.array([count(poses, clip) for clip, poses in recordings])
        print(f"{folder.name}: {len(recordings)} recordings")
        for name, change in CHANGES.items():
            off = np.abs([count(change(poses), clip) for clip, poses in recordings] - plain)
            print(
                f"  {name:28s} same {np.mean(off == 0):.3f}  within one {np.mean(off <= 1):.3f}",
                flush=True,
            )


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
