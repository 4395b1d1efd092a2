"""How soon the help is there: ``python tests/benchmarks/start_up.py``

Prints the quickest of some runs of ``lastrep --help`` and of ``lastrep analyze --help`` beside an
interpreter that does nothing, on the same machine at the same time. Asked is less than 0.3 s.
"""

from __future__ import annotations

import subprocess
import sys
import time

RUNS = 10
COMMANDS = {
    "an interpreter alone": ("-c", "pass"),
    "lastrep --help": ("-m", "lastrep", "--help"),
    "lastrep analyze --help": ("-m", "lastrep", "analyze", "--help"),
}


def seconds(arguments: tuple[str, ...]) -> float:
    start_s = time.perf_counter()
    subprocess.run([sys.executable, *arguments], capture_output=True, check=True)
    return time.perf_counter() - start_s


if __name__ == "__main__":
    taken_s: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(RUNS):
        for name, arguments in COMMANDS.items():
            taken_s[name].append(seconds(arguments))
    for name, each in taken_s.items():
        print(f"{name}: {min(each):.2f} s")
