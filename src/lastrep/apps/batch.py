"""Several sources with all their outputs; a broken one is one row, not the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lastrep.analysis.exercise_choice import is_auto
from lastrep.apps.analyze import Analysis, Choices, Progress, run_analysis
from lastrep.apps.growing_tables import GrowingTables
from lastrep.errors import LastrepError, SourceError, UsageError
from lastrep.exercises import exercise_to_count
from lastrep.files.safe_write import STDOUT, check_outputs
from lastrep.pose.crowd import policy
from lastrep.pose.models import find_model
from lastrep.pose.recorded import write_poses
from lastrep.records.session import Session
from lastrep.video.opening import check_rate, open_frames

Report = Callable[[float, float | None], None]


@dataclass(frozen=True, slots=True)
class Outputs:
    """Where results go, as written on the command line; None is nowhere, ``-`` standard output."""

    json: str | None = None
    csv: str | None = None
    video: str | None = None
    poses: str | None = None

    @property
    def on_stdout(self) -> bool:
        """Whether standard output belongs to a program and must hold nothing else."""
        return STDOUT in {self.json, self.csv}


@dataclass(frozen=True, slots=True)
class Failed:
    """A source that yielded no result."""

    path: str
    error: LastrepError


@dataclass(frozen=True, slots=True)
class _Job:
    source: str
    video: Path | None
    poses: Path | None


def run_batch(
    sources: Sequence[str],
    choices: Choices,
    outputs: Outputs,
    *,
    also_read: Sequence[str | Path | None] = (),
    report: Report = lambda _done, _total: None,
) -> Iterator[Session | Failed]:
    """Analyse each source and yield its session, or why there is none, in order.

    Everything that can be known beforehand is checked before the first picture is read. A single
    source raises its error instead of yielding it. JSON and CSV files are written as soon as a
    source is counted, and before anything is drawn or printed: whatever goes wrong then, or is
    interrupted, what was counted is kept. On standard output they come at the end.

    ``also_read`` are files that the command reads beside the sources: no output goes there either.

    Raises
    ------
    UsageError
        The request contradicts itself or names an unknown exercise, or nobody to follow.
    ModelError
        The model is missing or damaged.
    OutputError
        An output cannot be written, is read, or is named for two.
    """
    jobs = _planned(sources, outputs, also_read)
    if not is_auto(choices.exercise):
        exercise_to_count(choices.exercise)
    policy(choices.lifter)
    for job in jobs:
        check_rate(job.source, choices.fps)
    if len(jobs) > 1 and not all(job.source.lower().endswith(".npz") for job in jobs):
        find_model(choices.model)  # of one source, its path is the likelier mistake
    several = len(jobs) > 1
    tables = GrowingTables(outputs.json, outputs.csv, several=several)
    for job in jobs:
        counted = False
        try:
            analysis = _analysed(job, choices, report)
            counted = True
            tables.add(job.source, analysis.session)
            _keep_poses_and_pictures(job, choices, analysis, report)
            shown: Session | Failed = analysis.session
        except (UsageError, KeyboardInterrupt):
            raise
        except LastrepError as error:
            if not several:
                raise
            shown = Failed(job.source, error)
            if not counted:
                tables.add(job.source, error)
        yield shown
    tables.finish()


def _planned(
    sources: Sequence[str], outputs: Outputs, also_read: Sequence[str | Path | None]
) -> list[_Job]:
    """Return what is to be written for each source, all of it known to be possible."""
    if outputs.json == STDOUT and outputs.csv == STDOUT:
        raise UsageError("--json and --csv cannot both be -; give one of them a file name.")
    for name in ("video", "poses"):
        if getattr(outputs, name) == STDOUT:
            raise UsageError(f"--{name} cannot be -; give it a file name.")
    several = len(sources) > 1
    jobs = [
        _Job(
            source,
            _target(outputs.video, name + ".mp4", several=several),
            _target(outputs.poses, name + ".npz", several=several),
        )
        for source, name in zip(sources, _names(sources), strict=True)
    ]
    pictures_and_poses = (path for job in jobs for path in (job.video, job.poses))
    check_outputs([*sources, *also_read], [outputs.json, outputs.csv, *pictures_and_poses])
    for job in jobs:
        if job.poses is not None and not _is_known_as_poses(job.poses):
            raise UsageError(
                f"'{job.poses}' would not be known as recorded poses; give a name that ends in .npz"
            )
        if job.video is not None and not _can_be_read_twice(job.source):
            raise UsageError(
                f"--video draws on a video file or a folder of images; '{job.source}' is neither."
            )
    return jobs


def _is_known_as_poses(path: Path) -> bool:
    is_device = path.exists() and not path.is_file()
    return is_device or path.suffix.lower() == ".npz"


def _can_be_read_twice(source: str) -> bool:
    return "://" not in source and not source.isdigit() and not source.lower().endswith(".npz")


def _names(sources: Sequence[str]) -> list[str]:
    """Return what the files made of each source are called: set.mp4 and set.mov both are "set"."""
    stems = [Path(source).stem for source in sources]
    return [
        Path(source).name if stems.count(stem) > 1 else stem
        for source, stem in zip(sources, stems, strict=True)
    ]


def _target(path: str | None, name: str, *, several: bool) -> Path | None:
    """Return the file for one source: the path itself, or a file in it where it is a folder."""
    if path is None:
        return None
    if several and not Path(path).is_dir():
        raise UsageError(
            f"there are several sources, so '{path}' must be a folder that exists"
            f" (each source gets its own {Path(name).suffix} file in it)."
        )
    folder = Path(path)
    return folder / name if folder.is_dir() else folder


def _analysed(job: _Job, choices: Choices, report: Report) -> Analysis:
    wants_poses = job.video is not None or job.poses is not None
    passes = 2.0 if job.video is not None else 1.0

    def on_progress(progress: Progress) -> None:
        total_s = progress.total_s
        report(progress.time_s, None if total_s is None else total_s * passes)

    return run_analysis(job.source, choices, keep_poses=wants_poses, on_progress=on_progress)


def _keep_poses_and_pictures(
    job: _Job, choices: Choices, analysis: Analysis, report: Report
) -> None:
    if job.poses is not None and analysis.recording is not None:
        write_poses(job.poses, analysis.recording)
    if job.video is not None:
        _annotate(job.source, job.video, choices.fps, analysis, report)


def _annotate(
    source: str, path: Path, fps: float | None, analysis: Analysis, report: Report
) -> None:
    """Draw the session on the source's pictures, which are read a second time."""
    from lastrep.outputs.annotated_video import write_annotated_video  # noqa: PLC0415 - OpenCV

    if analysis.recording is None:
        raise SourceError(f"'{source}' holds no pictures to draw on.")
    length_s = analysis.session.source.duration_s or 0.0
    frame_source = open_frames(source, fps=fps)
    try:
        write_annotated_video(
            path,
            frame_source.frames(),
            analysis.recording,
            analysis.session,
            sound_from=source if analysis.facts.has_audio else None,
            sound_offset_s=analysis.facts.start_time_s,
            on_frame=lambda frame: report(length_s + frame.time_s, 2 * length_s),
        )
    finally:
        frame_source.close()
