"""What a set is made of: one piece, or blocks with a drop, a rest-pause or a cluster between them.

A block ends where the lifter does nothing for a while. What the break was is told by three things:
whether the block before it ended in or near failure, how long the break was, and whether the
first repetition after it was faster than that much rest explains (then the weight is lighter).

The limits follow common usage (drop: at once, at most 15-20 s; rest-pause: 5-30 s after failure;
cluster: such breaks before failure; a new set: more than 45 s). They are project priors, as is the
recovery model: the velocity lost comes back as ``1 - exp(-rest / 15 s)``. After more than 12 s a
well rested lifter and a lighter weight look alike, and it is called a drop only where one is
expected: where the coach has advised it.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, median
from typing import Literal

from lastrep.exercises.definition import Exercise
from lastrep.records.repetition import Repetition
from lastrep.records.training_set import Structure
from lastrep.reps.measuring.speed import BEYOND_REST, rested_speed

BreakKind = Literal["drop", "rest_pause", "cluster", "pause"]

BREAK_LEAST_S = 2.5  # a shorter stop is a pause within a repetition
BREAK_SURE_S = 8.0  # a longer one is a break even where every repetition is paused
BREAK_TO_USUAL = 2.5  # in between, this many times the usual stop of the set
DROP_MOST_S = 12.0
DROP_EXPECTED_MOST_S = 25.0
REST_PAUSE_LEAST_S = 4.0
REST_PAUSE_MOST_S = 45.0
CLUSTER_LEAST_S = 8.0
CLUSTER_BLOCK_MOST_REPS = 6
SUPERSET_MOST_S = 30.0
TIRED = 0.8  # of the best velocity: nobody takes a lighter weight before that
FIRST_REPS = 2  # the first one with another weight is often a careful one
NEAR_FAILURE_LOSS = 0.8  # of the exercise's velocity loss at failure
SLOWING_LOSS = 0.6  # the same for the last two together: one slow repetition may be misread


@dataclass(frozen=True, slots=True)
class Block:
    """Repetitions without a break between them; `after` says what the break before was."""

    reps: tuple[Repetition, ...]
    after: BreakKind | None = None  # None for the first block
    break_s: float | None = None

    @property
    def start_time_s(self) -> float:
        """Start of its first repetition."""
        return self.reps[0].start_time_s

    @property
    def end_time_s(self) -> float:
        """End of its last repetition."""
        return self.reps[-1].end_time_s


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The set before: what was done, and when it ended."""

    exercise: Exercise
    end_time_s: float


def structure_of(
    reps: Sequence[Repetition],
    exercise: Exercise,
    *,
    before: Neighbour | None = None,
    drop_expected: bool = False,
) -> Structure:
    """Return the structure of a set: its inner one, or how it hangs together with the set before.

    Parameters
    ----------
    reps
        The repetitions of the set in order of time, failed attempts included.
    exercise
        Its exercise.
    before
        The set before it, where there was one.
    drop_expected
        Whether the lifter was about to take a lighter weight, as far as is known.
    """
    blocks = blocks_of(reps, exercise, drop_expected=drop_expected)
    kinds = [block.after for block in blocks]
    if "drop" in kinds:
        return "drop"
    if "rest_pause" in kinds:
        return "rest_pause"
    if kinds.count("cluster") >= 2:  # noqa: PLR2004 - one break is a breather, two are a plan
        return "cluster"
    if reps and before is not None:
        return superset_of(exercise, before, start_time_s=reps[0].start_time_s)
    return "straight"


def superset_of(exercise: Exercise, before: Neighbour, *, start_time_s: float) -> Structure:
    """Return how a set hangs together with the one before: by the rest between and the muscles."""
    rest_s = start_time_s - before.end_time_s
    if rest_s > SUPERSET_MOST_S or exercise.family == before.exercise.family:
        return "straight"
    prime, prime_before = exercise.prime_mover, before.exercise.prime_mover
    if (
        prime == prime_before
        and before.exercise.mechanics == "isolation"
        and exercise.mechanics == "compound"
    ):
        return "pre_exhaust"
    if exercise.antagonist == prime_before or before.exercise.antagonist == prime:
        return "superset_antagonist"  # even where each helps the other a little
    if prime in before.exercise.muscles or prime_before in exercise.muscles:
        return "superset_same_muscle"
    if exercise.antagonist in before.exercise.muscles or (
        before.exercise.antagonist in exercise.muscles
    ):
        return "superset_antagonist"
    return "straight"


def blocks_of(
    reps: Sequence[Repetition], exercise: Exercise, *, drop_expected: bool = False
) -> tuple[Block, ...]:
    """Return the blocks of a set in order; every repetition is in exactly one of them."""
    if not reps:
        return ()
    at = _lifted(reps)
    lifted = [reps[i] for i in at]
    stops_s = idle_times_s(lifted)
    blocks: list[Block] = []
    after: BreakKind | None = None
    break_s: float | None = None
    first = same_load = 0  # where the block began, and where the present weight was taken up
    for i, (stop_s, is_break) in enumerate(zip(stops_s, _breaks(stops_s), strict=True), start=1):
        if not is_break:
            continue
        blocks.append(Block(tuple(reps[at[first] : at[i]]), after, break_s))
        after = _break_kind(
            lifted[first:i],
            lifted[i : i + FIRST_REPS],
            stop_s,
            exercise,
            drop_possible=stop_s <= (DROP_EXPECTED_MOST_S if drop_expected else DROP_MOST_S)
            and _lighter(lifted[same_load:i], lifted[i : i + FIRST_REPS], stop_s),
        )
        first, break_s = i, stop_s
        same_load = i if after == "drop" else same_load
    return (*blocks, Block(tuple(reps[at[first] :]), after, break_s))


def _lifted(reps: Sequence[Repetition]) -> list[int]:
    """Return which repetitions are not just a stir within a rest; the first and the last are none.

    Who rests shifts a grip, stretches an arm, or is badly seen for a moment. A movement short of a
    whole repetition, alone between two breaks, does not end the rest; nor is it a block.
    """
    breaks = _breaks(idle_times_s(reps))
    whole = [i for i, rep in enumerate(reps) if rep.completeness == "full"]
    if not whole:
        return list(range(len(reps)))
    return [
        i
        for i, rep in enumerate(reps)
        if rep.label not in {"half", "failed"}
        or not whole[0] < i < whole[-1]
        or not (breaks[i - 1] and breaks[i])
    ]


def idle_times_s(reps: Sequence[Repetition]) -> list[float]:
    """Return for each two neighbours how long the lifter did nothing between them, in seconds.

    From one concentric to the next, less the usual lowering: where exactly a repetition begins
    within a long stop is not to be relied on.
    """
    lowering = [r.tempo_s.eccentric for r in reps if r.tempo_s.eccentric is not None]
    usual_lowering_s = median(lowering) if lowering else 0.0
    out = []
    for one, two in itertools.pairwise(reps):
        idle_s = two.start_time_s - one.end_time_s
        if one.concentric_end_time_s is not None and two.concentric_start_time_s is not None:
            between_s = two.concentric_start_time_s - one.concentric_end_time_s
            idle_s = max(idle_s, between_s - max(usual_lowering_s, _lowering_s(one, two)))
        out.append(max(idle_s, 0.0))
    return out


def ended_near_failure(reps: Sequence[Repetition], exercise: Exercise) -> bool:
    """Whether it ended in failure or help, or the last speeds were about as slow as at failure."""
    if reps[-1].label in {"failed", "forced"}:
        return True
    # what is done beyond failure, or is taken for a half though it failed, has no loss of its own
    losses = [r.velocity_loss_fraction for r in reps if r.velocity_loss_fraction is not None][-2:]
    at_failure = exercise.effort.velocity_loss_at_failure
    return bool(losses) and (
        losses[-1] >= NEAR_FAILURE_LOSS * at_failure and fmean(losses) >= SLOWING_LOSS * at_failure
    )


def _lowering_s(one: Repetition, two: Repetition) -> float:
    """Return the lowering between two concentrics where it is the work itself (a negative)."""
    return max(
        (r.tempo_s.eccentric or 0.0 for r in (one, two) if r.phases == "eccentric_only"),
        default=0.0,
    )


def _breaks(stops_s: Sequence[float]) -> list[bool]:
    """Return which stops are breaks: long, or long beside the usual one."""
    usual_s = median(stops_s) if stops_s else 0.0
    from_s = min(BREAK_SURE_S, max(BREAK_LEAST_S, BREAK_TO_USUAL * usual_s))
    return [stop_s >= from_s for stop_s in stops_s]


def _break_kind(
    block: Sequence[Repetition],
    after: Sequence[Repetition],
    stop_s: float,
    exercise: Exercise,
    *,
    drop_possible: bool,
) -> BreakKind:
    if drop_possible:
        return "drop"
    near_failure = ended_near_failure(block, exercise)
    if not any(rep.label == "full" for rep in after):
        return "pause"  # what follows is no longer the lift itself: halves, negatives, holds
    if near_failure and REST_PAUSE_LEAST_S <= stop_s <= REST_PAUSE_MOST_S:
        return "rest_pause"
    if not near_failure and stop_s >= CLUSTER_LEAST_S and len(block) <= CLUSTER_BLOCK_MOST_REPS:
        return "cluster"
    return "pause"


def _lighter(before: Sequence[Repetition], after: Sequence[Repetition], stop_s: float) -> bool:
    """Whether what comes after a stop is faster than that rest with the same weight explains."""
    speeds = [v for r in before if (v := _velocity(r)) is not None]
    first = max((v for r in after if (v := _velocity(r)) is not None), default=None)
    if not speeds or first is None:
        return False
    best, last = max(speeds), speeds[-1]
    if before[-1].label == "failed":
        last = min(last, 0.5 * best)  # the failed attempt itself has no velocity to speak of
    if last > TIRED * best:
        return False
    return (first - rested_speed(last, stop_s, best=best)) / best >= BEYOND_REST


def _velocity(rep: Repetition) -> float | None:
    """Mean concentric velocity of a whole strict repetition; None for all others."""
    if not rep.is_strict or rep.completeness != "full":
        return None
    return rep.comparable_speed
