"""What the rules of kind may look at: one repetition's numbers relative to the lifter's own."""

from __future__ import annotations

from dataclasses import dataclass, field

from lastrep.exercises.definition import Exercise
from lastrep.reps.kinds.body import BodyMotion
from lastrep.reps.measuring.stall import Stall

HANDS_AT_WEIGHT = 0.5  # of the lift, by a second person: so much is help ...
FOR_THE_LIFT = 0.5  # ... and where they are there half as often in the lowering, they came for it


def hands_for_lift(body: BodyMotion) -> bool:
    """Whether a second person's hands were at the weight for the lift, not for the lowering."""
    lift, lowering = body.helped_share or 0.0, body.lowering_share or 0.0
    return lift >= HANDS_AT_WEIGHT and lowering <= FOR_THE_LIFT * lift


@dataclass(frozen=True, slots=True)
class Row:
    """Repetitions of one tempo, all of which somebody else lifted.

    Attributes
    ----------
    lift_s
        Usual duration of the early lifts.
    times
        How many times as long their lowerings usually took.
    least_times
        How many times that must be.
    hands_share
        Share of the repetitions with a second person's hands at the weight for the lift alone.
    """

    lift_s: float
    times: float
    least_times: float
    hands_share: float


@dataclass(frozen=True, slots=True)
class Before:
    """What went before a repetition in its set.

    Attributes
    ----------
    fatigue
        One minus the speed of the slower of the two repetitions before, as a share of fresh speed.
    after_failure
        Whether an attempt failed before it in this set.
    after_negative
        Whether one of the two repetitions before it was a negative.
    pause_s
        From the end of the repetition before to its start, or to its lift where it stood still in
        between; None for the first.
    rested_s
        All pauses since an attempt failed, if the lifter has not lifted the weight alone since and
        none of them was long; else None.
    """

    fatigue: float = 0.0
    after_failure: bool = False
    after_negative: bool = False
    pause_s: float | None = None
    rested_s: float | None = None


@dataclass(frozen=True, slots=True)
class SetFacts:
    """What is the same for every repetition of a set.

    Attributes
    ----------
    exercise
        Its definition.
    reference_reps
        How many repetitions the range reference rests on.
    fresh_speed
        Fastest strict full concentric, reference ranges a second; None where there is none.
    eccentric_s
        Usual duration of a lowering that is no negative; None where there is none.
    noise
        Noise of the progress curve, reference ranges.
    span
        The reference range in the unit of the progress curve.
    usual_share
        How far the joint turned in the lifter's full repetitions, as a share of what is usual for
        the exercise; None where it was not seen.
    row
        What the full repetitions are where all are alike and somebody else lifted them; else None.
    """

    exercise: Exercise
    reference_reps: int
    fresh_speed: float | None
    eccentric_s: float | None
    noise: float
    span: float
    usual_share: float | None = None
    row: Row | None = None


@dataclass(frozen=True, slots=True)
class RepFacts:
    """One repetition; progress 0 = lengthened, 1 = shortened end of the reference range.

    Attributes
    ----------
    cut_low, cut_high
        Whether its concentric touches the edge of what was seen at that end: it may have gone on.
    low, high
        Progress at either end of its concentric.
    concentric_s, speed
        Duration, and mean speed in reference ranges a second.
    eccentric_s, eccentric_range
        Duration and range of its lowering; None where it was not seen.
    hold_s
        Rest between the two; None where one of them was not seen.
    stall
        The longest standstill short of the end; None if there was none.
    dwell_s
        How long it stayed about where its concentric ended, short of the end; 0 at the end.
    before
        What went before it.
    full_after_s
        How soon after its end a full repetition starts; None if none does.
    joint_range
        How far the exercise's joint turned, as a share of what it does in the early full
        repetitions; None where it was not seen.
    folded_deg
        How much further hips and knees are bent at its end than in the other repetitions, the
        smaller of the two; None where that says nothing or was not seen.
    body
        What the rest of the body did.
    """

    cut_low: bool
    cut_high: bool
    low: float
    high: float
    concentric_s: float
    speed: float
    eccentric_s: float | None
    eccentric_range: float | None
    hold_s: float | None
    stall: Stall | None
    dwell_s: float
    before: Before
    full_after_s: float | None
    joint_range: float | None
    folded_deg: float | None
    body: BodyMotion | None
    others: SetFacts = field(repr=False)

    @property
    def fatigue(self) -> float:
        """Share of the fresh speed lost before it."""
        return self.before.fatigue

    @property
    def after_failure(self) -> bool:
        """Whether an attempt failed before it in this set."""
        return self.before.after_failure

    @property
    def range(self) -> float:
        """Range of motion as a fraction of the reference."""
        return self.high - self.low

    @property
    def most_range(self) -> float:
        """Range of motion if what was not seen went on to the end of the reference."""
        low = min(self.low, 0.0) if self.cut_low else self.low
        high = max(self.high, 1.0) if self.cut_high else self.high
        return high - low

    @property
    def jerk(self) -> float | None:
        """Greatest speed just after the stall against the fresh speed; None without a stall."""
        fresh = self.others.fresh_speed
        if self.stall is None or not fresh:
            return None
        return self.stall.speed_after / (fresh * self.others.span)

    @property
    def hands_share(self) -> float | None:
        """Share of the lift with a second person's hands at the weight; None if not seen."""
        return self.body.helped_share if self.body is not None else None

    @property
    def hands_on(self) -> bool:
        """Whether a second person was seen to help."""
        return self.hands_share is not None and self.hands_share >= HANDS_AT_WEIGHT

    @property
    def lifted_by_hands(self) -> bool:
        """Whether a second person's hands were at the weight for the lift, not for the lowering."""
        return self.body is not None and hands_for_lift(self.body)

    @property
    def speed_ratio(self) -> float | None:
        """Speed against the fresh speed; None where that is unknown."""
        fresh = self.others.fresh_speed
        return self.speed / fresh if fresh else None
