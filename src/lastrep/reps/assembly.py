"""Writes a measured stroke down as a repetition record."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from lastrep.motion.track import MotionTrack
from lastrep.records.repetition import VELOCITY_UNKNOWN, Evidence, Repetition, Tempo
from lastrep.reps.kinds import Kind
from lastrep.reps.limits import RepLimits
from lastrep.reps.measuring.joint_scale import JointScale
from lastrep.reps.measuring.progress import Progress
from lastrep.reps.measuring.reference import Reference
from lastrep.reps.measuring.scale import LengthScale
from lastrep.reps.measuring.speed import OUTLIER_SPEED
from lastrep.reps.measuring.stall import Stall
from lastrep.reps.measuring.sticking import sticking_region
from lastrep.reps.measuring.stroke import Stroke, is_cut_off, seen_throughout
from lastrep.reps.measuring.tempo import INNER_SHARE, Stretch

UNMEASURED_CONFIDENCE = 0.3
MOST_PACE_ERROR = 0.10  # a set that is stopped at 20 percent velocity loss needs twice that
ATTEMPT_CONFIDENCE = 0.8  # what an attempt that only the curve shows can claim at most


def write_repetition(
    stroke: Stroke,
    progress: Progress,
    reference: Reference,
    kind: Kind,
    stall: Stall | None,
    scale: JointScale,
    wobble: float,
    track: MotionTrack,
    *,
    left_right_change: float | None,
    metres: LengthScale | None,
) -> Repetition:
    """Return the record of one measured stroke; its number and velocity loss are added later."""
    rise, fall = stroke.concentric, stroke.eccentric
    rise_seen = seen_throughout(progress, rise)
    fall_seen = (
        fall is not None and seen_throughout(progress, fall) and not is_cut_off(progress, stroke)
    )
    attempted = rise_seen and kind.completeness != "failed"
    timed = attempted and rise.pace_error <= MOST_PACE_ERROR  # its speed means something
    unknown = (_too_jittery(rise),) if attempted and not timed else ()
    hold_s = stroke.hold_s if rise_seen and fall_seen else None
    held = kind.phases == "isometric"
    given_up = kind.completeness == "failed"
    stood_until_s = float("-inf")
    if stall is not None and (given_up or held):
        stood_until_s = stall.start_time_s + stall.duration_s
    # how well it would do as a repetition says nothing about an attempt that failed
    listed = stroke.limits is not None and kind.completeness != "failed"
    counted = stroke.limits.confidence if stroke.limits and listed else ATTEMPT_CONFIDENCE
    speed_mps = None
    if metres is not None and timed:
        travelled_m = metres.travelled_m(track, stroke.low_time_s, stroke.high_time_s)
        if travelled_m is not None:
            speed_mps = INNER_SHARE * travelled_m / rise.inner_s
    at_top_s = None if stroke.eccentric_first or given_up else hold_s
    if held and at_top_s is None:
        at_top_s = max(0.0, stood_until_s - rise.end_time_s) or None
    concentric_end_s = max(rise.end_time_s, stood_until_s) if given_up else rise.end_time_s
    start_s = stroke.start_time_s
    end_s = max(stroke.end_time_s, rise.end_time_s, stood_until_s)
    return Repetition(
        number=0,
        label=kind.label,
        completeness=kind.completeness,
        partial_region=kind.partial_region if kind.completeness == "partial" else None,
        execution=kind.execution,
        phases=kind.phases,
        side=stroke.limits.side if stroke.limits is not None else progress.whose,
        start_time_s=start_s,
        concentric_start_time_s=rise.start_time_s,
        concentric_end_time_s=concentric_end_s,
        end_time_s=end_s,
        range_of_motion_deg=scale.range_deg(stroke),
        range_of_motion_fraction=rise.range / reference.span,
        tempo_s=Tempo(
            eccentric=_lowering_s(stroke, after_s=concentric_end_s) if fall_seen else None,
            lengthened_hold=hold_s if stroke.eccentric_first else None,
            concentric=concentric_end_s - rise.start_time_s if rise_seen else None,
            shortened_hold=at_top_s,
        ),
        mean_concentric_velocity_dps=scale.speed_dps(stroke) if timed else None,
        mean_concentric_velocity_mps=speed_mps,
        left_right_change_fraction=None if given_up else left_right_change,
        sticking_region=sticking_region(progress, stroke, wobble=wobble) if attempted else None,
        confidence=min(counted, kind.confidence, max(progress.agreement, 0.0)),
        evidence=(*kind.evidence, *unknown, _measured_on(progress)),
    )


def _lowering_s(stroke: Stroke, *, after_s: float) -> float | None:
    """Return how long the lowering took; of an attempt that was given up, only what came then."""
    fall = stroke.eccentric
    if fall is None:
        return None
    left_s = fall.duration_s
    if not stroke.eccentric_first:
        left_s = min(left_s, fall.end_time_s - after_s)
    return left_s if left_s > 0.0 else None


def unmeasured(limits: RepLimits) -> Repetition:
    """Return the record of a repetition that was counted but that no raw signal shows.

    The rhythm tells it where the pose was lost; else what it was counted by is too weak to measure.
    """
    rule, source = (
        ("counted_only", "no raw signal shows this repetition well enough to measure it")
        if limits.seen
        else ("counted_by_rhythm", "the pose was lost; the repetitions around it leave room for it")
    )
    return Repetition(
        number=0,
        label="full",
        completeness="full",
        side=limits.side,
        start_time_s=limits.start_time_s,
        concentric_start_time_s=limits.concentric_start_time_s,
        concentric_end_time_s=limits.concentric_end_time_s,
        end_time_s=limits.end_time_s,
        tempo_s=Tempo(eccentric=None, lengthened_hold=None, concentric=None, shortened_hold=None),
        confidence=min(limits.confidence, UNMEASURED_CONFIDENCE),
        evidence=(
            Evidence(
                rule=rule,
                measured=None,
                limit=None,
                unit="none",
                source=source,
            ),
        ),
    )


def _measured_on(progress: Progress) -> Evidence:
    names = ", ".join(part.measure for part in progress.parts)
    return Evidence(
        rule="measured_on",
        measured=progress.agreement,
        limit=None,
        unit="correlation with the counted movement",
        source=f"{names}; {progress.side} side; noise {progress.noise:.3f} of the range",
    )


def _too_jittery(rise: Stretch) -> Evidence:
    return Evidence(
        rule=VELOCITY_UNKNOWN,
        measured=rise.pace_error,
        limit=MOST_PACE_ERROR,
        unit="fraction of the velocity, one standard error",
        source="noise of the pose on this lift; the limit is a project prior",
    )


def number_reps(reps: Sequence[Repetition]) -> tuple[Repetition, ...]:
    """Return the repetitions numbered, with velocity loss against the fastest strict one so far.

    A loss is given where speeds can be compared: for strict full repetitions, or for strict partial
    ones in a set that has no full ones.
    """
    completed = {rep.completeness for rep in reps if rep.is_strict}
    compared = "full" if "full" in completed else "partial"
    losses: dict[int, float] = {}
    for side in {rep.side for rep in reps}:
        speeds = {
            i: speed
            for i, rep in enumerate(reps)
            if rep.side == side and rep.is_strict and rep.completeness == compared
            if (speed := rep.comparable_speed)
        }
        losses.update(zip(speeds, _losses(list(speeds.values())), strict=True))
    return tuple(
        msgspec.structs.replace(rep, number=i + 1, velocity_loss_fraction=losses.get(i))
        for i, rep in enumerate(reps)
    )


def _losses(speeds: list[float]) -> list[float]:
    """Return the loss of each speed against the fastest so far that does not stand out alone.

    Who slows down does so from one repetition to the next; one that is far faster than both of its
    neighbours was read wrongly, or helped, and would make a steady set look tired.
    """
    fastest, losses = 0.0, []
    for i, speed in enumerate(speeds):
        beside = speeds[i - 1 : i] + speeds[i + 1 : i + 2] if 0 < i < len(speeds) - 1 else [speed]
        if speed <= OUTLIER_SPEED * max(beside):
            fastest = max(fastest, speed)
        losses.append(max(0.0, 1.0 - speed / fastest))
    return losses
