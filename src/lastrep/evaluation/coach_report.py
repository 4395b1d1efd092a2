"""How often each technique is seen from the advice to its end, over many simulated lifters.

usage: python -m lastrep.evaluation.coach_report [--seeds 5] [--pairs] [--auto]
"""

from __future__ import annotations

import click

from lastrep.evaluation.coach_demonstrations import PAIRS, SINGLE, Demonstration
from lastrep.evaluation.coach_play import Played, play

FIRST_SEED = 40
HEAD = (
    "| technique | sets | advised | recognised | structure | ended | ended, as heard live |\n"
    "| --- | --- | --- | --- | --- | --- | --- |"
)


def row(demonstration: Demonstration, played: list[Played]) -> str:
    """Return how many of the sets went as they should, as a line of the table."""
    counts = (
        sum(getattr(one, what) for one in played)
        for what in ("advised", "recognised", "labelled", "ended", "ended_live")
    )
    cells = (demonstration.name, str(len(played)), *map(str, counts))
    return f"| {' | '.join(cells)} |"


@click.command()
@click.option("--seeds", type=click.IntRange(1), default=5, show_default=True)
@click.option("--pairs", is_flag=True, help="Supersets and pre-exhaust instead of single sets.")
@click.option("--auto", is_flag=True, help="Leave the exercise to be recognised.")
@click.option("--only", help="Only demonstrations whose name contains this.")
@click.option("--details", is_flag=True, help="Say what was seen where it went otherwise.")
def main(seeds: int, only: str | None, *, pairs: bool, auto: bool, details: bool) -> None:
    """Play every demonstration with several seeds and print how often it was seen through."""
    click.echo(HEAD)
    for demonstration in PAIRS if pairs else SINGLE:
        if only is not None and only not in demonstration.name:
            continue
        played = [
            play(demonstration, seed=FIRST_SEED + number, named=not auto) for number in range(seeds)
        ]
        click.echo(row(demonstration, played))
        for number, one in enumerate(played) if details else ():
            if not (one.recognised and one.labelled and one.ended and one.ended_live):
                sets = [(s.exercise, s.structure, [r.label for r in s.reps]) for s in one.sets]
                click.echo(f"  {FIRST_SEED + number}: {one.done} {sets} {one.said}", err=True)


if __name__ == "__main__":
    main()
