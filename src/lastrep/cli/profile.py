"""``lastrep profile``: make or show the file that tells the coach who trains, and with what."""

from __future__ import annotations

from pathlib import Path

import click

from lastrep.cli import options
from lastrep.cli.profile_options import profile_fields, with_fields


@click.group("profile")
@options.debug
def command() -> None:
    """Make or show the file that tells the coach who trains, and with what."""


@command.command("make")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@profile_fields
@click.option("--force", is_flag=True, help="Write FILE anew where it exists.")
@options.debug
def make(*, path: Path, force: bool, **fields: object) -> None:
    """Write FILE (TOML) with the options given and safe defaults for the rest."""
    from lastrep.apps.profile import make_profile
    from lastrep.records.profile import Profile

    make_profile(path, with_fields(Profile(), fields), overwrite=force)
    click.echo(f"{path} is written; edit it, and use it with --profile {path}")


@command.command("show")
@click.argument("path", metavar="[FILE]", type=click.Path(path_type=Path), required=False)
@options.debug
def show(*, path: Path | None) -> None:
    """Show what FILE says, with the safe defaults for the rest; without FILE the defaults."""
    from lastrep.apps.profile import profile_toml, read_profile

    click.echo(profile_toml(read_profile(path)), nl=False)
