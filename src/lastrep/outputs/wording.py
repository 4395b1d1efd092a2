"""How results are put into words, the same in every output."""

from __future__ import annotations

from collections.abc import Sequence

from lastrep.records.advice import Advice
from lastrep.records.repetition import Repetition
from lastrep.records.training_set import RepsInReserve

MINUS = "\N{MINUS SIGN}"
UNKNOWN = "\N{EN DASH}"
WORTH_SAYING_REPS = 2.5  # a larger reserve is no news, and the estimate is poor there

_DOSE_WORDS = {
    "reps": "{} reps",
    "left": "{} left",
    "drops": "{} drops",
    "drop_set": "{} drops",
    "forced_reps": "{} forced reps",
    "half_reps": "{} half reps",
    "mini_sets": "{} mini-sets",
    "mini_set_reps": "{} reps each",
    "reps_per_cluster": "{} reps a block",
    "muscle": "{}",
    "load_drop_pct": MINUS + "{} % load",
    "rest_s": "{} s rest",
    "rest_after_s": "then {} s rest",
    "blocks": "{} blocks",
    "more_blocks": "{} more blocks",
    "eccentric_s": "{} s down",
    "eccentric_s_min": "at least {} s down",
    "trunk_swing_deg_max": "swing up to {}°",
    "hold_s": "{} s hold",
    "gap_s": "within {} s",
    "rounds": "{} rounds",
    "sets": "{} sets",
    "reps_in_reserve": "{} in reserve",
}


def exercise_title(exercise: str) -> str:
    """Return an exercise's id as people write it: ``barbell_curl`` is "Barbell curl"."""
    return exercise.replace("_", " ").capitalize()


def technique_title(technique: str) -> str:
    """Return a technique's id as a heading: ``drop_set`` is "Drop set"."""
    return technique.replace("_", " ").capitalize()


def dose_words(advice: Advice) -> tuple[str, ...]:
    """Return the dose as short phrases; a quantity without a phrase keeps its own name."""
    return tuple(_phrase(name, value) for name, value in advice.dose.items())


def reasons_text(advice: Advice) -> str:
    """Return why, as one sentence: reasons that are sentences lose their full stop."""
    return "; ".join(reason.rstrip(".") for reason in advice.because)


def tempo_text(rep: Repetition) -> str:
    """Return a repetition's tempo as lifters write it: eccentric, hold, concentric, hold."""
    tempo = rep.tempo_s
    parts = (tempo.eccentric, tempo.lengthened_hold, tempo.concentric, tempo.shortened_hold)
    return " · ".join(UNKNOWN if part is None else f"{part:.1f}" for part in parts)


def velocity_shares(reps: Sequence[Repetition]) -> list[float | None]:
    """Return each repetition's velocity against the fastest strict one of the set, at most 1.

    Help and swing make the others faster than the lifter is; None where nothing was measured.
    """
    velocities = [rep.comparable_speed for rep in reps]
    strict = [v for rep, v in zip(reps, velocities, strict=True) if v and rep.is_strict]
    fastest = max(strict or [v for v in velocities if v], default=None)
    return [None if v is None or not fastest else min(1.0, v / fastest) for v in velocities]


def reserve_words(reserve: RepsInReserve | None) -> str:
    """Return the forecast as people say it; empty while there is plenty left or nobody knows."""
    if reserve is None or reserve.estimate is None or reserve.estimate > WORTH_SAYING_REPS:
        return ""
    return ("Maybe none left", "One more, maybe", "Two more, maybe")[round(reserve.estimate)]


def number_of(count: int, things: str) -> str:
    """Return a count of things, named in the plural: "2 reps", but "1 rep"."""
    return f"{count} {things.removesuffix('s') if count == 1 else things}"


def clock(seconds: float) -> str:
    """Return a time as minutes and whole seconds: 1:05."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def _phrase(name: str, value: float | str) -> str:
    number = value.replace("_", " ") if isinstance(value, str) else f"{value:g}"
    phrase = _DOSE_WORDS.get(name, name.replace("_", " ") + " {}").format(number)
    return phrase[:-1] if number == "1" and phrase.endswith("s") else phrase
