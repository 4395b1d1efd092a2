"""``lastrep simulate``: the scripted lifter does a set whose truth is known exactly."""

from __future__ import annotations

from pathlib import Path

import click

from lastrep.cli import options


@click.command("simulate")
@click.argument("script_path", metavar="SCRIPT", type=click.Path(path_type=Path))
@click.option(
    "--video", "video_path", metavar="PATH", help="Render an MP4 (needs lastrep[render])."
)
@click.option("--poses", "poses_path", metavar="PATH", help="Write the recorded poses (.npz).")
@click.option("--truth", "truth_path", metavar="PATH|-", help="Write what really happened (JSON).")
@click.option(
    "--frame-truth", "frames_path", metavar="PATH", help="Write the truth of every frame (.npz)."
)
@options.debug
def command(
    *,
    script_path: Path,
    video_path: str | None,
    poses_path: str | None,
    truth_path: str | None,
    frames_path: str | None,
) -> None:
    """Let the scripted lifter of SCRIPT (TOML) do a set whose truth is known.

    Without a path it says what would happen.
    """
    import msgspec

    from lastrep.apps.tables import put
    from lastrep.cli.terminal import progress_bar
    from lastrep.files.safe_write import check_outputs
    from lastrep.simulation import read_script, simulate

    script = read_script(script_path)
    check_outputs([script_path], [video_path, poses_path, truth_path, frames_path])
    simulated = simulate(script)
    if poses_path is not None:
        from lastrep.pose.recorded import write_poses

        write_poses(poses_path, simulated.recording)
    if truth_path is not None:
        text = msgspec.json.format(msgspec.json.encode(simulated.truth), indent=1)
        put(truth_path, text.decode() + "\n")
    if frames_path is not None:
        from lastrep.simulation.frame_truth import write_frame_truth

        write_frame_truth(frames_path, simulated)
    if video_path is not None:
        from lastrep.simulation.rendering import render

        with progress_bar(f"rendering {Path(video_path).name}") as report:
            render(script, video_path, report)
    counts = simulated.truth.counts
    kinds = [
        f"{count} {label}"
        for label, count in msgspec.structs.asdict(counts).items()
        if count and label != "total"
    ]
    click.echo(
        f"{script.exercise}: {simulated.truth.duration_s:.1f} s, {counts.total} completed"
        + (f" ({', '.join(kinds)})" if kinds else ""),
        err=True,
    )
