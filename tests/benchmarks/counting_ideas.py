"""What each idea in counting is worth: ``python tests/benchmarks/counting_ideas.py FOLDER...``

A folder holds truth.csv beside poses/. Each row switches one more idea on, from one joint angle to
the method as shipped; the exercise is given. Counts only: no set is opened or measured.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import msgspec
import numpy as np

from lastrep.evaluation.report import UNUSUAL
from lastrep.evaluation.scores import match_times, score_counts
from lastrep.evaluation.truth import TrueClip, read_truth
from lastrep.exercises import Exercise, exercise_to_count, load_exercise
from lastrep.exercises.definition import Signals
from lastrep.motion.track import MotionTrack
from lastrep.motion.tracking import track_poses
from lastrep.pose.recorded import read_poses
from lastrep.records.pose import BoolArray, FloatArray, IntArray
from lastrep.reps.counting import count_reps as counting
from lastrep.reps.counting import fusion, proposals
from lastrep.reps.counting.main_movement import as_it_moves

Loaded = tuple[TrueClip, Exercise, MotionTrack]


def load(folder: Path) -> list[Loaded]:
    found = []
    for clip in read_truth(folder):
        if clip.is_known and clip.exercise not in UNUSUAL and clip.count:
            exercise = load_exercise(clip.exercise)
            found.append((clip, exercise, track_poses(read_poses(clip.source))))
    return found


def main_joint_only(exercise: Exercise) -> Exercise:
    joint = (exercise.movement.joint,)
    rises = exercise.movement.concentric == "rise"
    signals = Signals(rise=joint) if rises else Signals(fall=joint)
    return msgspec.structs.replace(exercise, signals=signals)


def keep_all(_time_s: FloatArray, value: FloatArray, **_: object) -> IntArray:
    return np.arange(len(value))


@contextmanager
def fusing(*weightings: fusion.Weighting, everywhere: bool) -> Iterator[None]:
    memories = fusion.MEMORIES_S if everywhere else (None,)
    with (
        patch.object(fusion, "MEMORIES_S", memories),
        patch.object(fusion, "WEIGHTINGS", weightings),
    ):
        yield


def as_they_are(_signal: FloatArray, turns: IntArray, _seen: BoolArray, **_: object) -> IntArray:
    return turns


def nothing_outsized(found: object, _track: MotionTrack, _exercise: Exercise) -> object:
    return found


@contextmanager
def never_away() -> Iterator[None]:
    def nowhere(track: MotionTrack, _reps: object) -> BoolArray:
        return np.zeros(len(track.time_s), dtype=bool)

    with patch.object(counting, "absences", nowhere):
        yield


def undefined(track: MotionTrack) -> Exercise:
    generic = exercise_to_count("generic")
    found = as_it_moves(track, generic)
    return generic if found is None else found[0]


def row(name: str, clips: Sequence[Loaded], *, joint_only: bool = False) -> None:
    true, found, matched, timed, said = [], [], 0, 0, 0
    for clip, exercise, track in clips:
        one = main_joint_only(exercise) if joint_only else exercise
        counted = counting.count_reps(track, one, whole_cycles=clip.rule == "whole_cycle")
        true.append(clip.count)
        found.append(len(counted.limits))
        if clip.rep_times_s:
            ends = [limit.concentric_end_time_s for limit in counted.limits]
            matched += match_times(clip.rep_times_s, ends)
            timed += len(clip.rep_times_s)
            said += len(ends)
    score = score_counts(true, found)
    f1 = f"{2 * matched / (timed + said):.2f}" if timed else "-"
    print(
        f"| {name:48} | {score.mean_absolute_error:.2f} | {score.off_by_one:.2f} "
        f"| {score.exact:.2f} | {f1} |"
    )


def main(folders: Sequence[str]) -> None:
    for folder in folders:
        clips = load(Path(folder))
        print(f"\n{Path(folder).name}: {len(clips)} recordings\n")
        print("| idea | MAE | OBO | exact | F1 within 0.5 s |\n| --- | --- | --- | --- | --- |")
        with (
            patch.object(counting, "with_small_in_time", as_they_are),
            patch.object(counting, "beside_outsized", nothing_outsized),
        ):
            with never_away(), fusing("equal", everywhere=False):
                with patch.object(proposals, "prune_swings", keep_all):
                    row("main joint angle, swings above the noise", clips, joint_only=True)
                row("+ swings pruned against their neighbours", clips, joint_only=True)
                row("+ all signals of the exercise fused", clips)
            with never_away():
                with fusing("agree", everywhere=False):
                    row("+ weighted by agreement", clips)
                row("+ six fusions, the most self-similar", clips)
            row("+ without the time away", clips)
        with patch.object(counting, "beside_outsized", nothing_outsized):
            row("+ small ones that come in time", clips)
        row("+ small ones beside large movements (as shipped)", clips)
        moved = [(clip, undefined(track), track) for clip, _, track in clips]
        row("the same, the exercise not being defined", moved)


if __name__ == "__main__":
    main(sys.argv[1:])
