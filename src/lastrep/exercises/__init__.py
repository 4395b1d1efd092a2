"""What an exercise is, the catalogue of those that lastrep knows, and finding one by name."""

from lastrep.exercises.definition import Exercise
from lastrep.exercises.lookup import (
    catalogue,
    check_definition,
    exercise_to_count,
    families,
    load_exercise,
)

__all__ = [
    "Exercise",
    "catalogue",
    "check_definition",
    "exercise_to_count",
    "families",
    "load_exercise",
]
