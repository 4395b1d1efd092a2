"""``lastrep doctor``: what works here, what does not, what to do."""

from __future__ import annotations

import click

from lastrep.cli import options


@click.command("doctor")
@options.debug
def command() -> int:
    """Try everything lastrep relies on and say what to do about what does not work.

    The exit status is 0 when videos can be analysed here.
    """
    from rich.text import Text

    from lastrep.apps.doctor import examine
    from lastrep.cli import terminal

    console = terminal.console()
    styles = {"works": "green", "missing": "yellow", "broken": "bold red"}
    unfit = 0
    for finding in examine():
        unfit += finding.needed and finding.state != "works"
        line = Text.assemble(
            (f"{finding.state:8s}", styles[finding.state]),
            (f"{finding.thing:15s}", "bold"),
            finding.detail,
        )
        if finding.advice:
            line.append(f": {finding.advice}", style="yellow")
        console.print(line, soft_wrap=True)
    return 1 if unfit else 0
