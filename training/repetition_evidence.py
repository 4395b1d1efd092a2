"""How often imagined exercises, and imagined movement that is none, repeat themselves and how.

``python training/repetition_evidence.py [--clips N] [--seed N]`` prints the ratios that
`lastrep.recognition.repetition_evidence` holds, and how often an exercise is named beyond doubt.
Each clip is counted as the exercise it looks most like.
"""

from __future__ import annotations

import argparse
import warnings
from collections import Counter

import numpy as np
from recogniser_exercises import imagine_exercise
from recogniser_nothing import imagine_nothing
from recogniser_variants import USUAL
from recogniser_views import look_at

from lastrep.analysis.set_limits import BEYOND_DOUBT
from lastrep.motion.tracking import track_poses
from lastrep.records.pose import PoseRecording
from lastrep.recognition import repetition_evidence as evidence
from lastrep.recognition.recognise import recognise

NAMES = {
    evidence.LARGE_AND_REGULAR: "large and regular",
    evidence.REPEATED: "repeated",
    evidence.SMALL: "small",
    evidence.UNTELLING: "untelling",
}


def main() -> None:
    """Print a line for each kind of evidence."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clips", type=int, default=1500)
    parser.add_argument("--seed", type=int, default=900)
    given = parser.parse_args()
    warnings.simplefilter("ignore")
    rng = np.random.default_rng(given.seed)
    met: dict[bool, Counter[float]] = {True: Counter(), False: Counter()}
    undoubted = {True: 0, False: 0}
    for index in range(given.clips):
        lifting = rng.random() >= 0.35
        names = list(USUAL)
        clip = imagine_exercise(names[index % len(names)], rng) if lifting else imagine_nothing(rng)
        view = look_at(clip, rng)
        poses = PoseRecording(
            time_s=view.time_s,
            keypoints_px=view.keypoints_px,
            visibility=view.visibility,
            image_size_px=(854, 480),
        )
        track = track_poses(poses)
        found = recognise(track)
        if found.likeliest is not None:
            met[lifting][evidence.repetition_odds(track, found.likeliest)] += 1
            undoubted[lifting] += found.exercise is not None and found.confidence >= BEYOND_DOUBT
    total = {lifting: sum(counter.values()) for lifting, counter in met.items()}
    for value, name in NAMES.items():
        share = {k: (met[k][value] + 0.5) / (total[k] + 1.0) for k in met}
        print(
            f"{name:18s} exercise {share[True]:.3f}  none {share[False]:.3f}"
            f"  ratio {share[True] / share[False]:.2f}  (now {value})"
        )
    print(
        "named beyond doubt:"
        f" {undoubted[True]} of {total[True]} exercises, {undoubted[False]} of {total[False]} others"
    )


if __name__ == "__main__":
    main()
