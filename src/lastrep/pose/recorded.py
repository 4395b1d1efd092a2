"""Recorded poses: the ``.npz`` file that stands in for the pixels.

Arrays as in `lastrep.records.pose.PoseRecording`; ``depth_px``, ``keypoints_world_m``,
``others_px``, ``others_looked_for`` (0 or 1) and ``wrist_scale_m_per_px`` are optional, anything
else in the file is ignored.
Nothing is ever unpickled.
"""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lastrep.errors import SourceError
from lastrep.files.safe_write import replacing
from lastrep.records.landmarks import LANDMARK_COUNT
from lastrep.records.pose import FloatArray, PoseRecording

_N: Final = LANDMARK_COUNT
_NEEDED: Final = ("time_s", "keypoints_px", "visibility", "image_size_px")
_IN_HALF: Final = ("depth_px", "keypoints_world_m", "others_px")
_SCALE: Final = "wrist_scale_m_per_px"
_LOOKED: Final = "others_looked_for"
_OPTIONAL: Final = (*_IN_HALF, _LOOKED, _SCALE)
_RECORD_AGAIN: Final = "record it again with 'lastrep analyze VIDEO --poses FILE'"

Arrays = dict[str, NDArray[np.generic]]


def read_poses(path: str | Path) -> PoseRecording:
    """Return the poses recorded in a file.

    A landmark with only one coordinate counts as unseen; visibility is cut to 0..1 and is 0 where
    it is NaN.

    Raises
    ------
    SourceError
        The file is missing or damaged, lacks an array, or holds one of another shape, type or
        range than the contract says.
    """
    arrays = _load(path)
    missing = [name for name in _NEEDED if name not in arrays]
    if missing:
        raise SourceError(
            f"{path} is not a recorded-pose file: {', '.join(missing)} missing "
            f"(found {', '.join(sorted(arrays)) or 'nothing'}); {_RECORD_AGAIN}."
        )
    return _Checks(str(path), _RECORD_AGAIN).recording(arrays)


def checked_poses(recording: PoseRecording) -> PoseRecording:
    """Return a recording that was made in memory as `read_poses` would return it from a file.

    Raises
    ------
    SourceError
        As `read_poses`.
    """
    fields = ((name, getattr(recording, name)) for name in (*_NEEDED, *_OPTIONAL))
    arrays = {name: _array(value) for name, value in fields if value is not None}
    return _Checks("The recording", "lastrep.PoseRecording says what belongs in it").recording(
        arrays
    )


def _array(value: object) -> NDArray[np.generic]:
    try:
        return np.asarray(value)
    except ValueError:  # rows of unlike length
        return np.asarray(None)


@dataclass(frozen=True, slots=True)
class _Checks:
    """What the arrays of a recording must be; refusals say where they are and what to do."""

    where: str
    remedy: str

    def recording(self, arrays: Arrays) -> PoseRecording:
        numbers = {name: self._numbers(name, array) for name, array in arrays.items()}
        time_s = self._times(numbers["time_s"])
        self._shapes(numbers, len(time_s))
        for name, array in numbers.items():
            if np.isinf(array).any():
                raise self._refusal(f"{name} holds infinite numbers")
        width, height = numbers["image_size_px"]
        if not (width >= 1 and height >= 1):
            raise self._refusal(
                f"image_size_px is {width:g} x {height:g}, expected the width and height of the "
                "picture in pixels"
            )
        scale = numbers.get(_SCALE)
        if scale is not None and (scale <= 0.0).any():
            raise self._refusal(f"{_SCALE} holds a scale of 0 or less")
        keypoints_px = numbers["keypoints_px"].copy()
        keypoints_px[np.isnan(keypoints_px).any(axis=-1)] = np.nan
        looked = numbers.get(_LOOKED)
        return PoseRecording(
            time_s=time_s,
            keypoints_px=keypoints_px,
            visibility=np.clip(np.nan_to_num(numbers["visibility"], nan=0.0), 0.0, 1.0),
            image_size_px=(round(float(width)), round(float(height))),
            depth_px=numbers.get("depth_px"),
            keypoints_world_m=numbers.get("keypoints_world_m"),
            others_px=numbers.get("others_px"),
            others_looked_for=None if looked is None else looked > 0,
            wrist_scale_m_per_px=scale,
        )

    def _shapes(self, numbers: dict[str, FloatArray], count: int) -> None:
        for name, shape in (
            ("keypoints_px", (count, _N, 2)),
            ("visibility", (count, _N)),
            ("image_size_px", (2,)),
            ("depth_px", (count, _N)),
            ("keypoints_world_m", (count, _N, 3)),
            (_LOOKED, (count,)),
            (_SCALE, (count,)),
        ):
            if name in numbers and numbers[name].shape != shape:
                raise self._refusal(
                    f"{name} has the shape {numbers[name].shape}, expected {shape} for {count} "
                    f"poses of {_N} BlazePose landmarks"
                )
        others_px = numbers.get("others_px")
        if others_px is not None and (
            others_px.ndim != 4 or others_px.shape[0] != count or others_px.shape[2:] != (_N, 2)  # noqa: PLR2004 - four axes: time, person, landmark, x and y
        ):
            raise self._refusal(
                f"others_px has the shape {others_px.shape}, expected ({count}, people, {_N}, 2)"
            )

    def _numbers(self, name: str, array: NDArray[np.generic]) -> FloatArray:
        if array.dtype.kind not in ("fiub" if name == _LOOKED else "fiu"):
            raise self._refusal(f"{name} is of type {array.dtype}, expected numbers")
        return array.astype(np.float64)

    def _times(self, time_s: FloatArray) -> FloatArray:
        if time_s.ndim != 1:
            raise self._refusal(f"time_s has the shape {time_s.shape}, expected one time per pose")
        if len(time_s) == 0:
            raise SourceError(f"{self.where} holds no poses; {self.remedy}.")
        if not np.isfinite(time_s).all():
            i = int(np.flatnonzero(~np.isfinite(time_s))[0])
            raise self._refusal(f"time_s is not a number at pose {i}")
        steps = np.diff(time_s)
        if (steps <= 0).any():
            i = int(np.flatnonzero(steps <= 0)[0])
            how = "repeats" if steps[i] == 0 else "goes backwards"
            raise self._refusal(
                f"time_s {how} at pose {i + 1} ({time_s[i]:.3f} s, then {time_s[i + 1]:.3f} s), "
                "expected strictly increasing seconds"
            )
        return time_s

    def _refusal(self, what: str) -> SourceError:
        return SourceError(f"{self.where}: {what}; {self.remedy}.")


def write_poses(path: str | Path, recording: PoseRecording, *, compressed: bool = True) -> None:
    """Write poses to a file that `read_poses` reads; an earlier file stays until all is written.

    What decides a count keeps single precision (0.0001 px); depth, world landmarks and the other
    people, which do not, keep half. Uncompressed it is written ten times as fast.

    Raises
    ------
    OutputError
        The file cannot be written; whatever was there before is untouched.
    """
    arrays: Arrays = {
        "time_s": np.asarray(recording.time_s, np.float64),
        "keypoints_px": np.asarray(recording.keypoints_px, np.float32),
        "visibility": np.asarray(recording.visibility, np.float32),
        "image_size_px": np.asarray(recording.image_size_px, np.int32),
    }
    if recording.others_px is not None and recording.others_looked_for is not None:
        arrays[_LOOKED] = np.asarray(recording.others_looked_for, np.uint8)
    if recording.wrist_scale_m_per_px is not None:
        arrays[_SCALE] = np.asarray(recording.wrist_scale_m_per_px, np.float64)
    for name in _IN_HALF:
        array: FloatArray | None = getattr(recording, name)
        if array is not None:
            limit = float(np.finfo(np.float16).max)
            arrays[name] = np.clip(array, -limit, limit).astype(np.float16)
    save = np.savez_compressed if compressed else np.savez
    with replacing(path) as temporary, temporary.open("wb") as file:
        save(file, allow_pickle=False, **arrays)


def _load(path: str | Path) -> Arrays:
    try:
        with Path(path).open("rb") as file:
            start = file.read(2)
            if start != b"PK":  # what every zip archive, and so every .npz, begins with
                found = "is not an .npz archive" if start else "is empty (0 bytes)"
                raise SourceError(f"{path} {found}; {_RECORD_AGAIN}.")
            file.seek(0)
            with np.load(file, allow_pickle=False) as archive:
                return {name: archive[name] for name in (*_NEEDED, *_OPTIONAL) if name in archive}
    except FileNotFoundError:
        raise SourceError(f"{path} does not exist; check the path.") from None
    except PermissionError:
        raise SourceError(f"{path} may not be read; check its permissions.") from None
    except IsADirectoryError:
        raise SourceError(f"{path} is a directory, not a recorded-pose file.") from None
    except (
        OSError, ValueError, EOFError, KeyError, MemoryError, NotImplementedError, RuntimeError,
        SyntaxError, zipfile.BadZipFile, zlib.error,
    ) as error:  # fmt: skip
        raise SourceError(
            f"{path} is damaged or not an .npz file of numbers ({_first_line(error)}); "
            f"{_RECORD_AGAIN}."
        ) from None


def _first_line(error: BaseException) -> str:
    lines = str(error).splitlines()
    said = lines[0].rstrip(".") if lines else type(error).__name__
    return said[:1].lower() + said[1:]
