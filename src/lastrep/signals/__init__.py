"""Operators on signals, one per file; each knows time and numbers, never bodies or exercises."""
