"""The result for people at a terminal: sets, repetitions, failure, and advice with its reasons."""

from __future__ import annotations

from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from lastrep.outputs.palette import LABEL_COLOURS, Colour
from lastrep.outputs.wording import (
    UNKNOWN,
    dose_words,
    exercise_title,
    number_of,
    reasons_text,
    technique_title,
    tempo_text,
    velocity_shares,
)
from lastrep.records.advice import Advice
from lastrep.records.repetition import LABELS, Label, Repetition
from lastrep.records.session import Session
from lastrep.records.training_set import Counts, TrainingSet

BAR_WIDTH = 10
# columns of the table of repetitions, and from which width of the terminal each is shown
_COLUMNS = {"rep": 0, "at": 0, "range": 40, "tempo": 68, "velocity": 50, "": 79, "kind": 0}
_ENDINGS = {
    "failure": "ended at failure",
    "stopped": "no further repetition",
    "rest": "ended with a rest",
    "end_of_source": "still running when the source ended",
}


def print_session(session: Session, console: Console) -> None:
    """Print everything a lifter wants to read about one source."""
    source = session.source
    seen = (source.frames_with_lifter or 0) / source.frames if source.frames else 0.0
    console.print(
        Text.assemble(
            (source.path, "bold"),
            f"  {_clock(source.duration_s or 0.0)}, {source.width}x{source.height},"
            f" seen from: {source.view.replace('_', ' ')}, lifter in {seen:.0%} of the pictures",
        ),
        soft_wrap=True,
    )
    for training_set in session.sets:
        for part in _set(training_set, console.width):
            console.print(part, soft_wrap=isinstance(part, Text))
    if len(session.sets) != 1:
        console.print(Text.assemble(("All together: ", "bold"), *count_words(session.counts)))
    for notice in session.warnings:
        console.print(Text(f"Note: {notice.text}", style="yellow"), soft_wrap=True)


def count_words(counts: Counts) -> list[tuple[str, str]]:
    """Return counts as coloured words, the total first and labels without repetitions left out."""
    words = [(number_of(counts.total, "repetitions"), "bold")]
    labels = [label for label in LABELS if getattr(counts, label)]
    for i, label in enumerate(labels):
        words.append(("  " if i == 0 else ", ", ""))
        words.append((f"{getattr(counts, label)} {label}", _style(label)))
    return words


def side_words(reps: Sequence[Repetition]) -> str:
    """Return how many of the completed ones each arm or leg did; empty where they went together."""
    sides = [rep.side for rep in reps if rep.completeness != "failed"]
    parted = [f"{sides.count(side)} {side}" for side in ("left", "right") if side in sides]
    together = [f"{sides.count('both')} with both"] if parted and "both" in sides else []
    return f"  ({', '.join(parted + together)})" if parted else ""


def _set(training_set: TrainingSet, width: int) -> list[RenderableType]:
    sure = (
        "as told" if training_set.exercise_given else f"{training_set.exercise_confidence:.0%} sure"
    )
    head = Text.assemble(
        (f"Set {training_set.number}: {exercise_title(training_set.exercise)}", "bold"),
        f" ({sure})  {_clock(training_set.start_time_s)} to {_clock(training_set.end_time_s)}, ",
        _ENDINGS[training_set.ended_by],
    )
    counts = Text.assemble(*count_words(training_set.counts), side_words(training_set.reps))
    parts: list[RenderableType] = [Text(), head, counts]
    if training_set.reps:
        parts.append(_rep_table(training_set.reps, width))
    parts.extend(_effort(training_set))
    for advice in training_set.advice:
        goes_on = any(rep.start_time_s > advice.time_s for rep in training_set.reps)
        parts.extend(_advice(advice, at=_clock(advice.time_s) if goes_on else None))
    return parts


def _rep_table(reps: tuple[Repetition, ...], width: int) -> Table:
    """Return a row for each repetition; a narrow terminal sees its number and kind all the same."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    names = [name for name, least in _COLUMNS.items() if width >= least]
    for name in names:
        bar, kind = name == "", name == "kind"
        table.add_column(
            name,
            justify="left" if bar or kind else "right",
            no_wrap=True,
            min_width=BAR_WIDTH if bar or kind else None,
        )
    for rep, share in zip(reps, velocity_shares(reps), strict=True):
        velocity = rep.mean_concentric_velocity_dps
        style = _style(rep.label)
        cells: dict[str, str | Text] = {
            "rep": _number(rep),
            "at": _clock(rep.start_time_s),
            "range": UNKNOWN if (rom := rep.range_of_motion_fraction) is None else f"{rom:.0%}",
            "tempo": tempo_text(rep),
            "velocity": UNKNOWN if velocity is None else f"{velocity:.0f} °/s",
            "": Text("█" * round(BAR_WIDTH * (share or 0.0)), style=style),
            "kind": Text(rep.label + (" ?" if rep.is_unsure else ""), style=style),
        }
        table.add_row(*(cells[name] for name in names))
    return table


def _number(rep: Repetition) -> str:
    return str(rep.number) if rep.side == "both" else f"{rep.number}{rep.side[0].upper()}"


def _effort(training_set: TrainingSet) -> list[RenderableType]:
    lines: list[RenderableType] = []
    failure, effort = training_set.failure, training_set.effort
    lines.extend(
        Text(
            f"{one.kind.capitalize()} failure at {_clock(one.time_s)} ({one.confidence:.0%} sure)",
            style=_style("failed"),
        )
        for one in training_set.failures or (failure,)
        if one.kind != "none" and one.time_s is not None
    )
    words = [effort.text] if effort.text else []
    reserve = effort.reps_in_reserve
    if failure.kind == "none" and reserve.low is not None and reserve.high is not None:
        words.append(
            f"{reserve.low:.0f} to {reserve.high:.0f} repetitions in reserve (two chances in"
            f" three), by {reserve.basis}."
        )
    if effort.velocity_loss_fraction is not None:
        words.append(f"Slowed down by {effort.velocity_loss_fraction:.0%}.")
    if words:
        lines.append(Text(" ".join(words)))
    return lines


def _advice(advice: Advice, *, at: str | None) -> list[RenderableType]:
    """Return an advice; ``at`` is when it was said, where the set went on after it."""
    dose = ", ".join(dose_words(advice))
    head = Text.assemble(
        ("Next: " if at is None else f"At {at}: ", "bold"),
        (technique_title(advice.technique), "bold green"),
        f" ({dose})" if dose else "",
    )
    lines: list[Text] = [Text(advice.text)] if advice.text else []
    if advice.because:
        lines.append(Text(f"because {reasons_text(advice)}", style="dim"))
    blocked: dict[str, list[str]] = {}
    for item in advice.blocked:
        blocked.setdefault(item.because, []).append(technique_title(item.technique).lower())
    lines += [
        Text(f"not {', '.join(names)}: {because}", style="dim")
        for because, names in blocked.items()
    ]
    return [head, *(Padding(line, (0, 0, 0, 2)) for line in lines)]


def _style(label: Label) -> str:
    return _hex(LABEL_COLOURS[label])


def _hex(colour: Colour) -> str:
    return "#" + "".join(f"{channel:02x}" for channel in colour)


def _clock(seconds: float) -> str:
    minutes, tenths = divmod(round(10.0 * abs(seconds)), 600)
    return f"{'-' if seconds < 0.0 else ''}{minutes}:{tenths / 10.0:04.1f}"
