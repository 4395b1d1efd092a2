"""The fields of a profile as options, shared by the commands that take them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click
import msgspec

from lastrep.cli import options
from lastrep.records.profile import Profile, fault_in, technique_named

F = TypeVar("F", bound=Callable[..., Any])


_FIELDS = (
    click.option("--name", help="Only for you."),
    click.option("--goal", type=click.Choice(["size", "strength"]), help="What you train for."),
    click.option(
        "--experience-months", type=options.Number(0, 1200), help="Months of regular training."
    ),
    click.option("--age-years", type=options.Number(1, 120), help="Your age."),
    click.option(
        "--weeks-off", type=options.Number(0, 5000), help="Weeks without training just before now."
    ),
    click.option("--spotter/--no-spotter", default=None, help="Someone can take the weight."),
    click.option("--safeties/--no-safeties", default=None, help="Safety bars or stops are set."),
    click.option(
        "--lighter-weights/--no-lighter-weights",
        default=None,
        help="A lighter weight is within 15 seconds' reach.",
    ),
    click.option(
        "--second-station/--no-second-station", default=None, help="A second exercise is ready."
    ),
    click.option("--last-set/--not-last-set", default=None, help="The last set of the exercise."),
    click.option(
        "--target-reps", type=click.IntRange(1, 1000), help="Repetitions planned for a set."
    ),
    click.option("--time-short/--no-time-short", default=None, help="In a hurry."),
    click.option("--pain/--no-pain", default=None, help="Pain or dizziness now."),
    click.option("--injury", "injuries", multiple=True, help="A hurt part of the body; repeat it."),
    click.option(
        "--wanted",
        type=technique_named,
        metavar="TECHNIQUE",
        help="A technique you would like, where it is safe.",
    ),
    options.height,
    options.plate,
    click.option("--language", metavar="CODE", help="Of the coach's words, such as en."),
)


def profile_fields(function: F) -> F:
    """Accept every field of a profile as an option; `with_fields` applies those that were given."""
    for option in reversed(_FIELDS):
        function = option(function)
    return function


def with_fields(profile: Profile, given: Mapping[str, Any]) -> Profile:
    """Return a profile with the options that were given in place of its own fields.

    Injuries come to those that it has: what hurts does not stop because something else does.

    Raises
    ------
    click.BadParameter
        A value is impossible.
    """
    changes = {
        name: value
        for name, value in given.items()
        if name in Profile.__struct_fields__ and value is not None and value != ()
    }
    if any(not injury.strip() for injury in changes.get("injuries", ())):
        raise click.BadParameter("say which part of the body is hurt", param_hint="--injury")
    if "injuries" in changes:
        changes["injuries"] = tuple(dict.fromkeys((*profile.injuries, *changes["injuries"])))
    fields = {**msgspec.structs.asdict(profile), **changes}
    try:
        return msgspec.convert(fields, Profile)
    except msgspec.ValidationError as error:
        what, field = fault_in(error)
        raise click.BadParameter(what, param_hint=f"--{field.replace('_', '-')}") from error
