from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from lastrep.errors import ModelError
from lastrep.pose import models
from lastrep.pose.models import find_model

REPOSITORY_MODELS = Path(__file__).parents[3] / "models"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("manifest.toml", "pose_landmarker_lite.task"):
        shutil.copy(REPOSITORY_MODELS / name, tmp_path / name)
    monkeypatch.setenv("LASTREP_MODELS", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("name", models.MODEL_NAMES)
def test_every_named_model_agrees_with_the_manifest(name: str) -> None:
    found = find_model(name)
    assert found.name == name
    assert found.sha256 == models.sha256_of(found.path)


def test_the_folder_of_the_variable_comes_first(folder: Path) -> None:
    assert find_model("lite").path.parent == folder


def test_a_missing_model_is_named_with_the_fix(folder: Path) -> None:
    with pytest.raises(ModelError, match=r"pose_landmarker_full\.task is missing; install"):
        find_model("full")
    (folder / "manifest.toml").unlink()
    with pytest.raises(ModelError, match=r"No manifest\.toml"):
        find_model("lite")


def test_one_changed_byte_is_noticed(folder: Path) -> None:
    path = folder / "pose_landmarker_lite.task"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(ModelError, match="is damaged"):
        find_model("lite")


def test_a_cut_off_model_is_noticed(folder: Path) -> None:
    path = folder / "pose_landmarker_lite.task"
    path.write_bytes(path.read_bytes()[:1000])
    with pytest.raises(ModelError, match="1000 bytes, expected 5778982"):
        find_model("lite")


@pytest.mark.parametrize("text", ["not toml =", "[[model]]\nname = 'lite'", "[[mdl]]\n"])
def test_a_broken_manifest_is_one_sentence(folder: Path, text: str) -> None:
    (folder / "manifest.toml").write_text(text)
    with pytest.raises(ModelError, match="restore it"):
        find_model("lite")


def test_a_path_is_a_model_too(folder: Path) -> None:
    path = folder / "pose_landmarker_lite.task"
    found = find_model(str(path))
    assert found.path == path
    assert found.sha256 == find_model("lite").sha256


def test_what_is_no_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="There is no pose model 'huge'"):
        find_model("huge")
    with pytest.raises(ModelError, match="does not exist"):
        find_model(str(tmp_path / "mine.task"))
    (tmp_path / "mine.task").write_text("hello")
    with pytest.raises(ModelError, match="not a MediaPipe task bundle"):
        find_model(str(tmp_path / "mine.task"))


def test_an_unchanged_file_is_read_once(folder: Path) -> None:
    models._hashed.cache_clear()
    for _ in range(3):
        find_model("lite")
    assert folder.is_dir()
    assert models._hashed.cache_info().misses == 1
