"""The coach's tables as a page to read, argue with and change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lastrep.coach.table import Adjustment, Context, Gate, MomentRule, Technique, table
from lastrep.coach.words import words

_INTRODUCTION = """# The coach's table

<!-- Made by `python -m lastrep.coach > docs/coach.md`; change the tables in src/lastrep/coach/. -->

What the coach goes by, whole. It is asked at failure, and when a set is over. The order is: gates
that stop, gates that keep the lifter short of failure, gates that ask; then what the moment calls
for; then the first technique that no gate blocks, that has all it needs, that is within its weekly
cap and that suits the moment. Every technique that is not offered is listed with the reason.

**What the evidence supports, and what it does not.** Going past failure is a time-efficient way to
finish a set for size, for lifters who know their lifts. It is not a must: sets that stop one or two
short grow as much muscle, or nearly (Refalo 2023, 2024), and for strength failure is not needed at
all (Pareja-Blanco 2017, Robinson 2024). Most trials ran for 6 to 12 weeks with fewer than 45
lifters on machines or single-joint lifts. Orders, caps and most doses are judgement. Nothing here
is medical advice; pain ends the exercise, and a doctor knows more than a camera.

How sure a line is: **evidence** (a trial or a count, named), **article** (Collier, "Training Past
Failure"), **practice** (a project prior: judgement, no trial).
"""
_RANKING = """\
The first line that holds is used. A technique of the last {sessions} sessions of the muscle goes to
the end; what is not in the order is offered only when asked for. When nothing else is allowed on
the last set: {fallback}.
"""


def document() -> str:
    """Return the whole table as Markdown, made from the data alone."""
    rules = table()
    parts = [
        _INTRODUCTION,
        "## Techniques\n",
        *(_technique(technique) for technique in rules.techniques.values()),
        "## Gates: what forbids what\n",
        _gates(rules.gates),
        "## Moments: what a set calls for\n",
        "The first line that holds decides.\n",
        _moments(rules.moments),
        "## Priorities: which technique comes first\n",
        _RANKING.format(
            sessions=_number(rules.rotate_sessions),
            fallback=", ".join(_name(name) for name in rules.fallback),
        ),
        _priorities(rules.contexts),
        "## Adjustments: what changes the doses past failure\n",
        _adjustments(rules.adjustments),
    ]
    return "\n".join(parts)


def _technique(technique: Technique) -> str:
    lines = [f"### {technique.name}\n", f"{technique.what}\n"]
    entry = {
        "failure": "after positive failure",
        "near_failure": "at failure or one repetition short of it",
        "any": "before a set or at the end of one",
    }[technique.entry]
    facts = [f"When: {entry}" + (", only when asked for" if technique.only_when_asked else "")]
    if technique.past_failure:
        facts.append("on the last set only")
    if technique.before is not None:
        facts.append(f"{_name(technique.before).lower()} goes before it")
    if technique.weekly_cap is not None:
        facts.append(f"at most {_number(technique.weekly_cap)} a week for a muscle")
    lines.append("; ".join(facts) + ".\n")
    if technique.steps:
        steps = (
            f"{_name(step.technique).lower()}"
            + "".join(f" ({name.replace('_', ' ')} {value})" for name, value in step.dose.items())
            for step in technique.steps
        )
        lines.append(f"In order: {', then '.join(steps)}.\n")
    rows = [("needs", f"`{need.when}`", need.source, need.sure) for need in technique.needs]
    rows += [
        (
            f"dose: {name.replace('_', ' ')}",
            f"{line.usual} ({line.low} to {line.high})" if line.low != line.high else f"{line.low}",
            line.source,
            line.sure,
        )
        for name, line in technique.dose.items()
    ]
    rows.append(("evidence", "", technique.evidence.text, technique.evidence.sure))
    lines.append(_rows(("", "", "source", "how sure"), rows))
    return "\n".join(lines)


def _gates(gates: Iterable[Gate]) -> str:
    said = words().blocked
    return _rows(
        ("gate", "when", "what it does", "in words", "source", "how sure"),
        [
            (
                f"{gate.id} ({gate.rule})",
                " and ".join(f"`{line}`" for line in gate.when),
                _effect(gate),
                said[gate.id],
                gate.source,
                gate.sure,
            )
            for gate in gates
        ],
    )


def _effect(gate: Gate) -> str:
    effects = []
    if gate.stop:
        effects.append("stops")
    if gate.ask:
        effects.append("asks")
    if gate.block:
        spared = f" but {', '.join(gate.spare)}" if gate.spare else ""
        effects.append(f"blocks {', '.join(gate.block)}{spared}")
    if gate.reserve is not None:
        limits = " or ".join(f"`{line}`" for line in gate.stop_when)
        effects.append(f"stops {gate.reserve} short, when {limits}")
    return "; ".join(effects)


def _moments(moments: Iterable[MomentRule]) -> str:
    return _rows(
        ("moment", "when", "offers", "source", "how sure"),
        [
            (
                moment.id,
                " and ".join(f"`{line}`" for line in moment.when) or "else",
                moment.offer
                + (f", else {moment.otherwise}" if moment.offer == "technique" else ""),
                moment.source,
                moment.sure,
            )
            for moment in moments
        ],
    )


def _priorities(contexts: Iterable[Context]) -> str:
    return _rows(
        ("where", "when", "order", "source", "how sure"),
        [
            (
                context.id,
                " and ".join(f"`{line}`" for line in context.when) or "else",
                " > ".join(context.order),
                context.source,
                context.sure,
            )
            for context in contexts
        ],
    )


def _adjustments(adjustments: Iterable[Adjustment]) -> str:
    return _rows(
        ("what", "when", "dose", "source", "how sure"),
        [
            (
                adjustment.id,
                " and ".join(f"`{line}`" for line in adjustment.when),
                ", ".join(f"{n.replace('_', ' ')} {v}" for n, v in adjustment.dose.items()),
                adjustment.source,
                adjustment.sure,
            )
            for adjustment in adjustments
        ],
    )


def _rows(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [" | ".join(heads), " | ".join("---" for _ in heads)]
    lines += [" | ".join(cell.replace("|", "/") for cell in row) for row in rows]
    return "\n".join(f"| {line} |" for line in lines) + "\n"


def _name(technique: str) -> str:
    return table().techniques[technique].name


def _number(value: int) -> str:
    return {1: "once", 2: "two", 3: "three", 4: "four"}.get(value, str(value))
