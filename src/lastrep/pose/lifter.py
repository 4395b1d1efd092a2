"""The lock on the lifter: among several people, poses come from the one who trains.

Two looks at the picture. A *follower* (one person, from picture to picture) gives the pose; now and
then a *lookout* searches a single picture for up to three people. Each is kept from seeing what is
the other's: the lookout looks where the lifter is not, the follower where the others are not. A
pose model that is shown two bodies which overlap, a spotter behind a bench, makes one body of both:
the legs of the one who lies and the arms of the one who stands.

As long as nobody else is around, the follower sees the whole picture, so that a single lifter is
tracked as by the pose model alone.

Meanwhile the lookout searches beside the follower, and what it found counts a moment later: no
picture waits for it. In company, or when the lifter is out of sight, it counts at once.
"""

from __future__ import annotations

from functools import partial
from typing import Final, Self

import numpy as np

from lastrep.pose.beside import Beside
from lastrep.pose.bodies import can_follow, distance, same_person, torn
from lastrep.pose.crowd import Crowd, PeopleFinder, Person, policy
from lastrep.pose.cuts import Cuts
from lastrep.pose.lookout import GLIMPSE_S, Lookout
from lastrep.pose.mediapipe_pose import Landmarker, with_others
from lastrep.pose.sighting import Sighting, is_lost, search
from lastrep.pose.spotting import Doubt, Rivalry, lying_at
from lastrep.pose.traces import COMPANY_S, Traces
from lastrep.pose.usual import Usual
from lastrep.records.frame import Frame
from lastrep.records.pose import Pose

_LOOK_ALONE_S: Final = 2.0
"""Between looks while nobody else is around: 1-2 % of the pose model's own time."""
_LOOK_IN_COMPANY_S: Final = 0.5
_REPLACED_S: Final = 10.0
"""So long does a lifter who has gone keep others, who were only standing by, from being chosen."""
_DELAY_S: Final = 0.15
"""From a look beside the follower to its use: a search of the small model twice over."""


class LifterTracker:
    """Follows the lifter, and says "nobody" rather than jump to somebody else.

    Parameters
    ----------
    follower
        Finds one person, following from picture to picture.
    lookout
        Finds several people in a single picture.
    lifter
        ``largest``, ``central``, ``moving`` or ``X,Y``; see `lastrep.pose.crowd.policy`.

    Raises
    ------
    UsageError
        There is no such policy.
    """

    def __init__(
        self, follower: PeopleFinder, lookout: PeopleFinder, *, lifter: str = "largest"
    ) -> None:
        self._score = policy(lifter)
        # Who trains can change unless the user pointed at somebody.
        self._may_change = lifter in ("largest", "moving")
        self._follower = follower
        self._lookout = Lookout(lookout)
        self.facts = follower.facts
        self._beside = Beside[Sighting](_DELAY_S)
        self._cuts = Cuts()
        self._last: Pose | None = None
        self._lifter: Person | None = None
        self._usual: Usual | None = None
        self._forget()

    @classmethod
    def with_model(cls, model: str = "full", *, lifter: str = "largest") -> Self:
        """Return a tracker with MediaPipe models; the lookout is always the small one.

        Raises
        ------
        ModelError
            The model is missing or damaged.
        UsageError
            There is no such policy.
        """
        policy(lifter)  # a wrong name is said before any model is loaded
        follower = Landmarker(model)
        try:
            lookout = Landmarker("lite", people=3, video=False)
        except BaseException:
            follower.close()
            raise
        return cls(follower, lookout, lifter=lifter)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Release both models."""
        self._beside.close()
        self._follower.close()
        self._lookout.close()

    def track(self, frame: Frame) -> Pose:
        """Return the lifter's pose, in company with the others as they were last seen."""
        if self._cuts.is_cut(frame.image_rgb):
            self._beside.take()
            self._forget()
        now_s = frame.time_s
        looked = self._look_if_due(frame)
        view = frame.image_rgb
        if self._last is not None and self._in_company(now_s):
            view = self._traces.hidden(view, self._last, now_s)
        found = self._follower.people(view, now_s)
        pose = found[0] if found else None
        if pose is not None and not self._is_surely_lifter(pose):
            if self._looked_s < now_s:  # the follower jumped: see at once what there is
                self._take_in(self._beside.take())
                looked = self._take_in(self._search(frame, self._last))
            if not self._is_lifter(pose):
                pose = None
        if pose is not None:
            self._remember(pose)
        height, width = frame.image_rgb.shape[:2]
        result = pose if pose is not None else Pose.nobody(now_s, (width, height))
        if not looked and not self._in_company(now_s):
            return result
        others = (p for p in self._crowd.present(self._looked_s) if p is not self._lifter)
        around = [other.pose for other in others]
        if self._last is not None:
            lifter = self._last
            around = [other for other in around if not same_person(other, lifter)]
        return with_others(result, around)

    def _remember(self, pose: Pose) -> None:
        """Take the follower's pose for the lifter's."""
        if self._last is None or self._usual is None:
            self._usual = Usual.of(pose)
        else:
            self._usual.follow(pose, pose.time_s - self._last.time_s)
        self._last = pose

    def _forget(self) -> None:
        """Start anew: whoever is in the picture is unknown."""
        self._crowd = Crowd()
        self._traces = Traces()
        self._last = None
        self._lifter = None
        self._looked_s = -np.inf
        self._company_s = -np.inf
        self._rivalry = Rivalry(self._score)
        self._doubt = Doubt(possible=self._may_change)

    def _look_if_due(self, frame: Frame) -> bool:
        """Look around if it is time to; return whether something new is known of who is there."""
        now_s = frame.time_s
        looked = self._take_in(self._beside.due(now_s))
        last = self._last
        if self._beside.busy:
            return looked
        due = now_s - self._looked_s >= self._pause_s(now_s)
        if last is None or is_lost(last, now_s):
            return (due and self._take_in(self._search(frame, last))) or looked
        in_company = self._in_company(now_s)
        doubted = self._doubt.is_due(now_s, in_company=in_company)
        if not due and not doubted:
            return looked
        look = partial(self._search, frame, last, doubted=doubted, thorough=due)
        if in_company or now_s - last.time_s > GLIMPSE_S:  # what is known must not be old
            return self._take_in(look()) or looked
        self._beside.begin(now_s, look)
        return looked

    def _pause_s(self, now_s: float) -> float:
        """Return the pause between two looks."""
        alone = self._last is not None and not self._in_company(now_s)
        seen_now = self._last is not None and now_s - self._last.time_s < _LOOK_IN_COMPANY_S
        return _LOOK_ALONE_S if alone and seen_now else _LOOK_IN_COMPANY_S

    def _search(
        self, frame: Frame, last: Pose | None, *, doubted: bool = False, thorough: bool = True
    ) -> Sighting:
        return search(self._lookout, self._doubt, frame, last, doubted=doubted, thorough=thorough)

    def _take_in(self, sighting: Sighting | None) -> bool:
        """Note who was seen, choose the lifter anew if need be; return whether it was looked."""
        if sighting is None or sighting.people is None:
            return False
        now_s, last = sighting.time_s, sighting.last
        self._looked_s = now_s
        self._crowd.see(sighting.people, now_s)
        present = self._crowd.present(now_s)
        if len(present) > 1:
            self._company_s = now_s
        if present:
            self._recognise(present, last, now_s)
        return True

    def _recognise(self, present: list[Person], last: Pose | None, now_s: float) -> None:
        """Find the lifter among those present, or somebody who is rather the one who trains."""
        if last is None or is_lost(last, now_s):
            self._choose(present, now_s)
            self._settle(present, now_s)
            return
        # Once out of sight for a moment, the lifter is not somebody who stood by before.
        gone = now_s - last.time_s > GLIMPSE_S
        near = [
            person
            for person in present
            if can_follow(last, person.pose) and not (gone and person.bystander)
        ]
        lifter = min(near, key=lambda person: distance(last, person.pose), default=None)
        if lifter is not None and lifter is not self._lifter:
            lifter = self._not_carried_off(lifter, present)
        if lifter is not None:
            self._lifter = lifter
            self._settle(present, now_s)
            self._doubt.weigh(lifter, now_s)
            instead = self._doubt.lying(lifter, present)
            if instead is None and self._may_change:
                instead = self._rivalry.winner(lifter, present, now_s)
            if instead is not None:
                self._appoint(instead)
                self._settle(present, now_s)

    def _settle(self, present: list[Person], now_s: float) -> None:
        """Whoever is not the lifter stands by, and is kept from the follower."""
        lifter = self._lifter
        if lifter in present:
            for person in present:
                person.bystander = person is not lifter
            others = [person.pose for person in present if person.bystander]
            self._traces.note(others, now_s, lifter.pose.image_size_px)

    def _not_carried_off(self, followed: Person, present: list[Person]) -> Person:
        """Return who is the lifter when the follower is with somebody else than before.

        Where two bodies overlap the follower can leave with the wrong one. The lifter is then
        still there, and has more the size and the place that the lifter had before.
        """
        lifter, usual = self._lifter, self._usual
        if lifter is None or lifter not in present or usual is None:
            return followed
        if usual.misfit(followed.pose) < usual.misfit(lifter.pose):
            return followed
        self._last = lifter.pose
        return lifter

    def _choose(self, present: list[Person], now_s: float) -> None:
        """Choose the lifter; somebody who only stood by has to wait until hope is lost."""
        if self._last is not None and now_s - self._last.time_s < _REPLACED_S:
            present = [person for person in present if not person.bystander]
        if present:
            best = max(present, key=self._score)
            self._appoint(lying_at(best, present) if self._may_change else best)

    def _appoint(self, person: Person) -> None:
        person.bystander = False
        self._doubt.begin(person.pose.time_s)
        self._rivalry = Rivalry(self._score)
        self._last, self._lifter = person.pose, person
        self._traces = Traces()
        self._usual = Usual.of(person.pose)

    def _is_surely_lifter(self, pose: Pose) -> bool:
        """Return whether the follower's pose is of the lifter, whoever else may be around."""
        return self._is_lifter(pose) and (self._last is None or not torn(self._last, pose))

    def _is_lifter(self, pose: Pose) -> bool:
        """Return whether the follower's pose is of the lifter."""
        if self._last is None:
            return True
        if torn(self._last, pose) and self._in_company(pose.time_s):
            return False
        gone = pose.time_s - self._last.time_s > GLIMPSE_S
        if gone and self._crowd.is_bystander(pose, unlike=self._last):
            return False
        if can_follow(self._last, pose):
            return True
        # Gone for long, alone, and somebody is here: it is the lifter who came back elsewhere.
        return is_lost(self._last, pose.time_s) and not self._in_company(pose.time_s)

    def _in_company(self, now_s: float) -> bool:
        return now_s - self._company_s < COMPANY_S
