"""``lastrep advise``: what the coach would say in a situation described by flags."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lastrep.cli import options
from lastrep.cli.profile_options import profile_fields, with_fields
from lastrep.records.profile import technique_named

if TYPE_CHECKING:
    from lastrep.records.advice import Advice, Blocked


@click.command("advise")
@click.argument("exercise", metavar="EXERCISE")
@click.option(
    "--moment",
    type=click.Choice(["planned", "lifting", "over"]),
    default="over",
    show_default=True,
    help="Before the set, in it, or after it.",
)
@click.option("--reps", type=click.IntRange(0, 200), default=10, show_default=True)
@click.option(
    "--failure",
    type=click.Choice(["none", "positive", "negative"]),
    default="none",
    show_default=True,
    help="positive: could not be lifted; negative: the lowering was out of control.",
)
@click.option("--failure-confidence", type=options.Number(0, 1), default=0.9, show_default=True)
@click.option(
    "--velocity-loss-pct",
    type=options.Number(0, 100),
    help="Of the last repetition to the fastest.",
)
@click.option("--reps-in-reserve", type=options.Number(0, 50), help="How many were left.")
@click.option(
    "--reserve-spread",
    type=options.Number(0, 20),
    default=1.0,
    show_default=True,
    help="Give or take.",
)
@click.option("--confidence", type=options.Number(0, 1), default=1.0, show_default=True)
@click.option(
    "--first-velocity-below-usual-pct",
    type=options.Number(-100, 100),
    help="How slow the first one was.",
)
@click.option("--this-week", multiple=True, metavar="TECHNIQUE=SETS", help="Done for this muscle.")
@click.option("--hours-since-past-failure", type=options.Number(0), help="For this muscle.")
@click.option("--hours-since-negatives", type=options.Number(0), help="For this muscle.")
@click.option(
    "--last-sessions",
    type=technique_named,
    multiple=True,
    metavar="TECHNIQUE",
    help="The latest first.",
)
@options.profile
@profile_fields
@options.json_path
@options.debug
def command(*, profile_path: Path | None, json_path: str | None, **given: Any) -> None:  # noqa: ANN401 - click hands over mixed values
    """Say what the coach says for EXERCISE in a situation, and why not otherwise.

    For coaches, and for testing the table. Example: lastrep advise "leg press" --failure positive
    --experience-months 24
    """
    from lastrep.apps.described_situation import Described, situation_of
    from lastrep.apps.profile import read_profile
    from lastrep.coach import advise, blocked_now
    from lastrep.files.safe_write import STDOUT, check_outputs

    check_outputs([profile_path], [json_path])
    profile = with_fields(read_profile(profile_path), given)
    seen = {name: given[name] for name in Described.__struct_fields__ if name in given}
    situation = situation_of(Described(profile=profile, **seen))
    advice = advise(situation)
    if json_path is not None:
        _write(json_path, advice)
    if json_path != STDOUT:
        click.echo(_page(advice, blocked_now(situation)))


def _write(path: str, advice: Advice | None) -> None:
    from lastrep.apps.tables import put
    from lastrep.outputs.json_result import to_json

    put(path, to_json(advice) + "\n")


def _page(advice: Advice | None, blocked: tuple[Blocked, ...]) -> str:
    """Return an advice as it is read at a terminal, with what is out of the question."""
    from lastrep.outputs.wording import dose_words, technique_title

    if advice is None:
        lines = ["The coach is silent."]
    else:
        lines = [f'{technique_title(advice.technique)}: "{advice.text}"']
        if advice.dose:
            lines.append(f"  dose     {', '.join(dose_words(advice))}")
        lines += [f"  because  {reason}" for reason in advice.because]
    lines += [f"  not      {technique_title(one.technique)}: {one.because}" for one in blocked]
    return "\n".join(lines)
