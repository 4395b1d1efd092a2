"""One look around: who is in a picture besides the lifter, or instead of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from lastrep.pose.crowd import distinct
from lastrep.pose.lookout import GLIMPSE_S, Lookout
from lastrep.pose.spotting import Doubt
from lastrep.records.frame import Frame
from lastrep.records.pose import Pose

_LOST_S: Final = 2.0
"""So long is the lifter expected back where they were last seen."""


def is_lost(last: Pose | None, now_s: float) -> bool:
    """Return whether there is no lifter, or none who is still expected back."""
    return last is None or now_s - last.time_s > _LOST_S


@dataclass(frozen=True, slots=True, eq=False)
class Sighting:
    """What one look saw.

    Attributes
    ----------
    last
        The lifter as they were known then.
    people
        Everybody in the picture, the lifter included; None where it was only looked for somebody
        who lies, and nobody did.
    """

    time_s: float
    last: Pose | None
    people: list[Pose] | None


def search(
    lookout: Lookout,
    doubt: Doubt,
    frame: Frame,
    last: Pose | None,
    *,
    doubted: bool = False,
    thorough: bool = True,
) -> Sighting:
    """Return who is in a picture, knowing where the lifter was a moment ago.

    Parameters
    ----------
    doubted
        Whether to look for somebody who lies at the lifter's feet.
    thorough
        Whether to look for others even if nobody lies there.
    """
    now_s = frame.time_s
    if last is None or is_lost(last, now_s):
        return Sighting(now_s, last, lookout.everybody(frame))
    lying = doubt.look(lookout, frame, last) if doubted else []
    if not lying and not thorough:
        return Sighting(now_s, last, None)
    others = lookout.others(frame, last)
    seen_now = now_s - last.time_s <= GLIMPSE_S
    lifter = [replace(last, time_s=now_s)] if seen_now else []  # whom the follower sees
    return Sighting(now_s, last, distinct([*lying, *lifter, *others]))
