"""A repetition, its numbers and its kind on three axes."""

from __future__ import annotations

from typing import Literal

import msgspec

Label = Literal["full", "half", "negative", "forced", "cheat", "failed", "hold"]
Completeness = Literal["full", "partial", "failed"]
PartialRegion = Literal["lengthened", "middle", "shortened"]
Execution = Literal["strict", "cheat", "forced"]
Phases = Literal["both", "eccentric_only", "concentric_only", "isometric"]
Side = Literal["left", "right", "both"]
VELOCITY_UNKNOWN = "velocity_unknown"  # the rule of the evidence that noise hides a speed
TRUNK_SWING = "trunk_swing"  # the rule of the evidence that says how far a cheat tilted the trunk
UNSURE = 0.5  # confidence of a decision that lies on its limit
SAME_REP_S = 0.5  # looked at again, the end of a repetition moves by less than this
LABELS: tuple[Label, ...] = ("full", "half", "negative", "forced", "cheat", "failed", "hold")


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """The number behind a judgement: what was measured against which limit, and whose limit."""

    rule: str
    measured: float | None
    limit: float | None
    unit: str
    source: str
    confidence: float | None = None


class Tempo(msgspec.Struct, frozen=True, kw_only=True):
    """Durations of the four parts of a repetition in seconds; None where one was not seen."""

    eccentric: float | None
    lengthened_hold: float | None
    concentric: float | None
    shortened_hold: float | None


class StickingRegion(msgspec.Struct, frozen=True, kw_only=True):
    """The slow part of a concentric: first velocity peak to the next local minimum."""

    start_time_s: float
    end_time_s: float
    position_fraction: float
    velocity_ratio: float


class Repetition(msgspec.Struct, frozen=True, kw_only=True):
    """One repetition; ``[start_time_s, end_time_s)`` is the whole of it. Unknown is None."""

    number: int
    label: Label
    completeness: Completeness
    partial_region: PartialRegion | None = None
    execution: Execution = "strict"
    phases: Phases = "both"
    side: Side = "both"
    start_time_s: float
    concentric_start_time_s: float | None
    concentric_end_time_s: float | None
    end_time_s: float
    range_of_motion_deg: float | None = None
    range_of_motion_fraction: float | None = None
    tempo_s: Tempo
    mean_concentric_velocity_dps: float | None = None
    mean_concentric_velocity_mps: float | None = None
    velocity_loss_fraction: float | None = None
    left_right_change_fraction: float | None = None
    sticking_region: StickingRegion | None = None
    confidence: float
    evidence: tuple[Evidence, ...] = ()

    @property
    def is_unsure(self) -> bool:
        """Whether it may as well have been of another kind, or none: shown with a question mark."""
        return self.confidence <= UNSURE

    @property
    def is_strict(self) -> bool:
        """Whether it was lifted and lowered without help or swing, and completed."""
        return (
            self.execution == "strict" and self.phases == "both" and self.completeness != "failed"
        )

    @property
    def comparable_speed(self) -> float | None:
        """Degrees a second, or ranges a second where no angle is seen; None if not measured.

        Only ratios within a set mean something: all of its repetitions have the same unit.
        """
        if self.mean_concentric_velocity_dps is not None or self.completeness == "failed":
            return self.mean_concentric_velocity_dps
        if any(one.rule == VELOCITY_UNKNOWN for one in self.evidence):
            return None
        duration_s, share = self.tempo_s.concentric, self.range_of_motion_fraction
        return share / duration_s if duration_s and share is not None else None


def label_of(completeness: Completeness, execution: Execution, phases: Phases) -> Label:
    """Return the one word shown for a kind: the most telling of its three axes."""
    if completeness == "failed":
        return "failed"
    if phases == "isometric":
        return "hold"
    if phases == "eccentric_only":
        return "negative"
    if execution != "strict":
        return execution
    return "half" if completeness == "partial" else "full"


def end_of(rep: Repetition) -> float:
    """Return when a repetition counts: at the end of its concentric, if it has one in sight."""
    return rep.end_time_s if rep.concentric_end_time_s is None else rep.concentric_end_time_s


def shown_at_s(rep: Repetition) -> float:
    """Return when a repetition appears on the board: at the end of its concentric.

    A negative has none of its own, so it appears when it is over.
    """
    if rep.label == "negative" or rep.concentric_end_time_s is None:
        return rep.end_time_s
    return rep.concentric_end_time_s
