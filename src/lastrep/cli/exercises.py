"""``lastrep exercises``: what lastrep knows, one of them in full, or a check of a new one."""

from __future__ import annotations

from pathlib import Path

import click

from lastrep.cli import options


@click.group("exercises", invoke_without_command=True)
@click.pass_context
@click.option("--markdown", is_flag=True, help="Print the list as a Markdown table.")
@options.debug
def command(ctx: click.Context, *, markdown: bool) -> None:
    """List the exercises lastrep knows; show one, or check a definition of your own."""
    if ctx.invoked_subcommand is not None:
        return
    from lastrep.cli.terminal import console
    from lastrep.exercises import catalogue
    from lastrep.outputs.exercise_table import exercise_markdown, exercise_table

    if markdown:
        click.echo(exercise_markdown(catalogue().values()), nl=False)
        return
    console().print(exercise_table(catalogue().values()))


@command.command("show")
@click.argument("name", metavar="ID")
@options.debug
def show(*, name: str) -> None:
    """Show one exercise: how it is counted, from where to film it, what is unsafe."""
    from lastrep.cli.terminal import console
    from lastrep.exercises import load_exercise
    from lastrep.outputs.exercise_table import exercise_page

    console().print(exercise_page(load_exercise(name)))


@command.command("check")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@options.debug
def check(*, path: Path) -> None:
    """Check the definition in FILE (TOML); a slip is named with its place."""
    from lastrep.exercises import check_definition
    from lastrep.files.definition_file import read_definition

    exercise = check_definition(read_definition(path), stem=path.stem, origin=str(path))
    click.echo(f"{path}: a sound definition of {exercise.name} ({exercise.id}).")
