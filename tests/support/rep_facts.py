"""What the rules of kind look at, for a repetition that nothing is remarkable about."""

from __future__ import annotations

from typing import Any

from lastrep.reps.kinds.facts import Before, RepFacts, SetFacts

BEFORE = tuple(Before.__dataclass_fields__)


def rep_facts(others: SetFacts, **changes: Any) -> RepFacts:
    """Return a whole, strict repetition of a fresh lifter, but for what is changed."""
    values: dict[str, Any] = {
        "cut_low": False,
        "cut_high": False,
        "low": 0.0,
        "high": 1.0,
        "concentric_s": 1.0,
        "speed": 1.0,
        "eccentric_s": 1.0,
        "eccentric_range": 1.0,
        "hold_s": 0.2,
        "stall": None,
        "dwell_s": 0.0,
        "full_after_s": None,
        "joint_range": None,
        "folded_deg": None,
        "body": None,
        **changes,
    }
    gone = {name: values.pop(name) for name in BEFORE if name in values}
    values.setdefault("before", Before(**gone))
    return RepFacts(**values, others=others)
