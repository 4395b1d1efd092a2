"""What an exercise is, the catalogue of those that lastrep knows, and finding one by name."""

from lastrep.exercises.definition import Exercise
from lastrep.exercises.lookup import catalogue, check_definition, families, load_exercise

__all__ = ["Exercise", "catalogue", "check_definition", "families", "load_exercise"]
