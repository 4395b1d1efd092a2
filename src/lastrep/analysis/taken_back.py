"""What the user took back: it is not counted again, however it is seen later."""

from __future__ import annotations

from collections.abc import Sequence

from lastrep.records.repetition import Repetition, end_of, shown_at_s
from lastrep.reps.assembly import number_reps

NEAR_S = 0.4  # a repetition that ends, or is over, this near to one that was taken back is that one


class TakenBack:
    """Keeps the repetitions that the user took back."""

    def __init__(self) -> None:
        self._gone: list[Repetition] = []

    def add(self, rep: Repetition) -> None:
        """Take a repetition back, given as it was said last."""
        self._gone.append(rep)

    def without(self, reps: tuple[Repetition, ...]) -> tuple[Repetition, ...]:
        """Return the repetitions that stand, numbered anew where some do not."""
        kept = [rep for rep in reps if not any(_may_be(rep, gone) for gone in self._gone)]
        return reps if len(kept) == len(reps) else number_reps(kept)


def is_proof(rep: Repetition, rest: Sequence[Repetition]) -> bool:
    """Whether a failure goes with a repetition that is taken back: no other attempt failed."""
    failed = (one.completeness == "failed" for one in rest)
    return rep.completeness == "failed" and not any(failed)


def _may_be(rep: Repetition, gone: Repetition) -> bool:
    """Whether it is the repetition that was taken back, as whatever kind it is seen since.

    A failed attempt ends where its standstill does, which moves from look to look.
    """
    both = rep.end_time_s, gone.end_time_s
    common_s = min(both) - max(rep.start_time_s, gone.start_time_s)
    if rep.label == gone.label == "failed" and common_s > 0.0:
        return True
    return any(
        abs(now_s - then_s) <= NEAR_S
        for now_s in {end_of(rep), shown_at_s(rep)}
        for then_s in {end_of(gone), shown_at_s(gone)}
    )
