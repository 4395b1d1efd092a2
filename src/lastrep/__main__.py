"""``python -m lastrep``."""

from lastrep.cli.main import run

if __name__ == "__main__":  # the process that counts live imports this file too
    run()
