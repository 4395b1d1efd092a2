"""Where repetitions lie in time: what counting finds and measuring starts from."""

from __future__ import annotations

from dataclasses import dataclass

from lastrep.records.pose import FloatArray
from lastrep.records.repetition import Side
from lastrep.reps.reading import Reading


@dataclass(frozen=True, slots=True)
class RepLimits:
    """One repetition in seconds; None where a limit lies outside what was seen.

    The concentric runs from ``concentric_start_time_s`` (lengthened end) to
    ``concentric_end_time_s`` (shortened end). ``eccentric_time_s`` is the far end of the eccentric
    that belongs to it: its start in lifts that begin with the eccentric, else its end. ``seen`` is
    False of a repetition that was done while the pose was lost.
    """

    concentric_start_time_s: float
    concentric_end_time_s: float
    eccentric_time_s: float | None
    eccentric_first: bool
    confidence: float
    side: Side = "both"
    seen: bool = True

    @property
    def start_time_s(self) -> float:
        """Start of the whole repetition."""
        if self.eccentric_first and self.eccentric_time_s is not None:
            return self.eccentric_time_s
        return self.concentric_start_time_s

    @property
    def end_time_s(self) -> float:
        """End of the whole repetition."""
        if not self.eccentric_first and self.eccentric_time_s is not None:
            return self.eccentric_time_s
        return self.concentric_end_time_s


@dataclass(frozen=True, slots=True, eq=False)
class CountedReps:
    """Repetitions found in one stretch, with the signal they were found in.

    Attributes
    ----------
    limits
        The repetitions in order of time.
    time_s, signal
        ``(N,)`` each: the fused signal on its uniform grid, up = towards the end of the concentric,
        in units of its usual spread; NaN where nothing was seen.
    likeness
        How much the repetitions resemble one another, about -1..1.
    reading
        How to go on reading the fused signal pose by pose; None where there is none.
    travel
        How far the better quarter of the signals goes in the usual concentric, in swings that
        would still be jitter; 0 without repetitions.
    """

    limits: tuple[RepLimits, ...]
    time_s: FloatArray
    signal: FloatArray
    likeness: float
    reading: Reading | None = None
    travel: float = 0.0
