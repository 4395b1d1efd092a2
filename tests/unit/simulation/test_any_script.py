"""What holds for every script: repetitions in order, phases inside them, all within the film."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from lastrep.simulation import MOTIONS, Noise, Rep, Rest, Script, SetToFailure, simulate
from lastrep.simulation.script import AnyEvent

KINDS = st.sampled_from(["full", "half", "negative", "forced", "cheat", "failed", "hold"])
REPS = st.builds(
    Rep,
    kind=KINDS,
    times=st.integers(1, 2),
    region=st.sampled_from(["lengthened", "middle", "shortened"]),
    range_of_motion=st.one_of(st.none(), st.floats(0.3, 1.0)),
    sticking=st.floats(0.0, 0.9),
    fails_at=st.floats(0.2, 0.8),
    helper=st.booleans(),
)
EVENTS: st.SearchStrategy[AnyEvent] = st.one_of(
    REPS,
    st.builds(Rest, seconds=st.floats(0.0, 20.0), fidget=st.booleans()),
    st.builds(SetToFailure, reps=st.integers(1, 4)),
)


@settings(max_examples=25, deadline=None)
@given(
    exercise=st.sampled_from(sorted(MOTIONS)),
    events=st.lists(EVENTS, min_size=1, max_size=4),
    seed=st.integers(0, 1000),
)
def test_the_truth_is_consistent(exercise: str, events: list[AnyEvent], seed: int) -> None:
    script = Script(exercise=exercise, events=tuple(events), seed=seed, noise=Noise(level=0.5))
    simulated = simulate(script)
    truth = simulated.truth
    assert np.isfinite(simulated.landmarks_m).all()
    previous_end_s = 0.0
    for rep in truth.reps:
        assert previous_end_s <= rep.start_time_s + 1e-6
        previous_end_s = rep.end_time_s
        assert rep.start_time_s < rep.end_time_s <= truth.duration_s + 1e-6
        if rep.concentric_start_time_s is not None and rep.concentric_end_time_s is not None:
            assert rep.start_time_s <= rep.concentric_start_time_s
            assert rep.concentric_start_time_s < rep.concentric_end_time_s <= rep.end_time_s + 1e-6
    assert truth.counts.total == sum(rep.label != "failed" for rep in truth.reps)
    assert [one.number for one in truth.sets] == list(range(1, len(truth.sets) + 1))
