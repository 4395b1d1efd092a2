"""The exception tree: what was found, what was expected, what to do.

Every error carries the exit status of the command line, so that it is decided once, here.
"""

from __future__ import annotations


class LastrepError(Exception):
    """Anything lastrep refuses, said in one sentence that a user can act on."""

    exit_status = 1


class UsageError(LastrepError):
    """The request itself cannot be carried out (unknown exercise, unwritable output, bad value)."""

    exit_status = 2


class UnknownExerciseError(UsageError):
    """No exercise has this name."""


class DefinitionError(UsageError):
    """A data file of the user (exercise, profile, script) is not what its schema says."""


class OutputError(UsageError):
    """A result cannot be written; whatever was there before is untouched."""


class HistoryError(UsageError):
    """The history cannot be used: damaged, of a newer version, or out of reach; it is untouched."""


class SourceError(LastrepError):
    """The source cannot be read: missing, empty, damaged, or not a source at all."""

    exit_status = 3


class ModelError(LastrepError):
    """The pose model is missing or damaged."""

    exit_status = 4
