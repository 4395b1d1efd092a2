"""The table of targets: ``python -m lastrep.evaluation.grid_report --part held_out``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import click
import numpy as np

from lastrep.evaluation.grid import SHARES, CaseScore, score_case
from lastrep.evaluation.grid_scripts import FPS, LIFTERS, grid
from lastrep.evaluation.intervals import interval_over_sets, share_interval
from lastrep.records.repetition import LABELS, Label
from lastrep.signals.order_statistics import robust_sd

USUAL_NOISE = 1.5
Row = tuple[str, str, str]


def label_f1(scores: Sequence[CaseScore]) -> dict[Label, float]:
    """Return the F1 of every kind, averaged over the exercises that show it."""
    by_exercise: dict[str, Counter[tuple[Label | None, Label | None]]] = {}
    for score in scores:
        by_exercise.setdefault(score.case.exercise.id, Counter()).update(score.pairs)
    out: dict[Label, float] = {}
    for label in LABELS:
        values = []
        for pairs in by_exercise.values():
            right = pairs[label, label]
            missed = sum(n for (true, _), n in pairs.items() if true == label) - right
            false = sum(n for (_, found), n in pairs.items() if found == label) - right
            if right + missed:
                values.append(2.0 * right / (2.0 * right + missed + false))
        if values:
            out[label] = float(np.mean(values))
    return out


def table(scores: Sequence[CaseScore]) -> list[Row]:
    """Return the rows of the table: what, target, measured."""
    return [
        *_kind_rows(scores),
        *_failure_rows(scores),
        *_reserve_rows(scores),
        *_parts_rows(scores),
        *(row for fps in FPS for row in _measure_rows(scores, fps)),
        _in_space_row(scores),
    ]


def _kind_rows(scores: Sequence[CaseScore]) -> list[Row]:
    f1 = label_f1(scores)
    mean = float(np.mean(list(f1.values())))
    each = ", ".join(f"{label} {value:.2f}" for label, value in f1.items())
    return [("kind, macro-F1", ">= 0.92", f"{mean:.3f} ({each})")]


def _failure_rows(scores: Sequence[CaseScore]) -> list[Row]:
    failed = [score for score in scores if score.true_positive_s is not None]
    fine = [score for score in scores if score.true_positive_s is None]
    delays = [score.live_delay_s for score in failed if score.live_delay_s is not None]
    lost = [score for score in scores if score.true_negative_failure]
    kept = [score for score in scores if not score.true_negative_failure]

    def share(values: list[bool]) -> str:
        return f"{np.mean(values):.2f} of {len(values)}" if values else "none"

    def per_100(values: list[bool]) -> str:
        return f"{100.0 * np.mean(values):.1f} in {len(values)} sets"

    late = f"{np.percentile(delays, 95):.2f} s" if delays else "none"
    return [
        (
            "positive failure, closed set: recall; false per 100 sets",
            ">= 0.95; <= 2",
            "; ".join(
                (
                    share([s.found_positive for s in failed]),
                    per_100([s.found_positive for s in fine]),
                )
            ),
        ),
        (
            "positive failure, live: recall; false per 100 sets",
            ">= 0.95; <= 2",
            "; ".join(
                (
                    share([s.live_delay_s is not None for s in failed]),
                    per_100([s.live_calls > 0 for s in fine]),
                )
            ),
        ),
        ("delay of the live call after the stall began, 95th percentile", "<= 0.7 s", late),
        (
            "negative failure: recall; false per 100 sets",
            ">= 0.90; <= 3",
            "; ".join(
                (
                    share([s.found_negative_failure for s in lost]),
                    per_100([s.found_negative_failure for s in kept]),
                )
            ),
        ),
    ]


def _reserve_rows(scores: Sequence[CaseScore]) -> list[Row]:
    rows = []
    for share, limit in zip(SHARES, ("3.5", "1.8", "1.0"), strict=True):
        errors = [s.reserve_errors[share] for s in scores if share in s.reserve_errors]
        found = f"{np.mean(errors):.2f} ({len(errors)} sets)" if errors else "none"
        rows.append((f"reps in reserve, mean error at {share:.0%} of the set", f"< {limit}", found))
    return rows


def _parts_rows(scores: Sequence[CaseScore]) -> list[Row]:
    right = [score.parts_right for score in scores if score.parts_right is not None]
    low, high = share_interval(sum(right), len(right))
    found = f"{np.mean(right):.2f} of {len(right)} ({low:.2f} to {high:.2f})" if right else "none"
    return [("drop, rest-pause, cluster: kind and number of parts right", ">= 0.95", found)]


def _measure_rows(scores: Sequence[CaseScore], fps: float) -> list[Row]:
    mine = [score for score in scores if score.case.script.camera.fps == fps]
    speeds = [np.array(score.measures.speed) for score in mine if score.measures.speed]
    at = f"at {fps:.0f} fps"
    what = (
        (f"mean concentric velocity, SD within a set {at}", "<= 5 %"),
        (f"velocity loss, mean error {at}", "<= 4 points"),
        (f"phases, median and mean absolute error {at}", "<= 0.1 s"),
    )
    if not speeds:
        return [(*one, "none") for one in what]
    about = [one - one.mean() for one in speeds]
    within = np.concatenate(about)
    low, high = interval_over_sets(about, lambda errors: float(errors.std()))
    robust = robust_sd(within)
    untold = sum(score.measures.speeds_unknown for score in mine)
    untold_share = untold / (untold + len(within))
    losses = np.concatenate([score.measures.loss for score in mine if score.measures.loss])
    spread = f"{100 * within.std():.1f} % ({100 * low:.1f} to {100 * high:.1f}"
    found = (
        f"{spread}; robust {100 * robust:.1f} %; {100 * untold_share:.1f} % not told for noise)",
        f"{np.abs(losses).mean():.1f} points (SD {losses.std():.1f})",
        ", ".join(_phase(mine, name) for name in ("concentric", "eccentric", "holds")),
    )
    return [(*one, value) for one, value in zip(what, found, strict=True)]


def _in_space_row(scores: Sequence[CaseScore]) -> Row:
    found = [one for score in scores if (one := score.measures.in_space) is not None]
    what = "degrees a second over those in space: median and SD of the sets' logarithms"
    if not found:
        return (what, "-", "none")
    return (what, "-", f"{np.median(found):.2f}; {np.log(found).std():.2f} of {len(found)}")


def _phase(scores: Sequence[CaseScore], name: str) -> str:
    errors = [np.abs(one) for score in scores if (one := score.measures.phases_s.get(name))]
    if not errors:
        return f"{name} none"
    low, high = interval_over_sets(errors, lambda drawn: float(drawn.mean()))
    off = np.concatenate(errors)
    return f"{name} {np.median(off):.2f} / {off.mean():.2f} s ({low:.3f} to {high:.3f})"


@click.command()
@click.option("--part", type=click.Choice(sorted(LIFTERS)), default="held_out")
@click.option("--rounds", default=1, show_default=True, help="How often each case is drawn anew.")
@click.option("--counted", is_flag=True, help="Find the repetitions by counting, too.")
@click.option("--every", default=1, show_default=True, help="Score only every n-th case.")
def main(part: str, rounds: int, counted: bool, every: int) -> None:  # noqa: FBT001 - click's way
    """Score the grid of scripted sets and print the table of targets."""
    cases = [case for i, case in enumerate(grid(part, rounds=rounds)) if i % every == 0]
    scores = []
    for case in cases:
        score = score_case(case, counted=counted)
        score.simulated = score.measured = None  # thousands of poses that nobody needs any more
        scores.append(score)
    exercises = len({case.exercise.id for case in cases})
    click.echo(
        f"{part}: {len(cases)} sets of {exercises} exercises; "
        f"limits from {'counting' if counted else 'the truth'}\n"
    )
    usual = [score for score in scores if score.case.script.noise.level <= USUAL_NOISE]
    click.echo(
        "| measure | must | up to the median of real noise | all |\n| --- | --- | --- | --- |"
    )
    for (what, must, found), (_, _, found_in_all) in zip(table(usual), table(scores), strict=True):
        click.echo(f"| {what} | {must} | {found} | {found_in_all} |")


if __name__ == "__main__":
    main()
