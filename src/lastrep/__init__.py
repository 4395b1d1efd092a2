"""lastrep counts a lifter's repetitions, sees failure, and coaches what comes after it."""

__version__ = "0.1.0"
