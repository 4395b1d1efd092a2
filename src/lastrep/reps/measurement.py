"""Measures every repetition of a stretch on its raw signals and says its kind."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lastrep.exercises.definition import Exercise
from lastrep.motion.track import MotionTrack
from lastrep.records.repetition import Repetition
from lastrep.reps.assembly import number_reps, unmeasured, write_repetition
from lastrep.reps.counting.place import absences
from lastrep.reps.kinds import Kind, judge
from lastrep.reps.kinds.admission import FOLLOWS, Judged, admit
from lastrep.reps.kinds.facts import RepFacts
from lastrep.reps.kinds.gathering import gather_facts
from lastrep.reps.limits import CountedReps
from lastrep.reps.measuring.attempts import uncounted_strokes
from lastrep.reps.measuring.joint_scale import JointScale
from lastrep.reps.measuring.like_pace import time_alike
from lastrep.reps.measuring.like_shape import lay_over_alike
from lastrep.reps.measuring.progress import Progress, build_progress
from lastrep.reps.measuring.reference import Reference, find_reference
from lastrep.reps.measuring.scale import LengthScale
from lastrep.reps.measuring.sides import left_right_changes
from lastrep.reps.measuring.stall import Stall
from lastrep.reps.measuring.sticking import lowering_wobble
from lastrep.reps.measuring.stroke import Stroke, measure_strokes
from lastrep.reps.measuring.trimming import trim_strokes

FAILED_TOO_OFTEN = 3


@dataclass(frozen=True, slots=True, eq=False)
class MeasuredSide:
    """What the repetitions of one side, or of both together, were measured on.

    Attributes
    ----------
    progress
        The curve.
    reference
        The lifter's range on it.
    fresh_speed
        Fastest strict full concentric, reference ranges a second; None without one.
    """

    progress: Progress
    reference: Reference
    fresh_speed: float | None


@dataclass(frozen=True, slots=True, eq=False)
class MeasuredReps:
    """The repetitions of a stretch with what they were measured on.

    Attributes
    ----------
    reps
        In order of time, those that counting did not list among them: attempts, holds, halves.
    sides
        Of both together, the left, the right: those that could be measured.
    """

    reps: tuple[Repetition, ...]
    sides: tuple[MeasuredSide, ...]

    @property
    def lead(self) -> MeasuredSide | None:
        """The first of the sides; None where nothing could be measured."""
        return self.sides[0] if self.sides else None


def measure_set(
    track: MotionTrack,
    counted: CountedReps,
    exercise: Exercise,
    *,
    metres: LengthScale | None = None,
) -> MeasuredReps:
    """Return the repetitions of a stretch, measured and judged, with what they were measured on.

    Parameters
    ----------
    track
        Raw measures from shortly before the first repetition to well after the last one, so that
        an attempt after it can be seen.
    counted
        Where the repetitions lie; limits are refined on the raw curve, none is dropped. Those that
        nobody saw stay unmeasured.
    exercise
        Names the joint whose angle is measured, and what may be judged.
    metres
        What pixels are in metres, where it is known; without it no velocity in metres is given.
    """
    away = absences(track, counted.limits)
    unseen = [one for one in counted.limits if not one.seen]
    counted = replace(counted, limits=tuple(one for one in counted.limits if one.seen))
    curves = {
        side: build_progress(track, counted, exercise, away, side=side)
        for side in sorted({one.side for one in counted.limits})
    }
    measured: list[tuple[Stroke, Progress, Reference, Kind, Stall | None, JointScale, float]] = []
    sides: list[MeasuredSide] = []
    for side, progress in curves.items():
        limits = tuple(one for one in counted.limits if one.side == side)
        strokes = (
            measure_strokes(progress, limits) if progress is not None else [None] * len(limits)
        )
        unseen.extend(one for one, stroke in zip(limits, strokes, strict=True) if stroke is None)
        seen = [stroke for stroke in strokes if stroke is not None]
        reference = find_reference(seen)
        if progress is None or reference is None:
            continue
        seen = time_alike(
            lay_over_alike(trim_strokes(progress, reference, seen), progress),
            seen_s=(float(progress.time_s[0]), float(progress.time_s[-1])),
        )
        extra = uncounted_strokes(progress, reference, seen, exercise, track, away)
        lifts = sorted([*seen, *extra], key=lambda one: one.concentric.start_time_s)
        scale = JointScale(progress, lifts)
        wobble = lowering_wobble(progress, lifts)
        facts, fresh = gather_facts(progress, reference, lifts, exercise, track, scale)
        judged = _judged(facts, agreement=progress.agreement)
        measured.extend(
            (one.stroke, progress, reference, one.kind, one.facts.stall, scale, wobble)
            for one in admit(judged, agreement=progress.agreement)
        )
        sides.append(MeasuredSide(progress, reference, fresh))
    changes = left_right_changes(track, [one[0] for one in measured], exercise.movement.joint)
    reps = [
        write_repetition(*one, track, left_right_change=change, metres=metres)
        for one, change in zip(measured, changes, strict=True)
    ]
    reps.extend(unmeasured(one) for one in unseen)
    reps.sort(key=lambda rep: rep.concentric_end_time_s or rep.start_time_s)
    return MeasuredReps(reps=number_reps(reps), sides=tuple(sides))


def _judged(facts: list[tuple[Stroke, RepFacts]], *, agreement: float) -> list[Judged]:
    """Return every stroke with its kind.

    What counting completed is taken as completed where the curve hardly follows what was counted,
    and where most of it would have failed: nobody fails more often than not, it is the curve that
    stalls.
    """
    judged = [Judged(stroke, one, judge(one)) for stroke, one in facts]
    counted = [one for one in judged if one.stroke.limits is not None]
    failed = sum(one.kind.completeness == "failed" for one in counted)
    mostly = failed >= FAILED_TOO_OFTEN and 2 * failed > len(counted)
    if agreement >= FOLLOWS and not mostly:
        return judged
    return [
        Judged(one.stroke, one.facts, judge(replace(one.facts, stall=None)))
        if one.stroke.limits is not None
        else one
        for one in judged
    ]
