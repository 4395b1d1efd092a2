"""What the coach says of a finished set, had it seen it as it is now known."""

from __future__ import annotations

from collections.abc import Sequence

from lastrep.analysis.coaching import OVER_S, Coaching, effort_seen
from lastrep.records.advice import Advice
from lastrep.records.events import FailureSeen, RepSeen
from lastrep.records.profile import Profile
from lastrep.records.repetition import Repetition
from lastrep.sets.failure import find_failure

TICK_S = 1.0
Revision = tuple[float, Profile]  # when the lifter's situation changed, and to what


def coach_in_hindsight(
    coaching: Coaching,
    reps: tuple[Repetition, ...],
    *,
    end_time_s: float,
    revisions: Sequence[Revision] = (),
) -> tuple[Advice, ...]:
    """Return what a coach who knows the final repetitions says while they pass once more.

    Parameters
    ----------
    coaching
        A fresh one for the set; afterwards it has seen the whole set.
    reps
        The measured repetitions in order of time, at least one.
    end_time_s
        How far the source has been seen.
    revisions
        Changes of the lifter's situation during the set, in order of time.
    """
    said: list[Advice] = []
    failure = find_failure(reps)
    failed_s = failure.time_s if failure.kind != "none" else None
    changes = list(revisions)
    now_s = reps[0].start_time_s

    def revise(until_s: float) -> None:
        while changes and changes[0][0] <= until_s:
            changed_s, profile = changes.pop(0)
            said.extend(coaching.revise(profile, changed_s))

    def pass_time(until_s: float) -> None:
        nonlocal now_s
        while now_s + TICK_S <= until_s:
            now_s += TICK_S
            revise(now_s)
            said.extend(coaching.wait(now_s))

    for number, rep in enumerate(reps, start=1):
        pass_time(rep.start_time_s)
        now_s = done_s = rep.end_time_s
        so_far = reps[:number]
        revise(done_s)
        if failed_s is not None and failed_s <= done_s:
            # seen as it happens, before the repetition that proves it is over
            said += coaching.hear(FailureSeen(time_s=failed_s, failure=failure), so_far[:-1])
            failed_s = None
        said += coaching.hear(RepSeen(time_s=done_s, rep=rep), so_far)
        said += coaching.hear(effort_seen(coaching, so_far, done_s), so_far)
    pass_time(min(end_time_s, now_s + OVER_S + 1.0))
    revise(float("inf"))  # what was said later was said of this set, too
    return tuple(said)
