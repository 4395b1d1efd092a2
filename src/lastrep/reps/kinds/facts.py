"""What the rules of kind may look at: one repetition's numbers relative to the lifter's own."""

from __future__ import annotations

from dataclasses import dataclass, field

from lastrep.exercises.definition import Exercise
from lastrep.reps.body import BodyMotion
from lastrep.reps.stall import Stall

HANDS_AT_WEIGHT = 0.5  # of the lift, by a second person: so much is help


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
    """

    exercise: Exercise
    reference_reps: int
    fresh_speed: float | None
    eccentric_s: float | None
    noise: float
    span: float
    usual_share: float | None = None


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
    fatigue
        One minus the speed of the slower of the two repetitions before, as a share of fresh speed.
    after_failure
        Whether an attempt failed before it in this set.
    after_negative
        Whether one of the two repetitions before it was a negative.
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
    fatigue: float
    after_failure: bool
    after_negative: bool
    full_after_s: float | None
    joint_range: float | None
    folded_deg: float | None
    body: BodyMotion | None
    others: SetFacts = field(repr=False)

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
    def speed_ratio(self) -> float | None:
        """Speed against the fresh speed; None where that is unknown."""
        fresh = self.others.fresh_speed
        return self.speed / fresh if fresh else None
