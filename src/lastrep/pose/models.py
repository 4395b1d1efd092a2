"""Which pose model file to use, and whether it is what it should be."""

from __future__ import annotations

import hashlib
import os
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import msgspec

from lastrep.errors import ModelError

MODELS_VARIABLE: Final = "LASTREP_MODELS"
MODEL_NAMES: Final = ("lite", "full", "heavy")


class ModelEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row of ``manifest.toml``."""

    name: str
    file: str
    bytes: int
    sha256: str
    licence: str
    origin: str


class _Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    model: tuple[ModelEntry, ...]


class PoseModel(msgspec.Struct, frozen=True, kw_only=True):
    """A pose model that has been checked and may be loaded."""

    name: str
    path: Path
    sha256: str


def find_model(model: str = "full") -> PoseModel:
    """Return a checked pose model.

    Parameters
    ----------
    model
        ``lite``, ``full``, ``heavy``, or the path of a ``.task`` file. Named models are looked for
        in the folder that ``LASTREP_MODELS`` names, else in the installed package, else in the
        repository, and must have the size and checksum of the manifest there.

    Raises
    ------
    ModelError
        It is missing or damaged.
    """
    if model not in MODEL_NAMES:
        return _model_at(model)
    folder = _folder()
    entry = _entry(folder, model)
    path = folder / entry.file
    if not path.is_file():
        raise ModelError(
            f"The pose model {path} is missing; install lastrep again, or name the folder of the "
            f"models in {MODELS_VARIABLE}."
        )
    size = path.stat().st_size
    if size != entry.bytes or sha256_of(path) != entry.sha256:
        raise ModelError(
            f"The pose model {path} is damaged ({size} bytes, expected {entry.bytes} with sha256 "
            f"{entry.sha256[:12]}...); restore it from the repository or install lastrep again."
        )
    return PoseModel(name=model, path=path, sha256=entry.sha256)


def sha256_of(path: Path) -> str:
    """Return the checksum of a file; an unchanged file is read once per process."""
    try:
        state = path.stat()
        return _hashed(path, state.st_mtime_ns, state.st_size)
    except OSError as error:
        raise ModelError(
            f"The pose model {path} cannot be read ({error.strerror}); check its permissions."
        ) from None


@cache
def _hashed(path: Path, _mtime_ns: int, _size: int) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _model_at(model: str) -> PoseModel:
    path = Path(model)
    names = ", ".join(MODEL_NAMES)
    if path.suffix != ".task":
        raise ModelError(f"There is no pose model '{model}'; use {names} or a .task file.")
    if not path.is_file():
        raise ModelError(f"The pose model {model} does not exist; use {names} or a .task file.")
    with path.open("rb") as file:
        if file.read(2) != b"PK":  # a task bundle is a zip archive
            raise ModelError(
                f"{model} is not a MediaPipe task bundle; use {names} or a pose landmarker's "
                ".task file."
            )
    return PoseModel(name=path.stem, path=path, sha256=sha256_of(path))


def _folders() -> Iterator[Path]:
    named = os.environ.get(MODELS_VARIABLE)
    if named:
        yield Path(named)
        return
    package = Path(__file__).resolve().parent.parent
    yield package / "_models"
    yield package.parent.parent / "models"


def _folder() -> Path:
    folders = list(_folders())
    for folder in folders:
        if (folder / "manifest.toml").is_file():
            return folder
    looked = " or ".join(str(folder) for folder in folders)
    raise ModelError(
        f"No manifest.toml of the pose models in {looked}; install lastrep again, or name the "
        f"folder of the models in {MODELS_VARIABLE}."
    )


def _entry(folder: Path, model: str) -> ModelEntry:
    path = folder / "manifest.toml"
    try:
        manifest = msgspec.convert(tomllib.loads(path.read_text("utf-8")), _Manifest)
    except (OSError, ValueError, msgspec.ValidationError) as error:
        raise ModelError(
            f"{path} is not a manifest of pose models ({error}); restore it."
        ) from None
    for entry in manifest.model:
        if entry.name == model:
            return entry
    raise ModelError(f"{path} does not list the pose model '{model}'; restore it.")
