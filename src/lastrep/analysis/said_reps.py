"""The repetitions of the set under way as they were said, and what a new look corrects of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lastrep.analysis.taken_back import TakenBack
from lastrep.records.events import Event, RepRevised, RepSeen, RepWithdrawn
from lastrep.records.repetition import SAME_REP_S, Repetition, end_of

LOWERED_S = 0.3  # a negative that ended this long ago is down


@dataclass(frozen=True, slots=True)
class _Said:
    rep: Repetition  # as it is known now
    told: Repetition  # as listeners know it


class SaidReps:
    """Keeps what was said; says what is new, and takes back what is no more."""

    def __init__(self) -> None:
        self._said: tuple[_Said, ...] = ()

    @property
    def reps(self) -> tuple[Repetition, ...]:
        """The repetitions that stand, in order of time, as they are known now."""
        return tuple(one.rep for one in self._said)

    def correct(self, reps: Sequence[Repetition], now_s: float) -> list[Event]:
        """Return what was said and is no more, and what is new; remember the rest.

        Parameters
        ----------
        reps
            Those of the set so far by the latest look.
        now_s
            When that was.
        """
        found: list[Event] = []
        fresh = list(reps)
        standing: list[_Said] = []
        for old in self._said:
            again = _nearest(fresh, end_of(old.rep))
            if again is None:
                found.append(_withdrawn(old, now_s))
                continue
            fresh.remove(again)
            if again.label == old.rep.label:
                standing.append(_looked_at_again(old, again, found, now_s))
            elif _is_going_down(again, now_s):
                standing.append(old)
            else:
                fresh.append(again)  # another kind after all
                found.append(_withdrawn(old, now_s))
        fresh = sorted((rep for rep in fresh if not _is_going_down(rep, now_s)), key=end_of)
        found += [RepSeen(time_s=now_s, rep=rep) for rep in fresh]
        new = (_Said(rep, rep) for rep in fresh)
        self._said = tuple(sorted((*standing, *new), key=lambda one: end_of(one.rep)))
        return found

    def take_back(self, now_s: float) -> list[Event]:
        """Return that all of it was nothing, and forget it."""
        said, self._said = self._said, ()
        return [_withdrawn(one, now_s) for one in said]

    def without(self, taken_back: TakenBack, now_s: float) -> list[Event]:
        """Forget what the user took back; return that it is gone, and what that changes."""
        kept = taken_back.without(self.reps)
        if len(kept) == len(self._said):
            return []
        stand = {end_of(rep): rep for rep in kept}
        found: list[Event] = []
        standing = []
        for old in self._said:
            again = stand.get(end_of(old.rep))
            if again is None:
                found.append(_withdrawn(old, now_s))
            else:
                standing.append(_looked_at_again(old, again, found, now_s))
        self._said = tuple(standing)
        return found


def _nearest(reps: Sequence[Repetition], end_s: float) -> Repetition | None:
    """Return the repetition that may be meant by one with this end, looked at again."""
    same = [rep for rep in reps if abs(end_of(rep) - end_s) <= SAME_REP_S]
    return min(same, key=lambda rep: abs(end_of(rep) - end_s), default=None)


def _withdrawn(said: _Said, now_s: float) -> RepWithdrawn:
    return RepWithdrawn(time_s=now_s, concentric_end_time_s=end_of(said.told))


def _looked_at_again(old: _Said, again: Repetition, found: list[Event], now_s: float) -> _Said:
    """Return a repetition as it is known now; where listeners should know, that is ``found``."""
    if _shown(again) == _shown(old.told):
        return replace(old, rep=again)
    end_s = end_of(old.told)
    found.append(RepRevised(time_s=now_s, concentric_end_time_s=end_s, rep=again))
    return _Said(again, again)


def _shown(rep: Repetition) -> tuple[object, ...]:
    """Return what people are shown of a repetition, as finely as they are shown it."""
    tempo = rep.tempo_s
    phases = (tempo.eccentric, tempo.lengthened_hold, tempo.concentric, tempo.shortened_hold)
    share, speed = rep.range_of_motion_fraction, rep.mean_concentric_velocity_dps
    return (
        rep.number,
        *(None if one is None else round(one, 1) for one in phases),
        None if share is None else round(share, 2),
        None if speed is None else round(speed, -1),
        rep.is_unsure,
    )


def _is_going_down(rep: Repetition, now_s: float) -> bool:
    """Whether a negative is still being lowered: how long that takes is not known yet."""
    return rep.phases == "eccentric_only" and now_s - rep.end_time_s < LOWERED_S
