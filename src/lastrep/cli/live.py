"""``lastrep live``: the camera, a window and a voice."""

from __future__ import annotations

from pathlib import Path

import click

from lastrep.cli import options


@click.command("live")
@click.option(
    "--source",
    metavar="0|URL|FILE",
    help="Camera number, stream or video; without it the first camera that is found.",
)
@options.exercise
@options.lifter
@click.option(
    "--model",
    default="auto",
    show_default=True,
    metavar="auto|lite|full|heavy|PATH",
    help="Pose model; auto takes full where it keeps up, else lite.",
)
@options.profile
@options.spotter
@options.height
@options.plate
@click.option("--window/--no-window", default=True, help="Show the picture and the counters.")
@click.option("--voice/--no-voice", default=True, help="Speak counts, failure and advice.")
@click.option(
    "--volume",
    type=options.Number(0.0, 1.0),
    default=1.0,
    show_default=True,
    help="Of the voice.",
)
@click.option(
    "--speech-rate",
    type=options.Number(0.6, 1.8),
    default=1.0,
    show_default=True,
    help="Faster or slower speech; the pitch stays.",
)
@click.option(
    "--say",
    default="counts,kinds,effort,failure,advice,framing",
    show_default=True,
    metavar="TOPIC,...",
    help="What to speak of.",
)
@click.option(
    "--voice-file",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Write what is spoken to a WAV file instead of a sound device.",
)
@click.option(
    "--commands",
    metavar="mic|FILE",
    help='Obey "hey mycroft, undo" (pause, go on, next exercise, pain) between sets; an extra.',
)
@click.option(
    "--record",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Keep the pictures as PATH (.mp4) and the poses beside it (.npz).",
)
@options.history
@options.load
@click.option("--keep/--no-keep", default=True, help="Keep closed sets in the history.")
@options.debug
def command(
    *,
    source: str | None,
    exercise: str,
    lifter: str,
    model: str,
    profile_path: Path | None,
    spotter: bool | None,
    height_m: float | None,
    plate_diameter_m: float | None,
    window: bool,
    voice: bool,
    volume: float,
    speech_rate: float,
    say: str,
    voice_file: Path | None,
    commands: str | None,
    record: Path | None,
    history: str | None,
    load_kg: float | None,
    keep: bool,
) -> None:
    """Watch the lifter, count aloud, and say what comes after the set.

    Sets start and end by themselves. In the window: q saves and quits, h shows all keys.
    Hands-free, between sets: one hand above the nose, the other low, held until you hear what you
    want.
    """
    from lastrep.apps.live.options import LiveOptions, VoiceOptions
    from lastrep.apps.live.recorder import recording_files
    from lastrep.apps.live.run import run_live
    from lastrep.apps.profile import read_profile
    from lastrep.cli.terminal import console
    from lastrep.files.safe_write import check_outputs
    from lastrep.outputs.announcer import topics_named
    from lastrep.outputs.console import print_session
    from lastrep.outputs.history_store import file_of

    recorded = () if record is None else recording_files(record)
    kept = file_of(history) if keep else None
    check_outputs([source, profile_path, model, commands, kept], [*recorded, voice_file])
    chosen = LiveOptions(
        source=source,
        exercise=exercise,
        lifter=lifter,
        model=model,
        profile=read_profile(
            profile_path, spotter=spotter, height_m=height_m, plate_diameter_m=plate_diameter_m
        ),
        window=window,
        record=record,
        keep_history=keep,
        history=history,
        load_kg=load_kg,
        commands=commands,
        voice=VoiceOptions(
            wanted=voice,
            volume=volume,
            rate=speech_rate,
            topics=topics_named(say),
            to_file=voice_file,
        ),
    )
    outcome = run_live(chosen, click.echo)
    print_session(outcome.session, console())
    rate = outcome.timing.pictures_per_s
    if rate is not None:
        click.echo(f"{rate:.0f} pictures a second, {outcome.dropped} dropped.")
    if outcome.saved is not None:
        click.echo(f"Saved as {outcome.saved}")
