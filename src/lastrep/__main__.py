"""``python -m lastrep``."""

from lastrep.cli.main import run

run()
