"""Options that several commands share."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from lastrep.records.profile import HEIGHT_M, PLATE_M

F = TypeVar("F", bound=Callable[..., Any])

EXIT_SOME_FAILED = 5  # of several sources


class Number(click.FloatRange):
    """A number within limits; infinity and "nan" are none."""

    name = "number"

    def convert(
        self, value: float, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Return the number, or say what is wrong with it."""
        number = float(super().convert(value, param, ctx))
        if not math.isfinite(number):
            self.fail(f"{value} is not a number.", param, ctx)
        return number


exercise = click.option(
    "--exercise",
    default="auto",
    show_default=True,
    metavar="ID|auto",
    help="Exercise by id, family or alias; auto recognises it.",
)
lifter = click.option(
    "--lifter",
    default="largest",
    show_default=True,
    metavar="largest|central|moving|X,Y",
    help="Whom to follow where several people are in the picture.",
)
model = click.option(
    "--model",
    default="full",
    show_default=True,
    metavar="lite|full|heavy|PATH",
    help="Pose model; lite is fastest, heavy most exact.",
)
json_path = click.option(
    "--json", "json_path", metavar="PATH|-", help="Write the result as JSON; - is standard output."
)
profile = click.option(
    "--profile",
    "profile_path",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The lifter's situation as TOML, for the advice; other options outrank it.",
)
spotter = click.option("--spotter/--no-spotter", default=None, help="Whether a spotter is at hand.")
height = click.option(
    "--height",
    "--height-m",  # as in a profile
    "height_m",
    type=Number(*HEIGHT_M),
    metavar="METRES",
    help="The lifter's height, for speeds in metres per second.",
)
plate = click.option(
    "--plate-diameter",
    "--plate-diameter-m",
    "plate_diameter_m",
    type=Number(*PLATE_M),
    metavar="METRES",
    help="Of the largest plate on the bar, usually 0.45, for speeds in metres.",
)
fps = click.option(
    "--fps", type=Number(0.1, 1000), help="Pictures a second in a folder of images; 30 if unsaid."
)
history = click.option(
    "--history",
    metavar="FILE|URL",
    envvar="LASTREP_HISTORY",
    help="Where sets are kept; your own data folder when not given.",
)
load = click.option("--load", "load_kg", type=Number(0, 1000), help="Weight in kg, to keep.")
quiet = click.option("--quiet", is_flag=True, help="No progress, no table.")


def debug(function: F) -> F:
    """Accept ``--debug`` anywhere; `lastrep.cli.main.run` reads it from the command line."""
    return click.option(
        "--debug", is_flag=True, expose_value=False, help="Show where an error comes from."
    )(function)
