"""Failure in a closed set: was it reached, when, and what proves it.

Positive failure is a started concentric that could not be finished (Steele 2017). Negative failure
is a lowering that could no longer be controlled. Putting the weight down without an attempt is
stopping; it is neither.
"""

from __future__ import annotations

from collections.abc import Sequence

from lastrep.records.repetition import Evidence, Repetition
from lastrep.records.training_set import Failure
from lastrep.reps.kinds.hold import RESUMED_S

GUESSED = 0.5  # a forced repetition no surer than this: nobody was seen to help ...
PERHAPS = 0.45  # ... and whoever ground it out alone has not failed: the coach asks
LOWERING_SHARE = 0.60
LOWERING_S = 1.0
SOURCE = "control of the lowering against the first negative of the set; limits are project priors"


def find_failure(reps: Sequence[Repetition]) -> Failure:
    """Return how a closed set failed, if it did.

    Parameters
    ----------
    reps
        The measured repetitions of the set, failed attempts among them, in order of time.

    Returns
    -------
    The first positive failure that was not undone by a full repetition straight after it, else the
    first loss of control in a lowering, else kind "none".
    """
    return positive_failure(reps) or negative_failure(reps) or Failure(kind="none", confidence=0.0)


def find_failures(reps: Sequence[Repetition]) -> tuple[Failure, ...]:
    """Return the first positive and the first negative failure, as far as seen, in order of time.

    Negatives after a positive failure may end in the other one: both are true of the set.
    """
    found = (one for one in (positive_failure(reps), negative_failure(reps)) if one is not None)
    return tuple(sorted(found, key=lambda one: one.time_s or 0.0))


def control_was_lost(failure: Failure, reps: Sequence[Repetition]) -> bool:
    """Whether a lowering got away in a set.

    The failure of a set is its positive one where there is one. Negatives come after it, so what
    got away in them is asked of the repetitions.
    """
    return failure.kind == "negative" or negative_failure(reps) is not None


def positive_failure(reps: Sequence[Repetition]) -> Failure | None:
    """Return the first failed attempt that stands; None where there is none."""
    for i, rep in enumerate(reps):
        forced = rep.execution == "forced" and rep.completeness == "full"
        if rep.completeness != "failed" and not forced:
            continue
        if rep.completeness == "failed" and _resumed(rep, reps[i + 1 :]):
            continue
        return Failure(
            kind="positive",
            time_s=rep.concentric_end_time_s,
            confidence=min(rep.confidence, PERHAPS) if _is_guessed(rep) else rep.confidence,
            evidence=rep.evidence,
        )
    return None


def negative_failure(reps: Sequence[Repetition]) -> Failure | None:
    """Return the first lowering of a negative that got away; None where there is none."""
    negatives = [rep for rep in reps if rep.phases == "eccentric_only" and rep.tempo_s.eccentric]
    if len(negatives) < 2:  # noqa: PLR2004 - the first one is the measure
        return None
    first = negatives[0].tempo_s.eccentric or 0.0
    for rep in negatives[1:]:
        lowering = rep.tempo_s.eccentric or 0.0
        limit = max(LOWERING_SHARE * first, LOWERING_S)
        if lowering < limit:
            return Failure(
                kind="negative",
                time_s=rep.end_time_s,
                confidence=min(rep.confidence, 0.5 + min(0.5, (limit - lowering) / limit)),
                evidence=(
                    Evidence(
                        rule="lowering", measured=lowering, limit=limit, unit="s", source=SOURCE
                    ),
                ),
            )
    return None


def _is_guessed(rep: Repetition) -> bool:
    return rep.completeness != "failed" and rep.confidence <= GUESSED


def _resumed(rep: Repetition, later: Sequence[Repetition]) -> bool:
    """Whether a full repetition followed at once: then nothing had failed."""
    for other in later:
        if other.is_strict and other.completeness == "full":
            return other.start_time_s - rep.end_time_s < RESUMED_S
    return False
