"""One source from its first picture to its finished session."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import msgspec

from lastrep.analysis import Analyzer
from lastrep.apps.pose_log import PoseLog, as_recorded
from lastrep.apps.session_builder import SessionBuilder
from lastrep.errors import UsageError
from lastrep.outputs.history_keeper import HistoryKeeper
from lastrep.pose.recorded import checked_poses
from lastrep.pose.source import PosesInMemory, PoseSource, open_poses
from lastrep.records.events import Event
from lastrep.records.pose import PoseRecording
from lastrep.records.profile import Profile
from lastrep.records.session import Session
from lastrep.records.source import FrameFacts
from lastrep.video.opening import check_rate, open_frames


@dataclass(frozen=True, slots=True)
class Choices:
    """What the user may decide about an analysis; the defaults suit one lifter at a camera."""

    exercise: str = "auto"
    lifter: str = "largest"
    model: str = "full"
    profile: Profile = field(default_factory=Profile)
    keep: bool = False  # the sets in the history ...
    history: str | None = None  # ... at this file or URL, or in the user's own data folder
    load_kg: float | None = None
    fps: float | None = None  # of a folder of images


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an analysis has got; ``total_s`` is None where the source does not say."""

    time_s: float
    total_s: float | None
    frames: int


@dataclass(frozen=True, slots=True)
class Analysis:
    """A finished analysis; ``recording`` is None unless the poses were to be kept."""

    session: Session
    facts: FrameFacts
    recording: PoseRecording | None


def analyze(
    source: str | Path | PoseRecording,
    exercise: str = "auto",
    *,
    lifter: str = "largest",
    model: str = "full",
    profile: Profile | None = None,
    fps: float | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> Session:
    """Return what happened in a source: its sets, repetitions, failures and the advice.

    Parameters
    ----------
    source
        A video file, a folder of images, a stream URL, a recorded-pose file (``.npz``), or poses
        in memory.
    exercise
        The id, family or alias of an exercise, or ``auto`` to have it recognised.
    lifter
        Whom to follow where several people are in the picture: ``largest``, ``central``,
        ``moving``, or ``X,Y`` in pixels.
    model
        ``lite``, ``full``, ``heavy``, or the path of a pose model.
    profile
        The lifter's situation, for the advice; None is a beginner training alone.
    fps
        How many pictures a second a folder of images holds; None assumes 30.
    on_progress
        Called after each picture.

    Raises
    ------
    UnknownExerciseError
        If no exercise has this name.
    SourceError
        If the source cannot be read.
    ModelError
        If the pose model is missing or damaged.
    UsageError
        If an argument contradicts itself or the source.
    """
    choices = Choices(exercise, lifter, model, profile or Profile(), fps=fps)
    return run_analysis(source, choices, on_progress=on_progress).session


def run_analysis(
    source: str | Path | PoseRecording,
    choices: Choices,
    *,
    keep_poses: bool = False,
    on_progress: Callable[[Progress], None] | None = None,
) -> Analysis:
    """Carry out an analysis, keeping the poses if they are needed afterwards.

    Raises
    ------
    LastrepError
        As `analyze`.
    """
    make_analyzer = partial(
        Analyzer,
        choices.exercise,
        profile=choices.profile,
        load_kg=choices.load_kg,
        provisional=False,
    )
    make_analyzer()  # what it refuses is refused before what is slow
    with ExitStack() as stack:
        log = PoseLog() if keep_poses else None
        poses = stack.enter_context(_open(source, choices))
        builder = SessionBuilder(poses.facts)
        listeners: list[Callable[[list[Event]], None]] = [builder.hear]
        keeper = recorded = None
        if choices.keep:
            recorded = _recorded_from(source, poses.facts)
            keeper = stack.enter_context(
                HistoryKeeper(
                    choices.history,
                    str(source),
                    load_kg=choices.load_kg,
                    started=recorded,
                    again=recorded is not None,
                )
            )
            listeners.append(keeper.hear)
        analyzer = make_analyzer(log=None if keeper is None else keeper.log)
        try:
            for _frame, seen in poses:
                pose = as_recorded(seen)
                if keeper is not None and not builder.frames:
                    keeper.begins(recorded or datetime.now(UTC), pose.time_s)
                if log is not None:
                    log.add(pose)
                builder.add(pose, [])
                _tell(listeners, analyzer.push(pose))
                if on_progress is not None:
                    on_progress(Progress(pose.time_s, poses.facts.duration_s, builder.frames))
        except KeyboardInterrupt:
            if not poses.facts.live:
                raise  # a camera goes on for ever: stopping it is how the user ends the session
        _tell(listeners, analyzer.finish())
        session = builder.session(
            poses.model, settings_of(choices), analyzer.view, tuple(poses.notices)
        )
    return Analysis(session, poses.facts, None if log is None else log.recording())


def _recorded_from(source: str | Path | PoseRecording, facts: FrameFacts) -> datetime | None:
    """Return when a file began, which was written when it ended; None for what comes just now."""
    if isinstance(source, PoseRecording) or not Path(source).is_file():
        return None
    ended = datetime.fromtimestamp(Path(source).stat().st_mtime, tz=UTC)
    return ended - timedelta(seconds=facts.duration_s or 0.0)


def _tell(listeners: list[Callable[[list[Event]], None]], events: list[Event]) -> None:
    for listener in listeners if events else ():
        listener(events)


def settings_of(choices: Choices) -> dict[str, str | float | int | bool | None]:
    """Return the choices as they are written into the result."""
    situation = msgspec.structs.asdict(choices.profile)
    return {
        "exercise": choices.exercise,
        "lifter": choices.lifter,
        "model": choices.model,
        "fps": choices.fps,
        **{
            f"profile_{name}": ", ".join(value) if isinstance(value, tuple) else value
            for name, value in situation.items()
            if name != "name"  # a result may be shared; who it was stays with its owner
        },
    }


def _open(source: str | Path | PoseRecording, choices: Choices) -> PoseSource:
    if isinstance(source, PoseRecording):
        return PosesInMemory(checked_poses(source))
    if not isinstance(source, str | Path | int):
        raise UsageError(
            f"A {type(source).__name__} cannot be analysed: give a path, an address, a camera's "
            "number or a PoseRecording, or push single poses to an Analyzer."
        )
    check_rate(str(source), choices.fps)
    return open_poses(
        str(source),
        partial(open_frames, fps=choices.fps),
        model=choices.model,
        lifter=choices.lifter,
        plate_diameter_m=choices.profile.plate_diameter_m,
    )
