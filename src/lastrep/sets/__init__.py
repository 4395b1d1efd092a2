"""Repetitions to sets: failure, effort, structure."""
