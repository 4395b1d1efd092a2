"""The ``lastrep`` command: finds the subcommand, and turns every error into one sentence."""

from __future__ import annotations

import io
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import NoReturn

import click

from lastrep import __version__
from lastrep.errors import LastrepError

EXIT_UNEXPECTED = 1
EXIT_USAGE = 2
EXIT_INTERRUPTED = 130
EXIT_BROKEN_PIPE = 141

SUMMARIES = {
    "analyze": "Count the repetitions in videos, streams or recorded poses.",
    "live": "Watch a lifter through the camera and coach the set.",
    "evaluate": "Score the counts of a folder against its truth.",
    "exercises": "List the exercises, show one, or check a definition.",
    "advise": "Say what the coach says in a situation described by flags.",
    "profile": "Make or show the file that tells the coach who trains, and with what.",
    "history": "List, show, export or delete the sets that were kept.",
    "simulate": "Let the scripted lifter do a set whose truth is known.",
    "bench": "Measure how long each stage takes here.",
    "doctor": "Say what works on this machine, what does not, and what to do.",
}


class Commands(click.Group):
    """Subcommands that are imported when they run, so that ``--help`` is instant."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the help page."""
        del ctx
        return list(SUMMARIES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one subcommand; None where there is none of this name."""
        del ctx
        if cmd_name not in SUMMARIES:
            return None
        command = import_module(f"lastrep.cli.{cmd_name}").command
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing any of them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(SUMMARIES.items()))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="lastrep")
def main() -> None:
    """Count a lifter's repetitions, see failure, and coach what comes after it.

    Nothing leaves this machine. Start with: lastrep analyze VIDEO
    """


def run(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit with the status of the contract."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    _make_ready_to_print()
    try:
        with _stopped_politely():
            status = main.main(given, prog_name="lastrep", standalone_mode=False)
        sys.stdout.flush()
    except (KeyboardInterrupt, click.Abort):
        status = _say("interrupted; nothing was half-written", EXIT_INTERRUPTED)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        status = 0
    except click.ClickException as error:
        status = _say(_usage_sentence(error), EXIT_USAGE)
    except BrokenPipeError:
        status = _hush()
    except Exception as error:
        if "--debug" in given:
            raise
        status = _explain(error)
    sys.exit(status if isinstance(status, int) else 0)


def _make_ready_to_print() -> None:
    """See to it that what cannot be shown is replaced: a result is worth more than its dashes.

    A terminal may know few letters, and a program may be started with its output closed.
    """
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            # open for as long as the program runs
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


@contextmanager
def _stopped_politely() -> Iterator[None]:
    """Let a polite kill or a closed terminal end a command as Ctrl-C does: no half file stays.

    A signal that is ignored already, as ``nohup`` wants it, stays ignored.
    """

    def stop(_number: int, _frame: FrameType | None) -> NoReturn:
        raise KeyboardInterrupt

    handled = []
    if threading.current_thread() is threading.main_thread():
        known = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
        handled = [number for number in known if signal.getsignal(number) is signal.SIG_DFL]
    for number in handled:
        signal.signal(number, stop)
    try:
        yield
    finally:
        for number in handled:
            signal.signal(number, signal.SIG_DFL)


def _explain(error: Exception) -> int:
    if isinstance(error, LastrepError):
        return _say(str(error), error.exit_status)
    if isinstance(error, OSError):
        return _say(f"cannot write the output: {error.strerror or error}", EXIT_USAGE)
    return _say(
        f"something unforeseen went wrong ({type(error).__name__}: {error});"
        " run it again with --debug and report what it prints",
        EXIT_UNEXPECTED,
    )


def _say(sentence: str, status: int) -> int:
    click.echo("lastrep: " + " ".join(sentence.split()), err=True)
    return status


def _hush() -> int:
    """Leave quietly when the reader of our output has gone (``lastrep ... | head``)."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return EXIT_BROKEN_PIPE


def _usage_sentence(error: click.ClickException) -> str:
    message = error.format_message().rstrip(".")
    message = message[:1].lower() + message[1:]
    context = error.ctx if isinstance(error, click.UsageError) else None
    return f"{message}; see '{context.command_path} --help'" if context else message
