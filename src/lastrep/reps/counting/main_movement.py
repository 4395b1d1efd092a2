"""What moves most in a stretch, whatever the exercise is called.

Measures that swing together are one movement. The strongest one is the leading principal component
of all measures, each taken in swings that are more than jitter; those that go with it can be
counted on as the signals of a defined exercise are. Which way is the lift cannot be seen from that
alone, so it is turned to agree with an exercise, or with how most exercises go.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import msgspec
import numpy as np

from lastrep.exercises.definition import AngleName, Exercise, MeasureName, Signals
from lastrep.motion.measures import MEASURES
from lastrep.motion.track import MotionTrack
from lastrep.records.pose import FloatArray
from lastrep.reps.counting.fusion import RATE_HZ, AlignedSignals, align_signals
from lastrep.signals.running_moments import running_moments

LEAST_S = 2.0  # of poses: before, nothing can be called the main movement
AROUND_S = 8.0  # a swing is told from what lies so far around it: nobody stays in one place
LARGEST = 3.0  # floors: beyond, a swing is just large, or a joint was taken for another
LEAST_KNOWN = 0.3  # of the time: what is seen less cannot lead
GOES_WITH = 0.5  # correlation with the main movement from which a measure is one of its signals
_EVERY = Signals(rise=tuple(cast("MeasureName", measure.name) for measure in MEASURES))


@dataclass(frozen=True, slots=True)
class MainMovement:
    """The measures that swing together most.

    Attributes
    ----------
    signals
        By the way they go together.
    joint
        The joint angle among them that turns most; None without one.
    rests_high
        Whether more time is spent near the end at which ``signals.rise`` are high.
    share
        Of the (clipped, squared) swings of all measures, 0..1.
    """

    signals: Signals
    joint: AngleName | None
    rests_high: bool
    share: float

    def turned_like(self, signals: Signals) -> MainMovement:
        """Return the movement the way round that agrees with most of these signals."""
        ways = _ways(signals)
        agree = sum(way * ways.get(name, 0) for name, way in _ways(self.signals).items())
        if agree >= 0:
            return self
        turned = Signals(rise=self.signals.fall, fall=self.signals.rise)
        return MainMovement(turned, self.joint, not self.rests_high, self.share)


def main_movement(track: MotionTrack) -> MainMovement | None:
    """Return what moves most; None where hardly anything is seen, or nothing moves."""
    if len(track.time_s) < 2 or track.time_s[-1] - track.time_s[0] < LEAST_S:  # noqa: PLR2004 - no stretch
        return None
    aligned = align_signals(track, _EVERY)
    swings = _swings(aligned)
    if not swings.any():
        return None
    _, vectors = np.linalg.eigh(swings @ swings.T)
    main = vectors[:, -1] @ swings
    size = np.sqrt((swings**2).sum(axis=1) * (main**2).sum())
    along = swings @ main / np.maximum(size, np.finfo(float).tiny)
    names = [cast("MeasureName", MEASURES[i].name) for i in aligned.which]
    low, middle, high = np.percentile(main, [5, 50, 95])
    return MainMovement(
        signals=Signals(
            rise=tuple(n for n, way in zip(names, along, strict=True) if way >= GOES_WITH),
            fall=tuple(n for n, way in zip(names, along, strict=True) if way <= -GOES_WITH),
        ),
        joint=_turns_most(aligned, np.abs(along) >= GOES_WITH),
        rests_high=bool(high - middle < middle - low),
        share=float((main**2).sum() / (swings**2).sum()),
    )


def by_what_moves(track: MotionTrack, exercise: Exercise) -> Exercise | None:
    """Return an exercise with what moves most in a stretch as its signals; None as above."""
    movement = main_movement(track)
    if movement is None:
        return None
    signals = movement.turned_like(exercise.signals).signals
    return msgspec.structs.replace(exercise, signals=signals)


def as_it_moves(track: MotionTrack, generic: Exercise) -> tuple[Exercise, float] | None:
    """Return the generic definition made definite, and the share of what moves that it covers.

    Signals, joint and direction come from the stretch, and so does the phase that comes first: it
    begins at the end where the lifter waits. The signals of ``generic`` say how most exercises go.
    None as above.
    """
    movement = main_movement(track)
    if movement is None:
        return None
    movement = movement.turned_like(generic.signals)
    plan = generic.movement
    joint = movement.joint or plan.joint
    definite = msgspec.structs.replace(
        plan,
        joint=joint,
        joint_tells=movement.joint is not None,
        concentric="rise" if joint in movement.signals.rise else "fall",
        first_phase="eccentric" if movement.rests_high else "concentric",
    )
    found = msgspec.structs.replace(generic, signals=movement.signals, movement=definite)
    return found, movement.share


def _swings(aligned: AlignedSignals) -> FloatArray:
    """Return every signal around its own middle, in floors; 0 where unseen or seen too little."""
    known = np.isfinite(aligned.values)
    middle, _ = running_moments(aligned.values, int(AROUND_S * RATE_HZ))
    swings = np.where(known, aligned.values - middle, 0.0) / aligned.floors[:, None]
    enough = known.mean(axis=1, keepdims=True) >= LEAST_KNOWN
    return np.asarray(np.clip(swings, -LARGEST, LARGEST) * enough)


def _turns_most(aligned: AlignedSignals, with_it: FloatArray) -> AngleName | None:
    turned = [
        (float(np.nanstd(values)), cast("AngleName", MEASURES[which].name))
        for which, values, goes in zip(aligned.which, aligned.values, with_it, strict=True)
        if goes and MEASURES[which].kind == "angle"
    ]
    return max(turned)[1] if turned else None


def _ways(signals: Signals) -> dict[MeasureName, int]:
    return dict.fromkeys(signals.rise, 1) | dict.fromkeys(signals.fall, -1)
