"""Exercises for people at a terminal: all in a table, or one as a page."""

from __future__ import annotations

from collections.abc import Iterable

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from lastrep.exercises.definition import Exercise


def exercise_table(exercises: Iterable[Exercise]) -> Table:
    """Return one line per exercise, by family."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for column in ("id", "family", "prime mover", "film it from", "equipment"):
        table.add_column(column, no_wrap=column == "id")
    for exercise in sorted(exercises, key=lambda e: (e.family, e.id)):
        table.add_row(
            exercise.id,
            exercise.family,
            exercise.prime_mover.replace("_", " "),
            _views(exercise),
            exercise.equipment,
        )
    return table


def exercise_markdown(exercises: Iterable[Exercise]) -> str:
    """Return one Markdown row per family with its exercises and where to film them from."""
    families: dict[str, list[Exercise]] = {}
    for exercise in exercises:
        families.setdefault(exercise.family, []).append(exercise)
    lines = ["| family | exercises | film from |", "| --- | --- | --- |"]
    for family, members in sorted(families.items()):
        ids = ", ".join(f"`{exercise.id}`" for exercise in sorted(members, key=lambda e: e.id))
        views = dict.fromkeys(v.replace("_", " ") for e in members for v in e.views.good)
        lines.append(f"| {family.replace('_', ' ')} | {ids} | {', '.join(views)} |")
    return "\n".join(lines) + "\n"


def exercise_page(exercise: Exercise) -> RenderableType:
    """Return everything a lifter wants to know about one exercise."""
    movement = exercise.movement
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(style="bold", no_wrap=True)
    table.add_column()
    rows = {
        "id": exercise.id,
        "family": exercise.family,
        "also called": ", ".join(exercise.aliases) or "nothing else",
        "muscles": ", ".join(muscle.replace("_", " ") for muscle in exercise.muscles),
        "kind": f"{exercise.mechanics}, {exercise.equipment}, {movement.posture}",
        "camera": f"{_views(exercise)}. {exercise.views.place}",
        "a repetition": f"begins with the {movement.first_phase} phase",
        "range of motion": (
            f"{movement.joint} about {movement.range_of_motion_deg:g}° ({movement.source})"
        ),
        "counted on": ", ".join((*exercise.signals.rise, *exercise.signals.fall)),
        "at failure": (
            f"about {exercise.effort.velocity_loss_at_failure:.0%} slower than the fastest"
            f" repetition ({exercise.effort.source})"
        ),
        "mind": _cautions(exercise),
    }
    for name, value in rows.items():
        table.add_row(name, value)
    return Group(Text(exercise.name, style="bold"), table)


def _views(exercise: Exercise) -> str:
    return ", ".join(view.replace("_", " ") for view in exercise.views.good)


def _cautions(exercise: Exercise) -> str:
    safety = exercise.safety
    cautions = {
        "the weight can pin you: no failure without a spotter or safeties": safety.pin_risk,
        "the spine is loaded: no cheating": safety.spine_loaded,
        "no failure at all": not safety.failure_allowed,
        "you can help yourself through negatives": safety.self_spot,
    }
    return "; ".join(text for text, applies in cautions.items() if applies) or "nothing special"
