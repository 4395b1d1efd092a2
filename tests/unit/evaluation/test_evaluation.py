from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lastrep.apps.evaluate import report_lines
from lastrep.errors import SourceError
from lastrep.evaluation.folder import evaluate_folder
from lastrep.evaluation.report import report_on
from lastrep.evaluation.scores import match_spans, match_times, score_counts
from lastrep.evaluation.truth import read_truth
from lastrep.pose.recorded import read_poses, write_poses
from lastrep.records.pose import PoseRecording
from lastrep.simulation import Camera, Rep, Rest, Script, simulate


@contextmanager
def open_recording(path: Path) -> Iterator[PoseRecording]:
    yield read_poses(path)


def a_folder(tmp_path: Path) -> Path:
    (tmp_path / "poses").mkdir()
    camera = Camera(view="three_quarter", fps=15.0)
    curls = simulate(Script(exercise="barbell_curl", camera=camera, events=(Rep(times=4),)))
    still = simulate(Script(exercise="barbell_curl", camera=camera, events=(Rest(seconds=5.0),)))
    write_poses(tmp_path / "poses" / "curls.mp4.npz", curls.recording)
    write_poses(tmp_path / "poses" / "still.mp4.npz", still.recording)
    ends = ";".join(f"{rep.concentric_end_time_s:.2f}" for rep in curls.truth.sets[0].reps)
    (tmp_path / "truth.csv").write_text(
        f"name,exercise,count,rep_times_s\ncurls.mp4,biceps_curl,4,{ends}\nstill.mp4,none:rest,0,\n"
    )
    return tmp_path


def test_a_folder_is_counted_timed_and_reported(tmp_path: Path) -> None:
    report = report_on(evaluate_folder(a_folder(tmp_path), open_recording), recognising=False)
    curls = next(row for row in report.rows if row.group == "all")
    assert curls.final.exact == 1.0
    assert curls.matched is not None
    assert curls.matched.f1 == 1.0
    assert report.quiet == 1.0
    assert report.rule == "a repetition is a completed concentric"


def test_spans_mean_whole_cycles(tmp_path: Path) -> None:
    folder = a_folder(tmp_path)
    (folder / "truth.csv").write_text(
        "name,exercise,count,rep_spans_s\ncurls.mp4,biceps_curl,4,0.0-1.0;1.0-2.5\n"
    )
    (clip,) = read_truth(folder)
    assert clip.rule == "whole_cycle"
    assert clip.rep_spans_s == ((0.0, 1.0), (1.0, 2.5))


def test_a_column_of_spans_that_is_empty_changes_no_rule(tmp_path: Path) -> None:
    folder = a_folder(tmp_path)
    (folder / "truth.csv").write_text("name,exercise,count,rep_spans_s\ncurls.mp4,biceps_curl,4,\n")
    assert read_truth(folder)[0].rule == "completed_concentric"


def test_the_family_is_what_counts_however_the_truth_names_the_exercise(tmp_path: Path) -> None:
    folder = a_folder(tmp_path)
    (folder / "truth.csv").write_text("name,exercise,count\ncurls.mp4,Barbell curl,4\n")
    scored = evaluate_folder(folder, open_recording, exercise="auto")
    report = report_on(scored, recognising=True)
    assert scored[0].clip.family == "biceps_curl"
    assert report.recognised == float(scored[0].recognised == "biceps_curl")
    assert list(report.confusion) == ["biceps_curl"]
    assert [row.group for row in report.rows] == ["biceps_curl", "all"]


def test_what_cannot_be_read_is_no_score_and_what_is_undefined_is_said(tmp_path: Path) -> None:
    folder = a_folder(tmp_path)
    for name in ("junk", "idle"):
        (folder / "poses" / f"{name}.mp4.npz").write_bytes(b"junk")
    (folder / "truth.csv").write_text(
        "name,exercise,count\ncurls.mp4,kettlebell juggling,4\njunk.mp4,squat,5\n"
        "idle.mp4,none:rest,0\nstill.mp4,sqat,3\n"
    )
    report = report_on(evaluate_folder(folder, open_recording), recognising=False)
    assert set(report.errors) == {"junk.mp4", "idle.mp4", "still.mp4"}
    assert "did you mean squat" in report.errors["still.mp4"]
    by_group = [(row.group, row.final.clips, row.final.exact) for row in report.rows]
    assert by_group == [("kettlebell juggling", 1, 1.0), ("all", 1, 1.0)]
    assert report.quiet is None
    assert report.undefined == ("kettlebell juggling",)


def test_kinds_are_compared_where_the_truth_tells_them(tmp_path: Path) -> None:
    folder = a_folder(tmp_path)
    camera = Camera(view="three_quarter", fps=15.0)
    mixed = (Rep(times=5), Rep(times=3, range_of_motion=0.5))
    halves = simulate(Script(exercise="barbell_curl", camera=camera, events=mixed))
    write_poses(folder / "poses" / "halves.mp4.npz", halves.recording)
    (folder / "truth.csv").write_text(
        "name,exercise,count,full,partial,assisted,cheat\n"
        "halves.mp4,biceps_curl,8,5,3,0,\ncurls.mp4,biceps_curl,4,3,1,,0\n"
    )
    report = report_on(evaluate_folder(folder, open_recording), recognising=False)
    rows = {row.kind: (row.clips, row.true, row.found, row.agreed) for row in report.kinds}
    assert rows == {
        "full": (2, 8, 9, 8),
        "partial": (2, 4, 3, 3),
        "assisted": (1, 0, 0, 0),
        "cheat": (1, 0, 0, 0),
    }
    lines = "\n".join(report_lines(report))
    assert "Partial: 4 in 2 clips, 3 found, 3 of them in the clips that have them." in lines


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("name,count\na,1\n", "lacks exercise"),
        ("name,exercise,count\na,squat,many\n", "line 2"),
        ("name,exercise,count\na,squat,3\n", "Neither"),
        ("name,exercise,count\na,squat,-3\n", "line 2: '-3' is no number of repetitions"),
        ("name,exercise,count\na,squat,8.5\n", "line 2: '8.5' is no number of repetitions"),
        ("name,exercise,count\na,squat,inf\n", "line 2: 'inf' is no number of repetitions"),
        ("name,exercise,count\na,squat,nan\n", "line 2: 'nan' is no number of repetitions"),
        ("name,exercise,count\na\n", "line 2"),
        ("name,exercise,count,partial\na,squat,3,some\n", "line 2"),
    ],
)
def test_a_broken_truth_is_refused_with_its_place(
    tmp_path: Path, text: str, complaint: str
) -> None:
    (tmp_path / "truth.csv").write_text(text)
    with pytest.raises(SourceError, match=complaint):
        read_truth(tmp_path)


def test_a_truth_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "truth.csv").write_bytes(
        "name,exercise,count\nbankdrücken,squat,3\n".encode("cp1252")
    )
    with pytest.raises(SourceError, match="not UTF-8 text"):
        read_truth(tmp_path)


def test_a_folder_without_truth_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"truth\.csv"):
        read_truth(tmp_path)


def test_scores_are_those_of_the_literature() -> None:
    score = score_counts([10, 4, 0], [9, 6, 1])
    assert score.mean_absolute_error == pytest.approx((0.1 + 0.5) / 2)
    assert score.off_by_one == pytest.approx(2 / 3)
    assert score.exact == 0.0
    assert score.bias == pytest.approx(2 / 3)
    low, high = score.off_by_one_interval
    assert 0.0 <= low <= score.off_by_one <= high <= 1.0


times = st.lists(st.integers(0, 100), max_size=8).map(sorted)


@given(times, times)
def test_each_time_is_matched_at_most_once_and_only_when_near(
    true: list[int], found: list[int]
) -> None:
    matched = match_times(true, found, near_s=3)
    assert matched <= min(len(true), len(found))
    assert (matched == 0) == all(abs(a - b) > 3 for a in true for b in found)
    assert match_times(found, true, near_s=3) == matched


def test_a_span_holds_one_repetition() -> None:
    assert match_spans([(0.0, 2.0), (2.0, 4.0)], [0.5, 1.0]) == 1
